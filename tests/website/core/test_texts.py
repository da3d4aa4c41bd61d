"""What is left of what people write."""

import pytest

from website.core.texts import LineField, LinesField


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Øving   i\tkoret\n", "Øving i koret"),
        ("\u202egnivØ\u202c", "gnivØ"),
        ("Kor\x00\x07\x1b[31m", "Kor[31m"),
        ("Møte\u2028i dag", "Møte i dag"),
        ("👩\u200d👩\u200d👧 familie", "👩\u200d👩\u200d👧 familie"),
        ("اجتماع", "اجتماع"),
        ("🎉🎉", ""),
        ("\u3164\u200b", ""),
    ],
)
def test_a_line_keeps_what_can_be_seen(typed, kept):
    assert LineField(required=False).clean(typed) == kept


def test_a_note_keeps_its_lines():
    assert LinesField(required=False).clean(" Hei\r\n\n\u2067Vi \x08kommer\x0b ") == "Hei\n\nVi kommer"
    assert LinesField(required=False).clean(None) == ""
