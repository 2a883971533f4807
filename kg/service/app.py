"""The application: what is found at which address."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from importlib.resources import files
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from kg.errors import LimitError
from kg.rdf import named_queries
from kg.service.answers import Answers
from kg.service.description import describe_service, rewrite
from kg.service.limits import Limits
from kg.service.linked import (
    ask_description,
    ask_exists,
    ask_statements,
    resource_iri,
    write_page,
)
from kg.service.negotiation import GRAPH_TYPES, WRITTEN_AS, choose, prefers_html
from kg.service.pool import Pool
from kg.service.protocol import ProtocolError, accepted, read_question, unacceptable
from kg.service.watch import Message, Watch, log
from kg.service.worker import Question, Reply

Handler = Callable[[Request], Awaitable[Response]]


def make_app(
    pool: Pool, limits: Limits, *, documents: Mapping[str, bytes], graphs: Sequence[str]
) -> Watch:
    """Join addresses and handlers around a pool of workers.

    `documents` are made once: 'explorer.html', 'terms.html', 'void.ttl', and the files of
    `ontology/` that have an address (`kg.service.serving.ONTOLOGIES`), those that there are.
    `graphs` are the IRIs of the store's named graphs.
    """
    service = _Service(pool, limits, documents, graphs)
    routes = [
        Route("/", service.explorer),
        *(Route(path, service.sparql, methods=["OPTIONS"]) for path in _QUERIES),
        Route("/id/{rest:path}", service.resource),
        Route("/ontology", service.ontology),
        Route("/ontology/{version}", service.ontology),
        Route("/axioms", service.document("axioms.ttl")),
        Route("/axioms/{version}", service.document("axioms.ttl")),
        Route("/shape", service.document("shapes.ttl")),
        Route("/mappings", service.mappings),
        Route("/logo", _icon),
        Route("/void", service.document("void.ttl")),
        Route("/.well-known/void", _see_void),
        Route("/queries", _list_queries),
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
        routes=routes, middleware=[reading], exception_handlers={ProtocolError: _explain},
    )  # fmt: skip
    pages.router.redirect_slashes = False  # it would send people where the header Host says

    async def app(scope: Message, receive: Any, send: Any) -> None:
        """Answer queries by the shortest way, which is a third of the longer one."""
        if scope["path"] not in _QUERIES or scope["method"] == "OPTIONS":
            await pages(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            response = await service.sparql(request)
        except ProtocolError as error:
            response = await _explain(request, error)
        if "origin" in request.headers:
            response.headers["access-control-allow-origin"] = "*"
        await response(scope, receive, send)

    service.watch = Watch(app)
    return service.watch


class _Service:
    """Handlers that need the pool."""

    watch: Watch

    def __init__(
        self, pool: Pool, limits: Limits, documents: Mapping[str, bytes], graphs: Sequence[str]
    ) -> None:
        self.pool, self.limits, self.documents, self.graphs = pool, limits, documents, graphs
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
            return _page((_PAGES / "editor.html").read_bytes(), _EDITOR_POLICY)
        form = _graph_form(request)
        address = str(request.url.replace(query="")).rstrip("/")
        return _written(describe_service(address, form, self.graphs), form)

    async def resource(self, request: Request) -> Response:
        """Give what is known of one thing, as a page or as RDF (linked data, by negotiation)."""
        accept = accepted(request)
        form = choose(accept, GRAPH_TYPES)
        if form is None and not prefers_html(accept):
            raise unacceptable()
        raw = request.scope["raw_path"].partition(b"?")[0].decode("ascii")
        iri = resource_iri(raw.removeprefix("/id/"))
        if iri is None or b"true" not in (await self._ask(request, ask_exists(iri))).content:
            raise ProtocolError(404, "nothing is known by this name: the page / helps to find it")
        if prefers_html(accept):
            reply = await self._ask(request, ask_statements(iri))
            return _page(write_page(iri, reply.content), _PAGE_POLICY)
        reply = await self._ask(request, ask_description(iri, form or "turtle"))
        return _written(reply.content, reply.form)

    async def ontology(self, request: Request) -> Response:
        """Give the vocabulary: terms for people, or the ontology itself."""
        self._find("cirt.ttl", request.path_params.get("version"))
        if prefers_html(accepted(request)):
            return _page(self._find("terms.html"), _PAGE_POLICY)
        form = _graph_form(request)
        return _written(rewrite(self._find("cirt.ttl"), form), form)

    async def explorer(self, request: Request) -> Response:
        """Give the explorer, which carries a policy of its own; the editor where there is none."""
        if "explorer.html" not in self.documents:
            return RedirectResponse("/sparql")
        return Response(self._find("explorer.html"), media_type="text/html")

    async def health(self, request: Request) -> Response:
        """Tell that the service answers queries, by asking one."""
        _checked(await self._ask_worker(request, Question("ASK {}")))
        return JSONResponse({"status": "ok", "workers": self.pool.state})

    async def metrics(self, request: Request) -> Response:
        """Give the numbers for Prometheus."""
        content = self.watch.metrics(self.pool, self.answers)
        return Response(content, media_type="text/plain; version=0.0.4")

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
        asked = self.pool.ask(question)
        leaving = _Leaving(request, asked)
        try:
            reply = await asked
        except LimitError as error:
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


def _page(content: bytes, policy: str) -> Response:
    headers = {"content-security-policy": policy, "vary": "accept", "x-frame-options": "DENY"}
    return Response(content, media_type="text/html", headers=headers)


class _Leaving:
    """A look at whether the client has left, from the time on when its query takes long."""

    def __init__(self, request: Request, asked: asyncio.Future[Reply]) -> None:
        self.request, self.asked = request, asked
        self.left = False
        self.looking: asyncio.Task[None] | None = None
        self.timer = asyncio.get_running_loop().call_later(_PATIENT_SECONDS, self.look)

    def look(self) -> None:
        self.looking = asyncio.ensure_future(self.until_gone())

    async def until_gone(self) -> None:
        while (await self.request.receive())["type"] != "http.disconnect":
            pass
        if not self.asked.done():
            self.left = True
            self.asked.cancel()

    def forget(self) -> None:
        self.timer.cancel()
        if self.looking:
            self.looking.cancel()


async def _explain(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProtocolError)  # noqa: S101 # what it is registered for
    headers = {"vary": "accept", **_INERT}
    if error.status == 405:
        headers["allow"] = _ALLOWED
    if error.status == 503:
        headers["retry-after"] = "5"
    return Response(f"{error}\n", error.status, headers, media_type="text/plain")


async def _see_void(request: Request) -> Response:
    return RedirectResponse("/void", 302)


async def _list_queries(request: Request) -> Response:
    found = named_queries().values()
    return JSONResponse(
        [
            {"name": one.name, "title": one.title, "question": one.question, "shape": one.shape,
             "query": one.text}
            for one in found
        ]
    )


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        raise ProtocolError(404, "no such file")
    headers = {"cache-control": "public, max-age=3600"}
    content = (_PAGES / name).read_bytes()
    return Response(content, headers=headers, media_type=_STATIC[name])


async def _icon(request: Request) -> Response:
    return Response((_PAGES / "icon.svg").read_bytes(), media_type="image/svg+xml")


_PATIENT_SECONDS = 0.02
_QUERIES = ("/sparql", "/sparql/")
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
_EDITOR_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
