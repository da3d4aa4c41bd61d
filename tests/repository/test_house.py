"""What is true of the repository itself: what lies where, and what never lies in it."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {".ci", "booking", "programmes", "search", "site", "tests", "venues"}
FILES = {".dockerignore", ".gitignore", ".pre-commit-config.yaml", "Makefile", "README.md", "docker-compose.yml"} | {
    "manage.py",
    "package-lock.json",
    "package.json",
    "pyproject.toml",
    "requirements-dev.lock",
    "requirements.lock",
}
# Written in pieces, so that this file does not find itself.
REGISTRIES = ["pypi" + ".org", "pythonhosted" + ".org", "registry." + "npmjs", "npm" + "mirror", "yarnpkg" + ".com"]
MACHINE_PATHS = ["/root" + "/", "/work" + "/", "/home" + "/runner", "/Users" + "/"]


def tracked() -> list[Path]:
    """Files under version control that exist; those not yet added count too."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [path for name in listing.stdout.splitlines() if (path := ROOT / name).is_file()]


def texts() -> list[tuple[str, str]]:
    binary = {".woff2", ".png", ".jpg", ".webp", ".ico", ".mo"}
    return [(str(path.relative_to(ROOT)), path.read_text()) for path in tracked() if path.suffix not in binary]


def mentioning(words: list[str]) -> list[str]:
    return [f"{name}: {word}" for name, text in texts() for word in words if word in text]


def test_the_top_level_holds_only_what_belongs_there():
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} <= FOLDERS | FILES


def test_no_package_of_others_is_copied_in():
    assert not [path for path in tracked() if {"node_modules", "vendor", ".venv"} & set(path.parts)]
    assert not [path for path in tracked() if path.name.endswith((".min.js", ".min.css", ".whl", ".map"))]


def test_no_file_names_a_package_registry():
    assert mentioning(REGISTRIES) == []


def test_no_file_names_a_folder_of_somebodys_machine():
    assert mentioning(MACHINE_PATHS) == []


def test_every_locked_python_package_has_hashes():
    for lock in ("requirements.lock", "requirements-dev.lock"):
        packages = re.split(r"\n(?=\S)", (ROOT / lock).read_text().strip())
        assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []


def test_the_development_lock_holds_everything_the_site_runs_with():
    def pins(lock: str) -> set[str]:
        return set(re.findall(r"^\S+==\S+", (ROOT / lock).read_text(), re.MULTILINE))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")
