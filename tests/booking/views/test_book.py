"""The form for a loan, from the free cell to the receipt."""

import datetime as dt
import html
import re
import uuid
from urllib.parse import parse_qs, urlsplit

import pytest

from booking.models import Booking, Claim, Hold
from tests.factories.house import DAY, NOW, add_chairs, book, make_house, span
from venues.enums import SpaceKind, SpaceTag
from website.accounts.enums import MemberRole
from website.accounts.models import Membership, Organisation
from website.core import clock
from website.core.models import OutgoingMail

FORM = "/lan-lokaler/dhh/bestill/"
SLOT = {"rom": "a", "dato": str(DAY), "fra": "10:00", "til": "12:00"}


def typed(**other):
    return SLOT | {"tittel": "Øving", "nokkel": str(uuid.uuid4())} | other


@pytest.fixture
def logged_in(client, owner):
    client.force_login(owner)
    return client


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_one_form_gives_one_booking_and_its_receipt(logged_in, house, owner):
    response = logged_in.post(FORM, typed(antall="12", beskjed="Vi tar med stoler", synlighet="public"))
    booking = Booking.objects.get()
    assert response.status_code == 302
    assert response.url == f"/lan-lokaler/bestilling/{booking.uuid}/"
    assert (booking.period, booking.title, booking.people, booking.booked_by) == (span("10–12"), "Øving", 12, owner)
    assert (booking.visibility, booking.public_title) == ("public", "")  # until a host has looked at it
    assert "Lånet er bestilt" in text(logged_in.get(response.url))


def test_a_double_click_gives_the_same_receipt(logged_in, house):
    form = typed()
    assert logged_in.post(FORM, form).url == logged_in.post(FORM, form).url
    assert Booking.objects.count() == 1


def test_the_key_of_another_persons_form_shows_nothing_of_theirs(logged_in, house, stranger):
    theirs = book(house, "K", "10–12", by=stranger, key=uuid.uuid4())
    response = logged_in.post(FORM, typed(nokkel=str(theirs.key)))
    assert response.status_code == 302
    assert str(theirs.uuid) not in response.url
    assert Booking.objects.exclude(pk=theirs.pk).get().title == "Øving"


def test_the_same_form_with_another_room_is_another_loan(logged_in, house):
    form = typed()
    logged_in.post(FORM, form)
    receipt = logged_in.get(logged_in.post(FORM, form | {"rom": "k"}).url)
    assert Booking.objects.filter(spaces=house["K"]).get().get_absolute_url() == receipt.request["PATH_INFO"]
    assert Booking.objects.count() == 2


def test_the_same_form_with_another_day_is_another_loan(logged_in, house):
    form = typed()
    logged_in.post(FORM, form)
    logged_in.post(FORM, form | {"fra": "14:00", "til": "16:00"})
    assert [booking.period for booking in Booking.objects.order_by("starts_at")] == [span("10–12"), span("14–16")]


def test_several_spaces_are_booked_together_or_not_at_all(logged_in, house, stranger):
    logged_in.post(FORM, typed(rom=["a", "k"]))
    assert {space.name for space in Booking.objects.get().spaces.all()} == {"A", "K"}
    book(house, "C", "14–16", by=stranger)
    assert logged_in.post(FORM, typed(rom=["b", "c"], fra="14:00", til="16:00")).status_code == 409
    assert Claim.objects.filter(unit__name="B").count() == 0


def test_opening_the_form_holds_the_slot_for_the_one_who_is_logged_in(logged_in, house, stranger):
    logged_in.get(FORM, SLOT)
    assert Claim.objects.get().unit.name == "A"
    assert Hold.objects.get().expires_at - NOW == clock.dt.timedelta(minutes=10)
    assert "Vi holder av tiden" in text(logged_in.get(FORM, SLOT))
    assert logged_in.post(FORM, typed()).status_code == 302
    assert not Hold.objects.exists()


def test_one_person_holds_one_slot_at_a_time(logged_in, house):
    logged_in.get(FORM, SLOT)
    logged_in.get(FORM, SLOT | {"rom": "k"})
    assert [claim.unit.name for claim in Claim.objects.all()] == ["K"]


