"""Clients that leave before their answer, and take their question along."""

from __future__ import annotations

import asyncio

from starlette.requests import Request

from kg.service.worker import Reply


class Leaving:
    """A look at whether the client has left, from the time on when its query takes long."""

    def __init__(self, request: Request, asked: asyncio.Future[Reply]) -> None:
        """Look from `_PATIENT_SECONDS` on."""
        self.request, self.asked = request, asked
        self.left = False
        self.looking: asyncio.Task[None] | None = None
        self.timer = asyncio.get_running_loop().call_later(_PATIENT_SECONDS, self.look)

    def look(self) -> None:
        """Begin to listen for the end of the connection."""
        self.looking = asyncio.ensure_future(self.until_gone())

    async def until_gone(self) -> None:
        """Cancel the question when the client is gone."""
        while (await self.request.receive())["type"] != "http.disconnect":
            pass
        if not self.asked.done():
            self.left = True
            self.asked.cancel()

    def forget(self) -> None:
        """Stop looking: the question is answered."""
        self.timer.cancel()
        if self.looking:
            self.looking.cancel()


_PATIENT_SECONDS = 0.02
