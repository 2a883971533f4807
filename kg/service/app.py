"""The application: what is found at which address."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from kg.errors import LimitError
from kg.service.answers import Answers
from kg.service.assistants import Assistants
from kg.service.description import describe_service, rewrite
from kg.service.door import Door
from kg.service.job import CrowdedError
from kg.service.journal import log
from kg.service.leaving import Leaving
from kg.service.limits import Limits
from kg.service.linked import (
    ask_description,
    ask_exists,
    ask_statements,
    resource_iris,
    write_page,
)
from kg.service.negotiation import GRAPH_TYPES, WRITTEN_AS, choose, prefers_html
from kg.service.pool import Pool
from kg.service.protocol import ProtocolError, accepted, read_question, unacceptable
from kg.service.root import Root
from kg.service.search import FORMS, read_search, write_hits
from kg.service.served import Served
from kg.service.shares import share_of
from kg.service.watch import Message, Watch
from kg.service.worker import Question, Reply
from kg.site import BESIDE

Handler = Callable[[Request], Awaitable[Response]]


def make_app(
    pool: Pool, limits: Limits, door: Door, *, documents: Mapping[str, bytes],
    graphs: Sequence[str], served: Served, root: str = "",
) -> Application:  # fmt: skip
    """Join addresses and handlers around a pool of workers.

    `documents` are made once: 'explorer.html', 'terms.html', 'void.ttl', and the files of
    `ontology/` that have an address (`kg.service.serving.ONTOLOGIES`), those that there are.
    `graphs` are the IRIs of the store's named graphs, `served` what the pages call it. `root` is
    the path below which all stands (`kg.service.root`).
    """
    service = _Service(pool, limits, door, documents, graphs, served, root)
    routes = [
        Route("/", service.explorer),
        Route("/explorer.html", service.explorer),
        *(Route(f"/{name}", service.site(name)) for name in BESIDE),
        *(Route(path, service.sparql, methods=["OPTIONS"]) for path in _QUERIES),
        Route("/id/{rest:path}", service.resource),
        Route("/search", service.search),
        *(Route(path, service.assistants) for path in _MESSAGES),
        Route("/ontology", service.ontology),
        Route("/ontology/{version}", service.ontology),
        Route("/axioms", service.document("axioms.ttl")),
        Route("/axioms/{version}", service.document("axioms.ttl")),
        Route("/shape", service.document("shapes.ttl")),
        Route("/mappings", service.mappings),
        Route("/logo", _icon),
        Route("/void", service.document("void.ttl")),
        Route("/.well-known/void", _see_void),
        Route("/queries", service.queries),
        Route("/health", service.health),
        Route("/metrics", service.metrics),
        Route("/static/{name}", _static),
        Route("/favicon.ico", _icon),
    ]
    reading = Middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD", "POST"],
        allow_headers=["*"], max_age=86_400,
    )  # fmt: skip
    pages = Starlette(
        routes=routes, middleware=[reading] if door.cors else [],
        exception_handlers={ProtocolError: _explain},
    )  # fmt: skip
    pages.router.redirect_slashes = False  # it would send people where the header Host says

    async def app(scope: Message, receive: Any, send: Any) -> None:
        """Answer queries by the shortest way, which is a third of the longer one."""
        request = Request(scope, receive)
        try:
            door.check(scope["headers"])
            if scope["path"] not in _QUERIES or scope["method"] == "OPTIONS":
                await pages(scope, receive, send)
                return
            response = await service.sparql(request)
        except ProtocolError as error:
            response = await _explain(request, error)
        if door.cors and "origin" in request.headers:
            response.headers["access-control-allow-origin"] = "*"
        await response(scope, receive, send)

    service.watch = Watch(app)
    return Application(Root(service.watch, root), service.assistants.running)


@dataclass(frozen=True)
class Application:
    """What answers requests, while its `running` is entered."""

    answer: Root
    running: Callable[[], AbstractAsyncContextManager[None]]


class _Service:
    """Handlers that need the pool."""

    watch: Watch

    def __init__(
        self, pool: Pool, limits: Limits, door: Door, documents: Mapping[str, bytes],
        graphs: Sequence[str], served: Served, root: str,
    ) -> None:  # fmt: skip
        self.root = root
        self.assistants = Assistants(self._ask, served)
        self.pool, self.limits, self.door = pool, limits, door
        self.documents, self.graphs, self.served = documents, graphs, served
        self.answers = Answers(limits.cache_mb * 1_000_000)

    async def sparql(self, request: Request) -> Response:
        """Answer a query; without one, give the editor to a person, else the description."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"allow": _ALLOWED})
        question = await read_question(request, self.limits)
        if question is not None:
            reply = await self._ask(request, question)
            return _written(reply.content, reply.form)
        if prefers_html(accepted(request)):
            if request.scope["path"].endswith("/"):
                return RedirectResponse("../sparql")
            return _page(self.served.editor(), _EDITOR_POLICY)
        form = _graph_form(request)
        before = request.headers.get("x-forwarded-prefix", "") if self.door.proxy else ""
        address = f"{request.url.scheme}://{request.url.netloc}{before or self.root}/sparql"
        told = self.documents.get("void.ttl", b"")
        return _written(describe_service(address, form, self.graphs, self.served, told), form)

    async def resource(self, request: Request) -> Response:
        """Give what is known of one thing, as a page or as RDF (linked data, by negotiation)."""
        accept = accepted(request)
        form = choose(accept, GRAPH_TYPES)
        if form is None and not prefers_html(accept):
            raise unacceptable()
        raw = request.scope["raw_path"].partition(b"?")[0].decode("ascii")
        for iri in resource_iris(raw.removeprefix("/id/"), self.served.bases):
            if b"true" in (await self._ask(request, ask_exists(iri))).content:
                break
        else:
            raise ProtocolError(404, "nothing is known by this name: the page / helps to find it")
        if prefers_html(accept):
            reply = await self._ask(request, ask_statements(iri))
            up = "../" * (raw.count("/") - 1)
            return _page(write_page(iri, reply.content, up, self.served), _PAGE_POLICY)
        reply = await self._ask(request, ask_description(iri, form or "turtle"))
        return _written(reply.content, reply.form)

    async def search(self, request: Request) -> Response:
        """Look words up in every text, as `kg search` does: a page, or its JSON."""
        if not self.served.searched:
            raise ProtocolError(404, "this service holds RDF files: words are looked up in a graph")
        form = choose(accepted(request), FORMS)
        if form is None:
            raise ProtocolError(406, f"no format that the request accepts: {' or '.join(FORMS)}")
        question = read_search(request.scope["query_string"])
        if form == "json":
            if question is None:
                raise ProtocolError(400, "no words in the request: give one parameter 'q'")
            reply = await self._ask(request, question)
            headers = {"content-type": "application/json", "vary": "accept", **_INERT}
            return Response(reply.content, headers=headers)
        try:
            found = (await self._ask(request, question)).content if question else None
        except ProtocolError as error:
            if error.status != 400:
                raise
            page = write_hits(self.served, question, None, str(error))
            return _page(page, _SEARCH_POLICY, 400)
        return _page(write_hits(self.served, question, found), _SEARCH_POLICY)

    async def ontology(self, request: Request) -> Response:
        """Give the vocabulary: terms for people, or the ontology itself."""
        self._find("cirt.ttl", request.path_params.get("version"))
        if prefers_html(accepted(request)):
            return _own_page(self._find("terms.html"))
        form = _graph_form(request)
        return _written(rewrite(self._find("cirt.ttl"), form), form)

    async def explorer(self, request: Request) -> Response:
        """Give the explorer, which carries a policy of its own; the editor where there is none."""
        if "explorer.html" not in self.documents:
            return RedirectResponse("sparql")
        return _own_page(self._find("explorer.html"))

    async def queries(self, request: Request) -> Response:
        """List the questions that were prepared."""
        return Response(self.served.queries, media_type="application/json")

    async def health(self, request: Request) -> Response:
        """Tell that the service answers queries, by asking one."""
        _checked(await self._ask_worker(request, Question("ASK {}")))
        return JSONResponse({"status": "ok", "workers": self.pool.state})

    async def metrics(self, request: Request) -> Response:
        """Give the numbers for Prometheus."""
        content = self.watch.metrics(self.pool, self.answers)
        return Response(content, media_type="text/plain; version=0.0.4")

    def site(self, name: str) -> Handler:
        """Make a handler for a page that lies beside the explorer."""

        async def page(_: Request) -> Response:
            return _own_page(self._find(name))

        return page

    def document(self, name: str) -> Handler:
        """Make a handler for a document that is kept in Turtle."""

        async def give(request: Request) -> Response:
            form = _graph_form(request)
            found = self._find(name, request.path_params.get("version"))
            return _written(rewrite(found, form), form)

        return give

    async def mappings(self, request: Request) -> Response:
        """Give the mappings to other vocabularies, as SSSOM."""
        content = self._find("mappings.sssom.tsv")
        return Response(content, headers={"content-type": WRITTEN_AS["tsv"]})

    async def _ask(self, request: Request, question: Question) -> Reply:
        """Give the answer that is kept, or ask a worker and keep what it says."""
        reply = self.answers.find(question)
        if reply is None:
            reply = _checked(await self._ask_worker(request, question))
            self.answers.keep(question, reply)
        return reply

    async def _ask_worker(self, request: Request, question: Question) -> Reply:
        """Ask a worker; a client that leaves takes its question along."""
        asked = self.pool.ask(question, share_of(request.client.host if request.client else ""))
        leaving = Leaving(request, asked)
        try:
            reply = await asked
        except LimitError as error:
            if isinstance(error, CrowdedError):
                await asyncio.sleep(random.uniform(*_CALM_SECONDS))  # noqa: S311 # no two again at once
            self.pool.tally.outcomes["limit"] += 1
            log("limit", cause=str(error), query=question.text[:2000])
            raise ProtocolError(503, str(error)) from None
        except asyncio.CancelledError:
            if leaving.left:
                raise ProtocolError(499, "the client left") from None
            raise
        finally:
            leaving.forget()
        self.pool.tally.outcomes[reply.outcome] += 1
        return reply

    def _find(self, name: str, version: str | None = None) -> bytes:
        """Give a document; one of a version only where that is what it says of itself."""
        if name not in self.documents:
            raise ProtocolError(404, "this service holds RDF files, which have no such page")
        if version is not None and f"/{version}>".encode() not in self.documents[name]:
            raise ProtocolError(404, f"this service has no version '{version}' of it")
        return self.documents[name]


