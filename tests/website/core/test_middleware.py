import pytest

pytestmark = pytest.mark.django_db


def policy(client, path: str) -> dict[str, list[str]]:
    header = client.get(path).headers["Content-Security-Policy"]
    return {name: values for name, *values in (part.split() for part in header.split(";"))}


def test_public_pages_allow_no_inline_script_or_style(client):
    rules = policy(client, "/")

    assert rules["script-src"] == rules["style-src"] == ["'self'"]
    assert rules["default-src"] == ["'none'"]


def test_the_policy_of_the_editors_pages_replaces_the_public_one(client):
    """'none' beside another source is an error, and the browser ignores it."""
    rules = policy(client, "/admin/")

    assert rules["frame-src"] == rules["base-uri"] == ["'self'"]
    assert all(len(values) == 1 for values in rules.values() if "'none'" in values)
