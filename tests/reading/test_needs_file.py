"""The needs of the patterns that lie beside the code are those of the patterns as they are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from afterword.reading import needs

MAKER = Path(__file__).resolve().parents[2] / "scripts" / "make-needs"


def test_the_needs_that_are_kept_are_those_of_the_patterns() -> None:
    done = subprocess.run([sys.executable, str(MAKER), "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_needs_of_a_pattern_that_nobody_wrote_down_are_worked_out() -> None:
    text = r"\b(?:please|kindly) answer the quokka\b"
    ((pattern, found),) = needs.worked_out(text)
    assert pattern == text
    assert any(" quokka " in one for one in found)
