"""The installation's own keys: opened from settings, changed under a running process, made and fetched in bulk."""

from uuid import uuid4

import pytest

from linli.base.crypto import SubjectGone
from linli.base.crypto.ciphers import Algorithm, Tampered
from linli.base.crypto.fields import FieldCipher
from linli.base.crypto.opened import PEOPLE, RING, LiveKeyStore, cipher

pytestmark = pytest.mark.one_database


@pytest.fixture
def stores(tmp_path):
    """Two processes' views of one key folder."""
    made = [LiveKeyStore(tmp_path / PEOPLE, tmp_path / RING, Algorithm.AES_256_GCM) for _ in range(2)]
    yield made
    for store in made:
        store.close()


def test_the_folder_and_the_algorithm_are_settings(settings, tmp_path):
    settings.KEY_DIR, settings.CIPHER = tmp_path, "sm4-gcm"
    person = uuid4()
    sealed = cipher().batch([person], make=True).seal(person, "name", "张丽")
    assert sealed[0] == Algorithm.SM4_GCM
    assert {path.name for path in tmp_path.iterdir()} == {PEOPLE, RING}
    settings.CIPHER = "aes-256-gcm"
    assert cipher().open(person, "name", sealed) == "张丽"


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_a_batch_seals_and_opens_as_one_by_one(stores, algorithm):
    one_by_one = FieldCipher(stores[0], algorithm)
    people = [uuid4() for _ in range(3)]
    batch = one_by_one.batch(people, make=True)
    for person in people:
        assert one_by_one.open(person, "name", batch.seal(person, "name", "㛃䶮𬭎")) == "㛃䶮𬭎"
        assert batch.open(person, "phone", one_by_one.seal(person, "phone", "139")) == "139"
        with pytest.raises(Tampered):
            batch.open(person, "phone", batch.seal(person, "name", "139"))
    stranger = uuid4()
    assert stranger not in batch
    with pytest.raises(SubjectGone):
        batch.seal(stranger, "name", "张丽")


def test_keys_are_made_once_and_only_for_those_who_have_none(stores):
    first, second = uuid4(), uuid4()
    made = stores[0].make([first])
    again = stores[0].make([first, second])
    assert (set(made), set(again)) == ({first}, {second})
    assert stores[0].keys([first, second, uuid4()]) == made | again


def test_a_running_process_notices_a_new_wrapping_key(stores):
    here, there = stores
    person, later = uuid4(), uuid4()
    key = here.make([person])[person]
    ring = there.keyring.with_new_wrapping_key()
    ring.save(there.ring_path)
    here.make([later])  # written with the new key: the file is read behind the lock
    assert here.count_by_wrapping_key() == {1: 1, 2: 1}
    assert list(there.rewrap(ring)) == [1]
    there.keyring.retired(wrapping=1).save(there.ring_path)
    assert here.keys([person]) == {person: key}
    assert here.count_by_wrapping_key() == {2: 2}
