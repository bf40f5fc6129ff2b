"""关联 · Which records of several rosters are about one person."""

from linli.core.linkage.batch import LinkedBatch, link_records, link_table
from linli.core.linkage.cluster import cluster_edges
from linli.core.linkage.columns import normalise_columns
from linli.core.linkage.normalise import NormalRecord, RawRecord, normalise

__all__ = [
    "LinkedBatch",
    "NormalRecord",
    "RawRecord",
    "cluster_edges",
    "link_records",
    "link_table",
    "normalise",
    "normalise_columns",
]
