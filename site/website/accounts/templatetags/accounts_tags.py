"""Who is reading, for the header of every page."""

from django import template
from django.template import Context
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag(takes_context=True)
def reader_name(context: Context) -> str:
    """The first name of who is logged in, «Logget inn» of who has given none; empty for everybody else.

    Asks the database only of who has a session, and no answer to them is kept by shared caches.
    """
    person = getattr(getattr(context, "request", None), "user", None)
    if person is None or not person.is_authenticated:
        return ""
    return str(person.first_name or _("Logget inn"))
