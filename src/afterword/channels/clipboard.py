"""The words on the clipboard, by whatever program this machine has for it; else shown, to be copied by hand."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping

from afterword.channels.port import Channel, Delivered, Door, Parcel

PATIENCE = 5


def program(environment: Mapping[str, str], platform: str) -> list[str]:
    """The command that takes the words on its standard input; empty where there is none."""
    if platform == "darwin":
        wanted = [["pbcopy"]]
    elif platform == "win32":
        wanted = [["clip"]]
    else:
        wanted = [["wl-copy"]] if environment.get("WAYLAND_DISPLAY") else []
        if environment.get("DISPLAY"):
            wanted += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    return next((words for words in wanted if shutil.which(words[0])), [])


def deliver(parcel: Parcel, door: Door) -> Delivered:  # noqa: ARG001 - it needs no door
    """Copies the words, without greeting any server."""
    words = program(os.environ, sys.platform)
    if words:
        data = parcel.body.encode("utf-16" if words[0] == "clip" else "utf-8")
        try:  # the program goes on in the background and holds the words: its output must not be waited for
            subprocess.run(words, input=data, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=PATIENCE, check=True)
        except (OSError, subprocess.SubprocessError):
            pass
        else:
            return Delivered("placed", "the words are on the clipboard: paste them where they go")
    return Delivered("placed", "there is no clipboard here: copy these words", parcel.body)


CHANNEL = Channel("clipboard", "copies the words, to paste anywhere", ("email", "card", "linkedin", "in_person", "text", "call"), leaves=False, deliver=deliver)
