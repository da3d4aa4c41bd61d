"""Settings that are true everywhere. Values that differ come from the environment (site/docs/settings.md)."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from . import env

ROOT = Path(__file__).resolve().parents[3]
SITE = ROOT / "site" / "website"
VAR = ROOT / "var"

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
    "django.contrib.humanize",
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
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "website.core.middleware.PlainErrorsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "csp.middleware.CSPMiddleware",
    "website.core.middleware.AdminPolicyMiddleware",
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
LANGUAGE_COOKIE_NAME = "sprak"
USE_TZ = True
TIME_ZONE = "Europe/Oslo"

# --- Files --------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
NODE_MODULES = ROOT / "node_modules"
STATICFILES_DIRS = [
    SITE / "static",
    *(
        (prefix, folder)
        for prefix, folder in [
            ("designsystemet", NODE_MODULES / "@digdir" / "designsystemet-css" / "dist" / "src"),
            ("designsystemet-theme", NODE_MODULES / "@digdir" / "designsystemet-css" / "dist" / "theme"),
            ("inter", NODE_MODULES / "@fontsource-variable" / "inter" / "files"),
            ("htmx", NODE_MODULES / "htmx.org" / "dist"),
        ]
        if folder.exists()
    ),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "website.core.static.PublicFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
PRIVATE_MEDIA_ROOT = VAR / "private"
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's nested forms need it
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# --- People: one way in, allauth (site/docs/decisions/0005) -------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "/min-side/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "website.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "request_login_code": "website.accounts.forms.EmailForm",
    "confirm_login_code": "website.accounts.forms.CodeForm",
}
SOCIALACCOUNT_ADAPTER = "website.accounts.adapters.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 300
ACCOUNT_LOGIN_BY_CODE_TRUST_ENABLED = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "60/h/ip,1/30s/key,5/h/key,10/d/key",
    "login_failed": "30/m/ip,5/15m/key",
    "signup": "20/h/ip",
    "reauthenticate": "10/10m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("BEHIND_PROXY", default=False) else 0
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = False
MFA_TRUST_ENABLED = False
STAFF_NEEDS_SECOND_FACTOR = True  # before any page of the admin
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS = env.openid_connect()

WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_FRONTEND_LOGIN_URL = "/konto/login/code/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False

# --- Sessions and headers (security.md 2) -------------------------------------------------------------------
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"  # Strict breaks the return from ID-porten
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_SAVE_EVERY_REQUEST = False
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CSRF_FAILURE_VIEW = "website.core.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *env.words("LOGIN_PROVIDER_ORIGINS")],
        "frame-src": [NONE],
        "frame-ancestors": [SELF],  # the editors' preview
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},  # the default of 300 would let a flood of keys evict the counters
    }
}

# --- Wagtail ------------------------------------------------------------------------------------------------
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "norwegian"}}
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # an editor abroad must not publish at another hour than it says
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # would send hashed addresses abroad
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "odt", "ods", "csv", "txt"]
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAILDOCS_BLOCK_EMBEDDED_CONTENT = True
WAGTAILDOCS_DOCUMENT_FORM_BASE = "website.core.documents.CheckedDocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILIMAGES_IMAGE_FORM_BASE = "website.core.images.CleanImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"jpeg": "webp", "png": "webp", "bmp": "webp", "gif": "webp", "avif": "webp"}
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 5
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAILAPI_DOCS_ENABLED = False

# --- Background work and mail -------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
DEFAULT_FROM_EMAIL = env.text("FROM_EMAIL", "Innbyggertorget <ikke-svar@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

NINJA_NUM_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT
NINJA_PAGINATION_MAX_LIMIT = 200
