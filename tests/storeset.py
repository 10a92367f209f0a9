"""A store on this machine, a server before it that breaks what a test wants broken, and the command run there."""

import contextlib
import http.client
import http.server
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

# The server may have many objects when it begins: to put each by a request would take a minute.
_SERVER = """
import sys
from moto.core import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends
from moto.server import main

store = s3_backends[DEFAULT_ACCOUNT_ID]["aws"]
store.create_bucket("many", "us-east-1")
for n in range(int(sys.argv[1])):
    store.put_object("many", f"wide/{n:05}.png", b"")
main(sys.argv[2:])
"""


@contextlib.contextmanager
def served(many: int = 0) -> Iterator[str]:
    """Give the address of a store, a process of its own; its bucket `many` holds so many objects."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", _SERVER, str(many), "-H", "127.0.0.1", "-p", str(port)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                asked(f"{address}/posts", "PUT")
                break
            except OSError:
                assert running.poll() is None
                time.sleep(0.1)
        yield address
    finally:
        running.terminate()
        running.wait(10)


def asked(address: str, method: str = "GET") -> bytes:
    """Ask the store itself for something."""
    with urllib.request.urlopen(urllib.request.Request(address, method=method)) as answer:
        return bytes(answer.read())


def account(address: str) -> dict[str, str]:
    """Give what the environment says of a store."""
    return {
        "AWS_ENDPOINT_URL": address, "AWS_ALLOW_HTTP": "true", "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "somebody", "AWS_SECRET_ACCESS_KEY": "something",
    }  # fmt: skip


def reached(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have this process use the store."""
    from postparse import remote

    for name, value in account(address).items():
        monkeypatch.setenv(name, value)
    remote._store.cache_clear()


def run(address: str, *arguments: "str | Path", cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    """Run the command with the store."""
    return subprocess.run(
        [sys.executable, "-m", "postparse", *arguments], capture_output=True, encoding="utf-8", cwd=cwd, timeout=120,
        env={**os.environ, **account(address)},
    )  # fmt: skip


class Between(http.server.BaseHTTPRequestHandler):
    """Passes on what is asked; breaks, all the times or once, what the pattern `bait` finds in `METHOD path range`.

    `broken` is `error` (answers with one), `cut` (gives half an answer), `slow` or `hang`; ` once` may stand behind it.
    """

    target, bait, broken, struck = "", "-", "", 0
    seen: list[str]

    def _pass_on(self) -> None:
        kind = type(self)
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        line = f"{self.command} {self.path} {self.headers.get('range', '')}"
        kind.seen.append(line)
        struck = bool(re.search(kind.bait, line))
        kind.struck += struck
        struck = struck and (kind.struck == 1 or not kind.broken.endswith("once"))
        if struck and kind.broken.startswith("error"):
            self.send_error(500)
            return
        if struck and kind.broken.startswith(("slow", "hang")):
            time.sleep(0.5 if kind.broken.startswith("slow") else 60)
        # The signature covers the name of the host that we were asked as.
        there = http.client.HTTPConnection(self.target, timeout=30)
        there.request(self.command, self.path, body, headers=dict(self.headers))
        answer = there.getresponse()
        data = answer.read()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("transfer-encoding", "connection", "date", "server"):
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data[: len(data) // 2] if struck and kind.broken.startswith("cut") else data)
        self.close_connection = True
        there.close()

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _pass_on  # noqa: N815

    def log_message(self, *given: object) -> None:
        pass


@contextlib.contextmanager
def passed_on(target: str) -> Iterator[tuple[str, type[Between]]]:
    """Give the address of a server before the store, and the class that tells it what to break."""
    kind = type("ThisBetween", (Between,), {"target": target.removeprefix("http://"), "seen": []})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", kind
        server.shutdown()
