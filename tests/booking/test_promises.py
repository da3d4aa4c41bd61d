"""Terms with versions, and the age of the one who is responsible: said yes to by a tick, kept on the loan."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from booking.models import Booking
from booking.operations.moves import change_booking
from booking.operations.series import add_skipped
from booking.operations.wanted import Wanted
from booking.promises import Promises
from booking.queries.explain import explain
from tests.booking.test_claims import codes, refuse
from tests.booking.views.test_book import FORM, SLOT, logged_in, text, typed  # noqa: F401 - fixture
from tests.factories.fixed_loans import TUESDAY, ask
from tests.factories.house import NOW, Details, book, span
from venues.models import LoanTerms, TermsVersion
from venues.operations import appoint_host, write_terms
from website.accounts import roles
from website.accounts.models import User
from website.core.refusals import RefusedError


@pytest.fixture
def terms(house, owner):
    found = LoanTerms.objects.create(name="Vilkår for saler")
    write_terms(found, "Rydd etter deg.", by=owner)
    house.set("A", terms=found)
    return found


def yes_to(*versions, age=0):
    return Promises(frozenset(version.pk for version in versions), age)


def test_a_loan_asks_for_a_yes_to_the_version_in_force_and_keeps_it(house, owner, terms):
    old = terms.versions.get()
    assert refuse(house, "A", "10–12", owner) == ["terms"]
    booking = book(house, "A", "10–12", by=owner, promises=yes_to(old))
    new = write_terms(terms, "Rydd etter deg, og lås døra.", by=owner)
    assert new.number == 2
    assert list(booking.terms.all()) == [old]
    with pytest.raises(RefusedError) as refused:
        book(house, "A", "14–16", by=owner, promises=yes_to(old))
    assert codes(refused) == ["terms"]
    assert list(book(house, "A", "14–16", by=owner, promises=yes_to(new)).terms.all()) == [new]


def test_the_same_words_make_no_new_version(house, owner, terms):
    assert write_terms(terms, "Rydd etter deg.", by=owner).number == 1


def test_the_calendar_asks_for_no_ticks(house, owner, terms):
    assert explain(house["A"], span("10–12"), at=NOW) == []


def test_each_date_of_fixed_loans_keeps_the_version_and_one_added_later_the_same(house, owner, terms):
    old = terms.versions.get()
    with pytest.raises(RefusedError):
        ask(house, "A", by=owner)
    series = ask(house, "A", by=owner, promises=yes_to(old), skipped=[span("18–20", TUESDAY)])
    write_terms(terms, "Nytt", by=owner)
    add_skipped(series.skipped_dates.get(), by=owner, at=NOW)
    assert [list(one.terms.all()) for one in series.bookings.all()] == [[old]] * 3


def test_a_changed_loan_keeps_its_version_and_another_room_asks(house, owner, terms):
    booking = book(house, "A", "10–12", by=owner, promises=yes_to(terms.versions.get()))
    write_terms(terms, "Nytt", by=owner)
    change_booking(booking, Wanted([house["A"]], span("14–16"), Details("Møte")), by=owner, at=NOW)
    assert [one.number for one in booking.terms.all()] == [1]
    kitchen = LoanTerms.objects.create(name="Vilkår for kjøkken")
    version = write_terms(kitchen, "Vask opp.", by=owner)
    house.set("K", terms=kitchen)
    both = [house["A"], house["K"]]
    with pytest.raises(RefusedError) as refused:
        change_booking(booking, Wanted(both, span("14–16"), Details("Møte")), by=owner, at=NOW)
    assert codes(refused) == ["terms"]
    change_booking(booking, Wanted(both, span("14–16"), Details("Møte", promises=yes_to(version))), by=owner, at=NOW)
    assert {one.text for one in booking.terms.all()} == {"Rydd etter deg.", "Vask opp."}


def test_the_form_shows_the_words_and_asks_at_the_tick(logged_in, house, terms):  # noqa: F811
    page = text(logged_in.get(FORM, SLOT))
    assert "Rydd etter deg." in page
    answer = logged_in.post(FORM, typed())
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["vilkar"]
    assert logged_in.post(FORM, typed(vilkar=terms.versions.get().pk)).status_code == 302
    assert Booking.objects.get().terms.get().number == 1


def test_a_version_written_meanwhile_is_shown_and_asked_for(logged_in, house, terms, owner):  # noqa: F811
    old = terms.versions.get()
    write_terms(terms, "Nytt og strengere", by=owner)
    answer = logged_in.post(FORM, typed(vilkar=old.pk))
    assert answer.status_code == 422
    assert "Vilkårene er endret. Les dem, og kryss av på nytt." in text(answer)
    assert "Nytt og strengere" in text(answer)


def test_rooms_without_terms_ask_nothing(logged_in, house, terms):  # noqa: F811
    assert "vilkar" not in text(logged_in.get(FORM, SLOT | {"rom": "k"}))
    assert logged_in.post(FORM, typed(rom="k")).status_code == 302


def test_who_is_not_logged_in_is_asked_before_logging_in_and_need_not_tick_again(client, house, terms):
    form = SLOT | {"tittel": "Øving", "videre": "1"}
    assert client.get(FORM, form).status_code == 422
    answer = client.get(FORM, form | {"vilkar": terms.versions.get().pk})
    assert answer.status_code == 302
    assert "vilkar" in answer.url


def test_the_age_of_the_one_responsible_is_a_tick_and_kept(logged_in, house):  # noqa: F811
    house.set("A", min_age=18)
    answer = logged_in.post(FORM, typed())
    assert answer.context["form"].errors == {"alder": ["Kryss av for at den som har ansvar, er 18 år eller eldre."]}
    assert "Den som har ansvar, er 18 år eller eldre." in text(answer)
    assert logged_in.post(FORM, typed(alder="15")).status_code == 422
    assert logged_in.post(FORM, typed(alder="18")).status_code == 302
    assert Booking.objects.get().confirmed_age == 18


def test_the_strictest_of_the_rooms_says_how_old(house, owner):
    house.set("A", min_age=16)
    house.set("K", min_age=20)
    assert refuse(house, "K", "10–12", owner) == ["age"]
    booking = book(house, "A", "10–12", by=owner, promises=Promises(age=16))
    with pytest.raises(RefusedError) as refused:
        change_booking(booking, Wanted([house["K"]], span("10–12"), Details("Møte")), by=owner, at=NOW)
    assert codes(refused) == ["age"]


def test_what_the_house_sets_up_asks_for_no_ticks(house, owner, terms):
    house.set("A", min_age=18)
    assert book(house, "A", "10–12", by=owner, is_planned=True)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("terms_version_once", {"number": 1, "text": "To"}),
        ("terms_version_is_positive", {"number": 0, "text": "To"}),
        ("terms_version_says_something", {"number": 2, "text": ""}),
    ],
)
def test_the_table_keeps_versions_sensible(terms, name, fields):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        TermsVersion.objects.create(terms=terms, **fields)


def test_the_table_keeps_the_age_sensible(house):
    with pytest.raises(IntegrityError, match="space_min_age_is_sane"), transaction.atomic():
        house.set("A", min_age=100)


def test_an_editor_writes_versions_in_the_admin(client, stranger):
    roles.give_role(stranger.pk, roles.EDITOR)
    client.force_login(User.objects.get(pk=stranger.pk))
    add, form = reverse("terms:add"), {"name": "Vilkår for saler", "text": "Rydd."}
    assert client.post(add, form | {"text": ""}).status_code == 200
    assert client.post(add, form).status_code == 302
    terms = LoanTerms.objects.get()
    edit = reverse("terms:edit", args=[terms.pk])
    for words in ("Rydd.", "Rydd og lås."):
        assert client.post(edit, form | {"text": words}).status_code == 302
    assert list(terms.versions.values_list("number", "text")) == [(1, "Rydd."), (2, "Rydd og lås.")]


def test_terms_somebody_has_agreed_to_are_not_deleted(client, house, owner, stranger, terms):
    book(house, "A", "10–12", by=owner, promises=yes_to(terms.versions.get()))
    house.set("A", terms=None)
    roles.give_role(stranger.pk, roles.EDITOR)
    client.force_login(User.objects.get(pk=stranger.pk))
    client.post(reverse("terms:delete", args=[terms.pk]))
    assert LoanTerms.objects.exists()


def test_a_host_chooses_terms_and_does_not_write_them(client, house, owner, terms):
    appoint_host(house.venue, owner, first=NOW.date() - dt.timedelta(days=1), today=NOW.date())
    client.force_login(User.objects.get(pk=owner.pk))
    assert client.get(reverse("terms:index")).status_code == 302
