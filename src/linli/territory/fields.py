"""A text column that sorts by code point on every database."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class CodePointField(models.CharField[Any, Any]):
    """Text compared character code by character code, so that ``>= "东" and < "东" + last`` means "starts with 东".

    PostgreSQL sorts by the rules of a language unless told otherwise, and no plain index serves a prefix then.
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        """The column's type, with the collation of bytes."""
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters
