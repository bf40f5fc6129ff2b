"""账号的页面 · Views of sign-in, own posts and devices, and the administration of accounts and posts."""
