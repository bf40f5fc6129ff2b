"""Passphrase hashing at a cost that two cores can carry (OWASP ASVS 5.0: Argon2id, 19 MiB, t=2, p=1)."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class FrugalArgon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane; the library's default takes 0.6 s on 2 cores."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1
