"""Stories in the user's notation, for every test of this folder."""

from tests.notation import story

__all__ = ["story"]
