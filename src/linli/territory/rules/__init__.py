"""How codes and names are read, when a list is sound, what changed between two lists, and who may do what."""
