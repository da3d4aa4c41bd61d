"""Tests: a test cluster that need not survive a power cut, cheap hashing, tasks at once, nothing cached."""

import os

os.environ.setdefault("SECRET_KEY", "demo-key-for-tests")
from website.embedded.client import ensure_server

from . import env
from .base import *  # noqa: F403
from .files import STORAGES
from .paths import VAR

DEBUG = False
SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "max_connections": "120",
}
_url = env.text("DATABASE_URL", "")
_cluster = "postgres-test-system" if env.text("POSTGRES_BIN", "") else "postgres-test"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        **(env.database(_url) if _url else ensure_server(VAR / _cluster, **FAST)),
    }
}
if template_being_built := os.environ.get("TEMPLATE_BUILD"):
    DATABASES["default"]["NAME"] = template_being_built

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True  # tests collect no static files
MEDIA_ROOT = VAR / "test-media"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
WAGTAILADMIN_BASE_URL = PUBLIC_BASE_URL = "http://testserver"
ELASTICSEARCH_URL = ""

STAFF_NEEDS_SECOND_FACTOR = False
WAGTAIL_AUTOSAVE_INTERVAL = 0  # a draft saved just as the browser presses a button would answer 400
