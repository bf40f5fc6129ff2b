"""Sealed values: known answers, nothing opens in another place, deletion is real, keys change on a live system."""

import threading
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.base.crypto import FieldCipher, Keyring, KeyStore, SubjectGone
from linli.base.crypto.ciphers import Algorithm, Tampered, seal, unseal
from linli.base.crypto.fields import blind_index, blind_lookups

pytestmark = pytest.mark.one_database
NUMBER = "35080219900101001X"


@pytest.fixture
def store(tmp_path):
    made = KeyStore(tmp_path / "people.keys", Keyring.open(tmp_path / "keys.json"))
    yield made
    made.close()


@pytest.fixture
def person(store):
    subject = uuid4()
    store.make([subject])
    return subject


def test_known_answer_of_aes_256_gcm():
    # NIST CAVP, gcmEncryptExtIV256: key, nonce, plain text, additional data -> ciphertext and tag.
    key = bytes.fromhex("92e11dcdaa866f5ce790fd24501f92509aacf4cb8b1339d50c9c1240935dd08b")
    nonce = bytes.fromhex("ac93a1a6145299bde902f21a")
    plain = bytes.fromhex("2d71bcfa914e4ac045b2aa60955fad24")
    bound = bytes.fromhex("1e0889016f67601c8ebea4943bc23ad6")
    sealed = seal(Algorithm.AES_256_GCM, key, plain, bound, nonce)
    assert sealed[12:].hex() == "8995ae2e6df3dbf96fac7b7137bae67f" + "eca5aa77d51d4a0a14d9c51e1da474ab"


def test_known_answer_of_sm4_gcm():
    # RFC 8998, appendix A.1.
    key = bytes.fromhex("0123456789abcdeffedcba9876543210")
    nonce = bytes.fromhex("00001234567800000000abcd")
    plain = bytes.fromhex(
        "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
        "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa"
    )
    bound = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    sealed = seal(Algorithm.SM4_GCM, key, plain, bound, nonce)
    assert sealed[12:].hex() == (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        "83de3541e4c2b58177e065a9bf7b62ec"
    )
    assert unseal(Algorithm.SM4_GCM, key, sealed, bound) == plain


@pytest.mark.parametrize("algorithm", list(Algorithm))
@given(value=st.text(max_size=60))
def test_what_was_sealed_opens_again(algorithm, value):
    key = bytes(range(algorithm.key_size))
    assert unseal(algorithm, key, seal(algorithm, key, value.encode(), b"x"), b"x").decode() == value


def test_a_value_opens_for_its_person_and_field_only(store, person):
    other = uuid4()
    store.make([other])
    cipher = FieldCipher(store)
    sealed = cipher.seal(person, "id_number", NUMBER)
    assert cipher.open(person, "id_number", sealed) == NUMBER
    assert NUMBER.encode() not in sealed
    for subject, field in ((other, "id_number"), (person, "phone")):
        with pytest.raises(Tampered):
            cipher.open(subject, field, sealed)


def test_every_flipped_bit_is_found(store, person):
    cipher = FieldCipher(store)
    sealed = cipher.seal(person, "phone", "13800000000")
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(Tampered):
            cipher.open(person, "phone", bytes(changed))


def test_the_same_value_is_never_sealed_the_same_way_twice(store, person):
    cipher = FieldCipher(store)
    assert len({cipher.seal(person, "phone", "13800000000") for _ in range(50)}) == 50


def test_a_forgotten_person_is_unreadable_in_every_copy_of_the_database(store, person):
    cipher = FieldCipher(store)
    in_a_backup = cipher.seal(person, "id_number", NUMBER)
    wrapped = store._connection().execute("SELECT wrapped FROM person_key").fetchone()[0]
    assert cipher.forget([person]) == 1
    with pytest.raises(SubjectGone):
        cipher.open(person, "id_number", in_a_backup)
    store.close()
    assert wrapped not in store.path.read_bytes()


def test_making_a_key_twice_keeps_the_first(store, person):
    cipher = FieldCipher(store)
    sealed = cipher.seal(person, "phone", "1")
    store.make([person])
    assert FieldCipher(store).open(person, "phone", sealed) == "1"


def test_the_key_file_is_for_its_owner_and_made_once(tmp_path):
    path = tmp_path / "keys.json"
    rings: list[Keyring] = []
    threads = [threading.Thread(target=lambda: rings.append(Keyring.open(path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(rings) == 8
    assert len({ring.wrapping[0].secret for ring in rings}) == 1
    assert path.stat().st_mode & 0o077 == 0
    assert [file.name for file in tmp_path.iterdir()] == ["keys.json"]


def test_a_strange_key_file_is_refused(tmp_path):
    (tmp_path / "keys.json").write_text('{"format": "other"}')
    with pytest.raises(ValueError, match="not a key file"):
        Keyring.open(tmp_path / "keys.json")


def test_wrapping_keys_change_while_others_work(store, tmp_path):
    people = [UUID(int=n) for n in range(250)]
    store.make(people)
    cipher = FieldCipher(store)
    sealed = {person: cipher.seal(person, "phone", str(person.int)) for person in people}
    ring = store.keyring.with_new_wrapping_key()
    ring.save(tmp_path / "keys.json")
    for done in store.rewrap(ring, batch=100):
        late = UUID(int=10_000 + done)
        other = KeyStore(store.path, Keyring.open(tmp_path / "keys.json"))
        other.make([late])
        assert FieldCipher(other).open(people[0], "phone", sealed[people[0]]) == "0"
        other.close()
    store.keyring = ring.retired(wrapping=ring.wrapping[-2].number)
    fresh = FieldCipher(store)
    assert [fresh.open(person, "phone", sealed[person]) for person in people] == [str(p.int) for p in people]


def test_a_blind_index_finds_equal_values_and_tells_nothing_without_its_key():
    ring, other = Keyring.new(), Keyring.new()
    assert blind_index(ring, "id_number", NUMBER) == blind_index(ring, "id_number", NUMBER)
    assert blind_index(ring, "id_number", NUMBER) != blind_index(ring, "phone", NUMBER)
    assert blind_index(ring, "id_number", NUMBER) != blind_index(other, "id_number", NUMBER)


def test_look_ups_go_on_while_the_index_key_changes():
    ring = Keyring.new()
    stored = blind_index(ring, "id_number", NUMBER)
    changed = ring.with_new_index_key()
    assert stored in blind_lookups(changed, "id_number", NUMBER)
    assert blind_index(changed, "id_number", NUMBER) != stored
    assert stored not in blind_lookups(changed.retired(index=1), "id_number", NUMBER)
