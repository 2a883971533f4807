"""The command that answers the net: SPARQL, linked data and pages over HTTP."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.session import endpoint_option, load


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535),
    help="Port to listen on; 0 takes a free one.",
)  # fmt: skip
@click.option(
    "--seconds", default=10.0, show_default=True, type=click.FloatRange(min=0, min_open=True),
    help="Stop a query after this time.",
)  # fmt: skip
@click.option(
    "--memory", default=512, show_default=True, type=click.IntRange(min=16),
    help="Megabytes that one query may take.",
)  # fmt: skip
@click.option(
    "--patience", default=10.0, show_default=True, type=click.FloatRange(min=0, min_open=True),
    help="Seconds that a client may take to send a request, or to go on reading.",
)  # fmt: skip
@click.option(
    "--workers", default=2, show_default=True, type=click.IntRange(min=1),
    help="Queries that are answered at once; about one for each core.",
)  # fmt: skip
@click.option(
    "--cache", default=64, show_default=True, type=click.IntRange(min=0),
    help="Megabytes of answers kept for whoever asks the same; 0 keeps none.",
)  # fmt: skip
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="Answer to this name as well, as behind a proxy; repeat it for others.",
)
@click.option(
    "--proxy",
    metavar="ADDRESS",
    help="Address of a proxy that tells who its clients are (X-Forwarded-For).",
)
@click.option(
    "--token",
    envvar="KG_TOKEN",
    metavar="TEXT",
    help="Ask for this token [env: KG_TOKEN]; made up where other machines can reach the port.",
)
@click.option("--public", is_flag=True, help="Let everybody in, by any name and without a token.")
@click.option(
    "--root-path", default="", metavar="PATH",
    help="Stand below this path, as /cirt, behind a proxy that serves other things as well.",
)  # fmt: skip
@click.option("--cors", is_flag=True, help="Let pages of other origins read.")
@endpoint_option
@click.pass_obj
def serve(
    corpus: tuple[Path, ...], files: tuple[Path, ...], host: str, port: int, seconds: float,
    memory: int, patience: float, workers: int, cache: int, names: tuple[str, ...],
    proxy: str | None, token: str | None, public: bool, root_path: str, cors: bool,
    endpoint: str | None,
) -> None:  # fmt: skip
    """Serve the graph, or FILES of RDF, over HTTP.

    SPARQL at /sparql, with an editor; the explorer at /; things by their names under /id/; words at
    /search, as 'kg search' looks them up; the tools of 'kg mcp' at /mcp.
    """
    from kg import __version__, service

    limits = service.Limits(
        seconds, memory, patience_seconds=patience, workers=workers, cache_mb=cache
    )
    door = service.Door(names, token, public, cors, proxy)
    source = files or (lambda: load(corpus, endpoint))
    service.serve(source, host, port, limits, click.echo, door, root_path, __version__)


@click.command("mcp")
@endpoint_option
@click.pass_obj
def mcp(corpus: tuple[Path, ...], endpoint: str | None) -> None:
    """Answer assistants over standard input and output (Model Context Protocol).

    Read-only tools with bounded answers: find, evidence, verdict, conflicts, chains, what_if, gaps,
    check_statement, numbers. Needs the package mcp: pip install 'cirt-kg[mcp]'.
    """
    from kg import __version__, tools

    tools.serve_stdio(lambda: tools.Toolbox(load(corpus, endpoint)), __version__)
