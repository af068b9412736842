"""``kg serve``: the store over HTTP."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from kg.cli.context import Settings, settings
from kg.cli.stores import folder
from kg.errors import UsageError

EXAMPLES = """\b
Examples:
  kg serve
  kg serve --port 8080 --timeout 5
  KG_TOKEN=secret kg serve --writable
  curl -d 'query=ASK {?e a sem:Event}' http://127.0.0.1:7878/sparql
"""


@click.command("serve", epilog=EXAMPLES)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=7878, show_default=True, help="0: any free one."
)
@click.option("--writable", is_flag=True, help="Let whoever has the token write.")
@click.option(
    "--token-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File with the token for writing; else the environment's KG_TOKEN.",
)
@click.option(
    "--default-graph",
    type=click.Choice(["union", "strict"]),
    default="union",
    show_default=True,
    help="What a query sees that names no graph: all graphs, or only the unnamed one.",
)
@click.option("--own-graphs", is_flag=True, help="Let writes touch the graphs that kg keeps itself.")
@click.option(
    "--timeout", type=float, default=30.0, show_default=True, help="Seconds that a request may take."
)
@click.option("--memory", type=int, default=2000, show_default=True, help="MB that a worker may hold.")
@click.option("--max-result", type=int, default=256, show_default=True, help="MB that an answer may have.")
@click.option("--max-body", type=int, default=64, show_default=True, help="MB that a request may have.")
@click.option("--workers", type=int, default=None, help="Processes that answer; as many as processors.")
@click.option(
    "--cors-origin", "cors", multiple=True, metavar="ORIGIN", help="Pages that may ask; repeatable."
)
@settings
def command(given: Settings, /, **options: Any) -> int:
    """Serve the store over HTTP.

    SPARQL 1.1 at /sparql, until Ctrl-C. Only this machine reaches it unless --host says otherwise; it only
    reads unless --writable says otherwise.
    """
    from kg.serve.run import serve
    from kg.serve.settings import MEGABYTE
    from kg.serve.settings import Settings as Serving

    more = {} if options["workers"] is None else {"workers": options["workers"]}
    serving = Serving(
        store=folder(given),
        host=options["host"],
        port=options["port"],
        writable=options["writable"],
        token=_token(options["token_file"]),
        union=options["default_graph"] == "union",
        own_graphs=options["own_graphs"],
        timeout=options["timeout"],
        memory=options["memory"] * MEGABYTE,
        max_result=options["max_result"] * MEGABYTE,
        max_body=options["max_body"] * MEGABYTE,
        cors_origins=options["cors"],
        **more,
    )
    serve(serving, tell=given.note, log=given.verbose)
    return 0


def _token(file: Path | None) -> str | None:
    if file is None:
        return os.environ.get("KG_TOKEN") or None
    token = file.read_text(encoding="utf-8").strip()
    if not token:
        raise UsageError("holds no token", where=str(file), remedy="write one line of letters into it")
    return token
