"""Who has which space when.

Words: *booking* (one agreed use of one or more spaces), *claim* (a row that blocks one unit for a span: the only truth
about what is taken), *hold* (a short claim while a form is filled in), *closure* (a claim by nobody, with a reason),
*request → approve / refuse*, *withdraw* (by the asker), *cancel* (by staff), *release* (give back).

Begin at `models/claim.py` (three exclusion constraints), `operations/claims.py` (`claim()`, the one function that
writes claims) and `queries/explain.py` (`explain()`, the one function that says why not).
"""
