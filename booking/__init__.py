"""Who has which space when.

Words: *booking* (one agreed use of one or more spaces), *claim* (a row that blocks one unit for a span: the only truth
about what is taken), *hold* (a short claim while a form is filled in), *closure* (a claim by nobody, with a reason),
*request → approve / refuse*, *withdraw* (by the asker), *cancel* (by staff), *release* (give back).

Begin at `models/claim.py` (three exclusion constraints), `operations/claims.py` (`claim()`, the one door to the table
of claims) and `queries/situation.py` (hours and claims read once; `free()`, `starts()` and `why_not()` agree).

* What people see: `views/find.py` (all venues, a day, a week), `views/weekly.py` (the same time every week),
  `views/book.py` (the form), `views/receipt.py`, `views/my_page.py`, `views/loan_calendars.py` (loans at a secret
  address). What the pages draw is made by `queries/day_plan.py`, `week_plan.py`, `venues_day.py`, `first_free.py` (when
  next), `needs.py` (which spaces fit), `weekly.py` (on which dates), `alternatives.py` (what works instead) and
  `terms.py`.
* What hosts do: `views/desk.py`, `close.py` and `closures.py` under /admin/utlan/, with `queries/requests.py` for the
  remarks and `places.py` for where loans can be instead; `calendars.py` for the calendars a house follows, which
  `external/` fetches and reads and `operations/following.py` turns into closures.
* What is done: `operations/bookings.py` (from wish to booking and what becomes of it), `holds.py`, `closures.py`,
  `decided.py` (loans in the way), `lifting.py`,
  `sets.py` (a space made of other units), `pools.py` (which of many alike), `desk.py` (many at once), `notices.py`
  (who is told by mail), `invitations.py` (calendar files). From and to other systems: `transfer/`.
* Rules that are pure: `rules.py`. Who may: `permissions.py`. Every minute: `tasks.py`.
"""
