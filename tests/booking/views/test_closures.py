"""The closures to come, in the hosts' desk."""

import re

import pytest

from booking.models import Booking, Closure
from booking.operations.closures import close_spaces
from tests.booking.views.test_desk import person_at, text
from tests.factories.house import DAY, NOW, book, make_house, moment, span
from venues.models import Space
from website.core import clock
from website.core.models import OutgoingMail

CLOSURES, CLOSE = "/admin/utlan/stenginger/", "/admin/utlan/steng/"


@pytest.fixture
def host(house):
    return person_at(house.venue, "vert@example.no")


@pytest.fixture
def desk(client, host):
    client.force_login(host)
    return client


def close(house, name, hours, *, by, reason="Maling"):
    return close_spaces(spaces=[house[name]], period=span(hours), reason=reason, by=by, at=NOW)


def test_the_host_s_own_are_listed_with_what_where_when_and_by_whom(desk, house, host, stranger):
    close(house, "A", "10–14", by=host)
    close(make_house("naboen"), "A", "10–14", by=stranger, reason="Hemmelig")

    page = text(desk.get(CLOSURES))

    for part in ["Maling", "Tirsdag 5. januar kl. 10:00–14:00", f"A, {house.venue}", str(host)]:
        assert part in page
    assert "Hemmelig" not in page


def test_what_is_over_is_not_listed(desk, house, host, monkeypatch):
    close(house, "A", "10–14", by=host)
    monkeypatch.setattr(clock, "now", lambda: moment("14"))

    assert "Ingen rom er stengt" in text(desk.get(CLOSURES))


def test_it_is_asked_once_more_and_then_lifted(desk, house, host, client):
    address = f"{CLOSURES}{close(house, 'A', '10–14', by=host).uuid}/"

    assert "Opphev hele stengingen" in text(desk.get(address))
    assert Closure.objects.exists()
    assert "Stengingen er opphevet." in text(desk.post(address, follow=True))
    assert not Closure.objects.exists()
    assert "Stengingen er over, eller opphevet av en annen." in text(desk.post(address, follow=True))
    assert "Maling" not in text(client.get(f"/lan-lokaler/dhh/?dato={DAY}&alt=1"))


def test_one_that_is_going_on_is_lifted_from_now(desk, house, host, monkeypatch):
    closure = close(house, "A", "10–14", by=host)
    monkeypatch.setattr(clock, "now", lambda: moment("11"))
    address = f"{CLOSURES}{closure.uuid}/"

    assert "Opphev fra nå av" in text(desk.get(address))
    desk.post(address)

    assert Closure.objects.get().ends_at == moment("11")


def test_another_house_s_is_as_if_it_were_not_there(desk, house, stranger):
    other = close(make_house("naboen"), "A", "10–14", by=stranger, reason="Hemmelig")
    address = f"{CLOSURES}{other.uuid}/"

    assert desk.get(address).status_code == 404
    assert "Hemmelig" not in text(desk.post(address, follow=True))
    assert Closure.objects.filter(pk=other.pk).exists()


def test_the_list_costs_the_same_for_many(desk, house, host, django_assert_max_num_queries):
    close(house, "A", "8–9", by=host)
    desk.get(CLOSURES)
    with django_assert_max_num_queries(30) as few:
        desk.get(CLOSURES)
    for hour in range(9, 20):
        close(house, "Hall", f"{hour}–{hour + 1}", by=host)
    with django_assert_max_num_queries(len(few)):
        desk.get(CLOSURES)


def form(house, *names, **fields) -> dict:
    day = {"fra_dag": str(DAY), "fra_kl": "08:00", "til_dag": str(DAY), "til_kl": "14:00", "grunn": "Maling"}
    return day | {"rom": [house[name].pk for name in names]} | fields


def moves(page: str, booking) -> list[str]:
    """What the page offers but to cancel and to keep."""
    answers = re.findall(rf'name="lan-{booking.uuid}" value="(.+?)"', page)
    return [answer for answer in answers if answer not in {"cancel", "keep"}]


def test_the_page_says_at_the_top_what_is_in_the_way_and_leads_to_each(desk, house, owner):
    loan = book(house, "A", "10–12", by=owner, title="Kor")

    answer = desk.post(CLOSE, form(house, "A"))

    page = text(answer)
    assert answer.status_code == 422
    assert re.search(r'<div [^>]*tabindex="-1" autofocus> <h2 id="in-the-way">1 lån er i veien</h2>', page)
    assert f'<a href="#lan-{loan.uuid}">Kor, tirsdag 5. januar kl. 10:00–12:00</a>' in page
    assert f'<fieldset id="lan-{loan.uuid}" tabindex="-1">' in page
    assert "Flytt til B, samme tid" in page