def test_someone_elses_hold_is_in_the_way_and_my_own_is_not(logged_in, house, client, stranger):
    logged_in.get(FORM, SLOT)
    assert "<b>Ledig</b> <span>08:00–22:00</span>" in text(logged_in.get(f"/lan-lokaler/dhh/?dato={DAY}"))
    client.logout()
    assert "Noen fyller ut en bestilling" in text(client.get(f"/lan-lokaler/dhh/?dato={DAY}"))
    client.force_login(stranger)
    assert client.post(FORM, typed()).status_code == 409


def test_a_taken_slot_keeps_what_was_typed_and_offers_what_works(logged_in, house, stranger):
    book(house, "A", "10–12", by=stranger)
    response = logged_in.post(FORM, typed(tittel="Korøvelse for alle"))
    page = text(response)
    assert response.status_code == 409
    assert "A er opptatt 10:00–12:00." in page
    assert 'value="Korøvelse for alle"' in page
    assert "Samme rom tirsdag 5. januar kl. 12:00–14:00" in page
    assert "B samme tid, kl. 10:00–12:00" in page
    assert "tittel=Kor%C3%B8velse+for+alle" in page
    assert Booking.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"fra": "14:00"}, "til", "Velg et klokkeslett etter 14:00."),
        ({"til": "10:00"}, "til", "Velg et klokkeslett etter 10:00."),
        ({"fra": "07:00"}, "fra", "A er ikke åpent hele denne tiden."),
        ({"dato": "2027-01-03"}, "fra", "Tidspunktet er passert."),
        ({"dato": "2029-06-01"}, "dato", "Velg en dag som er mindre enn to år unna."),
        ({"dato": "i morgen"}, "dato", "Skriv datoen slik"),
        ({"fra": "halv ti"}, "fra", "Skriv klokkeslettet slik: 17:30."),
        ({"fra": ""}, "fra", "Skriv når dere begynner."),
        ({"tittel": "  "}, "tittel", "Skriv kort hva dere skal gjøre."),
        ({"tittel": "\u202e\u200b\u3164!?"}, "tittel", "Skriv kort hva dere skal gjøre."),
        ({"tittel": "x" * 121}, "tittel", "120"),
        ({"antall": "mange"}, "antall", "Skriv antallet med sifre."),
        ({"antall": "0"}, "antall", "1"),
        ({"rom": "tronsal"}, "rom", "Et av rommene finnes ikke her."),
        ({"rom": []}, "rom", "Velg minst ett rom."),
        ({"synlighet": "hemmelig"}, "synlighet", "hemmelig"),
        ({"fra": "10:07"}, "fra", "A kan lånes fra klokkeslett med 15 minutter mellom hvert."),
        ({"dato": "2027-03-28", "fra": "02:30", "til": "05:00"}, "fra", "Klokka stilles fram denne natten"),
    ],
)
def test_what_cannot_be_is_said_at_the_field_and_nothing_is_stored(logged_in, house, wrong, field, sentence):
    response = logged_in.post(FORM, typed(**wrong))
    assert response.status_code in {409, 422}
    assert sentence in " ".join(response.context["form"].errors[field])
    assert not Booking.objects.exists()


@pytest.mark.parametrize("nonsense", ["", "\x00", "😀" * 5000, "-1", "9" * 400, "../../etc", "<script>", "1,5"])
def test_nonsense_in_any_field_is_never_an_error_of_ours(logged_in, house, nonsense):
    for name in typed():
        assert logged_in.post(FORM, typed() | {name: nonsense}).status_code in {302, 409, 422}


def test_too_many_people_is_said_at_that_field(logged_in, house):
    house.set("A", capacity=10)
    response = logged_in.post(FORM, typed(antall="11"))
    assert response.context["form"].errors == {"antall": ["A har plass til 10 personer."]}


@pytest.fixture
def small_a(house):
    """Room A has place for 12, B for 20, C for 60; there is a projector."""
    for name, capacity in {"A": 12, "B": 20, "C": 60, "Hall": 12, "AB": 12, "House": 12, "K": 12}.items():
        house.set(name, capacity=capacity)
    house.set("House", kind=SpaceKind.EQUIPMENT, capacity=None)
    return house


