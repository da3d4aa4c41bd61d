"""`make run` with real processes: what it says when something is in the way; that it starts, stops and starts again."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from urllib.parse import quote

import pytest
from django.conf import settings

from tests.template_database import connect
from website import runner
from website.runner import CannotRunError, wanted_port

STARTING = 300  # seconds a loaded machine may need for an empty database and the demo town


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def start(port: int | str, **environment: str) -> "subprocess.Popen[str]":
    keep = {name: value for name, value in os.environ.items() if name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}}
    paths = os.pathsep.join([str(settings.ROOT), str(settings.ROOT / "site")])
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "website.runner"],
        cwd=settings.ROOT,
        env=keep | {"PYTHONPATH": paths, "PORT": str(port)} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


@pytest.mark.parametrize("text", ["abc", "", "0", "70000", "-1", "80 80", "²", "٣٣"])
def test_a_port_that_is_no_port_is_refused_with_what_to_do(text):
    with pytest.raises(CannotRunError, match="make run PORT=8001"):
        wanted_port(text)


def test_a_port_in_use_is_refused_with_the_next_one(listener):
    port = listener.getsockname()[1]
    with pytest.raises(CannotRunError, match=f"Port {port} cannot be used"):
        wanted_port(str(port))


def test_the_process_says_one_sentence_and_stops_when_the_port_is_in_use(listener):
    process = start(listener.getsockname()[1])
    said, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "cannot be used" in said
    assert "Traceback" not in said


def test_the_process_says_what_to_do_when_the_database_does_not_answer():
    process = start(free_port(), DATABASE_URL=f"postgres://nobody@127.0.0.1:{free_port()}/none")
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "The database could not be prepared" in said
    assert "Traceback" not in said


@pytest.fixture
def empty_database():
    """The address of a database of this test's own, on the server the tests use."""
    server, name = settings.DATABASES["default"], f"runner_{os.getpid()}"
    with connect(server) as connection:
        connection.execute(f'create database "{name}"')
        password = f":{quote(server['PASSWORD'])}" if server.get("PASSWORD") else ""
        place = f"host={quote(str(server['HOST']))}"
        port = f":{server['PORT']}" if server.get("PORT") else ""
        yield f"postgres://{quote(server['USER'])}{password}@127.0.0.1{port}/{name}?{place}"
        connection.execute(f'drop database "{name}" with (force)')


def run_and_stop(how_to_stop: signal.Signals, database_url: str) -> str:
    """Start the site, see that it answers, stop it; return all it said."""
    port = free_port()
    process = start(port, DATABASE_URL=database_url)
    try:
        said = read_until(process, "Ctrl-C stops everything")
        assert f"http://127.0.0.1:{port}/" in said
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/livez", timeout=20) as answer:
            assert answer.status == 200
    finally:
        process.send_signal(how_to_stop)
        rest, _ = process.communicate(timeout=40)
    assert process.returncode == 0, rest
    assert wanted_port(str(port)) == port
    return said


def test_it_starts_from_nothing_stops_when_asked_and_keeps_its_data(empty_database):
    first = run_and_stop(signal.SIGINT, empty_database)
    assert "Demo town:" in first
    assert "vert@example.no" in first
    again = run_and_stop(signal.SIGTERM, empty_database)
    assert "Demo town:" not in again
    if sys.platform == "linux":
        run_and_kill(empty_database)


def run_and_kill(database_url: str) -> None:
    """Killed without a chance to clean up, it leaves nothing behind that holds the port."""
    port = free_port()
    process = start(port, DATABASE_URL=database_url)
    read_until(process, "Ctrl-C stops everything")
    process.kill()
    process.communicate(timeout=40)  # until the last one that writes to the same pipe has ended
    assert wanted_port(str(port)) == port


def read_until(process: "subprocess.Popen[str]", words: str) -> str:
    said, deadline = "", time.monotonic() + STARTING
    assert process.stdout
    for line in process.stdout:
        said += line
        if words in line:
            return said
        assert time.monotonic() < deadline, said
    raise AssertionError(f"The runner stopped early:\n{said}")


def test_a_child_that_will_not_stop_is_ended():
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
    )
    child = subprocess.Popen([sys.executable, "-c", stubborn], stdout=subprocess.PIPE)
    assert child.stdout and child.stdout.readline()
    runner._stop([child])
    assert child.wait(timeout=5) == -signal.SIGKILL
    child.stdout.close()


def test_a_worker_that_fell_is_started_again_and_a_clock_that_still_goes_is_not_doubled(monkeypatch):
    def sleeper(*command: str) -> "subprocess.Popen[bytes]":
        started.append(command)
        return subprocess.Popen([sys.executable, "-c", f"import time; time.sleep({30 if 'tick' in command else 0})"])

    started: list[tuple[str, ...]] = []
    monkeypatch.setattr(runner, "TICK", 1)
    monkeypatch.setattr(runner, "_start", sleeper)
    web = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3)"])
    children: dict[str, subprocess.Popen[bytes]] = {"web server": web}
    with pytest.raises(CannotRunError, match="web server stopped with status 0"):
        runner._watch(children)
    runner._stop(list(children.values()))
    assert started.count(runner.BACKGROUND["worker"]) >= 2
    assert started.count(runner.BACKGROUND["clock"]) == 1


def test_a_wish_to_stop_that_came_while_a_child_was_forked_is_heard_at_once_after(monkeypatch):
    monkeypatch.setattr(runner, "BACKGROUND", {})
    monkeypatch.setattr(runner, "_stopping", threading.Event())
    with pytest.raises(KeyboardInterrupt):
        runner._interrupt(signal.SIGINT, None)
    web = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(30)"])
    with pytest.raises(KeyboardInterrupt):
        runner._watch({"web server": web})
    runner._stop([web])


def test_every_demo_user_is_shown_with_a_role(capsys):
    runner._say_where(8000)
    assert len(re.findall(r"@example\.no", capsys.readouterr().out)) == 6
