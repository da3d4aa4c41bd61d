"""Image, compose file, CI and development agree on what the site runs on."""

import re
import tomllib
from pathlib import Path

from django.core.management import get_commands

from tests import elasticsearch_server

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = (ROOT / "docker-compose.yml").read_text()
IMAGE = (ROOT / "site/deploy/Dockerfile").read_text()


def test_the_image_runs_the_oldest_python_we_promise():
    promised = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    assert f"FROM python:{promised.removeprefix('>=')}-slim" in IMAGE


def test_the_database_is_the_version_developers_run():
    assert "POSTGRES_VERSIONS[18]" in (ROOT / "site/website/embedded/keeper.py").read_text()
    assert "image: postgres:18\n" in COMPOSE


def test_the_search_engine_is_the_one_that_was_tested():
    assert f"image: elasticsearch:{elasticsearch_server.VERSION}\n" in COMPOSE


def test_the_image_installs_from_the_locks_and_runs_without_rights():
    assert "--require-hashes --requirement requirements.lock" in IMAGE
    assert "npm ci --omit=dev --ignore-scripts" in IMAGE
    assert IMAGE.rindex("\nUSER torget") < IMAGE.rindex("\nCMD")


def test_every_part_of_the_site_is_in_the_image():
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"][
        "packages"
    ]
    allowed = (ROOT / ".dockerignore").read_text().splitlines()
    for folder in {package.split("/")[0] for package in packages}:
        assert f"COPY {folder} {folder}" in IMAGE
        assert f"!{folder}" in allowed


def test_commands_in_the_compose_file_exist():
    for name in re.findall(r"manage\.py[\", ]+([a-z_]+)", COMPOSE):
        assert name in get_commands()


def test_every_service_tells_whether_it_is_well():
    services = COMPOSE.split("\nservices:\n")[1].split("\nvolumes:\n")[0]
    parts = re.split(r"^  (\w+):\n", services, flags=re.MULTILINE)[1:]
    healthy = {name for name, text in zip(parts[::2], parts[1::2], strict=True) if "healthcheck:" in text}
    assert healthy == set(parts[::2]) - {"migrate"}


def test_ci_runs_what_developers_run():
    assert "exec make test" in (ROOT / ".ci/run").read_text()
