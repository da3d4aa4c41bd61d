"""Documents people upload: what the name says, no programs, and always handed out as a file."""

import pytest
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from tests.factories.files import docx, odt, packed, photo, upload

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"
XLSX = packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def send(admin_client):
    def post(name: str, content: bytes, **fields):
        form = {"title": "Referat", "file": upload(name, content)} | fields
        return admin_client.post(reverse("wagtaildocs:add"), form)

    return post


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("a.docx", docx()),
        ("a.xlsx", XLSX),
        ("a.odt", odt()),
        ("a.ods", odt("spreadsheet")),
        ("a.csv", "navn;antall\nØra;3".encode("cp1252")),
        ("a.txt", "Møte på Øra".encode()),
        ("A.PDF", PDF),
    ],
)
def test_documents_we_know_are_taken(send, name, content):
    assert send(name, content).status_code == 302
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", b"<script>alert(1)</script>"),
        ("a.svg", b"<svg/>"),
        ("a.exe", b"MZ"),
        ("a.docm", docx()),
        ("a.pdf", b"<html><script>alert(1)</script></html>"),
        ("a.pdf", photo()),
        ("a.docx", PDF),
        ("a.docx", XLSX),
        ("a.docx", docx(**{"word/vbaProject.bin": b"Sub AutoOpen"})),
        ("a.odt", odt("spreadsheet")),
        ("a.odt", packed({"mimetype": b"application/vnd.oasis.opendocument.text", "Basic/x.xml": b""})),
        ("a.docx", docx(bomb=b"\0" * 5_000_000)),
        ("a.docx", docx(**{f"word/{number}": b"" for number in range(2_001)})),
        ("a.docx", docx()[:-30]),
        ("a.txt", b"MZ\0\0"),
        ("a.pdf", b""),
    ],
)
def test_what_is_not_what_its_name_says_is_refused_with_a_sentence(send, tmp_path, name, content):
    answer = send(name, content)

    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_document_over_twenty_megabytes_is_refused(send):
    assert "file" in send("a.pdf", PDF + b"\0" * 20 * 1024 * 1024).context["form"].errors


def test_a_document_is_handed_out_as_a_file_and_runs_nowhere(send, client):
    send("Referat på Øra.pdf", PDF)
    document = Document.objects.get()

    answer = client.get(document.url)

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert "referat-pa-ora.pdf" in answer["Content-Disposition"]
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'"


def test_the_stored_file_has_no_address_of_its_own(send, client):
    send("a.pdf", PDF)

    assert client.get(f"/media/{Document.objects.get().file.name}").status_code == 404


def test_a_document_in_a_private_collection_is_for_those_who_may(send, client, admin_client):
    private = Collection.get_first_root_node().add_child(name="Styret")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    send("a.pdf", PDF, collection=private.pk)
    document = Document.objects.get(collection=private)

    answer = client.get(document.url)

    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/konto/login/code/")
    allowed = admin_client.get(document.url)
    assert b"".join(allowed.streaming_content) == PDF
    assert "no-store" in allowed["Cache-Control"]
