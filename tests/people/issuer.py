"""A small OpenID Connect issuer on this machine, for tests of single sign-on."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import jwt

CLIENT_ID = "sightline"
SECRET = "the secret that both sides know"
CODE = "code-1"


@dataclass
class Issuer:
    """Says of whoever logs in what `claims` says; keeps the forms that were sent for a token."""

    url: str
    claims: dict[str, Any] = field(default_factory=dict)
    exchanges: list[dict[str, list[str]]] = field(default_factory=list)

    def configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def token(self) -> dict[str, Any]:
        known = {"iss": self.url, "aud": CLIENT_ID, "exp": 4102444800, "iat": 0, **self.claims}
        signed = jwt.encode(known, "not checked: the token comes straight from the issuer", algorithm="HS256")
        return {"access_token": "access-1", "token_type": "Bearer", "id_token": signed}


@contextmanager
def issuer() -> Iterator[Issuer]:
    """The issuer, until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    server.issuer = Issuer(f"http://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.issuer  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        issuer: Issuer = self.server.issuer  # type: ignore[attr-defined]
        pages = {"/.well-known/openid-configuration": issuer.configuration, "/userinfo": lambda: issuer.claims}
        self._answer(pages[self.path]())

    def do_POST(self) -> None:
        issuer: Issuer = self.server.issuer  # type: ignore[attr-defined]
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        issuer.exchanges.append(sent)
        right = sent["code"] == [CODE] and sent["client_secret"] == [SECRET] and sent["code_verifier"]
        self._answer(issuer.token() if right else {"error": "invalid_grant"}, 200 if right else 400)

    def _answer(self, body: dict[str, Any], status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *arguments: object) -> None:
        """Tests need no access log."""
