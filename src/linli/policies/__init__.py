"""政策包 · Policy packs: the rules in force, and the values a district sets by its own documents."""
