"""Whom an answer goes to, for counting: never taken from what a client writes about itself."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104 - stands for nobody; nothing is bound to it


def client_address(request: HttpRequest) -> str:
    """The address of the client, or of its network of 64 bits, which one household has for itself.

    Behind proxies of ours it is the one the outermost of them saw; what stands before it in the header is the
    client's own to forge.
    """
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    proxies: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    seen = hops[-proxies] if 0 < proxies <= len(hops) else ""
    return _plain(seen) or _plain(request.META.get("REMOTE_ADDR", "")) or UNKNOWN


def _plain(text: str) -> str:
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is None:
            return str(ipaddress.ip_network((int(found), 64), strict=False).network_address)
        found = found.ipv4_mapped
    return str(found)
