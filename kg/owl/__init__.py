"""What follows from the vocabulary and the graph? Asked of HermiT, a reasoner for OWL 2 DL."""

from kg.owl.hermit import find_java
from kg.owl.inference import Inference, reason
from kg.owl.premise import facts, premises

__all__ = ["Inference", "facts", "find_java", "premises", "reason"]
