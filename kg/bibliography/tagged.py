"""XML of PubMed and of publishers (JATS), read without anything that it points to."""

from __future__ import annotations

from lxml import etree

from kg.bibliography.cited import Cited
from kg.bibliography.jats import read_article
from kg.bibliography.pubmed import read_pubmed
from kg.errors import RequestError


def read_xml(text: str, name: str) -> list[Cited]:
    """Read PubMed's articles, or one or more articles in JATS.

    No entity is taken from elsewhere or written out, nothing is fetched; a file that declares
    entities of its own is refused.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        cause = str(error.msg).split(", line")[0]
        raise RequestError(f"{name}:{line}: no sound XML ({cause}): export it again") from None
    inner = root.getroottree().docinfo.internalDTD
    if inner is not None and next(iter(inner.iterentities()), None) is not None:
        raise RequestError(f"{name}: declares entities of its own: write them out")
    for element in root.iter(tag=etree.Element):
        element.tag = etree.QName(element).localname  # OAI wraps JATS into a namespace
    if found := read_pubmed(root, name):
        return found
    articles = [root] if root.tag == "article" else list(root.iter("article"))
    return [read_article(article, f"{name}, article {number}")
            for number, article in enumerate(articles, start=1)]  # fmt: skip
