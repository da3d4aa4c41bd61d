"""What is true of every template: no inline script or style, closed includes, every word translatable."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ["site/website", "venues", "booking", "programmes", "search"]
TEMPLATES = sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("templates/**/*.html"))
TRANSLATED = re.compile(r"{%\s*blocktranslate\b.*?{%\s*endblocktranslate\s*%}", re.DOTALL)
COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}", re.DOTALL)
ATTRIBUTE = re.compile(r"{%\s*block (main_class|og_type|lang|canonical)\b.*?{%\s*endblock\s*%}", re.DOTALL)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
READ_ALOUD = {"alt", "title", "placeholder", "aria-label"}
NAMES = {"Innbyggertorget", "iCal", "RSS"}

each_template = pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(ROOT)))


@each_template
def test_nothing_inline(file):
    """The Content-Security-Policy would stop it in the browser, silently."""
    text = COMMENT.sub("", file.read_text())

    assert not re.search(r"\sstyle=|<style\b", text)
    assert not re.search(r"\son[a-z]+=|hx-on|javascript:|hx-vals=['\"]js", text)
    for script in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in script or 'type="application/ld+json"' in script


@each_template
def test_includes_get_only_what_they_ask_for(file):
    for include in re.findall(r"{%\s*include\b.*?%}", file.read_text(), re.DOTALL):
        assert re.search(r"\bonly\s*%}$", include), include


@each_template
def test_every_word_can_be_translated(file):
    assert naked_words(file.read_text()) == []


def naked_words(text: str) -> list[str]:
    """What a person would read, or hear read, that no translator can reach."""
    parser = Words()
    for not_words in (COMMENT, TRANSLATED, ATTRIBUTE, TAG):
        text = not_words.sub(" ", text)
    parser.feed(text)
    return [word for word in parser.found if word not in NAMES]


class Words(HTMLParser):
    """Collects runs of text with at least two letters in a row."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.is_code = False

    def handle_starttag(self, tag, attrs):
        self.is_code = tag in {"script", "style", "code", "path"}
        self.found += [value for name, value in attrs if name in READ_ALOUD and value and has_words(value)]

    def handle_endtag(self, tag):
        self.is_code = False

    def handle_data(self, data):
        if not self.is_code:
            self.found += [word.strip(" –·,.:()|\n") for word in data.split("  ") if has_words(word)]


def has_words(text: str) -> bool:
    return bool(re.search(r"[A-Za-zÆØÅæøå]{2}", text))


@pytest.mark.parametrize(
    "text",
    ["<p>Hei</p>", '<img alt="Et hus">', "{% if a %}Stengt{% endif %}", '<nav aria-label="Meny"></nav>'],
)
def test_naked_words_are_seen(text):
    assert naked_words(text)


@pytest.mark.parametrize(
    "text",
    [
        '<p>{% translate "Hei" %} {{ name }} – 12</p>',
        '<p class="muted">{% blocktranslate trimmed %}Hei {{ name }}{% endblocktranslate %}</p>',
        '{% extends "base.html" %}{# a remark #}<script src="a.js">let x = "hei"</script>',
    ],
)
def test_translated_words_are_left_alone(text):
    assert naked_words(text) == []
