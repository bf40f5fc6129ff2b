"""小数保护 · Tables of counts made safe to publish: small cells hidden, and others so that they stay hidden."""

from .protect import THRESHOLD, ProtectedTable, protect

__all__ = ["THRESHOLD", "ProtectedTable", "protect"]
