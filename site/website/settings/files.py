"""Files: what everyone gets, and what is uploaded."""

from .paths import ROOT, SITE, VAR

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
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's nested forms need it
DATA_UPLOAD_MAX_NUMBER_FILES = 20
