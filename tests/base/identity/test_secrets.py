import pytest

from linli.base.identity.secrets import SecretUnreadable, seal, unseal


def test_what_is_sealed_opens_again_and_looks_different_each_time():
    sealed = [seal("JBSWY3DPEHPK3PXP") for _time in range(2)]
    assert [unseal(text) for text in sealed] == ["JBSWY3DPEHPK3PXP"] * 2
    assert sealed[0] != sealed[1]


@pytest.mark.parametrize(
    "damage", [lambda s: s[:-4] + "AAA=", lambda s: "g1:short", lambda s: "plain", lambda s: ""]
)
def test_what_was_changed_does_not_open(damage):
    with pytest.raises(SecretUnreadable):
        unseal(damage(seal("JBSWY3DPEHPK3PXP")))


def test_another_secret_key_opens_nothing(settings):
    sealed = seal("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY = "another"
    with pytest.raises(SecretUnreadable):
        unseal(sealed)
