"""The words of the graph: what an entity, a claim and its evidence are."""

from kg.model.claim import Check, Claim, Contrast, Evidence
from kg.model.conclusion import Conclusion
from kg.model.document import Reading
from kg.model.entity import Entity
from kg.model.exclusion import Exclusion
from kg.model.exposure import Exposure
from kg.model.figure import Figure
from kg.model.gap import Gap
from kg.model.manifest import Manifest
from kg.model.module import Module
from kg.model.quantity import Quantity
from kg.model.record import Erratum
from kg.model.reference import Reference
from kg.model.state import Pointer, Withdrawal
from kg.model.system import Conditions, System

__all__ = [
    "Check", "Claim", "Conclusion", "Conditions", "Contrast", "Entity", "Erratum",
    "Evidence", "Exclusion", "Exposure", "Figure", "Gap", "Manifest", "Module", "Pointer",
    "Quantity", "Reading", "Reference", "System", "Withdrawal",
]  # fmt: skip
