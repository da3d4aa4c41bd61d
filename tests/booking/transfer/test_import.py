"""`import_bookings` and `export_bookings` with real files."""

import csv
import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command

from booking.enums import BookingState
from booking.models import Booking, BookingSeries, Claim
from booking.queries.explain import explain
from programmes.models import Activity
from tests.factories.house import DAY, NOW, span
from venues.models import OpeningRule, Space
from website.accounts.models import Organisation, User
from website.core import clock

SPACES = """space,venue,name,kind,capacity,units,opens,closes,days_ahead,max_minutes
1,Gamle skolen,Gymsal,room,100,Nord|Sør,07:00,23:00,,
2,Gamle skolen,Gymsal nord,room,50,Nord,07:00,23:00,30,none
3,Gamle skolen,Lab,desk,4,,08:00,16:00,,
4,Rådhuset,Sal,room,10,,07:00,23:00,,
"""
HEADING = "booking,series,space,person,title,start,end,state,visibility,organisation,people,note\n"


@pytest.fixture
def boss(db):
    return User.objects.create_superuser("boss@example.no")


@pytest.fixture
def load(tmp_path, boss, monkeypatch):
    """Import these booking lines; answers what the command said, and the exit sentence or None."""
    monkeypatch.setattr(clock, "now", lambda: NOW)

    def run(lines: str, spaces: str = SPACES, heading: str = HEADING) -> tuple[str, str, str | None]:
        (tmp_path / "spaces.csv").write_text(spaces)
        (tmp_path / "bookings.csv").write_text(heading + lines)
        out, err = io.StringIO(), io.StringIO()
        try:
            call_command("import_bookings", tmp_path / "spaces.csv", tmp_path / "bookings.csv", stdout=out, stderr=err)
        except CommandError as error:
            return out.getvalue(), err.getvalue(), str(error)
        return out.getvalue(), err.getvalue(), None

    return run


def single(number: int, space: str, start: str, end: str, rest: str = "") -> str:
    return f"{number},,{space},per@example.no,Kor,{start},{end},{rest}\n"


def test_spaces_come_with_venue_units_hours_and_rules(load):
    load("")
    hall, north = Space.objects.get(name="Gymsal"), Space.objects.get(name="Gymsal nord")
    assert {unit.name for unit in hall.units.all()} == {"Nord", "Sør"}
    assert (hall.capacity, hall.days_ahead) == (100, 180)
    assert (north.days_ahead, north.max_minutes) == (30, None)
    assert hall.venue.page.live
    hours = OpeningRule.objects.filter(venue=hall.venue).values_list("space__name", "opens").distinct()
    assert set(hours) == {(None, dt.time(7)), ("Lab", dt.time(8))}


def test_a_booking_takes_its_units_and_no_one_else_can_have_them(load):
    out, _err, failed = load(single(1, "1", "2027-01-05T10:00", "2027-01-05T12:00"))
    assert failed is None
    assert "1 bookings added, 0 here already" in out
    booking = Booking.objects.get()
    assert booking.period == span("10-12", DAY)
    assert (booking.state, booking.booked_by.email, booking.decided_by.email) == (
        BookingState.CONFIRMED,
        "per@example.no",
        "boss@example.no",
    )
    assert Claim.objects.count() == 2
    north = Space.objects.select_related("venue").get(name="Gymsal nord")
    assert [refusal.code for refusal in explain(north, span("11-13", DAY), at=NOW)] == ["taken"]


def test_the_same_files_twice_add_nothing(load):
    lines = single(1, "1", "2027-01-05T10:00", "2027-01-05T12:00") + single(
        2, "4", "2027-01-05T10:00", "2027-01-05T12:00"
    )
    load(lines)
    out, _err, failed = load(lines)
    assert failed is None
    assert "4 spaces; 0 bookings added, 2 here already." in out
    assert Booking.objects.count() == 2
    assert Space.objects.count() == 4


