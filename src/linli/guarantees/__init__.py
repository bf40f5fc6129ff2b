"""五个有 · The five guarantees: what each community still lacks, held against which rule, and at what cost."""
