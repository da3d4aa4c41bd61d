from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """What every page needs to know about the site."""
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "municipality": settings.MUNICIPALITY,
        "public_base_url": settings.PUBLIC_BASE_URL,
    }
