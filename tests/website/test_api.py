"""What is true of every operation of the API: read only, so often, the same to all, and as its document says."""

import re
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import RequestFactory
from ninja import NinjaAPI, Router

from programmes.operations.communities import open_community
from tests.factories.house import NOW
from tests.factories.programme import make_activity, repeat_weekly
from website import api as ours
from website.core import clock

pytestmark = pytest.mark.django_db
TOLD = {"/api/v1/search/": "/api/v1/search/?q=dhh"}


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def town(house, owner, community_index):
    house.set("A", capacity=8, tags=["kitchen"], purpose="meet")
    lisleby = open_community(name="Lisleby", by=owner, at=NOW, is_verified=True)
    cafe = make_activity(house, by=owner, community=lisleby, audience=["seniors"], languages=["no"])
    repeat_weekly(cafe, first=clock.today())


@pytest.fixture
def document(client) -> dict[str, Any]:
    return client.get("/api/v1/openapi.json").json()


def open_paths(document):
    """Those that are open to all."""
    return [path for path in document["paths"] if not path.startswith("/api/v1/bookings/")]


def addresses(document):
    """An address for each open operation."""
    filled = [path.replace("{venue}", "dhh").replace("{slug}", "sprakkafe") for path in open_paths(document)]
    return [TOLD.get(path, path) for path in filled]


def test_the_index_leads_to_everything_and_says_what_one_may_do(client, house):
    told = client.get("/api/v1/").json()

    assert told["licence"]["url"] == "https://data.norge.no/nlod/no/2.0"
    assert told["licence"]["note"] == "Bruk dataene fritt, og si hvor de kommer fra. Bilder er ikke med i lisensen."
    for address in (told["openapi"], *told["links"].values()):
        assert client.get(f"{address}dhh" if address.endswith("?q=") else address).status_code == 200


def test_the_document_describes_every_operation_with_its_answers(document):
    operations = [operation for path in document["paths"].values() for operation in path.values()]

    assert document["openapi"] == "3.1.0"
    assert {"title", "version", "license"} <= document["info"].keys()
    assert len(operations) == 22
    assert {method for path in open_paths(document) for method in document["paths"][path]} == {"get"}
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    for operation in operations:
        assert operation["summary"]
        assert operation["responses"].keys() >= {"400", "404", "429", "503"}
        assert operation["responses"].keys() & {"200", "201"}
        assert ("401" in operation["responses"]) == bool(operation.get("security"))
        for status, response in operation["responses"].items():
            media_type = "application/json" if status < "300" else "application/problem+json"
            assert response["content"][media_type]["schema"].keys() == {"$ref"}
    for path, methods in document["paths"].items():
        for operation in methods.values():
            parameters = operation["parameters"]
            assert {one["name"] for one in parameters if one["in"] == "path"} == set(re.findall(r"{(\w+)}", path))
            assert all("type" in one["schema"] for one in parameters)


def test_every_reference_in_the_document_leads_somewhere(document):
    references = set(re.findall(r"'\$ref': '#/components/schemas/([^']+)'", str(document)))

    assert references == document["components"]["schemas"].keys()


def test_every_answer_is_as_the_document_says(client, town, document):
    for path, address in zip(open_paths(document), addresses(document), strict=True):
        answer = client.get(address)
        content = document["paths"][path]["get"]["responses"][str(answer.status_code)]["content"]
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/json; charset=utf-8"
        assert faults(answer.json(), content["application/json"]["schema"], document) == []


TYPES = {"string": str, "integer": int, "boolean": bool, "null": type(None), "array": list, "object": dict}


def faults(value: Any, schema: dict[str, Any], document: dict[str, Any], where: str = "") -> list[str]:
    """Where the value is not as the schema says: another type or word, something lacking, something more."""
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        each = [faults(value, one, document, where) for one in schema["anyOf"]]
        return min(each, key=len)
    if type(value) is not TYPES[schema["type"]] or value not in schema.get("enum", [value]):
        return [f"{where}: {value!r}"]
    if schema["type"] == "array":
        assert value or where.endswith(("tags", "open")), f"{where}: nothing to look at"
        return [fault for one in value for fault in faults(one, schema["items"], document, f"{where}[]")]
    if "properties" not in schema:
        return []
    wrong = [f"{where}.{name}" for name in value.keys() ^ schema["properties"].keys()]
    known = value.keys() & schema["properties"].keys()
    return wrong + [
        fault
        for name in sorted(known)
        for fault in faults(value[name], schema["properties"][name], document, f"{where}.{name}")
    ]


