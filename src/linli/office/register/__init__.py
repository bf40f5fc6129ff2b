"""一本账 · Pages of the register: search, cards, buildings, figures, changes in life."""
