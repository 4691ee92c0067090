"""The page in the browser: serve it, open it. Loopback only; each address works once."""

from __future__ import annotations

import json
import os
import socket
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from afterword.errors import Refused
from afterword.interfaces.cli import desk

PORT = 8765
RUNNING = "web/running.json"
"""Where a server says, in the data home, on which port it listens. A server that is gone leaves it; `open` asks the port."""


def _listener(port: int | None) -> socket.socket:
    """A socket on 127.0.0.1: the port asked for, else the usual one, else any that is free."""
    for one in (port,) if port is not None else (PORT, 0):
        made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind(("127.0.0.1", one))
            made.listen()  # two servers that start at once may both bind; only one of them gets to listen
        except OSError as error:
            made.close()
            if port is not None:
                raise Refused(f"port {port} cannot be had ({error.strerror}): is Afterword running there? Try `afterword open`, or another --port") from None
            continue
        return made
    raise Refused("no port of this machine is free")


def _running(home: Path) -> int | None:
    """The port on which this home is served now; None where it is not."""
    try:
        told = json.loads((home / RUNNING).read_text(encoding="utf-8"))
        port = int(told["port"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    from http.client import HTTPConnection

    try:
        link = HTTPConnection("127.0.0.1", port, timeout=3)
        link.request("GET", "/alive", headers={"Host": f"127.0.0.1:{port}"})
        answer = link.getresponse()
        alive = answer.status == 200 and answer.read(200).decode("ascii", "replace").strip() == told.get("mark")
    except OSError:
        return None
    link.close()
    return port if alive else None


def _noted(home: Path, port: int, mark: str) -> Path:
    """Says in the home where it is served."""
    from afterword.store.files import private_dir, write_file

    file = private_dir((home / RUNNING).parent) / Path(RUNNING).name
    write_file(file, [json.dumps({"port": port, "mark": mark}).encode()])
    return file


def _address(home: Path, port: int) -> str:
    from afterword.interfaces.web.session import launch

    return f"http://127.0.0.1:{port}/enter?token={launch(home)}"


def _show(address: str, *, browser: bool) -> None:
    """Says the address, and hands it to the browser where there is one."""
    if desk.wants_json():
        desk.document({"version": 1, "url": address})
    else:
        desk.say(f"Your page: {address}")
        desk.say("The address works once and for five minutes; `afterword open` makes another.")
    if browser:
        import webbrowser

        webbrowser.open(address)


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=None, help=f"{PORT} by default, or any that is free")
@click.option("--open", "browser", is_flag=True, help="open it in the browser too")
def serve(port: int | None, browser: bool) -> None:
    """Serve the page to this machine's browser, until Ctrl-C."""
    home = desk.path()
    served = _running(home)
    if served is not None and port in (None, served):
        desk.say("It is served already.")
        _show(_address(home, served), browser=browser)
        return
    run(home, _listener(port), browser=browser)


def run(home: Path, listener: socket.socket, *, browser: bool) -> None:
    """Serves a data home on a socket until somebody says stop."""
    import uvicorn

    from afterword.app.minding import Minder
    from afterword.interfaces.web.app import make_app
    from afterword.interfaces.web.house import House
    from afterword.settings import read
    from afterword.store.files import private_dir

    port = int(listener.getsockname()[1])
    private_dir(home)
    house = House(home)
    with house.reading() as opened_home:
        house.at = desk.instant(opened_home.me.zone)
    house.close()
    app = make_app(house, port)
    import_module("afterword.reading.whole")  # now, not when somebody waits for a page
    file = _noted(home, port, app.mark)
    address = _address(home, port)
    minder = Minder(home) if house.at is None and read(home)["serve.tick"] else None  # another moment than the present is only looked at
    options: dict[str, Any] = {"log_level": "error", "access_log": False, "lifespan": "off", "server_header": False, "date_header": False, "timeout_graceful_shutdown": 2}

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            _show(address, browser=browser)
            if not desk.wants_json():
                desk.say("Ctrl-C ends it.")
            if minder is not None:
                minder.start()

    try:
        Server(uvicorn.Config(app, **options)).run([listener])
    except KeyboardInterrupt:
        pass
    finally:
        file.unlink(missing_ok=True)
        if minder is not None:
            minder.stop()
        house.leave()
        house.close()


@click.command("open")
def opened() -> None:
    """Open the page in the browser; serve it first where nobody does."""
    home = desk.path()
    port = _running(home)
    if port is None:
        run(home, _listener(None), browser=True)
        return
    _show(_address(home, port), browser=True)


COMMANDS = {"serve": serve, "open": opened}
