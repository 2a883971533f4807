"""PubMed's XML: what `efetch` with `retmode=xml` and 'Save, PubMed XML' give."""

from __future__ import annotations

from typing import Any

from kg.bibliography.cited import Cited, filled, study_type, title

Element = Any
"""An element of lxml, which has no types of its own."""


def read_pubmed(root: Element, name: str) -> list[Cited]:
    """Read every PubmedArticle of the NLM's DTD (pubmed_250101.dtd); none of another's XML."""
    return [_cited(one, f"{name}, article {number}")
            for number, one in enumerate(root.iter("PubmedArticle"), start=1)]  # fmt: skip


def _cited(article: Element, where: str) -> Cited:
    citation = article.find("MedlineCitation")
    paper = citation.find("Article") if citation is not None else None
    if citation is None or paper is None:
        return Cited({}, where)
    issue = paper.find("Journal/JournalIssue")
    ids = {one.get("IdType"): words(one) for one in article.findall(
        "PubmedData/ArticleIdList/ArticleId")}  # fmt: skip
    doi = next((words(one) for one in paper.findall("ELocationID") if one.get("EIdType") == "doi"),
               ids.get("doi", ""))  # fmt: skip
    kinds = [words(one) for one in paper.findall("PublicationTypeList/PublicationType")]
    linked = citation.findall("CommentsCorrectionsList/CommentsCorrections")
    fields = {
        "title": title(words(paper.find("ArticleTitle"))),
        "author": [_person(one) for one in paper.findall("AuthorList/Author")],
        **({"et_al": True} if paper.find("AuthorList[@CompleteYN='N']") is not None else {}),
        "container-title": words(citation.find("MedlineJournalInfo/MedlineTA"))
        or words(paper.find("Journal/Title")),
        "issued": words(issue.find("PubDate")) if issue is not None else "",
        "volume": words(issue.find("Volume")) if issue is not None else "",
        "page": words(paper.find("Pagination/MedlinePgn")),
        "DOI": doi, "PMID": words(citation.find("PMID")), "PMCID": ids.get("pmc", ""),
        "study_type": study_type(kinds), "type": "article" if "Preprint" in kinds else None,
        "retracted": _notice(linked, "RetractionIn", "Retracted Publication" in kinds),
        "concern": _notice(linked, "ExpressionOfConcernIn", False),
    }  # fmt: skip
    abstract = " ".join(words(one) for one in paper.findall("Abstract/AbstractText"))
    return Cited(filled(fields), where, abstract)


def words(element: Element | None) -> str:
    """Give the text of an element and of what stands in it, on one line."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _person(author: Element) -> dict[str, str]:
    family, given, suffix = (words(author.find(one)) for one in ("LastName", "ForeName", "Suffix"))
    if not family:
        return {"family": words(author.find("CollectiveName")).replace(", ", " ") or "Anonymous"}
    given = ", ".join(filter(None, (given or words(author.find("Initials")), suffix)))
    return {"family": family, **({"given": given} if given else {})}


def _notice(linked: list[Element], kind: str, said: bool) -> dict[str, str] | None:
    told = [one for one in linked if one.get("RefType") == kind]
    if not told and not said:
        return None
    source = words(told[0].find("RefSource"))[:300] if told else ""
    return {**({"notice": source} if source else {}),
            "reason": "told by PubMed; the reason is in the notice"}  # fmt: skip
