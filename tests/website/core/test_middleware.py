import pytest
from django.test import Client

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


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "PROPFIND"])
@pytest.mark.parametrize("address", ["/", "/lan-lokaler/", "/min-side/", "/konto/login/code/", "/sok/"])
def test_a_method_no_page_knows_is_refused_as_such_before_a_token_is_asked_for(address, method):
    answer = Client(enforce_csrf_checks=True).generic(method, address)

    assert (answer.status_code, "POST" in answer["Allow"]) == (405, True)


def test_who_sends_without_a_token_is_still_refused_and_the_admin_deletes_previews():
    guarded = Client(enforce_csrf_checks=True)
    assert guarded.post("/min-side/profil/").status_code == 403
    assert guarded.delete("/admin/pages/1/edit/preview/").status_code == 403
