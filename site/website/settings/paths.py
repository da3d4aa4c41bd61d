"""Where things lie in this checkout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SITE = ROOT / "site" / "website"
VAR = ROOT / "var"
