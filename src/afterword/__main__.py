"""`python -m afterword` and the `afterword` command."""

from __future__ import annotations

import sys


def main() -> None:
    if "prompt" in sys.argv[1:4]:
        from afterword.interfaces.prompt import quick

        if quick(sys.argv[1:]):
            return
    from afterword.interfaces.cli import run

    run()


if __name__ == "__main__":
    main()
