"""Load the demo town."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from venues.models import Venue
from venues.operations import appoint_host
from website.accounts.roles import EDITOR, give_role
from website.core import clock
from website.core.models import OutgoingMail
from website.home.demo import activities, bookings, communities, houses, pages, people, school_year
from website.home.operations import create_first_articles


class Command(BaseCommand):
    help = "Load a demo town: houses, communities, activities, bookings and people. Twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do nothing when any venue exists")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("Demo data is for the development site: anyone could log in as its people.")
        if options["once"] and Venue.objects.exists():
            return
        now, today = clock.now(), clock.today()
        waiting = list(OutgoingMail.objects.values_list("pk", flat=True))
        users = people.load_people()
        organisations = people.load_organisations(users["leder"], today)
        create_first_articles()
        pages.load_pages(today, by=users["admin"])
        venues = houses.load_houses(today, by=users["admin"])
        school_year.load_school_holidays(today)
        appoint_host(venues["det-hvite-hus"], users["vert"], first=today, today=today)
        give_role(users["redaktor"].pk, EDITOR)
        towns = communities.load_communities(users, today, now)
        activities.load_activities(venues, towns, organisations, by=users["admin"], today=today, at=now)
        count = bookings.load_bookings(venues, organisations, users, today=today, at=now)
        OutgoingMail.objects.exclude(pk__in=waiting).delete()  # nobody is told of what was made up just now
        self.stdout.write(f"Demo town: {len(venues)} venues, {len(towns)} communities, {count} bookings.")
