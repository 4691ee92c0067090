"""Afterword: a ledger of what happened between people; follow-ups are its report."""

__version__ = "0.1.0"
