"""Give what can be subscribed to an address."""

from django.db import transaction

from programmes.models import Community
from venues.models import Space, Venue

from .models import EVERYTHING, FeedAddress


def give_address(subject: Venue | Space | Community) -> FeedAddress:
    """The subject's feed at its present slug. One that another subject has gets a number after it."""
    slug = f"{subject.venue.slug}-{subject.slug}" if isinstance(subject, Space) else subject.slug
    owner = {type(subject).__name__.lower(): subject}
    with transaction.atomic():
        for number in range(1, 100):
            wanted = slug if number == 1 else f"{slug}-{number}"
            address, _made = FeedAddress.objects.get_or_create(slug=wanted, defaults=owner)
            if address.subject == subject:
                return address
    raise ValueError(f"No free address for {subject}")


def give_all_addresses() -> int:
    """Every venue, space and community has a feed; answers how many there are. Twice changes nothing."""
    FeedAddress.objects.get_or_create(slug=EVERYTHING)
    for model in (Venue, Space, Community):
        for subject in model.objects.all():
            give_address(subject)
    return FeedAddress.objects.count()