def test_an_unchanged_answer_is_not_sent_again(client, town, document):
    for address in addresses(document):
        etag = client.get(address)["ETag"]
        again = client.get(address, headers={"if-none-match": etag})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
        assert again["Access-Control-Allow-Origin"] == "*"
        assert again["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_other_sites_may_read_every_answer_and_caches_keep_it(client, town, document):
    for address in [*addresses(document), "/api/v1/openapi.json", "/api/v1/finnes-ikke/", "/api/v1/venues/nei/"]:
        answer = client.get(address)
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer["Cache-Control"] == "public, no-cache"
        assert "Cookie" not in answer.get("Vary", "")
        assert not answer.cookies


def test_the_answer_is_the_same_whoever_asks(client, town, document, owner, settings):
    plain = [client.get(address).content for address in addresses(document)]
    client.force_login(owner)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    assert [client.get(address).content for address in addresses(document)] == plain


def test_a_browser_may_ask_first(client):
    answer = client.options("/api/v1/venues/", headers={"access-control-request-headers": "content-type"})

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert answer["Access-Control-Allow-Headers"] == "*"


def test_head_is_get_without_its_body(client, town, document):
    for address in addresses(document):
        answer = client.head(address)
        assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, document, method):
    for address in [*addresses(document), "/api/v1/openapi.json", "/api/finnes-ikke/"]:
        answer = getattr(client, method)(address)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert answer.json()["detail"] == "Her kan du bare lese. Bruk GET."


@pytest.mark.parametrize("address", ["/api/", "/api/v1/nei/", "/api/v1/venues/%00/", "/api/v1/x.json", "/api/v2/"])
def test_an_unknown_address_is_said_in_words(client, address):
    answer = client.get(address)

    assert answer.status_code == 404
    assert answer.json()["detail"] == "Denne adressen finnes ikke. Se /api/v1/ for alt som finnes."


@pytest.mark.parametrize("address", ["/api/v1/venues?limit=1", "/api//example.com", "/api/v1/a%0D%0Ab"])
def test_without_the_last_slash_one_is_led_on_within_the_site(client, address):
    answer = client.get(address)

    assert answer.status_code == 301
    assert answer["Location"].startswith("/api/")
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_the_sixty_first_question_in_a_minute_has_to_wait(client, house):
    for _time in range(60):
        assert client.get("/api/v1/venues/").status_code == 200

    answer = client.get("/api/v1/spaces/")

    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert answer.json()["detail"] == "Det kommer for mange spørsmål herfra. Vent litt, og prøv igjen."
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert client.get("/det-som-skjer/").status_code == 200


def test_forged_addresses_count_as_one(client, house, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(61):
        answer = client.get("/api/v1/", headers={"x-forwarded-for": f"203.0.113.{number}, 198.51.100.7"})

    assert answer.status_code == 429
    assert client.get("/api/v1/", headers={"x-forwarded-for": "198.51.100.8"}).status_code == 200


def test_while_the_database_is_away_it_says_when_to_come_back(client):
    def away(*_query):
        raise OperationalError("server closed the connection unexpectedly")

    with connection.execute_wrapper(away):
        answer = client.get("/api/v1/venues/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert answer.json()["detail"] == "Vi kan ikke svare akkurat nå. Prøv igjen om et minutt."


def test_a_router_that_is_not_let_out_by_name_answers_no_one():
    """Whoever adds one and forgets it gives nothing away."""
    router = Router()
    router.get("/hemmelig/")(lambda request: "hemmelig")
    closed = NinjaAPI(auth=ours.nobody, urls_namespace="closed", docs_url=None)
    closed.add_router("", router)
    view = next(pattern for pattern in closed.urls[0] if "hemmelig" in str(pattern.pattern)).callback

    assert ours.api.auth == [ours.nobody]
    assert view(RequestFactory().get("/hemmelig/")).status_code == 401


def test_page_for_people_tells_every_operation_and_every_way_to_be_refused(client, document):
    page = client.get("/api/v1/docs/").content.decode()

    for path, methods in document["paths"].items():
        assert all(f"{method.upper()} {path}</code>" in page for method in methods)
    for code in ("no_key", "scope", "not_found", "conflict", "too_many"):
        assert f'id="{code}"' in page
    assert "version*" in page
    assert "Nøkkelen må ha «bookings:write»." in page
