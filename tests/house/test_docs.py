"""What the docs do not name does not exist for a reader; what they name must exist; links lead somewhere."""

from __future__ import annotations

import re
import runpy
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from afterword import __version__, plugins, settings
from afterword.facts.kinds import KINDS
from afterword.interfaces.cli.root import PLACES, root
from afterword.strategy.model import SITUATIONS

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("**/*.md")])
NOT_YET = (
    "approve",
    "send",
    "check",
    "save",
    "path",
    "insight",
    "review",
    "sync",
    "account",
    "tick",
    "reminders",
    "mcp",
)


def named(pages: list[Path]) -> list[str]:
    return [str(page.relative_to(ROOT)) for page in pages]


@pytest.fixture(scope="module")
def reference() -> str:
    """Every reference page as one text."""
    return "\n".join(page.read_text(encoding="utf-8") for page in sorted((ROOT / "docs" / "reference").glob("**/*.md")))


@pytest.fixture(scope="module")
def maker() -> dict[str, Any]:
    """scripts/make-reference, as a module."""
    return runpy.run_path(str(ROOT / "scripts" / "make-reference"))


def test_every_command_is_in_the_reference(reference: str):
    assert [name for name in PLACES if f"\n## afterword {name}\n" not in reference] == []


def test_every_command_is_in_the_guide_or_the_page_on_reading():
    told = "\n".join(
        page.read_text(encoding="utf-8") for page in PAGES if "guide" in page.parts or page.name == "reading.md"
    )
    assert [name for name in PLACES if f"afterword {name}" not in told and f"`{name}" not in told] == []


def test_every_setting_is_in_the_reference(reference: str):
    assert [one.name for one in settings.TABLE if f"`{one.name}`" not in reference] == []


def test_every_source_is_in_the_reference(reference: str):
    assert [one.name for one in plugins.sources() if f"`{one.name}`" not in reference] == []


def test_every_situation_is_in_the_reference(reference: str):
    assert [name for name in SITUATIONS if f"\n## {name}\n" not in reference] == []
    assert {one.situation for one in plugins.playbooks()} >= set(SITUATIONS)


def test_every_kind_of_fact_is_in_the_reference(reference: str):
    assert [kind for kind in KINDS if f"\n## {kind}\n" not in reference] == []


def test_every_situation_has_its_steps_on_the_page(reference: str):
    for name in SITUATIONS:
        section = reference.split(f"\n## {name}\n")[1].split("\n## ", maxsplit=1)[0]
        assert re.search(r"^\| `\w", section, re.MULTILINE), name


def test_the_generated_pages_are_current(maker: dict[str, Any]):
    stale = [
        path.name
        for path, text in maker["pages"]().items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run scripts/make-reference"


def test_a_window_that_the_code_states_is_not_stated_by_hand(maker: dict[str, Any]):
    for book in plugins.playbooks():
        source = Path(book.plan.__code__.co_filename).read_text(encoding="utf-8")
        stated = {step for situation, step, _ in maker["_stated"](source) if situation == book.situation}
        by_hand = {step for steps, _ in maker["STEPS"].get(book.situation, ()) for step in steps.split(", ")}
        assert not stated & by_hand, book.situation


@pytest.mark.slow
def test_the_picture_in_the_readme_is_what_the_demo_prints(maker: dict[str, Any]):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert maker["with_picture"](readme, maker["picture"]()) == readme, "run scripts/make-reference --demo"


def test_the_readme_holds_a_picture():
    shown = (ROOT / "README.md").read_text(encoding="utf-8").split("<!-- demo -->")[1].split("<!-- /demo -->")[0]
    assert "Promised" in shown
    assert "afterword why" in shown


# Commands in the text


def blocks(text: str) -> Iterator[str]:
    """Lines inside fenced blocks."""
    for block in re.findall(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        yield from block.splitlines()


def typed(text: str) -> Iterator[list[str]]:
    """Every `afterword ...` that a page tells the reader to type, as words."""
    spans = re.findall(r"`(afterword [^`\n]+)`", text)
    for line in (*blocks(text), *spans):
        found = re.match(r"\s*(?:\$ )?afterword ((?!why \w+ ·).*)$", line)
        if found is None or "·" in line or "[OPTIONS]" in line:
            continue
        said = re.split(r"\s{3,}", found[1])[0]
        try:
            words = shlex.split(said)
        except ValueError:
            continue
        while words and words[0] in ("--home", "--at"):
            del words[:2]
        if words and re.match(r"[a-z]", words[0]):
            yield words


@pytest.mark.parametrize("page", PAGES, ids=named(PAGES))
def test_commands_on_a_page_exist_with_their_options(page: Path):
    wrong = []
    for words in typed(page.read_text(encoding="utf-8")):
        command: click.Command | None = root.get_command(click.Context(root), words[0])
        rest = words[1:]
        if isinstance(command, click.Group) and rest and re.match(r"[a-z]+$", rest[0]):
            command, rest = command.get_command(click.Context(command), rest[0]), rest[1:]
        if command is None:
            wrong.append(" ".join(words))
            continue
        known = {name for p in command.params for name in (*p.opts, *p.secondary_opts)} | {
            "--json",
            "--at",
            "--home",
            "--help",
        }
        wrong += [f"{words[0]} {word}" for word in rest if word.startswith("--") and word.split("=")[0] not in known]
    assert wrong == []


def test_what_is_not_built_yet_is_not_there_and_the_changelog_says_so():
    told = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert [name for name in NOT_YET if name in PLACES and f"`{name}`" in told.split("**Not in yet**")[1]] == []
    assert [name for name in NOT_YET if name not in PLACES and f"`{name}`" not in told] == []


def test_the_changelog_names_this_version():
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


# Links


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as they are made from their words."""
    heads = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=named(PAGES))
def test_links_on_a_page_resolve(page: Path):
    text = page.read_text(encoding="utf-8")
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)):
        if target.startswith("http"):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (anchor and anchor not in anchors(there.read_text(encoding="utf-8"))):
            broken.append(target)
    assert broken == []


def test_every_page_is_reached_from_the_readme():
    seen: set[Path] = set()
    todo = [ROOT / "README.md"]
    while todo:
        page = todo.pop()
        seen.add(page)
        targets = re.findall(r"\]\(([^)#\s]+\.md)", page.read_text(encoding="utf-8"))
        todo += [there for t in targets if (there := (page.parent / t).resolve()).is_file() and there not in seen]
    decisions = ROOT / "docs" / "decisions"  # have an index of their own
    assert named([page for page in PAGES if page not in seen and page.parent != decisions]) == []


@pytest.mark.parametrize("page", PAGES, ids=named(PAGES))
def test_a_page_names_no_machine_and_no_real_address(page: Path):
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"(?:/root/|/tmp/|/work/|/farm/|[A-Z]:\\\\)\S*", text) == []
    strangers = [host for host in re.findall(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)", text) if ".example" not in host]
    assert strangers == []
