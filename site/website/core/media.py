"""Pictures as pages show them. Nothing else that was uploaded has an address of its own."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils._os import safe_join
from django.views.decorators.http import require_safe
from wagtail.images import get_image_model

PICTURES = "images"  # where Wagtail keeps the sizes it has made; uploads themselves lie beside it, out of reach
KINDS = {".webp": "image/webp", ".png": "image/png", ".jpg": "image/jpeg", ".avif": "image/avif"}
A_WEEK = 7 * 24 * 3600


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """One size of a picture. 404 for all that is not there, and for what lies in a collection one may not see."""
    if "\0" in name:  # no file has one in its name, and no text in the database
        raise Http404
    rendition = get_image_model().get_rendition_model().objects.filter(file=f"{PICTURES}/{name}")
    restrictions = [
        restriction
        for found in rendition.select_related("image__collection")
        for restriction in found.image.collection.get_view_restrictions()
    ]
    if not all(restriction.accept_request(request) for restriction in restrictions):
        raise Http404
    try:
        path = Path(safe_join(settings.MEDIA_ROOT / PICTURES, name))
        content = path.read_bytes()
        kind = KINDS[path.suffix]
    except (OSError, ValueError, KeyError, SuspiciousFileOperation) as error:
        raise Http404 from error
    kept_by = "private, no-store" if restrictions else f"public, max-age={A_WEEK}"
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": kept_by})
