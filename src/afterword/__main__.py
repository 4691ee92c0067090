"""`python -m afterword` and the `afterword` command."""

from __future__ import annotations


def main() -> None:
    from afterword.interfaces.cli import run

    run()


if __name__ == "__main__":
    main()
