"""The command line. Commands are loaded when they are asked for: `today` must not pay for the others."""

from __future__ import annotations

import sys

from afterword.interfaces.cli.root import root


def run() -> None:
    """Runs the command line; one line for each error, with the exit code of its cause. What broke by our mistake is named by places alone (P34)."""
    from afterword.errors import AfterwordError, places

    try:
        root(prog_name="afterword")
    except AfterwordError as error:
        print(f"afterword: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - the last net: a message of Python's may quote a mail
        print(f"afterword: this is a mistake of ours, and nothing was kept by halves: {places(error)}", file=sys.stderr)
        sys.exit(1)


__all__ = ["root", "run"]
