"""五个有 · Home: what a place still lacks, down to the rows behind each figure."""
