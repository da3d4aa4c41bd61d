"""A real Elasticsearch on loopback for the tests that run on both engines: fetched once by Maven, ended with the run.

It is the publisher's own build for tests: the server, without the modules our index does not need.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

from website.embedded.keeper import die_with_parent
from website.settings.paths import VAR

VERSION = "8.19.21"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"
PACKAGES = ["maven", "default-jre-headless"]
MEMORY = "-Xms512m -Xmx512m"
START, STOP, FETCH, FIRST = 400, 60, 300, 10  # seconds; a busy machine takes its time
NOBODY = 65534  # it refuses to run as root


def folder() -> Path:
    """Under var/; elsewhere when the user it runs as cannot come there."""
    is_open = all(parent.stat().st_mode & 0o001 for parent in VAR.parent.resolve().parents)
    parent = VAR if is_open or os.geteuid() else Path(tempfile.gettempdir()) / "innbyggertorget-tests"
    return parent / f"elasticsearch-{VERSION}"


def can_be_fetched() -> bool:
    return bool(shutil.which("mvn") and shutil.which("java"))


def fetch() -> bool:
    """Have the server in its folder. False, with what Maven said, when it is not to be had."""
    if (folder() / "bin").exists():
        return True
    if not can_be_fetched():
        return False
    folder().parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder().parent) as download:
        command = ["mvn", "--batch-mode", "--quiet", COPY, f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={download}"]
        print(f"Fetching Elasticsearch {VERSION} for the tests …", flush=True)
        try:
            done = subprocess.run(command, check=False, timeout=FETCH).returncode == 0
        except subprocess.TimeoutExpired:
            done = False
        for archive in Path(download).glob("*.zip"):
            _unpack(archive, Path(download))
    return done and (folder() / "bin").exists()


def _unpack(archive: Path, beside: Path) -> None:
    with ZipFile(archive) as zipped:
        zipped.extractall(beside)
    unpacked = beside / folder().name
    for program in (unpacked / "bin").iterdir():
        program.chmod(0o755)
    unpacked.rename(folder())


@contextmanager
def running() -> Iterator[str]:
    """Its address while it runs. Raises OSError when it does not come up."""
    with tempfile.TemporaryDirectory() as place, running_in(Path(place), free_port()) as url:
        yield url


@contextmanager
def running_in(place: Path, port: int) -> Iterator[str]:
    """The same with what it knows kept in a folder, where it may be started again."""
    url = f"http://127.0.0.1:{port}"
    server = _start(port, place)
    try:
        _wait(url, server, place)
        yield url
    finally:
        _stop(server)


def _stop(server: subprocess.Popen[bytes]) -> None:
    """On a busy machine it may not hear of it in time; nothing is to be left running."""
    server.terminate()
    try:
        server.wait(STOP)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def version_at(url: str) -> str:
    """Its nodes say so; this build has no page of its own at the root."""
    with urllib.request.urlopen(f"{url}/_nodes?filter_path=nodes.*.version", timeout=FIRST) as answer:
        return str(next(iter(json.load(answer)["nodes"].values()))["version"])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(port: int, place: Path) -> subprocess.Popen[bytes]:
    chosen = {
        "discovery.type": "single-node",
        "network.host": "127.0.0.1",
        "http.port": port,
        "transport.port": free_port(),
        "xpack.security.enabled": "false",
        "cluster.routing.allocation.disk.threshold_enabled": "false",
        "path.data": f"{place}/data",
        "path.logs": f"{place}/logs",
    }
    _prepare(place)
    java = Path(shutil.which("java") or "").resolve().parents[1]
    command = [folder() / "bin" / "elasticsearch", *(f"-E{name}={value}" for name, value in chosen.items())]
    with (place / "output").open("wb") as output:
        return subprocess.Popen(
            command,
            cwd=place,
            env={
                "PATH": os.defpath,
                "ES_JAVA_HOME": str(java),
                "ES_JAVA_OPTS": MEMORY,
                "ES_PATH_CONF": f"{place}/config",
                "ES_TMPDIR": f"{place}/tmp",
            },
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=die_with_parent(signal.SIGTERM),
            **({"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}),
        )


def _prepare(place: Path) -> None:
    """It keeps its keys beside its settings, so each run has its own of both; the program itself is only read."""
    shutil.copytree(
        folder() / "config", place / "config", dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.keystore")
    )
    (place / "tmp").mkdir(exist_ok=True)
    if os.geteuid() == 0:
        for path in (place, *place.rglob("*")):
            os.chown(path, NOBODY, NOBODY)


def _wait(url: str, server: subprocess.Popen[bytes], place: Path) -> None:
    began = time.monotonic()
    while time.monotonic() - began < START and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_cluster/health", timeout=FIRST):
                return
        except OSError:
            time.sleep(0.3)
    server.terminate()
    raise OSError(f"Elasticsearch did not start: {(place / 'output').read_text(errors='replace')[-2000:]}")
