"""A reminder through another service (ntfy, a chat, a phone): whatever Apprise knows, by the address it has there.

The address holds the key to the service, so it is a secret. What is sent names nobody; a server's answer is not repeated.
"""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

from afterword.errors import BadUsage, Refused

TITLE = "Afterword"


def known(address: str) -> str:
    """What kind of service an address is for. Raises BadUsage where it is none, Refused where Apprise is not installed."""
    _service(address)
    return urlsplit(address).scheme


def send(address: str, words: str) -> bool:
    """Sends one line; did the service take it? Raises BadUsage and Refused as `known`."""
    return bool(_service(address).notify(title=TITLE, body=words))


def _service(address: str) -> Any:
    try:
        import apprise
    except ImportError:
        raise Refused("reminders through other services need Apprise: pip install 'afterword[notify]'") from None
    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # it would log the address, which is a secret
    made = apprise.Apprise()
    if not made.add(address):
        raise BadUsage("that is no address of a service: ntfys://HOST/TOPIC, or as https://github.com/caronc/apprise lists them")
    return made
