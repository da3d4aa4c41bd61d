"""Who gets in where. Each row is an address, each column a person; a new route fails until it has a row.

ok 200 · in sent to log in · to sent elsewhere · no 403, or Wagtail's way back to its front page ·
-- as if it were not there, 404 · ke asks for a key, 401 · po only POST, 405 · un 422, the form again ·
* the answer tells the title of the owner's booking · ! it changed the booking
"""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve

from booking.enums import BookingState
from booking.models import Booking
from booking.operations.closures import close_spaces
from booking.operations.following import follow
from programmes.enums import SeatRole
from programmes.operations.communities import open_community
from programmes.operations.seats import give_seat
from tests.factories.fixed_loans import ask_each_week
from tests.factories.house import DAY, NOW, book, make_house, span
from tests.factories.programme import make_activity, repeat_weekly
from venues.models import ClosedPeriod, LoanTerms, OpeningException, OpeningRule, SchoolHoliday
from venues.operations import appoint_host
from website.accounts.access_keys import make_key
from website.accounts.enums import MemberRole, Scope
from website.accounts.models import Membership, Organisation, User
from website.accounts.roles import EDITOR, give_role
from website.core import clock
from website.home.models import ArticlePage, HomePage

SECRET = "Kanarimøte"
LIBRARIES = ("admin/", "konto/", "_util/", "dokumenter/")  # of theirs a sample
OURS = ("booking.", "programmes.", "venues.")
TODAY = NOW.date()
A_MONTH = dt.timedelta(days=30)

