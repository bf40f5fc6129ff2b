"""内核 · The inner loops: plain functions over arrays that run as they are or as machine code.

They keep to what both can do: whole and real numbers, indexing, loops; no objects, no new arrays, no library
calls. A function passes the same four tuples on: `g` the community, `p` the plan, `s` scratch space, `d` dials.
"""
