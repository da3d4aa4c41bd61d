"""What is kept of what a login provider tells: who it is, and how surely."""

from typing import Any

KEPT_CLAIMS = ("sub", "acr", "name")  # never `pid`, the national identity number


def kept_claims(told: dict[str, Any]) -> dict[str, Any]:
    """The claims we keep, wherever allauth has put them: in the ID token, in what was asked for besides, or bare."""
    claims = told | (told.get("id_token") or {}) | (told.get("userinfo") or {})
    return {name: claims[name] for name in KEPT_CLAIMS if name in claims}
