"""A mail server on loopback, which speaks the few words of SMTP that a client without authentication says."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class ServeurSmtp(socketserver.ThreadingTCPServer):
    """`recus` are the messages taken. `refus` is answered to a recipient, `coupe` hangs up instead of taking a message,
    `attente` is how many seconds it thinks before it says that it took one."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        self.recus: list[bytes] = []
        self.refus = ""
        self.coupe = False
        self.attente = 0.0
        super().__init__(("127.0.0.1", port), ReceptionSmtp)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class ReceptionSmtp(socketserver.StreamRequestHandler):
    server: ServeurSmtp

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def handle(self) -> None:
        self.say("220 essai")
        lines: list[bytes] | None = None
        while line := self.rfile.readline():
            if lines is not None:
                if line != b".\r\n":
                    lines.append(line)
                    continue
                if self.server.coupe:
                    return
                self.server.recus.append(b"".join(lines))
                lines = None
                time.sleep(self.server.attente)
                self.say("250 recu")
            elif line[:4].upper() == b"RCPT" and self.server.refus:
                self.say(self.server.refus)
            elif line[:4].upper() == b"DATA":
                lines = []
                self.say("354 allez-y")
            elif line[:4].upper() == b"QUIT":
                self.say("221 au revoir")
                return
            else:
                self.say("250 bien")


@contextmanager
def serve_smtp() -> Iterator[ServeurSmtp]:
    with ServeurSmtp() as serveur:
        fil = threading.Thread(target=serveur.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        fil.start()
        yield serveur
        serveur.shutdown()
        fil.join()
