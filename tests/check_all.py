"""All read-only checks, one line each; everything a failing one printed is shown. Exit status 1 if any failed."""

import os
import subprocess
import sys
import time

PY = sys.executable


def templates() -> list[str]:
    """All of ours."""
    found = subprocess.run(["git", "ls-files", "*.html"], check=True, capture_output=True, text=True)
    return found.stdout.split()


MANAGE = [PY, "manage.py"]
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "website.settings.production",
    "SECRET_KEY": "only-for-this-check-" + "0123456789abcdef" * 4,
    "ALLOWED_HOSTS": "torget.example.no",
    "PUBLIC_BASE_URL": "https://torget.example.no",
    "DATABASE_URL": "postgres://torget@database/torget",
    "EMAIL_URL": "smtps://torget@mail.example.no:465",
    "FROM_EMAIL": "torget@example.no",
}
CHECKS = [
    ("format", [PY, "-m", "ruff", "format", "--check", "--quiet", "."], {}),
    ("templates", [PY, "-m", "djhtml", "--tabwidth", "2", "--check", *templates()], {}),
    ("lint", [PY, "-m", "ruff", "check", "--quiet", "--output-format", "concise", "."], {}),
    ("types", [PY, "-m", "mypy"], {}),
    ("imports", [PY, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"], {}),
    ("system", [*MANAGE, "check", "--fail-level", "WARNING"], {}),
    ("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"], {}),
    ("deploy", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
]


def passes(name: str, command: list[str], environment: dict[str, str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | environment)
    verdict = "ok" if done.returncode == 0 else "FAILED"
    print(f"  {name:<12} {verdict:<7} {time.monotonic() - began:5.1f} s", flush=True)
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    print("Checks:")
    results = [passes(*check) for check in CHECKS]
    sys.exit(not all(results))
