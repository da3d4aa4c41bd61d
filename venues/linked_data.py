"""What search engines read of a meeting place (schema.org/Place): the same as its page shows."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from website.core import clock

from .models import Venue
from .queries import OpenDay

CLOSED = "00:00"  # opening and closing at midnight means closed all day


def place(venue: Venue, days: Iterable[OpenDay]) -> dict[str, Any]:
    data = {
        "@context": "https://schema.org",
        "@type": "Place",
        "name": venue.name,
        "description": venue.summary,
        "url": f"{settings.PUBLIC_BASE_URL}{venue.get_absolute_url()}",
        "telephone": venue.phone,
        "address": _address(venue),
        "openingHoursSpecification": [hours for day in days for hours in _hours(day)],
    }
    return {name: value for name, value in data.items() if value}


def _address(venue: Venue) -> dict[str, str]:
    parts = {"streetAddress": venue.street, "postalCode": venue.postcode, "addressLocality": venue.town}
    return {"@type": "PostalAddress", **parts, "addressCountry": "NO"} if any(parts.values()) else {}


def _hours(day: OpenDay) -> list[dict[str, str]]:
    spans = [(_wall(period.starts_at), _wall(period.ends_at)) for period in day.periods] or [(CLOSED, CLOSED)]
    valid = {"validFrom": day.date.isoformat(), "validThrough": day.date.isoformat()}
    return [
        {"@type": "OpeningHoursSpecification", "opens": opens, "closes": closes, **valid} for opens, closes in spans
    ]


def _wall(instant: dt.datetime) -> str:
    return f"{clock.local(instant):%H:%M}"