ROLES = ["nobody", "resident", "owner", "colleague", "stranger"]
ROLES += ["host", "other_host", "committee", "editor", "superuser"]
GRID = """
                                                 nobo resi owne coll stra host othe comm edit supe
GET  /                                           ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /utkast/                                    --   --   --   --   --   --   --   --   --   --
GET  /livez                                      ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /readyz                                     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /robots.txt                                 ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /sitemap.xml                                ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /.well-known/security.txt                   --   --   --   --   --   --   --   --   --   --
GET  /api/v1/                                    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /api/v1/                                    po   po   po   po   po   po   po   po   po   po
GET  /api/v1/openapi.json                        ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /api/v1/docs/                               ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /api/v1/venues/                             ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /api/v1/venues/dhh/                         ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /api/v1/venues/dhh/free/?dato=2027-01-05    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /api/v1/spaces/                             ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /api/v1/activities/                         ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /api/v1/activities/sprakkafe/               ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /api/v1/communities/                        ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /api/v1/calendars/                          ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /api/v1/search/?q=Kanari                    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /api/v1/bookings/                           ke   ke   ke   ke   ke   ke   ke   ke   ke   ke
POST /api/v1/bookings/                           ke   ke   ke   ke   ke   ke   ke   ke   ke   ke
POST /api/v1/bookings/explain/                   ke   ke   ke   ke   ke   ke   ke   ke   ke   ke
GET  /api/v1/bookings/<booking>/                 ke   ke   ke   ke   ke   ke   ke   ke   ke   ke
DELETE /api/v1/bookings/<booking>/               ke   ke   ke   ke   ke   ke   ke   ke   ke   ke
POST /api/v1/bookings/<booking>/end/             ke   ke   ke   ke   ke   ke   ke   ke   ke   ke
POST /api/v1/bookings/series/preview/            ke   ke   ke   ke   ke   ke   ke   ke   ke   ke
POST /api/v1/bookings/series/                    ke   ke   ke   ke   ke   ke   ke   ke   ke   ke
GET  /api/v1/bookings/series/<fixed>/            ke   ke   ke   ke   ke   ke   ke   ke   ke   ke
DELETE /api/v1/bookings/series/<fixed>/          ke   ke   ke   ke   ke   ke   ke   ke   ke   ke
POST /api/v1/bookings/series/<fixed>/skipped/<skipped>/ ke ke ke   ke   ke   ke   ke   ke   ke   ke
GET  /api/annet/                                 --   --   --   --   --   --   --   --   --   --
GET  /sprak/nn/                                  to   to   to   to   to   to   to   to   to   to
GET  /sok/?q=Kanari                              ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /sok/forslag/?q=Kanari                      ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /media/images/finnes-ikke.webp              --   --   --   --   --   --   --   --   --   --
GET  /dokumenter/1/finnes-ikke.pdf               --   --   --   --   --   --   --   --   --   --
GET  /kal/                                       ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /kal/alt.ics                                ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /kal/dhh.ics                                ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /kal/annet                                  --   --   --   --   --   --   --   --   --   --
GET  /kal/s/aaaaaaaaaa.ics                       --   --   --   --   --   --   --   --   --   --
GET  /abonner/dhh/                               ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /abonner/s/aaaaaaaaaa/                      --   --   --   --   --   --   --   --   --   --
POST /abonner/dhh/e-post/                        un   un   un   un   un   un   un   un   un   un
POST /abonner/s/aaaaaaaaaa/e-post/               --   --   --   --   --   --   --   --   --   --
GET  /abonner/e-post/1:x/                        --   --   --   --   --   --   --   --   --   --
POST /abonner/sok/lagre/                         to   to   to   to   to   to   to   to   to   to
GET  /det-som-skjer/                             ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /det-som-skjer/sprakkafe/                   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /det-som-skjer/sprakkafe/<date>.ics         ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /lan-lokaler/                               ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /lan-lokaler/faste-lan/ledig/               ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /lan-lokaler/dhh/?dato=2027-01-05           ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /lan-lokaler/dhh/uke/?dato=2027-01-05       ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /lan-lokaler/dhh/bestill/                   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /lan-lokaler/dhh/bestill/                   in   un   un   un   un   un   un   un   un   un
GET  /min-side/                                  in   ok   ok*  ok*  ok   ok   ok   ok   ok   ok
GET  /min-side/tidligere/                        in   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /min-side/kalender/                         in   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /min-side/kalender/                         in   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /kal/p/0123.ics                             --   --   --   --   --   --   --   --   --   --
GET  /min-side/profil/                           in   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /min-side/nokler/                           in   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST /min-side/nokler/                           in   un   un   un   un   un   un   un   un   un
GET  /min-side/nokler/<key>/slett/               in   po   po   po   po   po   po   po   po   po
POST /min-side/nokler/<key>/slett/               in   --   to   --   --   --   --   --   --   --
GET  /min-side/slett/                            in   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET  /min-side/mine-opplysninger/                in   po   po   po   po   po   po   po   po   po
POST /min-side/mine-opplysninger/                in   ok   ok*  ok   ok   ok   ok   ok   ok   ok
GET  /lan-lokaler/bestilling/<booking>/          in   --   ok*  ok*  --   ok*  --   --   --   ok*
GET  /lan-lokaler/bestilling/<booking>/kalender.ics in --  ok*  ok*  --   ok*  --   --   --   ok*
GET  /lan-lokaler/bestilling/<booking>/avlys/    in   --   ok*  ok*  --   to   --   --   --   to
POST /lan-lokaler/bestilling/<booking>/avlys/    in   --   to!  to!  --   to   --   --   --   to
GET  /lan-lokaler/bestilling/<booking>/endre/    in   --   ok*  ok*  --   to   --   --   --   to
POST /lan-lokaler/bestilling/<booking>/endre/    in   --   un*  un*  --   to   --   --   --   to
GET  /lan-lokaler/bestilling/<booking>/slutt/    in   --   to   to   --   to   --   --   --   to
POST /lan-lokaler/bestilling/<booking>/slutt/    in   --   to   to   --   to   --   --   --   to
GET  /lan-lokaler/bestilling/<weekly>/endre-resten/ in --  ok*  ok*  --   to   --   --   --   to
POST /lan-lokaler/bestilling/<weekly>/endre-resten/ in --  un*  un*  --   to   --   --   --   to
GET  /lan-lokaler/faste-lan/<fixed>/             in   --   ok*  ok*  --   ok*  --   --   --   ok*
GET  /lan-lokaler/faste-lan/<fixed>/avlys/       in   --   ok*  ok*  --   to   --   --   --   to
POST /lan-lokaler/faste-lan/<fixed>/avlys/       in   --   to   to   --   to   --   --   --   to
POST /lan-lokaler/faste-lan/<fixed>/<skipped>/   in   --   to   to   --   to   --   --   --   to
GET  /admin/                                     in   no   no   no   no   ok   ok   ok   ok   ok
GET  /admin/users/                               in   no   no   no   no   --   --   --   --   ok
GET  /admin/groups/                              in   no   no   no   no   --   --   --   --   ok
GET  /admin/utlan/                               in   no   no   no   no   ok*  ok   no   no   ok*
POST /admin/utlan/                               in   no   no   no   no   to!  to   no   no   to!
GET  /admin/utlan/kommende/                      in   no   no   no   no   ok*  ok   no   no   ok*
GET  /admin/utlan/steng/                         in   no   no   no   no   ok   ok   no   no   ok
GET  /admin/utlan/legg-ned/<space>/              in   no   no   no   no   ok   --   no   no   ok
GET  /admin/utlan/stenginger/                    in   no   no   no   no   ok   ok   no   no   ok
GET  /admin/utlan/stenginger/<closure>/          in   no   no   no   no   ok   --   no   no   ok
POST /admin/utlan/stenginger/<closure>/          in   no   no   no   no   to   to   no   no   to
GET  /admin/utlan/kalendere/                     in   no   no   no   no   ok   ok   no   no   ok
GET  /admin/utlan/kalendere/ny/                  in   no   no   no   no   ok   ok   no   no   ok
POST /admin/utlan/kalendere/ny/                  in   no   no   no   no   un   un   no   no   un
GET  /admin/utlan/kalendere/<calendar>/          in   no   no   no   no   ok   --   no   no   ok
POST /admin/utlan/kalendere/<calendar>/          in   no   no   no   no   to   --   no   no   to
GET  /admin/utlan/<booking>/                     in   no   no   no   no   ok*  --   no   no   ok*
POST /admin/utlan/<booking>/                     in   no   no   no   no   to!  --   no   no   to!
GET  /admin/utlan/<booking>/endre/               in   no   no   no   no   ok*  --   no   no   ok*
POST /admin/utlan/<booking>/endre/               in   no   no   no   no   un*  --   no   no   un*
GET  /admin/apningstider/                        in   no   no   no   no   ok   ok   ok   ok   ok
GET  /admin/apningstider/<venue>/                in   no   no   no   no   ok   --   --   ok   ok
GET  /admin/opening-rules/new/                   in   no   no   no   no   ok   ok   no   ok   ok
GET  /admin/opening-rules/edit/<rule>/           in   no   no   no   no   ok   --   no   ok   ok
GET  /admin/opening-rules/delete/<rule>/         in   no   no   no   no   ok   --   --   ok   ok
GET  /admin/opening-exceptions/new/              in   no   no   no   no   ok   ok   no   ok   ok
GET  /admin/opening-exceptions/edit/<exception>/ in   no   no   no   no   ok   --   no   ok   ok
GET  /admin/opening-exceptions/delete/<exception>/ in   no   no   no   no   ok   --   --   ok   ok
GET  /admin/closed-periods/new/                  in   no   no   no   no   ok   ok   no   ok   ok
GET  /admin/closed-periods/edit/<closed>/        in   no   no   no   no   ok   --   no   ok   ok
GET  /admin/closed-periods/delete/<closed>/      in   no   no   no   no   ok   --   --   ok   ok
GET  /admin/school-holidays/new/                 in   no   no   no   no   no   no   no   ok   ok
GET  /admin/school-holidays/edit/<school>/       in   no   no   no   no   no   no   no   ok   ok
GET  /admin/school-holidays/delete/<school>/     in   no   no   no   no   --   --   --   ok   ok
GET  /admin/terms/new/                           in   no   no   no   no   no   no   no   ok   ok
GET  /admin/terms/edit/<terms>/                  in   no   no   no   no   no   no   no   ok   ok
GET  /admin/spaces/new/                          in   no   no   no   no   no   no   no   ok   ok
GET  /admin/spaces/edit/<space>/                 in   no   no   no   no   ok   --   no   ok   ok
GET  /admin/venues/edit/<venue>/                 in   no   no   no   no   ok   --   no   ok   ok
GET  /admin/aktiviteter/                         in   no   no   no   no   ok   ok   ok   ok   ok
GET  /admin/aktiviteter/add/                     in   no   no   no   no   ok   ok   ok   ok   ok
GET  /admin/communities/new/                     in   no   no   no   no   no   no   no   ok   ok
GET  /admin/sokeord/                             in   no   no   no   no   no   no   no   ok   ok
GET  /admin/sokeord/new/                         in   no   no   no   no   no   no   no   ok   ok
GET  /admin/venues/new/                           in   no   no   no   no   no   no   no   ok   ok
GET  /admin/spaces/new/                          in   no   no   no   no   no   no   no   ok   ok
GET  /admin/spaces/edit/<space>/                 in   no   no   no   no   ok   --   no   ok   ok
GET  /admin/communities/edit/<community>/        in   no   no   no   no   no   no   ok   ok   ok
GET  /admin/aktiviteter/edit/<activity>/         in   no   no   no   no   ok   --   --   ok   ok
GET  /admin/datoer/aktivitet/<activity>/         in   no   no   no   no   ok   --   --   ok   ok
POST /admin/datoer/aktivitet/<activity>/rom/     in   no   no   no   no   no   --   --   no   no
GET  /admin/datoer/dato/<occurrence>/            in   no   no   no   no   ok   --   --   ok   ok
GET  /admin/datoer/gjentakelse/<series>/         in   no   no   no   no   ok   --   --   ok   ok
GET  /konto/login/code/                          ok   to   to   to   to   to   to   to   to   to
"""