def test_too_many_people_in_the_address_is_said_when_the_form_opens_and_larger_rooms_are_offered(client, small_a):
    page = client.get(FORM, SLOT | {"antall": "50"})
    assert "A har plass til 12 personer." in text(page)
    assert [space.name for space in page.context["instead"].spaces] == ["C"]
    assert page.context["instead"].times == []


def test_too_many_people_offers_only_what_is_large_enough_also_after_sending(logged_in, small_a):
    page = logged_in.post(FORM, typed(antall="50"))
    assert [space.name for space in page.context["instead"].spaces] == ["C"]
    assert "Samme rom" not in text(page)


WHOLE = SLOT | {"tittel": "Øving", "videre": "1"}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"tittel": " "}, "Skriv kort hva dere skal gjøre."),
        ({"antall": "50"}, "A har plass til 12 personer."),
        ({"antall": "50", "gjenta": "1", "siste": "2027-02-02"}, "A har plass til 12 personer."),
        ({"fra": "07:00"}, "A er ikke åpent hele denne tiden."),
        ({"gjenta": "1"}, "Velg siste dag."),
        ({"gjenta": "1", "siste": str(DAY)}, "Siste dag må være etter den første."),
        ({"dato": "i morgen"}, "Skriv datoen slik"),
    ],
)
def test_what_is_wrong_is_said_before_the_login_and_what_was_typed_is_kept(client, small_a, wrong, sentence):
    response = client.get(FORM, WHOLE | {"beskjed": "Vi tar med stoler"} | wrong)
    assert response.status_code == 422
    assert sentence in text(response)
    assert "Vi tar med stoler" in text(response)
    assert 'name="videre" value="1"' in text(response)


def test_all_that_is_wrong_is_said_at_once_before_the_login(client, small_a):
    page = text(client.get(FORM, WHOLE | {"tittel": "", "antall": "50", "gjenta": "1"}))
    for anchor, sentence in {
        "tittel": "Skriv kort hva dere skal gjøre.",
        "antall": "A har plass til 12 personer.",
        "siste": "Velg siste dag.",
    }.items():
        assert f'href="#id_{anchor}">{sentence}</a>' in page


def test_a_date_that_is_taken_stops_no_fixed_loans_before_the_login(client, house, stranger):
    book(house, "A", "10–12", by=stranger)
    assert client.get(FORM, WHOLE).status_code == 422
    assert client.get(FORM, WHOLE | {"gjenta": "1", "siste": "2027-02-02"}).status_code == 302


def test_the_terms_are_said_before_anything_is_sent(client, house):
    house.set("A", needs_approval=True, cancel_hours=24)
    house.venue.phone = "69 30 60 00"
    house.venue.save()
    page = text(client.get(FORM, SLOT | {"dato": "2027-01-06"}))
    assert "Verten må godkjenne lånet. Tiden holdes av til du får svar på e-post." in page
    assert "Du kan gi tilbake lånet inntil 1 dag før: fram til tirsdag 5. januar kl. 10:00." in page
    assert 'href="tel:69306000"' in page
    assert "Lånet må gis tilbake minst 1 dag før det begynner. Fristen gikk ut søndag 3. januar kl. 14:00." in text(
        client.get(FORM, {"rom": "a", "dato": str(NOW.date()), "fra": "14:00", "til": "15:00"})
    )


def test_the_terms_hold_whichever_room_is_ticked_before_it_is_sent(client, house):
    house.set("A", needs_approval=True, cancel_hours=24)
    for chosen in ({}, {"rom": "a"}, {"rom": "b"}):
        page = text(client.get(FORM, chosen))
        assert "<strong>A:</strong> Verten må godkjenne lånet." in page
        assert "<strong>AB, B, C, Hall, House, K:</strong> Lånet er godkjent med en gang du sender." in page
        assert "<strong>AB, B, C, Hall, House, K:</strong> Du kan gi tilbake lånet helt til det begynner." in page
        assert "Låner du flere samtidig, gjelder det strengeste." in page


def test_who_books_for_a_trusted_organisation_is_told_that_nobody_is_waited_for(logged_in, house, owner):
    house.set("A", needs_approval=True)
    choir = Organisation.objects.create(name="Lisleby kor", slug="lisleby-kor", is_trusted=True)
    Membership.objects.create(user=owner, organisation=choir, role=MemberRole.BOOKER, valid_from=NOW.date())
    assert "Låner du for Lisleby kor, er det godkjent med en gang." in text(logged_in.get(FORM, SLOT))


