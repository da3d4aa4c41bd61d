"""Pictures people upload: made anew, without a word of where they were taken."""

import io

import pytest
from django.urls import reverse
from PIL import Image as Picture
from wagtail.images.models import Image
from wagtail.models import Collection, CollectionViewRestriction

from tests.factories.files import WHERE, bomb, photo, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def send(admin_client):
    def post(name: str, content: bytes):
        return admin_client.post(reverse("wagtailimages:add"), {"title": "Bilde", "file": upload(name, content)})

    return post


def stored(folder) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "kind"), [("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP"), ("a.avif", "AVIF")]
)
def test_where_a_picture_was_taken_is_nowhere(send, tmp_path, name, kind):
    content = photo(kind)
    assert WHERE.encode() in content

    assert send(name, content).status_code == 302
    Image.objects.get().get_rendition("width-20")

    files = stored(tmp_path)
    assert len(files) == 2
    assert not [file for file in files if WHERE.encode() in file or b"Exif" in file]
    assert {Picture.open(io.BytesIO(file)).format for file in files} == {"WEBP"}


def test_a_picture_taken_on_its_side_is_turned(send):
    send("a.jpg", photo(size=(40, 20), turned=True))

    assert (Image.objects.get().width, Image.objects.get().height) == (20, 40)


def test_its_name_works_in_an_address(send):
    send("Bålkos på Øra.JPG", photo())

    assert Image.objects.get().filename == "balkos-pa-ora.webp"


def test_what_was_hidden_behind_a_picture_is_gone(send, tmp_path):
    send("a.jpg", photo() + b"<script>KANARI</script>PK\x03\x04")

    assert [file for file in stored(tmp_path) if b"KANARI" in file] == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("a.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("a.jpg", b"<html><script>alert(1)</script></html>"),
        ("a.png", photo("JPEG")),
        ("a.gif", photo("GIF")),
        ("a.tiff", photo("TIFF")),
        ("a.jpg", b""),
        ("a.jpg", photo()[:300]),
        ("a.png", photo("PNG")[:-40]),
        ("a.jpg", photo(size=(17_000, 10))),
        ("a.png", bomb(8_000)),
        ("a.png", bomb(30_000)),
    ],
)
def test_what_is_no_picture_of_ours_is_refused_with_a_sentence(send, tmp_path, name, content):
    answer = send(name, content)

    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not Image.objects.exists()
    assert stored(tmp_path) == []


def test_a_file_over_ten_megabytes_is_refused(send):
    answer = send("a.jpg", photo() + b"\0" * 10 * 1024 * 1024)

    assert "file" in answer.context["form"].errors


def test_a_picture_in_a_closed_collection_is_not_there_for_strangers(send, client, admin_client):
    send("a.jpg", photo())
    image = Image.objects.get()
    address = image.get_rendition("width-20").url
    closed = Collection.get_first_root_node().add_child(name="Lukket")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    image.collection = closed
    image.save()

    seen = admin_client.get(address)

    assert (seen.status_code, seen["Cache-Control"]) == (200, "private, no-store")
    assert client.get(address).status_code == 404


def test_a_page_shows_the_sizes_but_the_upload_has_no_address(send, client):
    send("a.jpg", photo())
    image = Image.objects.get()

    shown = client.get(image.get_rendition("width-20").url)

    assert (shown.status_code, shown["Content-Type"], shown["X-Content-Type-Options"]) == (200, "image/webp", "nosniff")
    assert shown["Cache-Control"] == "public, max-age=604800"
    assert not shown.cookies
    for path in (
        image.file.url,
        "/media/images/../original_images/a.webp",
        "/media/images/",
        "/media/images/ingen.webp",
        "/media/images/%00",
    ):
        assert client.get(path).status_code == 404
