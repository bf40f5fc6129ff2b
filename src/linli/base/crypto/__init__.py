"""加密 · Values encrypted per field with a key per person; keys live outside the database."""

from linli.base.crypto.fields import FieldCipher
from linli.base.crypto.keyring import Keyring
from linli.base.crypto.keystore import KeyStore, SubjectGone

__all__ = ["FieldCipher", "KeyStore", "Keyring", "SubjectGone"]