def test_the_form_says_how_long_it_is_free_around_what_was_chosen(client, house, stranger):
    book(house, "A", "14–16", by=stranger)
    book(house, "K", "8–9", by=stranger)
    assert "A er ledig tirsdag 5. januar kl. 08:00–14:00." in text(client.get(FORM, SLOT))
    assert "A + K er ledig tirsdag 5. januar kl. 09:00–14:00." in text(client.get(FORM, SLOT | {"rom": ["a", "k"]}))
    assert "Ledig kl." not in text(client.get(FORM, SLOT | {"fra": "13:00", "til": "15:00"}))


def test_a_slot_with_too_many_people_is_not_held(logged_in, small_a):
    assert "Vi holder av tiden" not in text(logged_in.get(FORM, SLOT | {"antall": "50"}))
    assert not Claim.objects.exists()


def test_who_has_the_room_already_is_told_so_with_a_link(logged_in, house, owner, stranger):
    mine = book(house, "A", "10–12", by=owner)
    for response in (logged_in.get(FORM, SLOT), logged_in.post(FORM, typed())):
        assert "Du har allerede lånt dette rommet da." in text(response)
        assert f'href="{mine.get_absolute_url()}"' in text(response)
    logged_in.force_login(stranger)
    assert "allerede" not in text(logged_in.get(FORM, SLOT))


def test_rooms_are_chosen_by_size_and_what_is_there(client, house):
    house.set("A", capacity=12, tags=[SpaceTag.STEP_FREE])
    house.set("K", tags=[SpaceTag.KITCHEN], needs_approval=True)
    page = text(client.get(FORM))
    assert 'A <span class="muted">· 12 personer · trinnfri adkomst</span></label>' in page
    assert 'K <span class="muted">· kjøkken · verten må godkjenne</span></label>' in page
    assert ">B</label>" in page


def test_asking_for_the_head_of_the_form_holds_nothing(logged_in, house):
    assert logged_in.head(FORM, SLOT).status_code == 200
    assert not Hold.objects.exists()


def test_who_is_not_logged_in_sees_the_form_and_comes_back_to_it_filled_in(client, house):
    page = text(client.get(FORM, SLOT))
    assert "A, tirsdag 5. januar kl. 10:00–12:00" in page
    assert "Logg inn og fortsett" in page
    response = client.get(FORM, SLOT | {"tittel": "Strikkekafé & kaffe", "videre": "1"})
    assert response.status_code == 302
    address = urlsplit(parse_qs(urlsplit(response.url).query)["next"][0])
    assert address.path == FORM
    assert parse_qs(address.query) == {
        key: [value] for key, value in (SLOT | {"tittel": "Strikkekafé & kaffe"}).items()
    }
    assert not Hold.objects.exists()


def hidden_next(page) -> str:
    return html.unescape(re.search(r'name="next" value="([^"]+)"', page.content.decode())[1])


def test_logging_in_by_code_leads_back_to_the_filled_in_form(client, house, mailoutbox):
    login = client.get(FORM, SLOT | {"tittel": "Øving på åpen scene", "videre": "1"})
    wanted = hidden_next(client.get(login.url))
    to_code = client.post(login.url, {"email": "ny@example.no", "next": wanted})
    wanted = hidden_next(client.get(to_code.url))
    code = re.search(r"^[A-Z]{4}-[A-Z]{4}$", mailoutbox[0].body, re.MULTILINE)[0]
    back = client.post("/konto/login/code/confirm/", {"code": code, "next": wanted}, follow=True)
    page = text(back)
    assert 'value="Øving på åpen scene"' in page
    assert "Send bestillingen" in page
    assert "Fornavn" in page
    assert Hold.objects.count() == 1
    done = client.post(FORM, typed(fornavn="Nina", etternavn="Ny"))
    assert done.status_code == 302
    assert str(Booking.objects.get().booked_by) == "Nina Ny"


def test_a_form_sent_after_the_session_ended_is_not_lost(client, house):
    response = client.post(FORM, typed())
    assert response.status_code == 302
    assert "tittel%3D%25C3%2598ving" in response.url
    assert not Booking.objects.exists()


