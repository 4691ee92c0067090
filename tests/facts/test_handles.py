"""Handles: which mailboxes are somebody's own."""

import pytest

from afterword.facts.handles import is_role_mailbox


@pytest.mark.parametrize(
    ("address", "shared"),
    [
        ("weavers@lists.kiln.example", True), ("oak-talk@groups.kiln.example", True), ("careers@kiln.example", True),
        ("dana@groups.example", False), ("dana@mail.kiln.example", False), ("lists@kiln.example", False),
    ],
)  # fmt: skip
def test_a_mailbox_of_many_is_nobodys_own(address: str, shared: bool) -> None:
    assert is_role_mailbox(address) is shared
