"""Who may ask: under which names, from which pages, and with which token."""

from __future__ import annotations

import base64
import binascii
import ipaddress
import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit

from kg.service.protocol import ProtocolError


@dataclass(frozen=True)
class Door:
    """What a request must show before it is read.

    Without any of these, a service on the loopback address answers to the names of this machine
    alone: a page elsewhere could else have its own name lead to 127.0.0.1 and read what is served
    (DNS rebinding). Pages of other origins are refused unless `cors` lets them read.
    """

    names: tuple[str, ...] = ()
    """Names of hosts under which it is reached, beside those of this machine."""
    token: str | None = None
    """What every request must show, as a bearer or as the password of any user."""
    any_host: bool = False
    cors: bool = False
    proxy: str | None = None
    """The address of a proxy that tells who its clients are (X-Forwarded-For)."""

    def check(self, headers: list[tuple[bytes, bytes]]) -> None:
        """Let a request in, or raise `ProtocolError`: 401 no token, 403 foreign page, 421 name."""
        said = {name: value.decode("latin-1") for name, value in headers if name in _LOOKED_AT}
        host = said.get(b"host", "")
        if not self.any_host and host and not self._is_known(host):
            cause = "this service does not answer to that name"
            raise ProtocolError(421, f"{cause}: use http://localhost, or start it with --name")
        origin = said.get(b"origin")
        if not self.cors and origin is not None and urlsplit(origin).netloc != host:
            cause = "a page of another origin may not read here"
            raise ProtocolError(403, f"{cause}: start the service with --cors to let it")
        if self.token is not None and not _shows(said.get(b"authorization", ""), self.token):
            remedy = "send it as a bearer, or as the password of any user"
            raise ProtocolError(401, f"this service asks for a token: {remedy}")

    def _is_known(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return name in self.names or name == "localhost" or is_loopback(name)


def is_loopback(name: str) -> bool:
    """Tell whether an address is one of this machine that no other can reach.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _shows(authorization: str, token: str) -> bool:
    scheme, _, given = authorization.strip().partition(" ")
    if scheme.lower() == "basic":
        try:
            given = base64.b64decode(given, validate=True).decode("latin-1").partition(":")[2]
        except (binascii.Error, ValueError):
            return False
    elif scheme.lower() != "bearer":
        return False
    return secrets.compare_digest(given.strip().encode(), token.encode())


_LOOKED_AT = frozenset({b"host", b"origin", b"authorization"})
