"""Find the running server of a folder, or have one started."""

import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PATIENCE = 60.0  # seconds to wait for a start, the first of which also makes the cluster
SOCKET_PATH_LIMIT = 80  # a socket's path holds 107 bytes, the file name included

SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "jit": "off",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "max_wal_size": "256MB",
}

_locks: dict[Path, int] = {}  # descriptors, kept open for the life of this process: that is the count of users


class ServerStartError(RuntimeError):
    """PostgreSQL was not reachable in time; the message carries the end of its log."""


def ensure_server(root: Path, **settings: str) -> dict[str, object]:
    """Return Django connection settings for the server of the folder `root`, starting it if needed.

    `settings` are postgres options; they apply when the server starts, not to one already running.
    Raises ServerStartError.
    """
    root = root.resolve()
    root.mkdir(parents=True, exist_ok=True)
    sockets = socket_folder(root)
    _register_use(root)
    deadline = time.monotonic() + PATIENCE
    while not _answers(sockets):
        if time.monotonic() > deadline:
            raise ServerStartError(_explain(root))
        _start_keeper(root, sockets, SETTINGS | settings)
        time.sleep(0.1)
    return {"NAME": "postgres", "USER": "postgres", "HOST": str(sockets), "PORT": "5432"}


def socket_folder(root: Path) -> Path:
    """Where the server's socket is: in `root`, or in the temp folder when the path is too long for a socket."""
    if len(os.fsencode(root)) < SOCKET_PATH_LIMIT:
        return root / "run"
    digest = hashlib.sha256(os.fsencode(root)).hexdigest()[:12]
    return Path(tempfile.gettempdir(), f"pg-{os.geteuid()}-{digest}")


def _register_use(root: Path) -> None:
    """Hold the shared lock that says "I need the server". Waits while a keeper is stopping one."""
    if root not in _locks:
        _locks[root] = os.open(root / "use.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(_locks[root], fcntl.LOCK_SH)


def _answers(sockets: Path) -> bool:
    import psycopg  # noqa: PLC0415 - slow to import, and this module is read by the keeper too

    try:
        psycopg.connect(host=str(sockets), port=5432, user="postgres", dbname="postgres", connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _start_keeper(root: Path, sockets: Path, settings: dict[str, str]) -> None:
    """Start a keeper unless there is one. It inherits the exclusive lock, so two can never exist."""
    with (root / "keeper.lock").open("a") as lock, (root / "log").open("a") as log:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        keeper = Path(__file__).with_name("keeper.py")
        options = [f"{name}={value}" for name, value in settings.items()]
        started = subprocess.Popen(
            [sys.executable, "-P", str(keeper), str(root), str(sockets), *options],
            pass_fds=[lock.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        started.returncode = 0  # it outlives us: not ours to wait for


def _explain(root: Path) -> str:
    end = (root / "log").read_text(errors="replace")[-2000:]
    return f"PostgreSQL did not come up in {PATIENCE:.0f} s. Set DATABASE_URL, or see the end of {root / 'log'}:\n{end}"
