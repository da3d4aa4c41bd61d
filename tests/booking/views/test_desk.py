"""The hosts' desk in the admin."""

import datetime as dt
import re

import pytest
from django.contrib.auth.models import Permission

from booking.enums import BookingState
from booking.models import Booking, Closure
from booking.operations.bookings import withdraw_booking
from booking.operations.moves import move_booking
from tests.factories.fixed_loans import ask
from tests.factories.house import DAY, NOW, book, make_house, span
from venues.enums import VenueRoleKind
from venues.models import OpeningException, VenueRole
from website.accounts.models import User

DESK = "/admin/utlan/"


def person_at(venue, email: str, role=VenueRoleKind.HOST) -> User:
    person = User.objects.create_user(email, first_name="Vera", last_name=email[0].upper(), is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    VenueRole.objects.create(venue=venue, user=person, role=role, valid_from=NOW.date() - dt.timedelta(days=9))
    return person


@pytest.fixture
def house(house):
    for name in "ABCK":
        house.set(name, needs_approval=True)
    return house


@pytest.fixture
def host(house):
    return person_at(house.venue, "vert@example.no")


@pytest.fixture
def desk(client, host):
    client.force_login(host)
    return client


def text(response) -> str:
    return " ".join(response.content.decode().split())


def had_a_loan(house, person):
    past = book(house, "Hall", "10–12", by=person, day=DAY - dt.timedelta(days=7), at=NOW - dt.timedelta(days=9))
    assert past.state == BookingState.CONFIRMED


def chosen(*bookings) -> dict:
    return {"valgt": [f"{booking.uuid}:{booking.version}" for booking in bookings]}


def seen(desk, address) -> str:
    """What the page of one remembers of what it shows."""
    return desk.get(address).context["asked"].seen


def test_oldest_first_those_without_remark_are_ticked_and_the_others_say_why(desk, house, owner, stranger):
    had_a_loan(house, owner)
    later = DAY + dt.timedelta(days=3)
    first = book(house, "A", "10–12", by=stranger, day=later)
    second = book(house, "B", "10–12", by=owner, day=later, note="Kan vi låne nøkkel?")
    third = book(house, "C", "10–12", by=owner, day=later)
    response = desk.get(DESK)
    assert [(found.booking, found.remarks) for found in response.context["waiting"]] == [
        (first, ["Første lån"]),
        (second, ["Beskjed: Kan vi låne nøkkel?"]),
        (third, []),
    ]
    assert text(response).count(" checked>") == 1
    assert "1 kan godkjennes med en gang og er merket. 2 bør du se på først." in text(response)
    assert f'value="{third.uuid}:1" id="valgt-{third.pk}" checked>' in text(response)


def test_when_all_are_without_remark_there_is_none_to_look_at_first(desk, house, owner):
    had_a_loan(house, owner)
    book(house, "A", "10–12", by=owner, day=DAY + dt.timedelta(days=3))
    page = text(desk.get(DESK))
    assert "1 kan godkjennes med en gang og er merket." in page
    assert "bør du se på først" not in page


def test_many_are_approved_at_once(desk, house, owner, host):
    bookings = [book(house, name, "10–12", by=owner) for name in "ABC"]
    page = text(desk.post(DESK, chosen(*bookings), follow=True))
    assert "3 bestillinger er godkjent." in page
    assert set(Booking.objects.values_list("state", "decided_by")) == {("confirmed", host.pk)}


def test_a_second_click_says_who_was_first(desk, house, owner, client):
    booking = book(house, "A", "10–12", by=owner)
    desk.post(DESK, chosen(booking))
    client.force_login(person_at(house.venue, "kollega@example.no"))
    assert "Bestillingen er allerede godkjent av Vera V." in text(client.post(DESK, chosen(booking), follow=True))


def test_a_request_withdrawn_meanwhile_is_not_approved(desk, house, owner):
    booking = book(house, "A", "10–12", by=owner)
    ticked = chosen(booking)
    withdraw_booking(booking, by=owner, at=NOW)
    assert "allerede trukket av Eva Eier" in text(desk.post(DESK, ticked, follow=True))
    booking.refresh_from_db()
    assert booking.state == BookingState.WITHDRAWN


def test_a_refusal_needs_a_reason(desk, house, owner):
    booking = book(house, "A", "10–12", by=owner)
    response = desk.post(f"{DESK}{booking.uuid}/", {"svar": "nei", "versjon": 1})
    assert response.status_code == 422
    assert "Skriv hvorfor. Den som har bestilt, leser det." in text(response)
    desk.post(f"{DESK}{booking.uuid}/", {"svar": "nei", "versjon": 1, "egen": "Det skal males."})
    booking.refresh_from_db()
    assert (booking.state, booking.reason) == (BookingState.REFUSED, "Det skal males.")


def test_a_confirmed_booking_is_cancelled_with_a_reason(desk, house, owner):
    booking = book(house, "Hall", "10–12", by=owner)
    desk.post(f"{DESK}{booking.uuid}/", {"svar": "avlys", "versjon": 1, "egen": "Vannlekkasje."})
    booking.refresh_from_db()
    assert (booking.state, booking.reason) == (BookingState.CANCELLED, "Vannlekkasje.")
    assert "Avlyst, Vera V" in text(desk.get(f"{DESK}{booking.uuid}/"))


def test_s133_a_host_sees_and_decides_only_at_home_and_never_their_own(desk, house, owner, host):
    elsewhere = make_house("rebellhuset")
    elsewhere.set("A", needs_approval=True)
    other = book(elsewhere, "A", "10–12", by=owner, title="Hemmelig")
    own = book(house, "A", "10–12", by=host)
    assert "Hemmelig" not in text(desk.get(DESK))
    assert desk.get(f"{DESK}{other.uuid}/").status_code == 404
    desk.post(DESK, chosen(other, own))
    assert set(Booking.objects.values_list("state", flat=True)) == {"requested"}


def test_s133_a_viewer_sees_but_does_not_decide(client, house, owner):
    booking = book(house, "A", "10–12", by=owner)
    client.force_login(person_at(house.venue, "ser@example.no", VenueRoleKind.VIEWER))
    assert booking.title in text(client.get(DESK))
    client.post(DESK, chosen(booking))
    client.post(f"{DESK}{booking.uuid}/", {"svar": "ja", "versjon": 1})
    booking.refresh_from_db()
    assert booking.state == BookingState.REQUESTED


def test_others_have_no_desk(client, house, owner, stranger):
    booking = book(house, "A", "10–12", by=owner, title="Hemmelig")
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    for person in [owner, stranger]:
        client.force_login(person)
        for url in [DESK, f"{DESK}kommende/", f"{DESK}steng/", f"{DESK}{booking.uuid}/"]:
            response = client.get(url)
            assert response.status_code in {302, 403, 404}
            assert "Hemmelig" not in text(response)


CLOSE = {"fra_dag": str(DAY), "fra_kl": "08:00", "til_dag": str(DAY), "til_kl": "22:00", "grunn": "Maling"}


def test_a_closure_lists_what_it_hits_and_does_as_decided_for_each(desk, house, owner):
    ends, stays = book(house, "A", "10–12", by=owner, title="Øving"), book(house, "A", "14–16", by=owner, title="Kor")
    untouched = book(house, "K", "10–12", by=owner)
    form = CLOSE | {"rom": [house["Hall"].pk]}
    page = text(desk.post(f"{DESK}steng/", form))
    assert "2 lån blir rammet" in page
    assert not Closure.objects.exists()
    desk.post(f"{DESK}steng/", form | {f"lan-{ends.uuid}": "cancel", f"lan-{stays.uuid}": "keep"})
    states = {booking.title: booking.state for booking in Booking.objects.exclude(pk=untouched.pk)}
    assert states == {"Øving": "cancelled", "Kor": "requested"}
    assert Booking.objects.get(pk=ends.pk).reason == "Maling"
    spans = Closure.objects.get().claims.filter(unit__name="A").order_by("span").values_list("span", flat=True)
    assert [(part.lower, part.upper) for part in spans] == [
        (span("8–14").starts_at, span("8–14").ends_at),
        (span("16–22").starts_at, span("16–22").ends_at),
    ]


def test_the_rest_of_a_closure_is_what_the_page_showed(desk, house, owner):
    for hours in ("10–12", "12–14"):
        book(house, "A", hours, by=owner)
    form = CLOSE | {"rom": [house["A"].pk]}
    shown = re.findall(r'name="vist" value="(.+?)"', text(desk.post(f"{DESK}steng/", form)))
    new = book(house, "A", "14–16", by=owner)

    page = desk.post(f"{DESK}steng/", form | {"resten": "cancel", "vist": shown})
    assert f'name="lan-{new.uuid}"' in text(page)
    assert not Closure.objects.exists()

    desk.post(f"{DESK}steng/", form | {"resten": "cancel", "vist": [*shown, f"lan-{new.uuid}"]})
    assert set(Booking.objects.values_list("state", flat=True)) == {BookingState.CANCELLED}


@pytest.mark.parametrize("nonsense", ["", "x", "\x00", "9" * 5000, "25:00", "2027-02-30", "0001-01-01"])
def test_nonsense_in_the_desk_is_never_an_error_of_ours(desk, house, owner, nonsense):
    booking = book(house, "A", "10–12", by=owner)
    form = CLOSE | {"rom": [house["A"].pk]}
    for name in form:
        assert desk.post(f"{DESK}steng/", form | {name: nonsense}).status_code in {200, 422}
    assert desk.post(DESK, {"valgt": nonsense}).status_code == 302
    assert desk.post(DESK, {"valgt": f"{booking.uuid}:{nonsense}"}).status_code == 302
    assert desk.post(f"{DESK}{booking.uuid}/", {"svar": nonsense, "versjon": nonsense}).status_code < 500
    assert desk.post(f"{DESK}{booking.uuid}/", {"svar": "ja", "versjon": nonsense}).status_code == 302
    assert desk.get(f"{DESK}kommende/?p={nonsense}").status_code == 200
    assert not Closure.objects.exists()
    assert Booking.objects.get().state == BookingState.REQUESTED


def test_a_reason_nobody_can_see_is_none(desk, house, owner):
    booking = book(house, "A", "10–12", by=owner)

    assert desk.post(f"{DESK}steng/", CLOSE | {"rom": [house["A"].pk], "grunn": "   \u200b"}).status_code == 422
    assert desk.post(f"{DESK}{booking.uuid}/", {"svar": "nei", "egen": "\u200b", "versjon": "1"}).status_code == 422
    assert not Closure.objects.exists()


def test_what_comes_is_shown_with_its_message_and_when_the_house_is_closed_then(desk, house, owner):
    house.set("K", needs_approval=False)
    book(house, "K", "10–12", by=owner, note="Hvor er nøkkelen?")
    page = text(desk.get(f"{DESK}kommende/"))
    assert "Beskjed: Hvor er nøkkelen?" in page
    assert "Utenfor åpningstiden" not in page
    OpeningException.objects.create(venue=house.venue, date=DAY)
    assert "Utenfor åpningstiden" in text(desk.get(f"{DESK}kommende/"))


@pytest.mark.parametrize("page", ["", "kommende/"])
def test_the_desk_costs_the_same_for_many_rows(desk, house, owner, stranger, page, django_assert_max_num_queries):
    book(house, "A", "8–9", by=owner)
    book(house, "Hall", "9–10", by=owner)
    desk.get(DESK)
    with django_assert_max_num_queries(30) as few:
        desk.get(f"{DESK}{page}")
    for hour in range(10, 20):
        book(house, "A", f"{hour}–{hour + 1}", by=stranger if hour % 2 else owner)
        book(house, "Hall", f"{hour}–{hour + 1}", by=owner, day=DAY + dt.timedelta(days=1))
    with django_assert_max_num_queries(len(few)):
        desk.get(f"{DESK}{page}")


@pytest.mark.parametrize(
    ("answer", "state"),
    [({"svar": "ja"}, BookingState.CONFIRMED), ({"svar": "nei", "egen": "Fullt"}, BookingState.REFUSED)],
)
def test_all_dates_of_fixed_loans_are_answered_from_the_page_of_one(desk, house, owner, answer, state):
    bookings = ask(house, "C", by=owner).bookings

    address = f"{DESK}{bookings.all()[0].uuid}/"

    page = desk.post(address, answer | {"versjon": seen(desk, address)}, follow=True)

    assert page.status_code == 200
    assert set(bookings.values_list("state", "reason")) == {(state, answer.get("egen", ""))}


def ticked(desk) -> dict:
    """The desk as it is now, with all ticked."""
    return {"valgt": [f"{one.booking.uuid}:{one.seen}" for one in desk.get(DESK).context["waiting"]]}


@pytest.mark.parametrize("change", ["withdrawn", "moved"])
def test_fixed_loans_changed_since_the_host_looked_are_shown_as_they_are_and_not_approved(desk, house, owner, change):
    bookings = ask(house, "C", by=owner).bookings.order_by("starts_at")
    address = f"{DESK}{bookings[0].uuid}/"
    old, old_page = ticked(desk), seen(desk, address)
    if change == "withdrawn":
        withdraw_booking(bookings[1], by=owner, at=NOW)
    else:
        move_booking(bookings[1], span("8–9"), by=owner, at=NOW)

    page = {"svar": "ja", "versjon": old_page}
    for answer in (desk.post(DESK, old, follow=True), desk.post(address, page, follow=True)):
        assert "Bestillingen er endret etter at du så den." in text(answer)
        assert not bookings.filter(state=BookingState.CONFIRMED).exists()

    desk.post(DESK, ticked(desk))
    assert bookings.filter(state=BookingState.CONFIRMED).count() == (2 if change == "withdrawn" else 3)


def test_a_loan_moved_since_the_host_looked_is_not_approved(desk, house, owner):
    booking = book(house, "A", "10–12", by=owner)
    old = ticked(desk)
    move_booking(booking, span("14–16"), by=owner, at=NOW)
    assert "Bestillingen er endret etter at du så den." in text(desk.post(DESK, old, follow=True))
    assert Booking.objects.get().state == BookingState.REQUESTED


def test_the_page_of_one_says_what_the_list_says(desk, house, owner, host):
    booking = book(house, "A", "10–12", by=owner, note="Kan vi låne nøkkel?")
    OpeningException.objects.create(venue=house.venue, date=DAY)
    (listed,) = desk.get(DESK).context["waiting"]
    page = desk.get(f"{DESK}{booking.uuid}/")
    assert page.context["asked"].remarks == listed.remarks
    assert listed.remarks == ["Første lån", "Utenfor åpningstiden", "Beskjed: Kan vi låne nøkkel?"]
    assert "Utenfor åpningstiden" in text(page)


def test_with_none_ticked_it_is_said_before_and_after(desk, house, owner):
    book(house, "A", "10–12", by=owner)
    assert "Ingen er merket, for alle har en merknad." in text(desk.get(DESK))
    assert "Ingen er merket, så ingen er godkjent." in text(desk.post(DESK, {}, follow=True))


def test_one_s_own_is_for_another_host_and_it_is_said(desk, house, host):
    own = book(house, "A", "10–12", by=host)
    assert "Det er en annen vert som må svare" in text(desk.post(DESK, chosen(own), follow=True))
