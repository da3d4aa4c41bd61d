"""Give what can be subscribed to an address, and take one back."""

import datetime as dt

from django.db import transaction
from wagtail.log_actions import log

from programmes.models import Activity, Community
from venues.models import Space, Venue
from website.accounts.models import User

from .models import EVERYTHING, FeedAddress, Subject, slug_for


def give_address(subject: Subject) -> FeedAddress:
    """The subject's feed at its present slug. One that another subject has, or has had, gets a number after it."""
    slug = slug_for(subject)
    owner = {type(subject).__name__.lower(): subject}
    with transaction.atomic():
        for number in range(2 if slug == EVERYTHING else 1, 100):
            wanted = slug if number == 1 else f"{slug}-{number}"
            address, _made = FeedAddress.objects.get_or_create(slug=wanted, defaults=owner)
            if address.subject == subject:
                return address
    raise ValueError(f"No free address for {subject}")


def give_all_addresses() -> int:
    """Every venue, space, community and activity has a feed; answers how many there are. Twice changes nothing."""
    FeedAddress.objects.get_or_create(slug=EVERYTHING)
    for model in (Venue, Space, Community, Activity):
        for subject in model.objects.all():
            give_address(subject)
    return FeedAddress.objects.count()


def revoke_address(address: FeedAddress, *, by: User, at: dt.datetime) -> None:
    """From now on it answers that it is gone, and calendar programs stop asking. Twice changes nothing."""
    if FeedAddress.objects.filter(pk=address.pk, revoked_at=None).update(revoked_at=at):
        log(address, "feed.revoked", user=by)
    address.refresh_from_db()
