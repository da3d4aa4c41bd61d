"""Settings that are true everywhere. Values that differ come from the environment (site/docs/settings.md)."""

from django.utils.translation import gettext_lazy as _

from . import env
from .cms import *  # noqa: F403
from .files import *  # noqa: F403
from .headers import *  # noqa: F403
from .paths import SITE
from .people import *  # noqa: F403
from .people import ALLAUTH_TRUSTED_PROXY_COUNT

# --- What the site is called and where it answers -----------------------------------------------------------
WAGTAIL_SITE_NAME = "Innbyggertorget"
MUNICIPALITY = env.text("MUNICIPALITY", "Fredrikstad kommune")
CONTACT_EMAIL = env.text("CONTACT_EMAIL", "")
CONTACT_PHONE = env.text("CONTACT_PHONE", "")
SECURITY_CONTACT = env.text("SECURITY_CONTACT", CONTACT_EMAIL)
PUBLIC_BASE_URL = env.text("PUBLIC_BASE_URL", "http://127.0.0.1:8000")  # links in mail never come from a request
WAGTAILADMIN_BASE_URL = PUBLIC_BASE_URL
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
ROOT_URLCONF = "website.urls"
WSGI_APPLICATION = "website.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ELASTICSEARCH_URL = env.text("ELASTICSEARCH_URL", "")
ELASTICSEARCH_ALIAS = env.text("ELASTICSEARCH_ALIAS", "torget")

INSTALLED_APPS = [
    # Ours, from the top of the tower down; templates found first win over those of libraries.
    "website.home",
    "search",
    "search.feeds",
    "programmes",
    "booking",
    "venues",
    "website.accounts",
    "website.core",
    # Wagtail
    "wagtail.contrib.redirects",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    # Other libraries
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "recurrence",
    "django_tasks",
    "django_tasks_db",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # in allauth's pages of sessions and keys
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "website.core.middleware.HeadersMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "website.core.middleware.CacheHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "website.core.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "website.core.middleware.PlainErrorsMiddleware",
    "website.core.middleware.KnownMethodsMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "csp.middleware.CSPMiddleware",
    "website.core.middleware.AdminPolicyMiddleware",
    "website.core.kept_forms.KeptFormsMiddleware",
    "website.accounts.middleware.AdminDoorMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "website.core.context_processors.site",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Language and time: stored in UTC, reasoned in Oslo (site/docs/decisions/0003) --------------------------
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Bokmål")), ("nn", _("Nynorsk")), ("en", _("Engelsk"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nb", "Norsk bokmål"), ("en", "English")]  # Wagtail's admin has no nynorsk
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [SITE / "locale"]
FORMAT_MODULE_PATH = "website.locale"  # English dates as written in Europe
LANGUAGE_COOKIE_NAME = "sprak"
USE_TZ = True
TIME_ZONE = "Europe/Oslo"

# --- Background work and mail -------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
DEFAULT_FROM_EMAIL = env.text("FROM_EMAIL", "Innbyggertorget <ikke-svar@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- What is shared, counted and let out -----------------------------------------------------------------------
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},  # the default of 300 would let a flood of keys evict the counters
    }
}
NINJA_NUM_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT
NINJA_PAGINATION_MAX_LIMIT = 200
