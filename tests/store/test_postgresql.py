from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.store.contract import StoreContract

from afterword.store import Store, open_store


@pytest.mark.postgresql
class TestPostgresql(StoreContract):
    @pytest.fixture
    def store(self, database: str) -> Iterator[Store]:
        with open_store(database) as store:
            yield store

    @pytest.fixture
    def another(self, store: Store, database: str) -> Iterator[Store]:
        with open_store(database, "another") as another:
            yield another

    @pytest.fixture
    def neighbour(self, store: Store, database: str) -> Iterator[Store]:
        with open_store(database, "neighbour") as neighbour:
            yield neighbour

    @pytest.fixture
    def twin(self, store: Store, database: str) -> Iterator[Store]:
        with open_store(database) as twin:
            yield twin
