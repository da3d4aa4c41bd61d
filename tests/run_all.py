"""All tests: on the embedded PostgreSQL, and again on a system server or DATABASE_URL where there is one.

Those of the search run on Elasticsearch too, once: that of ELASTICSEARCH_URL, or one fetched and started here.
"""

import os
import re
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from tests import elasticsearch_server, tools


def newest_system_server() -> str:
    """The folder with the newest PostgreSQL server binaries that Debian installed, or empty."""
    found = sorted(
        (int(folder.parent.name), str(folder))
        for folder in Path("/usr/lib/postgresql").glob("*/bin")
        if (folder / "initdb").exists() and folder.parent.name.isdigit()
    )
    return found[-1][1] if found else ""


def servers() -> dict[str, dict[str, str]]:
    """Each server to test on, by name, with the environment that selects it."""
    found = {"embedded PostgreSQL": {"DATABASE_URL": "", "POSTGRES_BIN": ""}}
    if url := os.environ.get("DATABASE_URL"):
        found["DATABASE_URL"] = {"DATABASE_URL": url, "POSTGRES_BIN": ""}
    elif folder := newest_system_server():
        found[f"PostgreSQL in {folder}"] = {"DATABASE_URL": "", "POSTGRES_BIN": folder}
    return found


def run(name: str, environment: dict[str, str], arguments: list[str]) -> tuple[int, int]:
    """Run pytest, showing its output; return its exit status and how many tests passed."""
    print(f"\nTests on {name}:", flush=True)
    command = [sys.executable, "-m", "pytest", "-n", "2", *arguments]
    process = subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.PIPE, text=True)
    passed = 0
    for line in process.stdout or ():
        print(line, end="", flush=True)
        if count := re.search(r"(\d+) passed", line):
            passed = int(count[1])
    return process.wait(), passed


def provide_tools() -> bool:
    """Install what is missing where we may; say loudly what is left out. False in CI when something is."""
    packages = [package for lacking in tools.missing().values() for package in lacking]
    if packages and os.geteuid() == 0:
        subprocess.run(["bash", "site/deploy/install_test_tools.sh", *packages], check=False)
        tools.is_there.cache_clear()
    for marker, lacking in tools.missing().items():
        print(
            f"\n!!! Left out: all tests marked «{marker}». To run them: apt-get install {' '.join(lacking)}", flush=True
        )
    return not (tools.missing() and os.environ.get("CI"))


def provide_elasticsearch(until: ExitStack) -> str:
    """Start a server where one can be had. Answers why there is none, or nothing."""
    if os.environ.get("ELASTICSEARCH_URL"):
        return ""
    if not elasticsearch_server.can_be_fetched() and os.geteuid() == 0:
        subprocess.run(["bash", "site/deploy/install_test_tools.sh", *elasticsearch_server.PACKAGES], check=False)
    if not elasticsearch_server.fetch():
        return "it could not be fetched: that takes Maven, Java 17 or newer, and a network"
    try:
        os.environ["ELASTICSEARCH_URL"] = until.enter_context(elasticsearch_server.running())
    except OSError as error:
        return str(error)
    return ""


def main(arguments: list[str]) -> int:
    """0 when nothing failed."""
    if not provide_tools():
        sys.exit("In CI nothing is left out: install what is missing.")
    with ExitStack() as until:
        reason = provide_elasticsearch(until)
        searched = f"!!! Left out: the search on Elasticsearch, tested on PostgreSQL only; {reason}"
        if not reason:
            version = elasticsearch_server.version_at(os.environ["ELASTICSEARCH_URL"])
            searched = f"The search is tested on PostgreSQL and on Elasticsearch {version}."
        print(f"\n{searched}", flush=True)
        if reason and os.environ.get("CI"):
            sys.exit("In CI nothing is left out: have Elasticsearch run.")
        results = []
        for name, environment in servers().items():
            results.append(run(name, environment, arguments))
            os.environ["ELASTICSEARCH_URL"] = ""  # beside one PostgreSQL is enough
    failed = sum(status != 0 for status, _ in results)
    total = sum(passed for _, passed in results)
    subprocess.run([sys.executable, "tests/repository/measure.py"], check=False)
    print(f"\n{searched}")
    for name, (status, passed) in zip(servers(), results, strict=True):
        print(f"{name}: {passed} passed, {'ok' if status == 0 else 'FAILED'}")
    print(f"\n{total} passed, {failed} failed" if not failed else f"\n{failed} of {len(results)} runs failed")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
