"""An official server on the loopback, with its good days and its failures."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

type Entetes = dict[str, str]


@dataclass
class Reponse:
    """What the server answers once. `coupe` closes the connection after that many bytes of a body said to be whole."""

    corps: bytes = b""
    statut: int = 200
    entetes: Entetes = field(default_factory=dict)
    coupe: int | None = None


@dataclass
class Serveur:
    """Answers by path; each request takes the next answer of its path, the last one serves for ever."""

    base: str = ""
    reponses: dict[str, list[Reponse | Callable[[Entetes], Reponse]]] = field(default_factory=dict)
    demandes: list[tuple[str, Entetes]] = field(default_factory=list)

    def answer(self, chemin: str, *reponses: Reponse | Callable[[Entetes], Reponse]) -> None:
        self.reponses[chemin] = list(reponses)

    def get_entetes(self, rang: int) -> Entetes:
        return self.demandes[rang][1]


def build_fichier(corps: bytes, etag: str) -> Callable[[Entetes], Reponse]:
    """A file that knows ranges and conditional requests, as the good servers do."""

    def answer(entetes: Entetes) -> Reponse:
        if entetes.get("if-none-match") == etag:
            return Reponse(statut=304, entetes={"ETag": etag})
        plage = entetes.get("range", "")
        if plage and entetes.get("if-range") == etag:
            debut = int(plage.removeprefix("bytes=").rstrip("-"))
            if debut >= len(corps):
                return Reponse(statut=416)
            return Reponse(corps[debut:], 206, {"ETag": etag})
        return Reponse(corps, entetes={"ETag": etag})

    return answer


@contextmanager
def open_serveur() -> Iterator[Serveur]:
    serveur = Serveur()

    class Guichet(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            entetes = {nom.lower(): valeur for nom, valeur in self.headers.items()}
            serveur.demandes.append((self.path, entetes))
            file = serveur.reponses.get(self.path, [Reponse(statut=404)])
            reponse = file[0] if len(file) == 1 else file.pop(0)
            if not isinstance(reponse, Reponse):
                reponse = reponse(entetes)
            self.send_response(reponse.statut)
            for nom, valeur in reponse.entetes.items():
                self.send_header(nom, valeur)
            if reponse.statut not in (204, 304):
                self.send_header("Content-Length", str(len(reponse.corps)))
            self.end_headers()
            self.wfile.write(reponse.corps if reponse.coupe is None else reponse.corps[: reponse.coupe])
            if reponse.coupe is not None:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Nothing on the terminal."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Guichet)
    http.daemon_threads = True
    serveur.base = f"http://127.0.0.1:{http.server_address[1]}"
    fil = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    fil.start()
    try:
        yield serveur
    finally:
        http.shutdown()
        http.server_close()
        fil.join()