BAD = [
    ("1,,4,,Kor,9999-12-31T22:30+00:00,9999-12-31T23:30+00:00\n", "years 1970 to 2199"),
    (f"1,,4,{'p' * 250}@example.no,Kor,2027-01-05T10:00,2027-01-05T12:00\n", "must be an e-mail address"),
    (f"1,,4,,Kor,2027-01-05T10:00,2027-01-05T12:00,,,,{'9' * 5000}\n", "must be a number"),
    ("1,,4,,\u3164,2027-01-05T10:00,2027-01-05T12:00\n", "no letter"),
    ("5,,4,per@example.no,Kor,2027-01-05T10:00,2027-01-05T12:00\n", "told in line 2"),
    ("innbyggertorget:x,,4,,Kor,2027-01-05T10:00,2027-01-05T12:00\n", "no number that an export"),
    ("1,,9,,Kor,2027-01-05T10:00,2027-01-05T12:00\n", "There is no space 9"),
    ("1,,1|4,,Kor,2027-01-05T10:00,2027-01-05T12:00\n", "must belong to one venue"),
    ("1,,1,,,2027-01-05T10:00,2027-01-05T12:00\n", "title is empty"),
    ("1,,1,,Kor,2027-01-05T12:00,2027-01-05T12:00\n", "end is not after the start"),
    ("1,,1,,Kor,2027-13-05T12:00,2027-01-05T12:00\n", "start must be a time"),
    ("1,,1,,Kor,0001-01-01T00:00+14:00,2027-01-05T12:00\n", "years 1970 to 2199"),
    ("1,,1,,Kor,2027-03-28T02:30,2027-03-28T04:00\n", "summer time begins"),
    ("1,,1,per,Kor,2027-01-05T10:00,2027-01-05T12:00\n", "must be an e-mail address"),
    ("1,,1,,Kor,2027-01-05T10:00,2027-01-05T12:00,held\n", "state must be one of"),
    ("1,,1,,Kor,2027-01-05T10:00,2027-01-05T12:00,,,,-3\n", "people must be a number"),
    ("1,,1,,Kor,2027-01-05T10:00,2027-01-05T12:00,,,,,,,extra\n", "more cells than the heading"),
    (f"1,,1,,{'K' * 121},2027-01-05T10:00,2027-01-05T12:00\n", "longer than 120"),
]


@pytest.mark.parametrize(("line", "reason"), BAD)
def test_a_bad_line_is_told_with_number_and_reason_and_nothing_else_is_lost(load, line, reason):
    good = [single(n, "4", f"2027-01-0{n}T10:00", f"2027-01-0{n}T12:00") for n in (5, 6)]
    out, err, failed = load(good[0] + line + good[1])
    assert "2 bookings added" in out
    assert err.startswith("bookings.csv line 3: ")
    assert reason in err
    assert failed == "Lines that could not be taken: 1"


def test_what_overlaps_is_told_and_what_was_only_in_the_way_of_a_refused_one_is_taken(load):
    """The second cannot have the hall, as north is taken; south, of which it first took a part, is free."""
    lines = (
        single(1, "2", "2027-01-05T10:00", "2027-01-05T12:00")
        + single(2, "1", "2027-01-05T10:00", "2027-01-05T12:00")
        + single(3, "5", "2027-01-05T10:00", "2027-01-05T12:00")
    )
    out, err, _failed = load(lines, SPACES + "5,Gamle skolen,Gymsal sør,room,50,Sør,07:00,23:00,,\n")
    assert "2 bookings added" in out
    assert err.startswith("bookings.csv line 3: Gymsal")
    assert set(Booking.objects.values_list("spaces__name", flat=True)) == {"Gymsal nord", "Gymsal sør"}
    assert Claim.objects.count() == 2


