"""`make run` with real processes: what it says when something is in the way; that it starts, stops and starts again."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from django.conf import settings

from website import runner
from website.runner import CannotRunError, wanted_port

STARTING = 180  # seconds a loaded machine may need for an empty database and the demo town


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


@pytest.mark.parametrize("text", ["abc", "", "0", "70000", "-1", "80 80"])
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


@pytest.mark.parametrize("how_to_stop", [signal.SIGINT, signal.SIGTERM])
def test_the_site_starts_says_where_it_is_and_stops_with_all_it_started(how_to_stop):
    port = free_port()
    process = start(port)
    try:
        said = read_until(process, "Ctrl-C stops everything")
        assert f"http://127.0.0.1:{port}/" in said
        assert "vert@example.no" in said
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/livez", timeout=20) as answer:
            assert answer.status == 200
    finally:
        process.send_signal(how_to_stop)
        rest, _ = process.communicate(timeout=40)
    assert process.returncode == 0, rest
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


def test_every_demo_user_is_shown_with_a_role(capsys):
    runner._say_where(8000)
    assert len(re.findall(r"@example\.no", capsys.readouterr().out)) == 6
