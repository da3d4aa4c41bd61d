"""The database every test database is copied from: migrated once, made anew when a migration or package changes."""

import fcntl
import hashlib
import importlib.metadata
import os
import subprocess
import sys
from pathlib import Path

import psycopg
from django.apps import apps
from django.conf import settings


def template_name() -> str:
    """Changes with every installed version, every app and every migration of ours."""
    digest = hashlib.sha256()
    for line in sorted(f"{found.name}=={found.version}" for found in importlib.metadata.distributions()):
        digest.update(line.encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        digest.update(app.name.encode())
        if "site-packages" not in app.path:
            for file in sorted(Path(app.path).glob("migrations/*.py")):
                digest.update(file.name.encode() + file.read_bytes())
    return f"template_{digest.hexdigest()[:16]}"


def ensure_template() -> str:
    """Return the template's name; of several workers one makes it while the others wait."""
    name = template_name()
    database = settings.DATABASES["default"]
    lock_file = settings.VAR / f"{hashlib.sha256(str(database['HOST']).encode()).hexdigest()[:8]}.lock"
    settings.VAR.mkdir(exist_ok=True)
    with lock_file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with connect(database) as connection:
            rows = connection.execute("select datname from pg_database where datname like 'template\\_%'")
            have = {row[0] for row in rows} - {"template0", "template1"}
            if name not in have:
                build(connection, name, have)
    return name


def connect(database: dict) -> psycopg.Connection:
    return psycopg.connect(
        host=database["HOST"],
        port=database.get("PORT") or None,
        user=database["USER"],
        password=database.get("PASSWORD") or None,
        dbname="postgres",
        autocommit=True,
    )


def build(connection: psycopg.Connection, name: str, old_names: set[str]) -> None:
    for old in old_names:
        connection.execute(f'drop database "{old}" with (force)')
    connection.execute("drop database if exists building with (force)")
    connection.execute("create database building")
    environment = os.environ | {"TEMPLATE_BUILD": "building", "DJANGO_SETTINGS_MODULE": "website.settings.test"}
    command = [sys.executable, "manage.py"]
    subprocess.run([*command, "migrate", "-v0"], cwd=settings.ROOT, check=True, env=environment)
    subprocess.run([*command, "createcachetable"], cwd=settings.ROOT, check=True, env=environment)
    connection.execute(f'alter database building rename to "{name}"')
