"""The embedded server with real processes and a folder of its own."""

import subprocess
import sys
import time

import psycopg
import pytest
from django.conf import settings

from website.embedded.client import SOCKET_PATH_LIMIT, socket_folder

USE = """
import sys; from pathlib import Path; from website.embedded.client import ensure_server
ensure_server(Path(sys.argv[1]), fsync="off"); print("up", flush=True); sys.stdin.read()
"""


@pytest.fixture
def user(tmp_path):
    """Start a process that needs the server of this test's folder; all are gone afterwards."""
    started = []

    def start() -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-c", USE, str(tmp_path / "pg")],
            cwd=settings.ROOT,
            env={"PYTHONPATH": str(settings.ROOT / "site"), "PATH": "/usr/bin:/bin"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout and process.stdout.readline() == "up\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def connect(tmp_path) -> psycopg.Connection:
    return psycopg.connect(host=str(socket_folder(tmp_path / "pg")), port=5432, user="postgres", dbname="postgres")


def stops(tmp_path) -> bool:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if not (tmp_path / "pg" / "data" / "postmaster.pid").exists():
            return True
        time.sleep(0.2)
    return False


def test_data_outlives_the_server_and_the_server_its_killed_users(user, tmp_path):
    first, second = user(), user()
    with connect(tmp_path) as connection:
        connection.execute("create table kept (word text)")
    first.kill()
    first.wait()
    with connect(tmp_path) as connection:
        connection.execute("insert into kept values ('still here')")
    second.kill()
    second.wait()
    assert stops(tmp_path)
    user()
    with connect(tmp_path) as connection:
        assert connection.execute("select word from kept").fetchone() == ("still here",)


def test_a_cluster_half_made_is_made_anew(user, tmp_path):
    half = tmp_path / "pg" / "new" / "data"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")
    user()
    with connect(tmp_path) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_a_long_path_gets_a_short_socket(tmp_path):
    assert socket_folder(tmp_path) == tmp_path / "run"
    deep = tmp_path / ("a" * SOCKET_PATH_LIMIT)
    assert len(str(socket_folder(deep))) < SOCKET_PATH_LIMIT
