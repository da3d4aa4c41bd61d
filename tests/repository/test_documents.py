"""The documents keep up with the code."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "site" / "docs"
READS = re.compile(r"""(?:env\.(?:text|flag|words)|environ\.get|^\s*\S*\(?(?:text))\(\s*"([A-Z_]+)\"""", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#:]+)\)")


def python_files() -> list[Path]:
    found = [*ROOT.glob("site/**/*.py"), *ROOT.glob("tests/*.py")]
    return [
        *found,
        *(file for app in ("booking", "programmes", "search", "venues") for file in ROOT.glob(f"{app}/**/*.py")),
    ]


def variables_read() -> set[str]:
    names = {name for file in python_files() for name in READS.findall(file.read_text())}
    return names | set(re.findall(r'\btext\("([A-Z_]+)"', (ROOT / "site/website/settings/env.py").read_text()))


def test_every_setting_is_in_the_table():
    assert {"SECRET_KEY", "OIDC_SECRET", "PORT", "POSTGRES_BIN"} <= variables_read()
    table = set(re.findall(r"^\| `([A-Z_]+)` \|", (DOCS / "settings.md").read_text(), re.MULTILINE))
    assert variables_read() <= table


def test_the_readme_names_every_command_and_no_other():
    commands = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)
    readme = (ROOT / "README.md").read_text()
    assert set(re.findall(r"make ([a-z]+)", readme)) == set(commands)


def test_links_between_documents_lead_somewhere():
    documents = [ROOT / "README.md", *DOCS.glob("**/*.md")]
    assert len(documents) > 10
    broken = [
        f"{document.name}: {target}"
        for document in documents
        for target in LINK.findall(document.read_text())
        if not (document.parent / target).exists()
    ]
    assert broken == []


def test_decisions_are_numbered_without_gaps_and_fit_a_page():
    files = sorted((DOCS / "decisions").glob("*.md"))
    assert [int(file.name[:4]) for file in files] == list(range(1, len(files) + 1))
    assert [file.name for file in files if len(file.read_text().splitlines()) > 60] == []


def test_decisions_the_code_points_to_exist():
    code = "\n".join(file.read_text() for file in python_files())
    numbers = set(re.findall(r"site/docs/decisions/(\d{4})", code))
    assert numbers <= {file.name[:4] for file in (DOCS / "decisions").glob("*.md")}