def test_the_first_line_wins_also_where_a_refused_one_stood_between(load):
    spaces = SPACES + "5,Gamle skolen,Gymsal sør,room,50,Sør,07:00,23:00,,\n"
    lines = (
        single(1, "2", "2027-01-05T10:00", "2027-01-05T12:00")
        + single(2, "2|5", "2027-01-05T10:00", "2027-01-05T12:00")
        + single(3, "5", "2027-01-05T11:00", "2027-01-05T13:00")
        + single(4, "5", "2027-01-05T12:30", "2027-01-05T14:00")
    )
    _out, err, _failed = load(lines, spaces)
    assert [line.split(":")[0] for line in err.splitlines()] == ["bookings.csv line 3", "bookings.csv line 5"]


@pytest.mark.parametrize("end", ["2027-03-10T19:00", "2027-03-09T18:00:30"])
def test_dates_too_long_or_too_short_for_fixed_loans_are_loans_one_by_one(load, end):
    lines = "".join(
        f"7,3,4,,Kor,{start}T18:00,{dt.datetime.fromisoformat(end) + dt.timedelta(weeks=week):%Y-%m-%dT%H:%M:%S}\n"
        for week, start in enumerate(["2027-03-09", "2027-03-16"])
    )
    assert "2 bookings added" in load(lines)[0]
    assert not BookingSeries.objects.exists()


def test_a_date_that_is_mended_to_another_room_comes_beside_the_one_that_is_here(load):
    load(weekly_lines(3))
    assert "3 bookings added" in load(weekly_lines(3).replace("7,3,4", "8,3,1"))[0]
    assert BookingSeries.objects.get().bookings.count() == 3


def test_what_was_cancelled_is_kept_as_history_and_takes_nothing(load):
    load(single(1, "4", "2027-01-05T10:00", "2027-01-05T12:00", "cancelled"))
    assert Booking.objects.get().state == BookingState.CANCELLED
    assert not Claim.objects.exists()


def weekly_lines(count: int, hour: int = 18) -> str:
    days = [dt.date(2027, 3, 9) + dt.timedelta(weeks=n) for n in range(count)]
    return "".join(f"7,3,4,per@example.no,Kor,{day}T{hour}:00,{day}T{hour + 2}:00,,\n" for day in days)


def test_weekly_dates_become_fixed_loans_that_keep_their_hour_over_the_change_of_the_clock(load):
    load(weekly_lines(4))
    series = BookingSeries.objects.get()
    assert (series.start_date, series.start_time, series.minutes) == (dt.date(2027, 3, 9), dt.time(18), 120)
    assert series.until_date == dt.date(2027, 3, 30)
    assert [clock.local(row.starts_at).hour for row in series.bookings.all()] == [18] * 4
    assert "0 bookings added, 4 here already" in load(weekly_lines(4))[0]
    assert "1 bookings added, 4 here already" in load(weekly_lines(5))[0]
    assert BookingSeries.objects.get().bookings.count() == 5


def test_dates_of_one_series_without_a_rhythm_are_loans_one_by_one(load):
    lines = "".join(f"7,3,4,,Kor,2027-03-0{day}T18:00,2027-03-0{day}T20:00\n" for day in (1, 3, 4))
    assert "3 bookings added" in load(lines)[0]
    assert not BookingSeries.objects.exists()


def test_a_series_of_which_no_date_could_be_had_leaves_nothing(load):
    load(weekly_lines(2))
    _out, err, _failed = load(weekly_lines(2).replace("7,3,4", "8,4,4"))
    assert err.count("bookings.csv line") == 2
    assert BookingSeries.objects.count() == 1


def test_what_is_lent_in_number_is_taken_in_number_and_told_when_too_few_are_left(load, tmp_path):
    spaces = SPACES.replace("days_ahead", "quantity") + "6,Rådhuset,Stoler,equipment,,,,,20,\n"
    heading = HEADING.replace("people", "quantity")
    lines = "".join(
        single(n, "6", "2027-01-05T10:00", "2027-01-05T12:00", f",,,{count}") for n, count in [(1, 15), (2, 6), (3, 5)]
    )
    out, err, _failed = load(lines, spaces, heading)
    assert "2 bookings added" in out
    assert err.startswith("bookings.csv line 3: Stoler: bare 5 av 20")
    assert Claim.objects.count() == 20
    exported, _bookings = export(tmp_path)
    assert [(row["units"], row["quantity"]) for row in exported if row["name"] == "Stoler"] == [("", "20")]


