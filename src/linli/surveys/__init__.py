"""调查 · Survey campaigns: what is asked of which communities, what they answer, and how it was found out."""
