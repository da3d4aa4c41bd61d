"""Mail, from the row to a real mail server."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from website.core import clock, outbox
from website.core.mail import queue_mail
from website.core.models import OutgoingMail

pytestmark = pytest.mark.django_db(transaction=True)


def queue(key: str = "a", **other) -> None:
    queue_mail(**{"key": key, "to": "kari@example.no", "subject": "Godkjent: Storsalen", "body": "Hei på deg"} | other)


def test_a_mail_leaves_once_when_its_transaction_is_committed(smtp):
    with transaction.atomic():
        queue()
        queue()  # the same event told again
        assert smtp.mails == []
    assert [mail["Subject"] for mail in smtp.mails] == ["Godkjent: Storsalen"]
    assert smtp.recipients == ["kari@example.no"]
    outbox.send_waiting(at=clock.now())
    assert len(smtp.mails) == 1


def test_s177_a_rolled_back_transaction_sends_nothing(smtp):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue()
        raise ZeroDivisionError
    outbox.send_waiting(at=clock.now())
    assert smtp.mails == []
    assert not OutgoingMail.objects.exists()


def test_a_mail_the_server_turns_away_is_tried_again_later_and_later(smtp):
    smtp.refusals = 2
    queue()
    now = clock.now()
    assert smtp.mails == []
    assert outbox.send_waiting(at=now + dt.timedelta(minutes=1)) == 0
    assert outbox.send_waiting(at=now + dt.timedelta(minutes=3)) == 0
    assert OutgoingMail.objects.get().not_before == now + dt.timedelta(minutes=3 + 4)
    assert outbox.send_waiting(at=now + dt.timedelta(minutes=8)) == 1
    assert len(smtp.mails) == 1


def test_one_mail_that_fails_stops_no_other(smtp):
    smtp.refusals = 1
    with transaction.atomic():
        queue("a", subject="Første")
        queue("b", subject="Andre")
    assert [mail["Subject"] for mail in smtp.mails] == ["Andre"]


def test_a_worker_that_died_leaves_its_mail_for_another_with_the_same_id(smtp, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    queue()
    now = clock.now()
    taken = outbox.take_next(at=now)
    assert outbox.send_waiting(at=now + dt.timedelta(minutes=3)) == 0
    assert outbox.send_waiting(at=now + dt.timedelta(minutes=6)) == 1
    assert smtp.mails[0]["Message-ID"] == f"<{taken.message_id}@testserver>"


def test_eight_workers_at_once_send_each_mail_once(smtp, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    for number in range(40):
        queue(str(number), subject=f"Nummer {number}")
    at = clock.now()

    def work(_number: int) -> int:
        try:
            return outbox.send_waiting(at=at)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(work, range(8))) == 40
    assert len({mail["Subject"] for mail in smtp.mails}) == len(smtp.mails) == 40


def test_a_slow_mail_server_makes_nobody_get_a_mail_twice(smtp, settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    queue("a")
    queue("b")
    start = clock.now()
    monkeypatch.setattr(clock, "now", lambda: start + dt.timedelta(minutes=7) * len(smtp.mails))
    deliver = outbox.deliver
    taken_by_another = []

    def deliver_while_another_looks(mail) -> bool:
        if smtp.mails:
            taken_by_another.append(outbox.take_next(at=clock.now()))
        return deliver(mail)

    monkeypatch.setattr(outbox, "deliver", deliver_while_another_looks)

    assert outbox.send_waiting(at=start) == 2
    assert [mail["Subject"] for mail in smtp.mails] == ["Godkjent: Storsalen"] * 2
    assert taken_by_another == [None]


def test_a_mail_that_cannot_be_built_stops_no_other(smtp, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    queue("a", subject="Første", to="kari@example.no\nBcc: alle@example.no")
    queue("b", subject="Andre")

    assert outbox.send_waiting(at=clock.now()) == 1
    assert [mail["Subject"] for mail in smtp.mails] == ["Andre"]


def test_a_mail_that_is_given_up_is_told_without_its_address(smtp, caplog):
    smtp.refusals = 100
    queue()
    caplog.clear()
    last = outbox.MOST_ATTEMPTS - 1
    OutgoingMail.objects.update(attempts=last, not_before=clock.now())

    outbox.send_waiting(at=clock.now())
    outbox.send_waiting(at=clock.now() + dt.timedelta(days=9))

    (told,) = [record for record in caplog.records if record.name == "website.core.outbox"]
    assert (told.levelname, told.mail, told.attempts) == ("ERROR", OutgoingMail.objects.get().pk, last + 1)
    assert told.error == "SMTPDataError"
    assert "kari" not in str(vars(told))


def test_mails_are_forgotten_a_month_after_they_left_or_were_given_up(smtp):
    for key in ("sent", "recent", "given up", "waits"):
        queue(key)
    now = clock.now()
    days_ago = {"sent": 31, "recent": 29, "given up": 31, "waits": 31}
    for key, days in days_ago.items():
        then = now - dt.timedelta(days=days)
        sent_at = then if key in {"sent", "recent"} else None
        attempts = outbox.MOST_ATTEMPTS if key == "given up" else 1
        OutgoingMail.objects.filter(key=key).update(sent_at=sent_at, not_before=then, attempts=attempts)

    assert outbox.forget_mails(at=now) == 2
    assert set(OutgoingMail.objects.values_list("key", flat=True)) == {"recent", "waits"}


def test_a_subject_never_becomes_a_second_header(smtp):
    queue(subject="Møte\r\nBcc: alle@example.no")
    assert smtp.mails[0]["Subject"] == "Møte Bcc: alle@example.no"
    assert smtp.mails[0]["Bcc"] is None


def test_an_invitation_is_there_for_programs_and_for_people(smtp):
    calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Øving\r\nEND:VCALENDAR\r\n"
    queue(calendar=calendar, calendar_method="REQUEST")
    parts = {part.get_content_type(): part for part in smtp.mails[0].walk()}
    assert parts["text/plain"].get_content().strip() == "Hei på deg"
    assert parts["text/calendar"].get_param("method") == "REQUEST"
    assert parts["text/calendar"].get_content().replace("\n", "").replace("\r", "") == calendar.replace("\r\n", "")
    assert parts["application/ics"].get_filename() == "bestilling.ics"
