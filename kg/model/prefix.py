"""Prefixes of identifiers, spelled as the Bioregistry prefers (https://bioregistry.io)."""

from __future__ import annotations

PREFIXES = frozenset(
    "BFO BTO CHEBI CL CLO CMO DOID DRUGBANK DrugCentral ECO EDAM EFO ENSEMBL ENVO FB FPLX GO HGNC "
    "HMDB HP IAO ICD10CM INTERPRO LOINC MAXO MESH MGI MONDO MP NBO NCBIGene NCBITaxon NCIT OBI "
    "OMIM OMIT ORPHANET PATO PR PW RBO REACT REACTOME RGD RO RXNORM RxCUI SIO SNOMEDCT SO STATO "
    "UBERON UMLS UO UniProtKB VO WBGene WIKIPATHWAYS XAO XCO ZECO ZFIN atc cas cellosaurus "
    "chembl.compound clinicaltrials euclinicaltrials inchikey isrctn jrct kegg mirbase pfam "
    "pubchem.compound pubchem.substance rrid uniprot".split()
)
"""An identifier with another prefix is an error: it may be misspelled, and leads nowhere."""
