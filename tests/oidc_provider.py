"""A login provider for tests: speaks enough OpenID Connect on loopback for a whole login through our own addresses."""

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
import pytest

from website.core import clock

OUR_NAME = "torget"
OUR_SECRET = "a secret of at least thirty-two bytes"


@dataclass
class Provider:
    """Who logs in next, as the provider knows them."""

    address: str = ""
    claims: dict[str, object] = field(default_factory=dict)

    def id_token(self) -> str:
        now = int(clock.now().timestamp())
        times = {"iss": self.address, "aud": OUR_NAME, "iat": now, "exp": now + 60}
        return jwt.encode(self.claims | times, OUR_SECRET, algorithm="HS256")


class Answers(BaseHTTPRequestHandler):
    """The two addresses we ask."""

    def do_GET(self) -> None:
        address = self.server.provider.address
        ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        found = {f"{name}_endpoint": f"{address}/{path}" for name, path in ends.items()}
        self.say(found | {"issuer": address, "jwks_uri": f"{address}/keys"})

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.say({"access_token": "of no use", "token_type": "Bearer", "id_token": self.server.provider.id_token()})

    def say(self, answer: dict[str, str]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_parts: object) -> None:
        """Says nothing."""


@pytest.fixture
def oidc(settings, monkeypatch):
    """A running provider; the site is set up to log in with it as operators do."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        server.provider = Provider(address=f"http://127.0.0.1:{server.server_port}")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("OIDC_CLIENT_ID", OUR_NAME)
        monkeypatch.setenv("OIDC_SECRET", OUR_SECRET)
        monkeypatch.setenv("OIDC_SERVER_URL", server.provider.address)
        from website.settings import env

        settings.SOCIALACCOUNT_PROVIDERS = env.openid_connect()
        yield server.provider
        server.shutdown()
