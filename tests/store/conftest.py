"""Stores to test with; a real PostgreSQL is started where its programs are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) if Path("/usr/lib/postgresql").is_dir() else []
    on_path = shutil.which("initdb")
    return found[-1].parent if found else (Path(on_path).parent if on_path else None)


def _as_user() -> list[str]:
    """PostgreSQL refuses to run as root; its package brings a user for that."""
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that lives as long as the session, on a socket in a private folder."""
    programs = _programs()
    if programs is None:
        warnings.warn(UserWarning("PostgreSQL is not installed: the store was tested on SQLite only"), stacklevel=1)
        pytest.skip("PostgreSQL is not installed: the store is tested on SQLite only")
    home = Path("/tmp") / f"afterword-pg-{os.getpid()}"
    home.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(home, "postgres", "postgres")
    data, user = home / "data", _as_user()

    def call(*words: str) -> None:
        done = subprocess.run([*user, *words], cwd=home, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr + done.stdout

    try:
        call(
            str(programs / "initdb"),
            "-D",
            str(data),
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        )
        options = f"-c listen_addresses='' -c unix_socket_directories='{home}' -c fsync=off -c max_connections=60"
        call(str(programs / "pg_ctl"), "-D", str(data), "-o", options, "-l", str(home / "log"), "-w", "start")
        try:
            yield f"postgresql://postgres@/postgres?host={home}"
        finally:
            call(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def database(postgresql: str) -> Iterator[str]:
    """The address of an empty database."""
    import psycopg

    name = f"t{os.urandom(4).hex()}"
    with psycopg.connect(postgresql, autocommit=True) as link:
        link.execute(f"CREATE DATABASE {name}")
        yield postgresql.replace("/postgres?", f"/{name}?")
        link.execute(f"DROP DATABASE {name} WITH (FORCE)")
