import pytest

pytestmark = pytest.mark.django_db


def test_choosing_a_language_returns_to_the_page_with_its_filters(client):
    answer = client.get("/sprak/nn/", {"til": "/det-som-skjer/?gratis=1"})

    assert (answer.status_code, answer.url) == (302, "/det-som-skjer/?gratis=1")
    assert answer.cookies["sprak"].value == "nn"
    assert list(answer.cookies) == ["sprak"]


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""]
)
def test_choosing_a_language_never_leads_to_another_site(client, elsewhere):
    assert client.get("/sprak/nn/", {"til": elsewhere}).url == "/"


def test_an_unknown_language_is_not_found(client):
    assert client.get("/sprak/de/").status_code == 404


def test_a_post_is_refused(client):
    assert client.post("/sprak/nn/").status_code == 405


def test_the_chosen_language_is_the_language_of_the_page(client):
    client.cookies["sprak"] = "nn"

    page = client.get("/finnes-ikke/")

    assert '<html lang="nn"' in page.content.decode()
    assert page.headers["Content-Language"] == "nn"
