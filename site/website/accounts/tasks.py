"""What is looked after every minute."""

import datetime as dt

from website.core.housekeeping import chore

from . import access_keys, operations


@chore
def forget_unconfirmed_accounts(*, at: dt.datetime) -> int:
    return operations.forget_unconfirmed(at=at)


@chore
def forget_ended_logins(*, at: dt.datetime) -> int:
    return operations.forget_ended_logins(at=at)


@chore
def forget_ended_keys(*, at: dt.datetime) -> int:
    return access_keys.forget_ended_keys(at=at)
