#!/usr/bin/env python3
"""Django's command line. Puts site/ on the path, since a folder called `site` can never be a package (see README)."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "website.settings.dev")
    from django.core.management import execute_from_command_line  # after the path is set

    execute_from_command_line(sys.argv)
