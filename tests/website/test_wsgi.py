"""The door of the server: what a client says of its own letters."""

import io

import pytest
from django.test import RequestFactory

from website.wsgi import Application, application

UTF_8 = "%C3%A5"


@pytest.mark.parametrize("charset", ["zlib", "hex", "idna", "punycode", "undefined", "utf-16", "finnes-ikke", ""])
def test_the_address_is_utf_8_whatever_charset_the_client_names(charset):
    environ = RequestFactory().get(f"/sok/?q={UTF_8}").environ
    environ |= {"CONTENT_TYPE": f"text/plain; charset={charset}", "wsgi.input": io.BytesIO()}

    assert isinstance(application, Application)
    assert Application.request_class(environ).GET["q"] == "å"