def test_who_tries_again_and_again_is_asked_to_wait_and_keeps_what_was_typed(logged_in, house):
    for _time in range(20):
        assert logged_in.post(FORM, typed(tittel="")).status_code == 422

    response = logged_in.post(FORM, typed(tittel="Korøvelse"))

    assert response.status_code == 429
    assert "Vent ti minutter, og send igjen." in text(response)
    assert 'value="Korøvelse"' in text(response)
    assert not Booking.objects.exists()


def test_loans_that_are_made_are_no_tries_in_vain(logged_in, house):
    for _time in range(19):
        logged_in.post(FORM, typed(tittel=""))
    for hour in (10, 12, 14):
        assert logged_in.post(FORM, typed(fra=f"{hour}:00", til=f"{hour + 1}:00")).status_code == 302
    assert [logged_in.post(FORM, typed(tittel="")).status_code for _time in range(2)] == [422, 429]


def test_even_who_is_never_refused_sends_a_hundred_and_no_more(logged_in, house):
    same = typed()
    assert {logged_in.post(FORM, same).status_code for _time in range(100)} == {302}
    assert logged_in.post(FORM, same).status_code == 429
    assert Booking.objects.count() == 1


CHAIRS = {"rom": "stoler", "stykk": "6"}


def test_what_is_lent_in_number_asks_how_many_and_the_receipt_and_the_mail_tell(logged_in, house, owner):
    assert 'name="stykk"' not in text(logged_in.get(FORM, SLOT))
    add_chairs(house, 20, by=owner)
    page = text(logged_in.get(FORM, SLOT | CHAIRS))
    assert "Hvor mange låner dere? (Stoler)" in page
    assert Hold.objects.get().claims.count() == 6

    response = logged_in.post(FORM, typed(**CHAIRS))

    assert Booking.objects.get().claims.count() == 6
    assert "Stoler (6), " in text(logged_in.get(response.url))
    assert "Stoler (6) tirsdag 5. januar" in OutgoingMail.objects.get().subject


def test_a_room_alone_has_no_number_whatever_is_typed(logged_in, house, owner):
    add_chairs(house, 20, by=owner)

    logged_in.post(FORM, typed(stykk="6"))

    assert Booking.objects.get().quantity is None


def test_too_many_is_said_at_the_number_and_kept(logged_in, house, owner, stranger):
    add_chairs(house, 20, by=owner)
    book(house, "Chairs", "10–12", by=stranger, quantity=16)
    assert "Stoler: bare 4 av 20 er ledige da." in text(logged_in.get(FORM, SLOT | CHAIRS))

    response = logged_in.post(FORM, typed(**CHAIRS))

    assert response.status_code == 409
    assert response.context["form"].errors == {"stykk": ["Stoler: bare 4 av 20 er ledige da."]}
    assert 'name="stykk" value="6"' in text(response)
    instead = response.context["instead"].times
    assert instead
    assert not any(time.overlaps(span("10–12")) for time in instead)  # where there are six


@pytest.mark.parametrize("number", ["0", "501", "seks", "9" * 40])
def test_nonsense_for_a_number_is_said_at_the_field(logged_in, house, owner, number):
    add_chairs(house, 20, by=owner)

    response = logged_in.post(FORM, typed(rom="stoler", stykk=number))

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["stykk"])


def test_fixed_loans_of_a_number_show_which_dates_have_too_few(logged_in, house, owner, stranger):
    add_chairs(house, 20, by=owner)
    book(house, "Chairs", "10–12", by=stranger, quantity=16)

    page = text(logged_in.post(FORM, typed(**CHAIRS, gjenta="1", siste="2027-01-19")))

    assert page.count("Stoler: bare 4 av 20 er ledige da.") == 1
    assert '<input type="hidden" name="stykk" value="6">' in page


def test_how_many_there_are_is_told_before_anything_is_sent(client, house, owner, stranger):
    add_chairs(house, 20, by=owner)
    book(house, "Chairs", "10–12", by=stranger, quantity=16)

    assert "Stoler: 4 av 20 er ledige kl. 10:00–12:00" in text(client.get(FORM, SLOT))
    assert "er ledige kl." not in text(client.get(FORM, {"rom": "stoler"}))


