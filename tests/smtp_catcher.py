"""A mail server for tests: speaks enough SMTP on loopback to receive real mail, and can be told to say no."""

import email.policy
import socketserver
import threading
from dataclasses import dataclass, field
from email.message import EmailMessage

import pytest


@dataclass
class Catcher:
    """What arrived. `refusals` is how many mails to turn away first."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    refusals: int = 0


class Conversation(socketserver.StreamRequestHandler):
    """One connection."""

    def handle(self) -> None:
        self.say("220 catcher")
        for line in self.rfile:
            command = line.decode().strip()
            verb = command[:4].upper()
            if verb == "RCPT":
                self.server.catcher.recipients.append(command.partition(":")[2].strip("<>"))
            if verb == "DATA":
                self.receive()
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def receive(self) -> None:
        catcher = self.server.catcher
        if catcher.refusals:
            catcher.refusals -= 1
            self.say("451 later, please")
            return
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b"."))
        catcher.mails.append(email.message_from_bytes(b"".join(lines), policy=email.policy.default))
        self.say("250 taken")

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def smtp(settings):
    """A running catcher; the site sends its mail there."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        server.daemon_threads = True
        server.catcher = Catcher(port=server.server_address[1])
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.catcher.port
        yield server.catcher
        server.shutdown()
