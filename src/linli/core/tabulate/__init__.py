"""制表 · Reports as data: figures, tables, sentences, charts and the checks they pass."""
