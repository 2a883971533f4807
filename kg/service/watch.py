"""What the service tells of itself: each request to the journal, numbers for Prometheus."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

from kg.service.answers import Answers
from kg.service.journal import note
from kg.service.pool import Pool

Message = dict[str, Any]
Application = Callable[[Message, Any, Any], Awaitable[None]]

BUCKETS_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Watch:
    """An ASGI application around another one that counts, logs, and adds headers of safety."""

    def __init__(self, app: Application) -> None:
        """Begin to count."""
        self.app = app
        self.answers: Counter[tuple[str, int]] = Counter()
        self.buckets = [0] * (len(BUCKETS_SECONDS) + 1)
        self.seconds = 0.0

    async def __call__(self, scope: Message, receive: Any, send: Any) -> None:
        """Pass the request on, and look at the answer as it goes by."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start, seen = time.perf_counter(), {"status": 0, "bytes": 0}

        async def look(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen["status"] = message["status"]
                message["headers"] = [*message.get("headers", ()), *_SAFETY]
            else:
                seen["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, look)
        finally:
            self._note(scope, seen, time.perf_counter() - start)

    def metrics(self, pool: Pool, answers: Answers) -> str:
        """Write the numbers in Prometheus' text format, version 0.0.4."""
        lines = ["# TYPE kg_requests_total counter"]
        for (route, status), count in sorted(self.answers.items()):
            lines.append(f'kg_requests_total{{route="{route}",status="{status}"}} {count}')
        lines.append("# TYPE kg_request_seconds histogram")
        total = 0
        for bound, count in zip((*BUCKETS_SECONDS, "+Inf"), self.buckets, strict=True):
            total += count
            lines.append(f'kg_request_seconds_bucket{{le="{bound}"}} {total}')
        lines += [f"kg_request_seconds_sum {self.seconds:.6f}", f"kg_request_seconds_count {total}"]
        lines.append("# TYPE kg_workers gauge")
        lines += [f'kg_workers{{state="{name}"}} {count}' for name, count in pool.state.items()]
        lines.append("# TYPE kg_workers_replaced_total counter")
        lines.append(f"kg_workers_replaced_total {pool.tally.replaced}")
        lines.append("# TYPE kg_queries_total counter")
        for outcome, count in sorted(pool.tally.outcomes.items()):
            lines.append(f'kg_queries_total{{outcome="{outcome}"}} {count}')
        lines += ["# TYPE kg_kept_answers_total counter", f"kg_kept_answers_total {answers.hits}"]
        return "\n".join(lines) + "\n"

    def _note(self, scope: Message, seen: dict[str, int], seconds: float) -> None:
        route = scope["path"].removeprefix("/").partition("/")[0]
        self.answers[route if route in _ROUTES else "other", seen["status"]] += 1
        self.buckets[bisect_left(BUCKETS_SECONDS, seconds)] += 1
        self.seconds += seconds
        client = scope.get("client") or ("", 0)
        note(
            "request", method=scope["method"], path=scope["path"][:500], client=client[0][:100],
            status=seen["status"], bytes=seen["bytes"], ms=round(seconds * 1000, 2),
        )  # fmt: skip


_ROUTES = frozenset({
    "", "sparql", "id", "ontology", "axioms", "shape", "mappings", "void", "queries", "health",
    "metrics", "search", "mcp",
})  # fmt: skip
_SAFETY = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer")]
