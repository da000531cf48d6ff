"""A small OpenID Connect provider on loopback, which signs what it says, as ProConnect does."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT = "convive-essai"
CLE = rsa.generate_private_key(public_exponent=65537, key_size=2048)
AUTRE_CLE = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Fournisseur:
    """What the provider will say next; `signe` is how it answers about the person."""

    url: str = ""
    personne: dict[str, Any] = field(default_factory=dict)
    signe: bool = True
    cle: rsa.RSAPrivateKey = CLE
    audience: str = CLIENT
    en_panne: bool = False

    def build_jwt(self, contenu: dict[str, Any], cle: rsa.RSAPrivateKey, audience: str) -> str:
        now = int(time.time())
        claims = {"iss": self.url, "aud": audience, "iat": now, "exp": now + 60, **contenu}
        return jwt.encode(claims, cle, algorithm="RS256", headers={"kid": "essai"})

    def answer(self, path: str) -> tuple[str, bytes]:
        if path.endswith("openid-configuration"):
            return "application/json", json.dumps(
                {
                    "issuer": self.url,
                    "authorization_endpoint": f"{self.url}/autoriser",
                    "token_endpoint": f"{self.url}/jeton",
                    "userinfo_endpoint": f"{self.url}/personne",
                    "jwks_uri": f"{self.url}/cles",
                    "end_session_endpoint": f"{self.url}/sortie",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            ).encode()
        if path == "/cles":
            cle = jwt.algorithms.RSAAlgorithm.to_jwk(CLE.public_key(), as_dict=True)
            return "application/json", json.dumps({"keys": [{**cle, "kid": "essai", "alg": "RS256"}]}).encode()
        if path == "/jeton":
            preuve = self.build_jwt({"sub": self.personne["sub"]}, CLE, CLIENT)
            return "application/json", json.dumps(
                {"access_token": "acces", "token_type": "Bearer", "expires_in": 60, "id_token": preuve}
            ).encode()
        if self.signe:
            return "application/jwt", self.build_jwt(self.personne, self.cle, self.audience).encode()
        return "application/json", json.dumps(self.personne).encode()


@contextmanager
def serve_fournisseur() -> Iterator[Fournisseur]:
    fournisseur = Fournisseur()

    class Guichet(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if fournisseur.en_panne and not self.path.endswith("openid-configuration"):
                self.send_error(503)
                return
            content_type, content = fournisseur.answer(self.path)
            self.send_response(200)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Guichet) as server:
        fournisseur.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield fournisseur
        server.shutdown()
        thread.join()
