"""One question to an endpoint that speaks the common chat-completions protocol. It answers in words, or says why it did not."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from afterword.errors import BadUsage

MOST_BYTES = 262_144
PATIENCE = 60.0
"""Seconds for the whole answer."""


class NoAnswerError(Exception):
    """The message says in a few words why there is none."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is. `url` ends before `/chat/completions`; `key` may be empty for a model on this machine."""

    url: str
    name: str
    key: str = ""

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def at_home(self) -> bool:
        """Is it on this very machine?"""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False


def checked(endpoint: Endpoint) -> Endpoint:
    """The endpoint, if its address may be used. Raises BadUsage for anything but https, or http on this machine."""
    parts = urlsplit(endpoint.url)
    if not endpoint.url or not endpoint.name:
        raise BadUsage("no language model is set: put url and name under [model] in the settings, or go without it")
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username or parts.password:
        raise BadUsage(f"model.url must be an address such as https://models.example/v1, not {endpoint.url!r}")
    if parts.scheme == "http" and not endpoint.at_home:
        raise BadUsage("model.url must begin with https: over http your words could be read on the way")
    return endpoint


def ask(endpoint: Endpoint, system: str, user: str, *, patience: float = PATIENCE) -> str:
    """The model's words. Raises NoAnswerError for a refusal, silence, garbage or far too much."""
    import httpx2

    known = checked(endpoint)
    asked = {"model": known.name, "temperature": 0.4, "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}]}
    heads = {"Accept": "application/json"} | ({"Authorization": f"Bearer {known.key}"} if known.key else {})
    until = time.monotonic() + patience
    got = bytearray()
    try:
        with (
            httpx2.Client(timeout=httpx2.Timeout(patience, connect=min(10.0, patience)), follow_redirects=False, trust_env=not known.at_home) as client,
            client.stream("POST", f"{known.url.rstrip('/')}/chat/completions", json=asked, headers=heads) as answer,
        ):
            if answer.status_code != 200:
                raise NoAnswerError(f"it answered with {answer.status_code}")
            for piece in answer.iter_bytes():
                got += piece
                if len(got) > MOST_BYTES:
                    raise NoAnswerError("it answered far too much")
                if time.monotonic() > until:
                    raise NoAnswerError(f"it had not finished after {patience:.0f} seconds")
    except httpx2.TimeoutException:
        raise NoAnswerError(f"it did not answer within {patience:.0f} seconds") from None
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise NoAnswerError(f"it could not be reached ({type(error).__name__})") from None
    return _words(bytes(got))


def _words(body: bytes) -> str:
    try:
        said = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise NoAnswerError("its answer could not be understood") from None
    if not isinstance(said, str) or not said.strip():
        raise NoAnswerError("its answer was empty")
    return said
