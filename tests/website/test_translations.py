"""Every text in nynorsk and English: all collected, all translated, compiled as they stand."""

import datetime as dt
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import wagtail
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format

from venues.rules import holiday_name
from website.core.formats import local_date

LANGUAGES = ["nn", "en"]
COLLECT = ["makemessages", "-l", "nn", "-l", "en", "--no-location", "--no-wrap", "--no-obsolete", "-v", "0"]


def catalogue(folder, language):
    return folder / language / "LC_MESSAGES" / "django.po"


def texts(path) -> list[str]:
    """What can be translated, sorted."""
    return sorted(line for line in path.read_text().splitlines() if line.startswith("msgid"))


@pytest.mark.gettext
def test_every_text_is_collected(tmp_path):
    """Collects in a copy: makemessages writes where it reads."""
    tracked = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=settings.ROOT, check=True, capture_output=True, text=True
    )
    for name in tracked.stdout.splitlines():
        if name.endswith((".py", ".html", ".txt", ".po")) and not name.startswith("tests/"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(settings.ROOT / name, tmp_path / name)
    environment = os.environ | {
        "PYTHONPATH": f"{tmp_path}:{tmp_path}/site",
        "DATABASE_URL": "postgres://none@none/none",  # collecting asks no database
        "DJANGO_SETTINGS_MODULE": "website.settings.dev",
    }
    subprocess.run([sys.executable, "manage.py", *COLLECT], cwd=tmp_path, env=environment, check=True)

    for language in LANGUAGES:
        committed = catalogue(settings.LOCALE_PATHS[0], language)
        collected = tmp_path / committed.relative_to(settings.ROOT)
        assert texts(collected) == texts(committed), "Run make messages, translate what is new, and run it again."


@pytest.mark.gettext
@pytest.mark.parametrize("language", [*LANGUAGES, "nb"])
def test_every_text_is_translated_and_keeps_its_placeholders(language, tmp_path):
    path = catalogue(settings.LOCALE_PATHS[0], language)
    for lacking in ("--untranslated", "--only-fuzzy"):
        found = subprocess.run(["msgattrib", lacking, str(path)], check=True, capture_output=True, text=True)
        assert found.stdout == ""
    compiled = tmp_path / "django.mo"
    subprocess.run(["msgfmt", "--check-format", "-o", str(compiled), str(path)], check=True, capture_output=True)

    assert compiled.read_bytes() == path.with_suffix(".mo").read_bytes(), "Run make messages."


@pytest.mark.parametrize(
    ("language", "expected"),
    [("nb", "lørdag 28. november 2026"), ("nn", "laurdag 28. november 2026"), ("en", "Saturday 28 November 2026")],
)
def test_dates_are_said_as_in_the_language(language, expected):
    with translation.override(language):
        assert local_date(dt.date(2026, 11, 28), today=dt.date(2027, 1, 1)) == expected


@pytest.mark.parametrize(("language", "expected"), [("nn", "28. november 2026"), ("en", "28 November 2026")])
def test_the_day_comes_before_the_month_in_english_too(language, expected):
    with translation.override(language):
        assert date_format(dt.date(2026, 11, 28)) == expected


@pytest.mark.parametrize(("language", "expected"), [("nb", "Første juledag"), ("en", "Christmas Day")])
def test_holidays_are_named_in_the_language(language, expected):
    assert holiday_name(dt.date(2026, 12, 25), language) == expected


PAGES = [
    "/",
    "/det-som-skjer/",
    "/lan-lokaler/",
    "/lan-lokaler/dhh/?dato=2027-01-05&alt=1",
    "/lan-lokaler/dhh/uke/?dato=2027-01-05",
    "/sok/",
    "/konto/login/code/",
    "/kal/",
]
LEFT_OVER = {"nn": [" ikke ", " hva ", "Velg ", " dere "], "en": [" ikke ", " eller ", "Velg ", "Hva ", " og ", "Lån "]}


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", PAGES)
def test_no_bokmal_is_left_on_a_page(client, house, language, address):
    client.cookies["sprak"] = language
    page = client.get(address).content.decode()

    assert f'<html lang="{language}"' in page
    assert [word for word in LEFT_OVER[language] if word in page.partition("<body")[2]] == []


@pytest.mark.parametrize(
    ("english", "bokmål"),
    [
        ("Toggle sidebar", "Vis eller skjul menyen"),
        ("Show filters", "Vis filtre"),
        ("Site history", "Historikk for nettstedet"),
        ("The page title as you'd like it to be seen by the public", "Tittelen på siden slik alle ser den"),
        ("%(model_name)s '%(object)s' created and published.", "%(model_name)s «%(object)s» er laget og publisert."),
        ("There are validation errors, click save to highlight them.", "Noe må rettes. Trykk lagre for å se hva."),
    ],
)
def test_what_wagtail_has_no_bokmål_for_is_said_in_ours(english, bokmål):
    with translation.override("nb"):
        assert translation.gettext(english) == bokmål


def test_every_word_of_wagtail_s_that_we_translate_is_one_of_wagtail_s():
    """After an upgrade, what Wagtail no longer says goes."""
    theirs = "".join(path.read_text() for path in Path(wagtail.__file__).parent.rglob("locale/en/LC_MESSAGES/*.po"))
    folder = catalogue(settings.LOCALE_PATHS[0], "nb").parent
    ours = [line for name in ("django.po", "djangojs.po") for line in texts(folder / name)]
    known = set(theirs.replace('"\n"', "").splitlines())
    assert [line for line in ours if line != 'msgid ""' and line not in known] == []


def test_the_scripts_of_the_admin_speak_bokmål(client, admin_user):
    client.force_login(admin_user)
    assert "Skjul alle" in client.get("/admin/jsi18n/").content.decode()
