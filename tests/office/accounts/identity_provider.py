"""A small OpenID Connect provider on loopback: discovery, authorisation, token (PKCE checked), userinfo, keys."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlencode
from wsgiref.simple_server import WSGIRequestHandler, make_server

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, CLIENT_SECRET = "linli-test", "only-for-tests"


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """No log lines among the dots of the test run."""


class IdentityProvider:
    """`subject` is the person who is signed in there; `asked` lists the paths that were requested."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.subject = "person-1"
        self.asked: list[str] = []
        self.codes: dict[str, dict[str, str]] = {}
        self.claims: dict[str, Any] = {}
        self.url = ""

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        path = environ["PATH_INFO"]
        self.asked.append(path)
        length = int(environ.get("CONTENT_LENGTH") or 0)
        text = environ["wsgi.input"].read(length).decode() if length else environ["QUERY_STRING"]
        given = {name: values[0] for name, values in parse_qs(text).items()}
        pages = {
            "/.well-known/openid-configuration": self.configuration,
            "/authorize": self.authorize,
            "/token": self.token,
            "/userinfo": self.userinfo,
            "/keys": self.keys,
        }
        status, headers, body = pages[path](given, environ)
        start(status, [("Content-Type", "application/json"), *headers])
        return [json.dumps(body).encode()]

    def configuration(self, given: dict[str, str], environ: dict[str, Any]) -> Any:
        return (
            "200 OK",
            [],
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "userinfo_endpoint": f"{self.url}/userinfo",
                "jwks_uri": f"{self.url}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            },
        )

    def authorize(self, given: dict[str, str], environ: dict[str, Any]) -> Any:
        assert given["client_id"] == CLIENT_ID
        assert given["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = given
        answer = urlencode({"code": code, "state": given["state"]})
        return "302 Found", [("Location", f"{given['redirect_uri']}?{answer}")], {}

    def token(self, given: dict[str, str], environ: dict[str, Any]) -> Any:
        asked = self.codes.pop(given["code"], None)
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        secret = given.get("client_secret")
        if asked is None or secret != CLIENT_SECRET or proof != asked["code_challenge"]:
            return "400 Bad Request", [], {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT_ID, "sub": self.subject, "iat": now, "exp": now + 60}
        token = jwt.encode({**claims, **self.claims}, self.key, algorithm="RS256", headers={"kid": "k1"})
        return "200 OK", [], {"access_token": f"at-{self.subject}", "token_type": "Bearer", "id_token": token}

    def userinfo(self, given: dict[str, str], environ: dict[str, Any]) -> Any:
        subject = environ["HTTP_AUTHORIZATION"].removeprefix("Bearer at-")
        return "200 OK", [], {"sub": subject, "name": "某人", "email": "x@example.org"}

    def keys(self, given: dict[str, str], environ: dict[str, Any]) -> Any:
        key = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return "200 OK", [], {"keys": [{**key, "kid": "k1", "use": "sig", "alg": "RS256"}]}


@contextmanager
def running() -> Iterator[IdentityProvider]:
    """The provider in a thread of its own."""
    provider = IdentityProvider()
    server = make_server("127.0.0.1", 0, provider, handler_class=Quiet)
    provider.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