def _graph_form(request: Request) -> str:
    form = choose(accepted(request), GRAPH_TYPES)
    if form is None:
        raise unacceptable()
    return form


def _checked(reply: Reply) -> Reply:
    if reply.outcome == "ok":
        return reply
    if reply.outcome == "format":
        raise unacceptable()
    message = reply.content.decode("utf-8", "replace")
    raise ProtocolError(503 if reply.outcome == "limit" else 400, message)


def _written(content: bytes, form: str) -> Response:
    headers = {"content-type": WRITTEN_AS[form], "vary": "accept", **_INERT}
    return Response(content, headers=headers)


def _own_page(content: bytes) -> Response:
    """Give a page that carries a policy of its own, with the digests of what it runs."""
    headers = {"content-security-policy": "frame-ancestors 'none'", "vary": "accept",
               "x-frame-options": "DENY"}  # fmt: skip
    return Response(content, media_type="text/html", headers=headers)


def _page(content: bytes, policy: str, status: int = 200) -> Response:
    headers = {"content-security-policy": policy, "vary": "accept", "x-frame-options": "DENY"}
    return Response(content, status, media_type="text/html", headers=headers)


async def _explain(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProtocolError)  # noqa: S101 # what it is registered for
    headers = {"vary": "accept", **_INERT}
    if error.status == 405:
        headers["allow"] = "POST" if request.scope["path"] in _MESSAGES else _ALLOWED
    if error.status == 401:
        headers["www-authenticate"] = 'Basic realm="kg", Bearer realm="kg"'
    if error.status == 503:
        headers["retry-after"] = "5"
    return Response(f"{error}\n", error.status, headers, media_type="text/plain")


