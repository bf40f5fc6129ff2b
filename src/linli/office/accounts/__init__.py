"""账号与岗位 · Sign-in, second factor, posts and sessions."""