def test_how_long_one_may_borrow_and_when_it_may_begin_is_told_at_the_field(client, house):
    house.set("A", min_minutes=30, max_minutes=12 * 60, grid_minutes=60)
    house.set("C", min_minutes=60)

    both = "Et lån varer fra 30 minutter til 12 timer. Det kan begynne når det åpner, og så med 1 time mellom."
    assert both in text(client.get(FORM, SLOT))
    assert "Et lån varer fra 1 time til 12 timer." in text(client.get(FORM, SLOT | {"rom": ["a", "c"]}))
    assert "Et lån varer minst 15 minutter.</p>" in text(client.get(FORM, SLOT | {"rom": "k"}))
    assert "Et lån varer" not in text(client.get(FORM, {}))


def test_other_times_before_and_after_other_rooms_and_other_houses_are_offered(client, house, owner):
    make_house("naboen")
    for name, capacity in {"A": 12, "B": 10, "C": 60, "AB": 30, "Hall": 90}.items():
        house.set(name, capacity=capacity)
    book(house, "A", "10–12", by=owner)

    page = client.get(FORM, SLOT)

    instead = page.context["instead"]
    assert instead.times == [span("8–10"), span("12–14"), span("20–22", DAY - dt.timedelta(days=1))]
    assert [space.name for space in instead.spaces] == ["B", "K", "C"]  # the most alike in size first
    assert {space.venue.slug for space in instead.elsewhere} == {"naboen"}
    assert "på Hus naboen samme tid, kl. 10:00–12:00" in text(page)
    assert "/lan-lokaler/naboen/bestill/?rom=" in page.content.decode()


def test_houses_that_are_not_public_are_not_offered(client, house, owner):
    hidden = make_house("hemmelig").venue
    hidden.is_public = False
    hidden.save()
    book(house, "House", "8–22", by=owner)

    page = client.get(FORM, SLOT)

    assert page.context["instead"].elsewhere == []
    assert "Hus hemmelig" not in text(page)


def test_chairs_are_no_projector(client, house, owner, stranger):
    add_chairs(house, 5, by=owner)
    house.set("K", kind=SpaceKind.EQUIPMENT, tags=[SpaceTag.PROJECTOR])
    book(house, "K", "10–12", by=stranger)

    assert client.get(FORM, SLOT | {"rom": "k"}).context["instead"].spaces == []


@pytest.mark.parametrize("others", [0, 1])
def test_an_organisation_one_may_no_longer_book_for_is_said_at_the_field_and_the_rest_is_kept(
    logged_in, house, owner, others
):
    for number in range(others):
        club = Organisation.objects.create(name=f"Klubb {number}", slug=f"klubb-{number}")
        Membership.objects.create(user=owner, organisation=club, role=MemberRole.BOOKER, valid_from=NOW.date())
    Organisation.objects.create(name="Koret", slug="koret")

    answer = logged_in.post(FORM, typed(organisasjon="koret", tittel="Korøving"))

    why = "Du kan ikke låne for denne organisasjonen. Velg på nytt."
    assert (answer.status_code, answer.context["form"].errors) == (422, {"organisasjon": [why]})
    assert 'value="Korøving"' in text(answer)
    assert not Booking.objects.exists()


def test_who_books_for_one_organisation_books_for_it_unless_they_say_otherwise(logged_in, house, owner):
    choir = Organisation.objects.create(name="Lisleby kor", slug="lisleby-kor")
    Membership.objects.create(user=owner, organisation=choir, role=MemberRole.BOOKER, valid_from=NOW.date())
    assert '<option value="lisleby-kor" selected>' in logged_in.get(FORM, SLOT).content.decode()

    other = Organisation.objects.create(name="Klubben", slug="klubben")
    Membership.objects.create(user=owner, organisation=other, role=MemberRole.BOOKER, valid_from=NOW.date())
    assert '<option value="" selected>' in logged_in.get(FORM, SLOT).content.decode()


def test_a_key_nobody_sees_never_stands_in_the_way(logged_in, house):
    for key in ("x", "\x00"):
        assert logged_in.post(FORM, WHOLE | {"nokkel": key}).status_code in {302, 409}
    assert Booking.objects.count() == 1