async def _see_void(request: Request) -> Response:
    return RedirectResponse("../void", 302)


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        raise ProtocolError(404, "no such file")
    headers = {"cache-control": "public, max-age=3600"}
    content = (_PAGES / name).read_bytes()
    return Response(content, headers=headers, media_type=_STATIC[name])


async def _icon(request: Request) -> Response:
    return Response((_PAGES / "icon.svg").read_bytes(), media_type="image/svg+xml")


_CALM_SECONDS = (2.0, 6.0)
"""Who asks too much at once hears so after a while, or it would ask again at once."""
_QUERIES = ("/sparql", "/sparql/")
_MESSAGES = ("/mcp", "/mcp/")
_ALLOWED = "GET, HEAD, POST, OPTIONS"
_PAGES: Any = files("kg.service") / "pages"
_STATIC = {
    "yasgui.min.js": "text/javascript",
    "yasgui.min.css": "text/css",
    "editor.js": "text/javascript",
    "service.css": "text/css",
    "yasgui-licence.txt": "text/plain",
}
_INERT = {"content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox"}
"""For what a client had a hand in: a property of RDF/XML may be an element `script` of XHTML."""
_PAGE_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_SEARCH_POLICY = _PAGE_POLICY.replace("form-action 'none'", "form-action 'self'")
_EDITOR_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
