from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.store.contract import StoreContract

from afterword.store import Store, open_store


class TestSqliteFile(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        with open_store(tmp_path / "one") as store:
            yield store

    @pytest.fixture
    def another(self, tmp_path: Path) -> Iterator[Store]:
        with open_store(tmp_path / "two") as store:
            yield store

    @pytest.fixture
    def neighbour(self, store: Store, tmp_path: Path) -> Iterator[Store]:
        with open_store(tmp_path / "one", "neighbour") as neighbour:
            yield neighbour

    @pytest.fixture
    def twin(self, store: Store, tmp_path: Path) -> Iterator[Store]:
        with open_store(tmp_path / "one") as twin:
            yield twin


class TestSqliteMemory(StoreContract):
    @pytest.fixture
    def store(self) -> Iterator[Store]:
        with open_store(":memory:") as store:
            yield store

    @pytest.fixture
    def another(self) -> Iterator[Store]:
        with open_store(":memory:") as store:
            yield store

    @pytest.fixture
    def neighbour(self, store: Store) -> Store:
        other = object.__new__(Store)
        other.__dict__.update(store.__dict__, owner="neighbour")
        return other

    @pytest.fixture
    def twin(self, store: Store) -> Store:
        return store
