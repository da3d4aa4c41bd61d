"""What follows when an account is deleted, a space is made of other units or laid down."""

import datetime as dt
from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from venues.models import Space
from venues.signals import space_archiving, units_changing
from website.accounts.models import User
from website.core import clock

from .operations.following import look_again
from .operations.forgetting import forget_person
from .operations.sets import follow_units, refuse_while_lent


@receiver(pre_delete, sender=User)
def forget(instance: User, **_kwargs: Any) -> None:
    forget_person(instance, at=clock.now())


@receiver(units_changing)
def move_claims(space: Space, before: set[int], after: set[int], by: User, at: dt.datetime, **_kwargs: Any) -> None:
    follow_units(space, before=before, after=after, by=by, at=at)
    look_again(space, at=at)


@receiver(space_archiving)
def keep_while_lent(space: Space, by: User, at: dt.datetime, **_kwargs: Any) -> None:
    refuse_while_lent(space, by=by, at=at)
