"""What is found about people outside their own rows."""

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet

from website.core.models import OutgoingMail

from .models import User


def mails_to(person: User) -> QuerySet[OutgoingMail]:
    """Mails to the person's addresses. Not to one that is yet to be confirmed: it may be somebody else's."""
    confirmed = EmailAddress.objects.filter(user=person, verified=True)
    return OutgoingMail.objects.filter(Q(to=person.email) | Q(to__in=confirmed.values("email")))
