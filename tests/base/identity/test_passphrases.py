import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from linli.base.identity import passphrases
from linli.base.identity.models import Account


@pytest.mark.parametrize(
    "good",
    [
        "茶杯 月台 铁皮 蜗牛 算盘 竹筐",
        "tea cup platform snail",
        "aaaa bbbb cccc dddd 9",
        "一个很长很长的没有规律的句子关于昨天的晚饭和三只猫",
        "x" * 7 + "y" * 8 + "z",
        "q7 " * 3 + "different words follow, up to quite some length" * 8,
    ],
)
def test_long_and_uncommon_is_enough(good: str):
    validate_password(good, Account(username="wang", display_name="王东门"))


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("short", "too_short"),
        ("十四个字还差一点点不够长的啊", "too_short"),
        ("1qaz2wsx3edc4rfv", "too_common"),
        ("1QAZ-2wsx-3EDC-4rfv", "too_common"),
        ("１ｑａｚ２ｗｓｘ３ｅｄｃ４ｒｆｖ", "too_common"),
        ("Wo ai Beijing Tiananmen", "too_common"),
        ("woaini5201314woaini", "too_common"),
        ("床前明月光，疑是地上霜！举头望明月，低头思故乡。", "too_common"),
        ("为人民服务！为人民服务！为人民服务！", "too_common"),
        ("passwordpassword", "too_common"),
        ("password12345678", "too_common"),
        ("abcabcabcabcabcabc", "too_common"),
        ("111111111111111", "too_common"),
        ("1q2w3e4r5t6y7u8i9o0p", "too_common"),
        ("---------------", "too_common"),
        ("wangdongmenwang1", "about_oneself"),
    ],
)
def test_short_common_or_about_oneself_is_refused(bad: str, code: str):
    with pytest.raises(ValidationError) as refused:
        validate_password(bad, Account(username="wangdongmen", display_name="王"))
    assert code in {error.code for error in refused.value.error_list}


def test_one_time_passphrases_are_acceptable_and_never_the_same():
    made = {passphrases.one_time() for _number in range(500)}
    assert len(made) == 500
    for passphrase in made:
        validate_password(passphrase)
        assert not set(passphrase) & set("0o1lOI")


def test_our_list_is_folded_once_and_has_no_double_entries():
    lines = [
        passphrases.folded(line)
        for line in passphrases.LIST.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert len(lines) == len(set(lines))
    assert all(line in passphrases.common() for line in lines)
