"""How do a table, a paper and a network become curated records? The way in, as drafts."""

from kg.intake.arrival import Arrival, new_papers
from kg.intake.bearing import Bearing, find_bearing
from kg.intake.blank import blank_workbook
from kg.intake.heard import say_arrivals
from kg.intake.layer import LICENCE, Written, import_table
from kg.intake.network import FORMS, import_network, take_network
from kg.intake.said import Left
from kg.intake.sheet import Sheet
from kg.intake.table import NAMES, UNREAD, Intake, Record, take_table
from kg.intake.tables import Tables, read_tables

__all__ = [
    "FORMS", "LICENCE", "NAMES", "UNREAD", "Arrival", "Bearing", "Intake", "Left", "Record",
    "Sheet", "Tables", "Written", "blank_workbook", "find_bearing", "import_network",
    "import_table", "new_papers", "read_tables", "say_arrivals", "take_network", "take_table",
]  # fmt: skip
