"""A page around its content: one header, one set of colours, one script for light and dark."""

from __future__ import annotations

from importlib.resources import files
from urllib.parse import urlencode

from kg.site.policy import policy

PAGES = {
    "explorer.html": "Explorer",
    "gaps.html": "Gaps",
    "audit.html": "Audit",
    "terms.html": "Terms",
}
"""The pages of a build that lead to one another, by file, with the words that a link bears."""

BESIDE = {file: words for file, words in PAGES.items() if file != "explorer.html"}
"""What the explorer of a build leads to."""


def write_page(
    content: str,
    *,
    here: str,
    name: str,
    title: str,
    style: str,
    script: str = "",
    **values: object,
) -> str:
    """Give a whole page: the template `content` of the page `here`, in the frame of all pages.

    `content` is a Jinja template that gets `values`; what it writes is escaped. `name` is the
    corpus's, `style` and `script` are the page's own and stand behind the shared ones. The page
    asks no network and runs only what it carries (`policy`). The same values give the same bytes.

    >>> page = write_page("<p>{{ x }}</p>", here="gaps.html", name="A", title="T", style="", x="<")
    >>> "<p>&lt;</p>" in page, '<a href="gaps.html" aria-current="page">' in page
    (True, True)
    """
    from jinja2 import DictLoader, Environment, StrictUndefined

    frame, colours, shared = (
        (files("kg.site") / f"site.{kind}").read_text(encoding="utf-8")
        for kind in ("html", "css", "js")
    )
    style, script = colours + style, shared + script
    pages = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True, loader=DictLoader({"frame": frame, "content": content}),
    )  # fmt: skip
    return pages.get_template("frame").render(
        here=here, name=name, title=title, style=style, script=script, pages=PAGES,
        policy=policy(scripts=(script,), styles=(style,)), **values,
    )  # fmt: skip


def explorer_address(selected: str, **facets: str) -> str:
    """Give where the explorer shows a thing, and only what `facets` keep.

    >>> explorer_address("hmgb1-release", setting="in_vivo")
    'explorer.html#s=hmgb1-release&setting=in_vivo'
    """
    return f"explorer.html#{urlencode({'s': selected, **facets})}"
