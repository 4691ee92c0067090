#!/usr/bin/env python3
"""The page Today on a big home: answer times at 50 requests a second, what is transferred, when the largest thing is painted.

    benchmarks/web.py SCRATCH [--facts 100000] [--seconds 20] [--rate 50] [--home HOME]

The server is `afterword serve` as a program of its own. Requests leave at fixed moments, whether or not earlier ones were answered, so a slow
answer is not hidden. `made anew` are answers after a change of the home, when nothing is kept.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent / "src")]

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = "/usr/bin/chromium"
AT = "2026-05-14T14:00:00+00:00"


def get(port: int, path: str, cookie: str) -> tuple[int, int]:
    """(status, bytes of the body as sent)."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    link.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
    answer = link.getresponse()
    body = answer.read()
    link.close()
    return answer.status, len(body)


def entered(port: int, address: str) -> str:
    """The session's cookie."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    link.request("GET", address.partition(f":{port}")[2])
    answer = link.getresponse()
    cookie = (answer.getheader("set-cookie") or "").partition(";")[0]
    answer.read()
    link.close()
    return cookie


def load(port: int, cookie: str, rate: int, seconds: int) -> list[float]:
    """Milliseconds from the moment a request should have left to its last byte, sorted."""
    found: list[float] = []
    start = time.perf_counter() + 0.1

    def one(due: float) -> None:
        time.sleep(max(0.0, due - time.perf_counter()))
        status, _ = get(port, "/", cookie)
        assert status == 200
        found.append((time.perf_counter() - due) * 1000)

    threads = [threading.Thread(target=one, args=(start + n / rate,)) for n in range(rate * seconds)]
    for n, thread in enumerate(threads):
        while start + n / rate - time.perf_counter() > 0.5:
            time.sleep(0.01)
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found)


def anew(port: int, cookie: str, home: Path, rounds: int = 7) -> list[float]:
    """Milliseconds of an answer when the home has just changed: the settings file is touched, so nothing kept counts."""
    found = []
    mark = home / "words.touched"
    for n in range(rounds):
        mark.write_text(str(n))
        begun = time.perf_counter()
        get(port, "/", cookie)
        found.append((time.perf_counter() - begun) * 1000)
    mark.unlink()
    return sorted(found)


def cold(words: list[str], paths: tuple[str, ...] = ("/people", "/roles", "/companies", "/calendar", "/search?q=data")) -> dict[str, tuple[float, float]]:
    """Milliseconds on the wall and of CPU of each page, the first that a server makes which has seen none."""
    found = {}
    for path in paths:
        server, address = started(words)
        try:
            port = int(address.partition("127.0.0.1:")[2].partition("/")[0])
            cookie = entered(port, address)
            ticks, begun = spent(server.pid), time.perf_counter()
            get(port, path, cookie)
            found[path] = (1000 * (time.perf_counter() - begun), 1000 * (spent(server.pid) - ticks))
        finally:
            server.terminate()
            server.wait(10)
    return found


def spent(pid: int) -> float:
    """Seconds of CPU that a process has used (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def started(words: list[str]) -> tuple[subprocess.Popen[str], str]:
    """A server, and the address that lets a browser in."""
    server = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT / "src")})
    assert server.stdout is not None
    found = re.search(r"http://127\.0\.0\.1:\d+/enter\S+", server.stdout.readline())
    assert found is not None
    return server, found[0]


def in_browser(port: int, address: str) -> dict[str, float]:
    """Bytes of the first and the second visit, and the largest paint, in Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic"])
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        tab = context.new_page()
        tab.goto(address)
        tab.wait_for_url(f"http://127.0.0.1:{port}/")
        tab.close()
        cookies = context.cookies()
        fresh = browser.new_context(viewport={"width": 1280, "height": 900})  # an empty cache, the session kept
        fresh.add_cookies(cookies)  # type: ignore[arg-type]
        told, paints = [], []
        for _ in range(3):
            tab = fresh.new_page()
            wire = fresh.new_cdp_session(tab)
            wire.send("Network.enable")
            size = [0]
            wire.on("Network.loadingFinished", lambda e, size=size: size.__setitem__(0, size[0] + int(e["encodedDataLength"])))
            tab.goto(f"http://127.0.0.1:{port}/", wait_until="networkidle")
            paints.append(tab.evaluate("() => new Promise((done) => new PerformanceObserver((l) => done(l.getEntries().at(-1).startTime)).observe({type: 'largest-contentful-paint', buffered: true}))"))
            told.append(size[0])
            tab.close()
        browser.close()
    return {"first visit KB": told[0] / 1024, "later visit KB": min(told[1:]) / 1024, "largest paint, first visit ms": paints[0], "largest paint, later ms": min(paints[1:])}


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("scratch", type=Path)
    given.add_argument("--facts", type=int, default=100_000)
    given.add_argument("--seconds", type=int, default=20)
    given.add_argument("--rate", type=int, default=50)
    given.add_argument("--home", type=Path, help="a home that is there already")
    asked = given.parse_args()
    home = asked.home or asked.scratch / f"home-{asked.facts}"
    if not home.exists():
        import big_home

        big_home.make(home, asked.facts)
    words = [sys.executable, "-m", "afterword", "--home", str(home), "--at", AT, "serve"]
    for path, (wall, cpu) in cold(words).items():
        print(f"{path} made by a server that knows nothing yet: {wall:.0f} ms, {cpu:.0f} of CPU")
    server, address = started(words)
    try:
        port = int(address.partition("127.0.0.1:")[2].partition("/")[0])
        cookie = entered(port, address)
        begun = time.perf_counter()
        status, size = get(port, "/", cookie)
        print(f"first answer {1000 * (time.perf_counter() - begun):.0f} ms, status {status}, {size / 1024:.1f} KB packed; load average {os.getloadavg()[0]:.1f}")
        fresh = anew(port, cookie, home)
        print(f"made anew: median {fresh[len(fresh) // 2]:.0f} ms, worst {fresh[-1]:.0f} ms")
        before = time.process_time(), os.times().children_user
        times = load(port, cookie, asked.rate, asked.seconds)
        print(f"{len(times)} requests at {asked.rate}/s: p50 {times[len(times) // 2]:.1f} ms, p99 {times[int(len(times) * 0.99)]:.1f} ms, worst {times[-1]:.1f} ms (own CPU {time.process_time() - before[0]:.1f} s)")
        again = subprocess.run([*words, "--json"], capture_output=True, text=True, check=True).stdout
        fresh_address = re.search(r"http://127\S+?(?=\")", again)
        assert fresh_address is not None
        for name, value in in_browser(port, fresh_address[0]).items():
            print(f"{name}: {value:.1f}")
    finally:
        server.terminate()
        server.wait(10)


if __name__ == "__main__":
    main()
