"""Programs that are not Python packages and that some tests drive, by the marker those tests carry."""

import functools
import shutil
import subprocess
from pathlib import Path

SYSTEM_PYTHON = "/usr/bin/python3"  # libical's binding is a Debian package, not one from PyPI
PACKAGES = {
    "browser": ["chromium"],
    "khal": ["khal"],
    "gettext": ["gettext"],
    "libical": ["python3-gi", "gir1.2-ical-3.0"],
}


@functools.cache
def is_there(marker: str) -> bool:
    if marker != "libical":
        return shutil.which(PACKAGES[marker][0]) is not None
    check = [SYSTEM_PYTHON, "-c", "import gi; gi.require_version('ICalGLib', '3.0')"]
    return Path(SYSTEM_PYTHON).exists() and subprocess.run(check, check=False, capture_output=True).returncode == 0


def missing() -> dict[str, list[str]]:
    """Markers whose tests cannot run here, with the Debian packages they lack."""
    return {marker: packages for marker, packages in PACKAGES.items() if not is_there(marker)}