def test_each_loan_is_moved_cancelled_or_kept_and_it_is_said_how_many(desk, house, owner, stranger):
    loans = {name: book(house, name, "10–12", by=owner, title=name) for name in "AB"}
    loans["C"] = book(house, "C", "10–12", by=stranger, title="C")
    typed = form(house, "Hall")
    place = moves(text(desk.post(CLOSE, typed)), loans["A"])[0]
    OutgoingMail.objects.all().delete()
    answers = {f"lan-{loans['A'].uuid}": place, f"lan-{loans['B'].uuid}": "cancel", f"lan-{loans['C'].uuid}": "keep"}

    page = text(desk.post(CLOSE, typed | answers, follow=True))

    assert "Stengt: Maling. Flyttet: 1. Avlyst: 1. Beholdt: 1." in page
    assert Booking.objects.get(title="A").space_names == "K"
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["eier@example.no"]


def test_a_place_taken_meanwhile_is_asked_about_again_and_nothing_is_done(desk, house, owner, stranger):
    loan = book(house, "A", "10–12", by=owner, title="Kor")
    place = next(place for place in moves(text(desk.post(CLOSE, form(house, "Hall"))), loan))
    book(house, "K", "10–12", by=stranger)

    answer = desk.post(CLOSE, form(house, "Hall", **{f"lan-{loan.uuid}": place, "vist": f"lan-{loan.uuid}"}))

    assert answer.status_code == 422
    assert "det du valgte, er ikke ledig lenger" in text(answer)
    assert not Closure.objects.exists()


def test_two_loans_cannot_be_moved_to_one_place_and_what_was_chosen_is_kept(desk, house, owner):
    loans = [book(house, name, "10–12", by=owner, title=name) for name in "AB"]
    place = moves(text(desk.post(CLOSE, form(house, "Hall"))), loans[0])[0]

    answer = desk.post(CLOSE, form(house, "Hall", **{f"lan-{loan.uuid}": place for loan in loans}))

    page = text(answer)
    assert answer.status_code == 409
    assert "«B» kan ikke flyttes dit lenger: K er opptatt 10:00–12:00." in page
    assert len(re.findall(rf'value="{place}" checked', page)) == 2
    assert set(Booking.objects.values_list("version", flat=True)) == {1}


def test_a_host_s_own_loan_and_what_the_programme_has_set_up_are_not_moved_from_here(desk, house, host):
    loan = book(house, "A", "10–12", by=host)

    page = text(desk.post(CLOSE, form(house, "A")))

    assert moves(page, loan) == []
    assert "Dette er ditt eget lån." in page


def test_the_page_costs_the_same_for_many_loans(desk, house, owner, django_assert_max_num_queries):
    book(house, "A", "8–9", by=owner)
    desk.post(CLOSE, form(house, "Hall"))
    with django_assert_max_num_queries(60) as few:
        desk.post(CLOSE, form(house, "Hall"))
    for hour in range(9, 14):
        book(house, "B", f"{hour}–{hour + 1}", by=owner)
    with django_assert_max_num_queries(len(few)):
        desk.post(CLOSE, form(house, "Hall"))


def test_s023_a_room_is_laid_down_from_the_page_the_refusal_leads_to(desk, house, owner):
    loan = book(house, "A", "10–12", by=owner, title="Kor")
    address = f"/admin/utlan/legg-ned/{house['A'].pk}/"

    place = moves(text(desk.get(address)), loan)[0]
    without_reason = desk.post(address, {f"lan-{loan.uuid}": place})
    assert without_reason.status_code == 422
    assert "Skriv hvorfor." in text(without_reason)
    undecided = desk.post(address, {"melding": "Bygges om", f"lan-{loan.uuid}": "keep"})
    assert undecided.status_code == 422

    page = text(desk.post(address, {"melding": "Bygges om", f"lan-{loan.uuid}": place}, follow=True))

    assert "A er lagt ned. Flyttet: 1." in page
    assert Space.objects.get(pk=house["A"].pk).archived_at == NOW
    assert Booking.objects.get().reason == "Bygges om"


def test_another_house_s_room_is_as_if_it_were_not_there(desk, house, owner):
    other = make_house("naboen")["A"]

    assert desk.get(f"/admin/utlan/legg-ned/{other.pk}/").status_code == 404
    assert desk.post(f"/admin/utlan/legg-ned/{other.pk}/", {"legg_ned": "1"}).status_code == 404
    assert Space.objects.active().filter(pk=other.pk).exists()
