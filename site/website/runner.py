"""`make run`: the development site with web, worker and clock, from an empty folder to a page one can open."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import FrameType
from typing import NoReturn

import django
from django.core.management import call_command

from website.embedded.keeper import die_with_parent

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
PATIENCE = 60  # seconds from start to first answer
TICK = 60  # seconds between the rounds for what is due
BACKGROUND = {"worker": ("db_worker", "--no-reload"), "clock": ("tick",)}  # started again when they have ended

_stopping = threading.Event()  # an exception alone is lost when the signal comes while a child is forked


class CannotRunError(Exception):
    """Carries the one sentence that says what to do."""


def main() -> int:
    """Prepare, start, wait; 0 after Ctrl-C, 1 when something would not start."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "website.settings.dev")
    for ending in (signal.SIGINT, signal.SIGTERM):  # a shell starts background jobs deaf to SIGINT
        signal.signal(ending, _interrupt)
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        port = wanted_port(os.environ.get("PORT", "8000"))
        os.environ.setdefault("PUBLIC_BASE_URL", f"http://{HOST}:{port}")
        _prepare()
        children["web server"] = _start("runserver", f"{HOST}:{port}", "--noreload")
        _wait_for_answer(port, children["web server"])
        _say_where(port)
        _watch(children)
    except CannotRunError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopping.")
        return 0
    finally:
        _stop(list(children.values()))


def wanted_port(text: str) -> int:
    """The port, if it is a number and nobody listens there. Raises CannotRunError."""
    if not (text.isascii() and text.isdecimal()) or not 0 < int(text) < 65536:
        raise CannotRunError(f"PORT must be a number from 1 to 65535, not «{text}». Try: make run PORT=8001")
    port = int(text)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            free = port + 1 if port < 65535 else 8001
            raise CannotRunError(f"Port {port} cannot be used ({error.strerror}). Try: make run PORT={free}") from error
    return port


def _prepare() -> None:
    print("Preparing the database …", flush=True)
    try:
        django.setup()
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_demo", once=True)
    except Exception as error:
        if os.environ.get("DEBUG_RUNNER"):
            raise
        raise CannotRunError(
            f"The database could not be prepared: {type(error).__name__}: {error}\n"
            "After a half-finished run, `make clean` and `make run` begin anew."
        ) from error


def _start(*command: str) -> subprocess.Popen[bytes]:
    """A child in a session of its own, so that Ctrl-C reaches it only through us; it ends when we are killed."""
    manage = [sys.executable, str(ROOT / "manage.py")]
    end_with_us = die_with_parent(signal.SIGTERM)
    return subprocess.Popen([*manage, *command], cwd=ROOT, start_new_session=True, preexec_fn=end_with_us)


def _wait_for_answer(port: int, web: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if web.poll() is not None:
            raise CannotRunError("The web server stopped. What it said stands above.")
        if _is_ready(port):
            return
        time.sleep(0.1)
    raise CannotRunError(f"The web server did not answer within {PATIENCE} seconds.")


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _say_where(port: int) -> None:
    from website.home.demo.people import PEOPLE  # noqa: PLC0415 - needs the apps to be loaded

    lines = [f"\n  http://{HOST}:{port}/        the site", f"  http://{HOST}:{port}/admin/  for editors and hosts", ""]
    lines += ["  Log in with one of these addresses; the code is shown here:"]
    lines += [f"    {person.email:<24}{person.role}" for person in PEOPLE]
    print("\n".join([*lines, "", "  Ctrl-C stops everything.", ""]), flush=True)


def _watch(children: dict[str, subprocess.Popen[bytes]]) -> NoReturn:
    """Each minute, see to what is due; a worker that fell (say, while the database was away) is started again."""
    next_tick = time.monotonic()
    while (status := children["web server"].poll()) is None:
        if time.monotonic() >= next_tick:
            next_tick = time.monotonic() + TICK
            for name, command in BACKGROUND.items():
                if name not in children or children[name].poll() is not None:
                    children[name] = _start(*command)
        if _stopping.wait(0.5):
            raise KeyboardInterrupt
    raise CannotRunError(f"The web server stopped with status {status}.")


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    _stopping.set()
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
