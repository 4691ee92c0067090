"""The command line. Commands are loaded when they are asked for: `today` must not pay for the others."""

from __future__ import annotations

import errno
import sys
from typing import NoReturn

from afterword.interfaces.cli.root import root


def run() -> None:
    """Runs the command line; one line for each error, with the exit code of its cause. What broke by our mistake is named by places alone (P34)."""
    from afterword.errors import AfterwordError

    try:
        root(prog_name="afterword")
    except AfterwordError as error:
        print(f"afterword: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except OSError as error:
        if error.filename is None and error.errno not in _FULL:
            _broken(error)
        code, said = _refused(error)
        print(f"afterword: {said}", file=sys.stderr)
        sys.exit(code)
    except Exception as error:  # noqa: BLE001 - the last net: a message of Python's may quote a mail
        _broken(error)


def _broken(error: Exception) -> NoReturn:
    from afterword.errors import places

    print(f"afterword: this is a mistake of ours, and nothing was kept by halves: {places(error)}", file=sys.stderr)
    sys.exit(1)


_FULL = {errno.ENOSPC, errno.EDQUOT}
_SHUT = {errno.EROFS, errno.EACCES, errno.EPERM}


def _refused(error: OSError) -> tuple[int, str]:
    """Exit code and words for a file or folder that the system does not let us have."""
    if error.errno in _FULL:
        return 6, "the disk is full: make room and try again"
    why = f"{error.filename2 or error.filename}: {error.strerror}"
    if error.errno in _SHUT:
        return 6, f"{why}. Nothing can be kept there: let it be written to, or name another place"
    return 2, f"{why}: name another place"


__all__ = ["root", "run"]
