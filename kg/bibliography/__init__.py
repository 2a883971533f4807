"""What do reference managers, PubMed and publishers say of a paper? Their files as our fields."""

from kg.bibliography.cited import Cited
from kg.bibliography.file import FORMATS, read_cited

__all__ = ["FORMATS", "Cited", "read_cited"]
