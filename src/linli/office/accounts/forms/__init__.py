"""账号的表单 · Forms of sign-in and of accounts and posts."""
