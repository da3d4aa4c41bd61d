"""Addresses as others must know them."""

from urllib.parse import urljoin

from django.conf import settings


def absolute(path: str) -> str:
    """A whole address; never made from what a request says of itself."""
    return urljoin(settings.PUBLIC_BASE_URL, path)
