"""The one truth about "taken" (design 5). All the rules of overlap are here, in the database."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from venues.models import Unit
from website.core.periods import Period

from .booking import Booking
from .closure import Closure
from .hold import Hold

# A unit as a range of one number: lets core PostgreSQL mix it with time ranges, without the btree_gist extension.
SAME_UNIT = Func(F("unit"), F("unit"), Value("[]"), function="int8range")


def no_overlap(span: str) -> ExclusionConstraint:
    return ExclusionConstraint(
        name=f"claim_no_overlap_{span}",
        expressions=[(SAME_UNIT, RangeOperators.OVERLAPS), (span, RangeOperators.OVERLAPS)],
    )


class Claim(models.Model):
    """One unit is taken for a span. Exists exactly while something is taken; giving back deletes it.

    `span_after` is the span with the buffer after it, `span_before` with the buffer before it. As no two of either
    kind may overlap, the gap between two bookings is the larger of the two buffers, never the sum. Closures have
    neither: they ignore buffers.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="claims")
    span = DateTimeRangeField()
    span_after = DateTimeRangeField(null=True)
    span_before = DateTimeRangeField(null=True)
    booking = models.ForeignKey(Booking, models.CASCADE, null=True, related_name="claims")
    closure = models.ForeignKey(Closure, models.CASCADE, null=True, related_name="claims")
    hold = models.ForeignKey(Hold, models.CASCADE, null=True, related_name="claims")
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            no_overlap("span"),
            no_overlap("span_after"),
            no_overlap("span_before"),
            models.CheckConstraint(
                condition=Q(span__lower_inc=True, span__upper_inc=False, span__lower_inf=False, span__upper_inf=False),
                name="claim_span_half_open",  # an empty range has no bounds, so it is refused too
            ),
            models.CheckConstraint(
                condition=Q(closure=None, span_after__contains=F("span"), span_before__contains=F("span"))
                | Q(closure__isnull=False, span_after=None, span_before=None),
                name="claim_buffers_around_span",
            ),
            models.CheckConstraint(
                condition=Q(booking__isnull=False, closure=None, hold=None)
                | Q(booking=None, closure__isnull=False, hold=None)
                | Q(booking=None, closure=None, hold__isnull=False),
                name="claim_has_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(hold=None, expires_at=None) | Q(hold__isnull=False, expires_at__isnull=False),
                name="claim_only_holds_expire",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.span}"

    @property
    def period(self) -> Period:
        return Period(self.span.lower, self.span.upper)
