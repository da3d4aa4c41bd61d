"""A server on loopback that answers over TLS as a name of its own, for what we fetch from others."""

import datetime as dt
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from website.core.fetching import Door

NAME = "kalender.example.no"


@dataclass
class Server:
    """What it has been asked, and what it answers: by path, a function that writes the answer."""

    port: int
    certificate: str
    answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: list[BaseHTTPRequestHandler] = field(default_factory=list)

    @property
    def door(self) -> Door:
        return Door(port=self.port, ca_certs=self.certificate, lets_through=lambda number: number == "127.0.0.1")

    def serve(self, path: str, body: bytes = b"", *, status: int = 200, **headers: str) -> str:
        """Answer so from now on; the address."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in ({"Content_Length": str(len(body))} | headers).items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(body)

        self.answers[path] = answer
        return f"https://{NAME}{path}"


class Handler(BaseHTTPRequestHandler):
    """Answers what the server was told to."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        told = self.server.told
        told.asked.append(self)
        told.answers[self.path](self)
        self.close_connection = True

    def log_message(self, *_arguments: object) -> None:
        """Say nothing on the terminal."""


class QuietServer(ThreadingHTTPServer):
    """Clients that leave in the middle are what is tested."""

    def handle_error(self, *_arguments: object) -> None:
        """Nothing to tell."""


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A file with the server's key and its own certificate, for NAME only."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    day = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, day, day + dt.timedelta(days=36500))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    pem = serialization.Encoding.PEM
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(private + made.sign(key, hashes.SHA256()).public_bytes(pem))
    return str(path)


@pytest.fixture
def tls_server(certificate):
    server = QuietServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.told = Server(server.server_port, certificate)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.told
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def lookups(monkeypatch):
    """The numbers that names stand for: `lookups[name] = [...]`; NAME is loopback."""
    known = {NAME: ["127.0.0.1"]}

    def getaddrinfo(host, port, *_arguments, **_options):
        numbers = [host] if host.replace(".", "").isdigit() else known.get(host)
        if numbers is None:
            raise socket.gaierror(f"no {host}")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in numbers]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return known