def test_organisations_and_people_are_made_once_and_nobody_is_written_to(load, mailoutbox):
    lines = "".join(single(n, "4", f"2027-01-0{n}T10:00", f"2027-01-0{n}T12:00", ",,Koret,12") for n in (5, 6))
    load(lines)
    assert Organisation.objects.get().name == "Koret"
    assert User.objects.filter(email="per@example.no").count() == 1
    assert not User.objects.get(email="per@example.no").has_usable_password()
    assert not mailoutbox


def test_what_is_open_for_all_and_still_to_come_is_in_the_programme(load, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        load(
            single(1, "4", "2027-01-05T10:00", "2027-01-05T12:00", ",public")
            + single(2, "4", "2026-01-05T10:00", "2026-01-05T12:00", ",public")
        )
    assert Activity.objects.count() == 1


@pytest.mark.parametrize(
    ("heading", "spaces", "sentence"),
    [
        ("booking,space\n", SPACES, "has no column start, end, title"),
        (HEADING, "", "has no column space, venue, name"),
        (HEADING, SPACES + "5,Huset,\x00\n", None),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_in_a_sentence(load, heading, spaces, sentence):
    _out, err, failed = load("", spaces, heading)
    assert (sentence or "name is empty") in (failed if sentence else err)


def test_a_file_that_is_not_there_or_not_text_and_no_administrator(tmp_path, db):
    with pytest.raises(CommandError, match="no such administrator"):
        call_command("import_bookings", tmp_path / "a", tmp_path / "b")
    User.objects.create_superuser("boss@example.no")
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_bookings", tmp_path / "a", tmp_path / "b")
    (tmp_path / "a").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="is not in UTF-8"):
        call_command("import_bookings", tmp_path / "a", tmp_path / "a")


def export(tmp_path, **options) -> list[list[dict[str, str]]]:
    files = [tmp_path / "out_spaces.csv", tmp_path / "out_bookings.csv"]
    call_command("export_bookings", *files, stdout=io.StringIO(), **options)
    return [list(csv.DictReader(io.StringIO(file.read_text()))) for file in files]


def test_what_is_exported_is_the_same_when_it_is_imported_elsewhere(load, tmp_path):
    lines = weekly_lines(3) + single(
        9, "1", "2027-10-31T01:00", "2027-10-31T03:00", "requested,public,Koret,5,=SUM(A1)"
    )
    load(lines)
    spaces, bookings = export(tmp_path)
    assert bookings[-1]["note"] == "'=SUM(A1)"
    before = snapshot()
    Claim.objects.all().delete()
    Booking.objects.all().delete()
    BookingSeries.objects.all().delete()
    call_command("import_bookings", tmp_path / "out_spaces.csv", tmp_path / "out_bookings.csv", stdout=io.StringIO())
    assert snapshot() == before
    assert export(tmp_path) == [spaces, bookings]


def test_what_ended_before_a_day_can_be_left_out(load, tmp_path):
    load(weekly_lines(3))
    _spaces, bookings = export(tmp_path, since=dt.date(2027, 3, 17))
    assert [row["start"] for row in bookings] == ["2027-03-23T18:00:00+01:00"]


def snapshot() -> tuple[list, list]:
    fields = ("key", "starts_at", "ends_at", "state", "title", "note", "people", "series__key", "original_start")
    owners = ("booked_by__email", "organisation__name", "spaces__name", "visibility")
    return (
        list(Booking.objects.order_by("starts_at", "spaces__name").values_list(*fields, *owners)),
        list(Claim.objects.order_by("unit", "span").values_list("unit", "span", "span_after", "span_before")),
    )
