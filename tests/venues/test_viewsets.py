"""Places in the admin: an editor's are all, a host's are their own."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from search.models import SearchEntry
from tests.factories.house import add_chairs, book, make_house
from venues.enums import HoldsIn
from venues.models import (
    Area,
    ClosedPeriod,
    OpeningException,
    OpeningRule,
    SchoolHoliday,
    Space,
    Unit,
    Venue,
    VenueRole,
)
from venues.operations import appoint_host, open_venue
from website.accounts import roles
from website.accounts.models import Membership, Organisation, User
from website.core import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(house):
    return make_house("naboen")


@pytest.fixture
def editor(stranger):
    roles.give_role(stranger.pk, roles.EDITOR)
    return User.objects.get(pk=stranger.pk)


@pytest.fixture
def host(house, owner):
    appoint_host(house.venue, owner, first=clock.today(), today=clock.today())
    return User.objects.get(pk=owner.pk)


@pytest.fixture
def chief(db):
    return User.objects.create_superuser("sjef@example.no")


def rule(house):
    return OpeningRule.objects.filter(venue=house.venue).first()


def hours(house, **fields):
    return {"venue": house.venue.pk, "weekday": 0, "opens": "08:00", "closes": "12:00", "holds_in": "always"} | fields


ROOM_RULES = {"min_minutes": 30, "grid_minutes": 30, "buffer_before_minutes": 0, "buffer_after_minutes": 0}
ROOM_RULES |= {"lent_to": "everyone", "quotas-TOTAL_FORMS": 0, "quotas-INITIAL_FORMS": 0}


def room(house, **fields):
    plain = {
        "venue": house.venue.pk,
        "name": "Loftet",
        "kind": "room",
        "order": 0,
        "lead_minutes": 0,
        "cancel_hours": 0,
    }
    return plain | ROOM_RULES | {"units": [house["A"].units.get().pk]} | fields


def wrong(answer):
    """Sentences by field, of a form that came back."""
    assert answer.status_code == 200
    return {name: list(found) for name, found in answer.context["form"].errors.items()}


def test_a_host_sees_the_rooms_and_hours_of_the_own_house_only(client, host, house, other):
    for venue in (house.venue, other.venue):
        OpeningException.objects.create(venue=venue, date=dt.date(2027, 2, 1))
    client.force_login(host)

    for name in ("spaces", "opening-rules", "opening-exceptions"):
        rows = client.get(reverse(f"{name}:index")).context["object_list"]
        assert {row.venue for row in rows} == {house.venue}


@pytest.mark.parametrize("view", ["edit", "delete", "history", "usage"])
def test_hours_of_another_house_are_not_there_for_a_host(client, host, other, view):
    client.force_login(host)

    address = reverse(f"opening-rules:{view}", args=[rule(other).pk])

    assert client.get(address).status_code == 404
    assert client.post(address, hours(other, closes="09:00")).status_code in {404, 405}
    assert rule(other).closes == dt.time(22)


def test_a_host_changes_own_hours(client, host, house):
    client.force_login(host)
    mine = rule(house)

    answer = client.post(reverse("opening-rules:edit", args=[mine.pk]), hours(house, closes="16:00"))

    assert answer.status_code == 302
    mine.refresh_from_db()
    assert mine.closes == dt.time(16)


def test_a_host_cannot_move_hours_to_another_house(client, host, house, other):
    client.force_login(host)

    answer = client.post(reverse("opening-rules:add"), hours(other))

    assert list(wrong(answer)) == ["venue"]


@pytest.mark.parametrize("name", ["units", "hosts", "areas", "organisations", "memberships"])
def test_a_host_gets_nowhere_else(client, host, name):
    client.force_login(host)

    assert client.get(reverse(f"{name}:index")).status_code == 302
    assert client.get(reverse(f"{name}:add")).status_code == 302


def test_a_host_adds_no_rooms(client, host):
    client.force_login(host)

    assert client.get(reverse("spaces:add")).status_code == 302


@pytest.mark.parametrize(
    "name",
    ["venues", "spaces", "units", "opening-rules", "opening-exceptions", "areas", "organisations", "memberships"],
)
def test_an_editor_gets_the_list_and_the_empty_form(client, editor, house, name):
    client.force_login(editor)

    assert client.get(reverse(f"{name}:index")).status_code == 200
    assert client.get(reverse(f"{name}:add")).status_code == 200


def test_only_a_superuser_appoints_hosts(client, editor, chief, house, owner):
    form = {"email": "EIER@example.no", "venue": house.venue.pk, "role": "host", "valid_from": str(clock.today())}
    client.force_login(editor)
    client.post(reverse("hosts:add"), form)
    assert not VenueRole.objects.exists()

    client.force_login(chief)
    client.post(reverse("hosts:add"), form)

    assert VenueRole.objects.get().user == owner
    assert User.objects.get(pk=owner.pk).has_perm("wagtailadmin.access_admin")


def test_an_unknown_address_is_said_at_the_field_and_kept(client, chief, house):
    client.force_login(chief)

    answer = client.post(reverse("hosts:add"), {"email": "ukjent@example.no", "venue": house.venue.pk})

    assert wrong(answer)["email"] == ["Ingen har logget inn med denne adressen ennå. Se etter om den er riktig."]
    assert "ukjent@example.no" in answer.content.decode()


def test_an_editor_gives_nobody_s_role_to_themselves(client, editor, db):
    choir = Organisation.objects.create(name="Koret", slug="koret")
    form = {"email": editor.email, "organisation": choir.pk, "role": "leader", "valid_from": "2027-01-04"}
    client.force_login(editor)

    answer = client.post(reverse("memberships:add"), form)

    assert wrong(answer) == {"email": ["Du kan ikke gi deg selv en rolle. Be en annen gjøre det."]}
    assert not Membership.objects.exists()


LATE = "Stengetiden må være etter åpningstiden. Stenger dere etter midnatt, kryss av for det."
BOTH = "Fyll ut begge klokkeslettene, med stengetiden etter åpningstiden, eller ingen hvis det er stengt."


@pytest.mark.parametrize(
    ("name", "fields", "sentences"),
    [
        ("opening-rules", {"opens": "12:00", "closes": "08:00"}, {"closes": [LATE]}),
        (
            "opening-rules",
            {"valid_from": "2027-02-01", "valid_to": "2027-01-01"},
            {"valid_to": ["Siste dag kan ikke være før første dag."]},
        ),
        ("opening-exceptions", {"date": "2027-02-01", "opens": ""}, {"closes": [BOTH]}),
        ("opening-exceptions", {"date": "2027-02-01", "closes": ""}, {"closes": [BOTH]}),
    ],
)
def test_what_the_table_refuses_is_said_at_the_field(client, editor, house, name, fields, sentences):
    client.force_login(editor)

    assert wrong(client.post(reverse(f"{name}:add"), hours(house, **fields))) == sentences


def test_the_table_itself_refuses_a_day_with_half_its_hours(house):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError, match="opening_exception_closes_after_opening"):
        OpeningException.objects.create(venue=house.venue, date=dt.date(2027, 2, 1), closes=dt.time(12))


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        ({"name": "Hall"}, {"name": ["Møteplassen har allerede et rom med dette navnet."]}),
        (
            {"min_minutes": 60, "max_minutes": 30},
            {"max_minutes": ["Lengste lån kan ikke være kortere enn korteste lån."]},
        ),
        ({"grid_minutes": 0}, {"grid_minutes": ["Skriv minst 1 minutt."]}),
    ],
)
def test_what_is_wrong_with_a_room_is_said_at_the_field(client, editor, house, fields, sentences):
    client.force_login(editor)

    assert wrong(client.post(reverse("spaces:add"), room(house, **fields))) == sentences


def test_a_room_is_made_of_parts_of_its_own_house(client, editor, house, other):
    client.force_login(editor)

    answer = client.post(reverse("spaces:add"), room(house, units=[other["A"].units.get().pk]))

    assert wrong(answer) == {"units": ["Alle delene må høre til møteplassen."]}


def test_a_room_that_is_there_is_offered_the_parts_of_its_own_house(client, editor, house, other):
    client.force_login(editor)

    offered = client.get(reverse("spaces:edit", args=[house["A"].pk])).context["form"].fields["units"].queryset

    assert {unit.venue for unit in offered} == {house.venue}


def test_a_new_room_gets_its_address_from_its_name(client, editor, house):
    client.force_login(editor)

    assert client.post(reverse("spaces:add"), room(house, name="Rom for æøå", tags=["kitchen"])).status_code == 302

    made = Space.objects.get(name="Rom for æøå")
    assert (made.slug, made.tags, made.units.count()) == ("rom-for-aeoa", ["kitchen"], 1)


def test_a_new_house_gets_its_address_and_page_from_its_name(client, editor):
    client.force_login(editor)
    assert "slug" not in client.get(reverse("venues:add")).context["form"].fields

    form = {"name": "Møtestedet Å", "kind": "house", "summary": "For alle.", "is_public": "on"}
    assert client.post(reverse("venues:add"), form).status_code == 302

    made = Venue.objects.get()
    assert (made.slug, made.page.title, made.page.owner) == ("motestedet-a", "Møtestedet Å", editor)
    assert "For alle." in client.get(made.get_absolute_url()).content.decode()


def test_a_house_keeps_its_address_when_it_is_renamed(client, editor, owner):
    venue = open_venue(name="Huset", by=owner)
    client.force_login(editor)

    client.post(
        reverse("venues:edit", args=[venue.pk]), {"name": "Fyret", "slug": "fyret", "kind": "house", "is_public": "on"}
    )

    venue.refresh_from_db()
    assert (venue.name, venue.slug) == ("Fyret", "huset")


@pytest.mark.parametrize("name", ["Huset", "HUSET!"])
def test_a_house_with_the_address_of_another_is_refused_at_the_field(client, editor, owner, name):
    open_venue(name="Huset", by=owner)
    client.force_login(editor)

    answer = client.post(reverse("venues:add"), {"name": name, "kind": "house"})

    assert "Det finnes allerede en møteplass med dette navnet." in wrong(answer)["name"]


def letters(house, name):
    return "".join(sorted(house[name].units.values_list("name", flat=True)))


def change_room(client, house, name, parts, **fields):
    units = Unit.objects.filter(venue=house.venue, name__in=list(parts))
    form = room(house, name=name, units=[unit.pk for unit in units], **fields)
    return client.post(reverse("spaces:edit", args=[house[name].pk]), form)


TOMORROW = clock.today() + dt.timedelta(days=1)


@pytest.mark.parametrize("who", ["editor", "host"])
def test_a_room_is_put_together_anew_and_what_is_agreed_follows(client, request, house, owner, who):
    booking = book(house, "AB", "10–12", by=owner, day=TOMORROW, at=clock.now())
    client.force_login(request.getfixturevalue(who))

    assert change_room(client, house, "AB", "AK").status_code == 302

    assert letters(house, "AB") == "AK"
    assert set(booking.claims.values_list("unit__name", flat=True)) == {"A", "K"}


def test_parts_that_would_collide_are_refused_at_the_field_and_what_was_typed_is_kept(client, host, house, stranger):
    book(house, "AB", "10–12", by=stranger, day=TOMORROW, at=clock.now(), title="Kor & <b>")
    book(house, "K", "11–13", by=stranger, day=TOMORROW, at=clock.now(), title="Kaker")
    client.force_login(host)

    answer = change_room(client, house, "AB", "AK", summary="Lyst og luftig")

    (sentence,) = wrong(answer)["units"]
    assert "Kor &amp; &lt;b&gt;, AB, " in sentence
    assert "kolliderer med Kaker, K, " in sentence
    assert sentence in answer.content.decode()
    assert "Lyst og luftig" in answer.content.decode()
    assert letters(house, "AB") == "AB"
    assert set(answer.context["form"]["units"].value()) == {str(unit.pk) for unit in Unit.objects.filter(name__in="AK")}


def test_a_room_laid_down_is_no_longer_shown_until_it_is_opened_again(client, editor, house):
    client.force_login(editor)
    change_room(client, house, "K", "K", is_archived="on")
    assert house["K"] not in Space.objects.active()
    assert not SearchEntry.objects.filter(source="venues.space", object_id=house["K"].pk).exists()

    change_room(client, house, "K", "K")

    assert house["K"] in Space.objects.active()


def test_a_room_that_is_lent_is_not_laid_down_and_the_loans_are_named(client, host, house, stranger):
    booking = book(house, "K", "10–12", by=stranger, day=TOMORROW, at=clock.now(), title="Kor & <b>")
    client.force_login(host)

    answer = change_room(client, house, "K", "AK", is_archived="on")

    (sentence,) = wrong(answer)["is_archived"]
    assert sentence.startswith("1 lån er avtalt her. Flytt eller avlys det først:<br>")
    assert f'<a href="/lan-lokaler/bestilling/{booking.uuid}/">Kor &amp; &lt;b&gt;, K, ' in answer.content.decode()
    assert house["K"] in Space.objects.active()
    assert letters(house, "K") == "K"


def chairs(house, **fields):
    return room(house, name="Stoler", kind="equipment", units=[]) | fields


def test_of_many_alike_only_the_number_is_typed(client, editor, house, owner):
    client.force_login(editor)

    assert client.post(reverse("spaces:add"), chairs(house, quantity=20)).status_code == 302

    made = Space.objects.get(name="Stoler")
    assert (made.is_pool, made.units.count()) == (True, 20)
    booking = book(house, "A", "10–12", by=owner, day=TOMORROW, at=clock.now())
    assert booking.claims.get().unit not in made.units.all()
    offered = client.get(reverse("spaces:edit", args=[house["A"].pk])).context["form"].fields["units"].queryset
    assert not set(offered) & set(made.units.all())


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        ({}, {"units": ["Velg minst én del, eller skriv antall like."]}),
        ({"quantity": 0}, {"quantity": ["Verdien må være større enn eller lik 1."]}),
        (
            {"quantity": 3, "buffer_after_minutes": 15},
            {"buffer_after_minutes": ["Det som lånes i antall, har ikke tid til rigging eller rydding: skriv 0."]},
        ),
    ],
)
def test_what_is_wrong_with_many_alike_is_said_at_the_field(client, editor, house, fields, sentences):
    client.force_login(editor)

    assert wrong(client.post(reverse("spaces:add"), chairs(house, **fields))) == sentences


def test_many_alike_have_no_parts_of_rooms(client, editor, house):
    client.force_login(editor)

    answer = client.post(reverse("spaces:add"), room(house, quantity=3))

    assert wrong(answer) == {"units": ["Velg enten deler eller antall like."]}


def test_the_number_is_changed_unless_loans_would_get_too_few(client, host, house, stranger):
    pool = add_chairs(house, 20, by=host)
    book(house, "Chairs", "10–12", by=stranger, day=TOMORROW, at=clock.now(), quantity=6, title="Kor")
    client.force_login(host)
    address = reverse("spaces:edit", args=[pool.pk])
    assert client.get(address).context["form"]["quantity"].value() == 20

    assert client.post(address, chairs(house, quantity=6)).status_code == 302
    answer = client.post(address, chairs(house, quantity=5))

    assert pool.units.count() == 6
    assert wrong(answer)["quantity"][0].startswith("Kor, Stoler (6), ")
    assert answer.context["form"]["quantity"].value() == "5"


@pytest.mark.parametrize(("name", "thing"), [("spaces", "K"), ("units", None), ("venues", None)])
def test_nobody_deletes_what_bookings_stand_on(client, chief, house, name, thing):
    client.force_login(chief)
    row = {"spaces": house["K"], "units": Unit.objects.first(), "venues": house.venue}[name]

    client.post(reverse(f"{name}:delete", args=[row.pk]))

    assert type(row).objects.filter(pk=row.pk).exists()


def test_an_area_in_use_stays_and_the_person_is_told(client, chief, house):
    area = Area.objects.create(name="Lisleby", slug="lisleby")
    house.venue.area = area
    house.venue.save()
    client.force_login(chief)

    answer = client.post(reverse("areas:delete", args=[area.pk]), follow=True)

    assert "«Lisleby» kan ikke slettes, for noe annet viser til den." in answer.content.decode()
    assert Area.objects.get() == area


def test_a_host_sees_eight_weeks_of_the_own_house(client, host, house, other):
    OpeningException.objects.create(
        venue=house.venue, date=clock.today() + dt.timedelta(days=40), reason="Gulvet lakkes"
    )
    client.force_login(host)

    text = client.get("/admin/apningstider/").content.decode()

    assert text.count("Uken fra") == 8
    assert "Stengt: Gulvet lakkes" in text
    assert client.get(f"/admin/apningstider/{other.venue.pk}/").status_code == 404


def eight_weeks(client, house) -> list[list[str]]:
    """Each day as a list: the date, the house, the rooms."""
    text = client.get(f"/admin/apningstider/{house.venue.pk}/").content.decode()
    body = [row for table in text.split("<tbody>")[1:] for row in table.split("</tbody>")[0].split("<tr>")[1:]]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in body]
    return [[" ".join(re.sub("<br>", " / ", cell).split()) for cell in row] for row in cells]


def test_the_eight_weeks_are_what_people_will_see_with_the_reason_of_each_day_that_differs(client, host, house):
    monday = clock.today() - dt.timedelta(days=clock.today().weekday())
    day = [monday + dt.timedelta(days=number) for number in range(56)]
    for weekday in range(7):
        hours = {"weekday": weekday, "opens": dt.time(12), "closes": dt.time(20)}
        OpeningRule.objects.create(venue=house.venue, space=house["A"], **hours)
    ClosedPeriod.objects.create(venue=house.venue, valid_from=day[7], valid_to=day[13], reason="Sommerstengt")
    ClosedPeriod.objects.create(
        venue=house.venue, space=house["B"], valid_from=day[20], valid_to=day[20], reason="Vask"
    )
    OpeningException.objects.create(
        venue=house.venue, space=house["A"], date=day[8], opens=dt.time(9), closes=dt.time(10), reason="Prøve"
    )
    SchoolHoliday.objects.create(name="Høstferie", valid_from=day[30], valid_to=day[30])
    OpeningRule.objects.filter(space=None).update(holds_in=HoldsIn.TERM)
    client.force_login(host)

    rows = eight_weeks(client, house)

    assert len(rows) == 56
    assert rows[0][1:] == ["08:00–22:00", "12:00–20:00", "08:00–22:00"]
    assert rows[7][1:] == ["Stengt: Sommerstengt"] * 3
    assert rows[8][1:] == ["Stengt: Sommerstengt", "09:00–10:00 / Prøve", "Stengt: Sommerstengt"]
    assert rows[20][1:] == ["08:00–22:00", "12:00–20:00", "Stengt: Vask"]
    assert rows[30][1:] == ["Stengt: Høstferie", "12:00–20:00", "Stengt: Høstferie"]
    assert rows[55][1:] == rows[0][1:]


def test_the_eight_weeks_ask_as_often_for_many_rooms_with_hours_of_their_own(
    client, host, house, django_assert_max_num_queries
):
    def own(name):
        OpeningRule.objects.create(
            venue=house.venue, space=house[name], weekday=0, opens=dt.time(9), closes=dt.time(10), holds_in=HoldsIn.TERM
        )

    client.force_login(host)
    own("K")
    client.get("/admin/apningstider/")
    with django_assert_max_num_queries(24) as few:
        client.get("/admin/apningstider/")
    for name in "ABC":
        own(name)
    with django_assert_max_num_queries(len(few)):
        client.get("/admin/apningstider/")


def test_the_forms_of_hours_and_house_lead_to_the_eight_weeks(client, editor, house):
    client.force_login(editor)
    closed = ClosedPeriod.objects.create(
        venue=house.venue, valid_from=clock.today(), valid_to=clock.today(), reason="Vask"
    )
    link = f'href="/admin/apningstider/{house.venue.pk}/"'
    edits = [("venues", house.venue), ("opening-rules", rule(house)), ("closed-periods", closed)]
    for name, row in edits:
        assert link in client.get(reverse(f"{name}:edit", args=[row.pk])).content.decode(), name
    for name in ("opening-rules", "opening-exceptions", "closed-periods"):
        assert 'href="/admin/apningstider/"' in client.get(reverse(f"{name}:add")).content.decode(), name


def test_a_closed_period_needs_a_reason_and_ends_after_it_starts(client, host, house):
    client.force_login(host)
    form = {"venue": house.venue.pk, "valid_from": "2027-07-20", "valid_to": "2027-07-01", "reason": ""}
    found = wrong(client.post(reverse("closed-periods:add"), form))
    assert list(found) == ["reason", "valid_to"]
    found = wrong(client.post(reverse("closed-periods:add"), form | {"reason": "Sommerstengt"}))
    assert found == {"valid_to": ["Siste dag kan ikke være før første dag."]}


def test_a_host_closes_no_other_house(client, host, other):
    client.force_login(host)
    form = {"venue": other.venue.pk, "valid_from": "2027-07-01", "valid_to": "2027-07-20", "reason": "Sommerstengt"}
    assert list(wrong(client.post(reverse("closed-periods:add"), form))) == ["venue"]
    assert not ClosedPeriod.objects.exists()


def test_the_list_of_rooms_asks_as_often_for_few_as_for_many(client, editor, house, django_assert_max_num_queries):
    client.force_login(editor)
    address = reverse("spaces:index")
    client.get(address)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    make_house("naboen")
    with django_assert_max_num_queries(40) as many:
        client.get(address)

    assert len(few) == len(many)


def test_every_constraint_an_editor_can_break_has_a_sentence_and_a_field():
    hours = OpeningRule, OpeningException, ClosedPeriod, SchoolHoliday
    for model in (Unit, Space, *hours, VenueRole, Organisation, Membership):
        for constraint in model._meta.constraints:
            assert constraint.violation_error_message != constraint.default_violation_error_message, constraint
            assert model._meta.get_field(constraint.violation_error_code)


@pytest.mark.parametrize("day", ["2226-12-24", "0202-12-24", "2033-01-01"])
def test_a_day_many_years_away_is_a_slip_and_is_said_at_the_field(client, host, house, day):
    client.force_login(host)
    why = ["Velg en dag som er mindre enn fem år unna."]
    typed = {"venue": house.venue.pk, "date": day, "reason": "Julaften"}

    answer = client.post(reverse("opening-exceptions:add"), typed)

    assert wrong(answer) == {"date": why}
    assert "Julaften" in answer.content.decode()
    period = {"venue": house.venue.pk, "valid_from": "2027-06-01", "valid_to": day, "reason": "Sommer"}
    if day > "2027":
        assert wrong(client.post(reverse("closed-periods:add"), period)) == {"valid_to": why}
    assert not OpeningException.objects.exists()
    assert not ClosedPeriod.objects.exists()
