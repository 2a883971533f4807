"""What the pages of a build share: header, links, search, light and dark, and what may run.

Knows nothing of graphs: a page brings its content, its style and its script.
"""

from kg.site.frame import BESIDE, explorer_address, write_page
from kg.site.policy import policy

__all__ = ["BESIDE", "explorer_address", "policy", "write_page"]
