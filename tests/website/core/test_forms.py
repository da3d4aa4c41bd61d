"""Every form is written in the design system's markup, with what a screen reader needs."""

from django import forms


class Example(forms.Form):
    name = forms.CharField(label="Navn", help_text="Slik det står i passet.")
    note = forms.CharField(label="Merknad", required=False, widget=forms.Textarea)
    agree = forms.BooleanField(label="Jeg godtar")
    often = forms.ChoiceField(
        label="Hvor ofte?", choices=[("1", "Én gang"), ("w", "Hver uke")], widget=forms.RadioSelect
    )


def test_a_field_has_a_label_a_description_and_the_class():
    html = str(Example())

    assert '<label class="ds-label" for="id_name">Navn</label>' in html
    assert '<div data-field="description" id="id_name_helptext">Slik det står i passet.</div>' in html
    assert (
        '<input type="text" name="name" class="ds-input" required aria-describedby="id_name_helptext" id="id_name">'
        in html
    )


def test_a_field_that_may_be_empty_says_so():
    assert 'for="id_note">Merknad <span class="muted">(valgfritt)</span>' in str(Example())


def test_a_form_of_only_choices_says_it_of_none():
    class Filter(forms.Form):
        day = forms.CharField(label="Dag", required=False)

    assert "valgfritt" not in str(Filter())


def test_an_error_stands_at_its_field_and_is_announced_with_it():
    html = str(Example({"name": ""}))

    assert 'aria-invalid="true" required aria-describedby="id_name_helptext id_name_error"' in html.replace(
        'required aria-invalid="true"', 'aria-invalid="true" required'
    )
    assert '<div data-field="validation" id="id_name_error">' in html


def test_choices_are_one_question_with_a_label_each():
    html = str(Example())

    assert "<legend>Hvor ofte?</legend>" in html
    assert '<label class="ds-label" data-weight="regular" for="id_often_1">Hver uke</label>' in html
    assert html.count('type="radio"') == 2


def test_an_error_about_the_whole_form_comes_first():
    form = Example({})
    form.add_error(None, "Rommet ble nettopp tatt.")

    assert str(form).startswith(
        '<div class="ds-alert" data-color="danger" role="alert"><p>Rommet ble nettopp tatt.</p>'
    )