WORDS = {200: "ok", 401: "ke", 302: "to", 403: "no", 404: "--", 405: "po", 422: "un"}
ROWS = [tuple(line.split()) for line in GRID.strip().splitlines()[1:]]
FORMS = {
    "/admin/utlan/": {"valgt": "<booking>:1"},
    "/admin/utlan/<booking>/": {"svar": "ja", "versjon": "1"},
}


@pytest.fixture
def people(db) -> dict[str, User | None]:
    """Everyone by role; nobody stands for those who are not logged in."""
    found: dict[str, User | None] = {
        role: User.objects.create_user(f"{role}@example.no", first_name=role.title(), last_name="Prøve")
        for role in ROLES[1:-1]
    }
    found |= {"nobody": None, "superuser": User.objects.create_superuser("superuser@example.no")}
    for name, members in {"Koret": ["owner", "colleague"], "Klubben": ["stranger"]}.items():
        organisation = Organisation.objects.create(name=name, slug=name.lower())
        for role in members:
            Membership.objects.create(
                user=found[role], organisation=organisation, role=MemberRole.BOOKER, valid_from=TODAY
            )
    give_role(found["editor"].pk, EDITOR)
    return found


@pytest.fixture
def places(house, people, community_index, monkeypatch) -> dict[str, str]:
    """What stands for <booking> and <date>: a request that waits in one house, and a date in the programme."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    appoint_host(house.venue, people["host"], first=TODAY, today=TODAY)
    appoint_host(make_house("rebellhuset").venue, people["other_host"], first=TODAY, today=TODAY)
    lisleby = open_community(name="Lisleby", by=people["editor"], at=NOW)
    give_seat(lisleby, people["committee"], role=SeatRole.LEADER, first=TODAY, last=None, today=TODAY)
    draft = ArticlePage(title=SECRET, slug="utkast", live=False)
    HomePage.objects.get().add_child(instance=draft)
    series = repeat_weekly(make_activity(house), first=DAY, until=DAY + dt.timedelta(days=7))
    house.set("A", needs_approval=True)
    choir = Organisation.objects.get(name="Koret")
    booking = book(house, "A", "10–12", by=people["owner"], title=SECRET, organisation=choir)
    fixed = ask_each_week(house, by=people["owner"], title=SECRET, organisation=choir)
    date = series.occurrences.first()
    closure = close_spaces(spaces=[house["K"]], period=span("20–21"), reason="Vask", by=people["host"], at=NOW)
    calendar = follow(spaces=[house["K"]], address="https://a.no/", reason="Skolen", by=people["host"], at=NOW)
    uuids = {
        "<calendar>": calendar.uuid,
        "<closure>": closure.uuid,
        "<booking>": booking.uuid,
        "<fixed>": fixed.uuid,
        "<date>": date.uuid,
    }
    uuids["<calendar>"] = calendar.uuid
    uuids["<weekly>"] = fixed.bookings.order_by("starts_at")[0].uuid
    key, _secret = make_key(person=people["owner"], name="Kalender", scopes=[Scope.READ], life=A_MONTH, at=NOW)
    rows = {
        "<key>": key,
        "<community>": lisleby,
        "<skipped>": fixed.skipped_dates.get(),
        "<venue>": house.venue,
        "<space>": house["K"],
        "<rule>": OpeningRule.objects.filter(venue=house.venue)[0],
        "<exception>": OpeningException.objects.create(venue=house.venue, date=TODAY),
        "<closed>": ClosedPeriod.objects.create(venue=house.venue, valid_from=TODAY, valid_to=TODAY, reason="Vask"),
        "<terms>": LoanTerms.objects.create(name="Saler"),
        "<school>": SchoolHoliday.objects.create(name="Høstferie", valid_from=TODAY, valid_to=TODAY),
        "<activity>": series.activity,
        "<series>": series,
        "<occurrence>": date,
    }
    return {name: str(uuid) for name, uuid in uuids.items()} | {name: str(row.pk) for name, row in rows.items()}


def test_everyone_gets_in_where_they_should_and_nowhere_else(people, places, caplog):
    caplog.set_level("CRITICAL", "django.request")
    observed = [(*row[:2], *(answer(person, *row[:2], places) for person in map(people.get, ROLES))) for row in ROWS]

    assert [" ".join(row) for row in observed] == [" ".join(row) for row in ROWS]


def answer(person: User | None, method: str, address: str, places: dict[str, str]) -> str:
    """What the person meets, in the words above. Whatever it did is undone."""
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person)
    form = {name: fill(value, places) for name, value in FORMS.get(address, {}).items()}
    with transaction.atomic():
        response = getattr(client, method.lower())(fill(address, places), form)
        changed = Booking.objects.get(series=None).state != BookingState.REQUESTED
        transaction.set_rollback(True)
    word = WORDS.get(response.status_code, str(response.status_code))
    if word == "to" and response["Location"].startswith("/konto/"):
        word = "in"
    if word == "to" and response["Location"] == "/admin/":
        word = "no"
    tells = not response.streaming and SECRET in response.content.decode(errors="replace")
    return word + "*" * tells + "!" * changed


def fill(text: str, places: dict[str, str]) -> str:
    for name, value in places.items():
        text = text.replace(name, value)
    return text


def test_every_route_has_a_row(places):
    rows = {resolve(fill(address, places).partition("?")[0]).route for _method, address, *_words in ROWS}

    assert {route for route in own_routes() if route not in rows} == set()


def own_routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """The routes of our own urlconf. Of those in the admin the ones whose views are ours."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern).removeprefix("^" if prefix else "")
        if isinstance(pattern, URLResolver):
            yield from own_routes(pattern, route)
        elif not route.startswith(LIBRARIES) or pattern.callback.__module__.startswith(OURS):
            yield route


def test_the_rights_of_people_are_out_of_reach_of_all_who_work_here(people):
    """Wagtail would let anyone with a right to change people make a superuser of themselves."""
    target = f"/admin/users/edit/{people['superuser'].pk}/"
    before = list(User.objects.order_by("pk").values_list("email", "password", "is_superuser", "is_active"))
    for role in ROLES[:-1]:
        client = Client()
        if people[role]:
            client.force_login(people[role])
        assert client.post(target, {"email": "tatt@example.no", "is_superuser": ""}).status_code in {302, 403, 404}

    assert list(User.objects.order_by("pk").values_list("email", "password", "is_superuser", "is_active")) == before
