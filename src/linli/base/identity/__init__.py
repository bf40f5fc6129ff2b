"""身份与岗位 · Accounts, bodies, posts and who holds them."""
