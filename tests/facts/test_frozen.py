"""The decorator for frozen classes against the standard one: whatever a program may ask of them is the same."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import field

import pytest

from afterword.facts.frozen import dataclass
from afterword.facts.kinds import KINDS, Mailbox, Message


@dataclass(frozen=True, slots=True)
class Ours:
    name: str
    tags: tuple[str, ...] = ()
    notes: dict[str, int] = field(default_factory=dict, compare=False)

    @property
    def short(self) -> str:
        return self.name[:2]


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    name: str
    tags: tuple[str, ...] = ()
    notes: dict[str, int] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Checked:
    number: int = 1

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError("below 1")


@dataclass(frozen=True, slots=True)
class Nothing:
    """No fields."""


def test_values_are_made_compared_and_shown_as_the_standard_ones_are() -> None:
    for made in (Ours, Theirs):
        one = made("Ana", notes={"a": 1})
        assert one == made("Ana") != made("Bo")
        assert hash(one) == hash(made("Ana"))
        assert one != ("Ana", ())
        assert dataclasses.replace(one, name="Bo").notes == {"a": 1}
        assert dataclasses.asdict(one) == {"name": "Ana", "tags": (), "notes": {"a": 1}}
        assert made("Ana").notes is not made("Ana").notes
        assert made.__match_args__ == ("name", "tags", "notes")
        with pytest.raises(TypeError):
            made()
        with pytest.raises(TypeError):
            made("Ana", colour="red")
    assert repr(Ours("Ana")) == repr(Theirs("Ana")).replace("Theirs", "Ours")
    assert Ours("Ana") != Theirs("Ana")
    assert Ours("Ana").short == "An"
    assert Nothing() == Nothing()
    assert {Nothing(): 1}[Nothing()] == 1


def test_nothing_of_a_value_can_be_changed_or_added() -> None:
    one = Ours("Ana")
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.name = "Bo"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del one.name  # type: ignore[misc]
    with pytest.raises(AttributeError):
        one.other = 1  # type: ignore[attr-defined]
    assert not hasattr(one, "__dict__")


def test_values_travel_between_processes() -> None:
    message = Message("email", "<a@b.example>", Mailbox("Ana", "ana@post.example"), (), (), "Hello", "Text")
    assert pickle.loads(pickle.dumps(message)) == message
    assert copy.deepcopy(message) == copy.copy(message) == message


def test_a_class_may_check_itself() -> None:
    assert Checked().number == 1
    with pytest.raises(ValueError, match="below"):
        Checked(0)


def test_other_kinds_of_classes_are_refused() -> None:
    with pytest.raises(TypeError, match="standard"):
        dataclass(frozen=False, slots=True)(type("Loose", (), {}))


def test_every_kind_of_fact_is_a_dataclass_with_slots() -> None:
    for kind in KINDS.values():
        assert dataclasses.is_dataclass(kind)
        assert "__slots__" in vars(kind)
