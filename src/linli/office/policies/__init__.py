"""政策包的页面 · Pages of the policy packs."""
