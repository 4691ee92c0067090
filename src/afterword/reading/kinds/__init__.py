"""Kinds of mail: what a letter is, which employer and which job it is about. Word tables decide; this code only weighs them."""

from afterword.reading.kinds.judgement import Judgement, glance, judge, judged

__all__ = ["Judgement", "glance", "judge", "judged"]
