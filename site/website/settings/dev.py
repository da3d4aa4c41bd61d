"""The development site: embedded PostgreSQL unless DATABASE_URL is set, mail to the console, no secrets."""

from website.embedded.client import ensure_server

from . import env
from .base import *  # noqa: F403
from .base import MIDDLEWARE
from .paths import VAR

DEBUG = True
# Style files are compressed when they are collected; here, on their way out.
MIDDLEWARE = ["django.middleware.gzip.GZipMiddleware", *MIDDLEWARE]
SECRET_KEY = env.text("SECRET_KEY", "demo-key-for-development-only-never-in-production")
CONTACT_EMAIL = env.text("CONTACT_EMAIL", "innbyggertorget@example.no")
SECURITY_CONTACT = env.text("SECURITY_CONTACT", CONTACT_EMAIL)

_url = env.text("DATABASE_URL", "")
# The development server has a thread for each request: they take turns here instead of using up the connections.
_turns = {"OPTIONS": {"pool": {"min_size": 1, "max_size": 20, "timeout": 30}}}
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_HEALTH_CHECKS": True,
        **(env.database(_url) if _url else ensure_server(VAR / "postgres") | _turns),
    }
}
vars().update(env.email(env.text("EMAIL_URL", "console:")))

STAFF_NEEDS_SECOND_FACTOR = False  # the demo people have no telephone

# Each request and each step of the worker would bury the codes people log in with: only trouble is told.
_only_trouble = {"handlers": ["trouble"], "propagate": False}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"trouble": {"class": "logging.StreamHandler", "level": "WARNING"}},
    "loggers": dict.fromkeys(("django.server", "django.tasks", "django_tasks", "django_tasks_db"), _only_trouble),
}
