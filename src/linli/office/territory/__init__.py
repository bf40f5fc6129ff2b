"""区划页面 · Places: browsing divisions, community profiles, editions of the list."""
