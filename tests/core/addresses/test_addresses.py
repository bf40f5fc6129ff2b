"""Addresses: one dwelling in many spellings, and different dwellings that look alike."""

import itertools
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.addresses import Address, Gazetteer, dwelling_keys, parse, same_dwelling
from linli.core.addresses.numerals import arabic

pytestmark = pytest.mark.one_database
PLACES = Gazetteer.of(
    ["东城街道", "西陂街道", "红坊镇"],
    [
        "东门社区居委会",
        "阳光社区居委会",
        "西安社区居委会",
        "登高社区居委会",
        "闽西交易城社区居委会",
        "西湖社区居委会",
    ],
    ["福建省", "龙岩市", "新罗区"],
)
# Each list is one dwelling; no two lists are the same one.
DWELLINGS = [
    [
        "福建省龙岩市新罗区东城街道东门社区解放路12号锦绣花园3栋2单元501室",
        "东门社区锦绣花园3幢二单元501",
        "锦绣花园3号楼2-501",
        "锦绣花园3-2-501",
        "解放路12号锦绣花园3#2单元501房",
        "锦绣花园三栋二单元五〇一室",
    ],
    ["锦绣花园3栋2单元502室", "锦绣花园３栋２单元５０２"],
    ["锦绣花园13栋2单元501室", "锦绣花园十三幢2-501"],
    ["西陂街道滨江花园23栋203室", "西陂滨江花园23#203", "滨江花园二十三号楼203"],
    ["西安南路261号阳光翠庭6幢1204室", "阳光翠庭6号楼1204", "龙岩西安南路261号阳光翠庭6栋1204"],
    ["登高东路88弄5号", "新罗区登高东路88弄5号"],
    ["登高东路88弄6号"],
    ["登高西路88弄5号"],
    ["人民路36号A座1203室", "人民路36号A栋1203房"],
    ["人民路36号B座1203室"],
    ["闽西交易城商务大道145弄161号", "闽西交易城社区商务大道145弄161号"],
    ["红坊镇紫阳新村B区9幢101", "紫阳新村B区9栋101室"],
    ["建设路15号财政局宿舍楼301", "财政局宿舍301室"],
]


def read(text: str) -> Address:
    return parse(text, PLACES)


@pytest.mark.parametrize("spellings", DWELLINGS, ids=lambda spellings: spellings[0])
def test_spellings_of_one_dwelling_agree(spellings):
    for one, other in itertools.combinations(spellings, 2):
        assert same_dwelling(read(one), read(other)), (one, other)


def test_different_dwellings_do_not_agree():
    for first, second in itertools.combinations(DWELLINGS, 2):
        for one, other in itertools.product(first, second):
            assert not same_dwelling(read(one), read(other)), (one, other)


def test_spellings_share_a_key_unless_one_names_the_estate_and_one_the_road():
    keys = [set(dwelling_keys(read(text))) for text in DWELLINGS[0]]
    assert set.intersection(*keys) == {"锦绣花园|3|501"}


def test_the_parts():
    assert read(DWELLINGS[0][0]) == Address(
        sub_district="东城街道",
        community="东门社区",
        road="解放路",
        number="12",
        estate="锦绣花园",
        building="3",
        unit="2",
        room="501",
    )


@given(st.integers(1, 199))
def test_numerals_are_read_as_numbers(value):
    words = "零一二三四五六七八九"
    tens, ones = divmod(value % 100, 10)
    text = ("一百" if value >= 100 else "") + ("零" if value >= 100 and tens == 0 and ones else "")
    text += words[tens] + "十" if tens > 1 or (tens == 1 and value >= 100) else "十" if tens else ""
    text += words[ones] if ones else ""
    assert arabic(text) == str(value)


@given(st.text(alphabet="东西路街号栋单元室0123456789-#（）三花园 ", max_size=40))
def test_any_string_can_be_read_and_agrees_with_itself_or_with_nothing(text):
    address = read(text)
    if dwelling_keys(address) and address.room:
        assert same_dwelling(address, address)


WRITTEN = Path(__file__).with_name("dwellings.txt").read_text(encoding="utf-8").splitlines()
COMMUNITIES = "望江 翠屏 桃园 凤鸣 清溪 双井 古榕 榕川商贸城 松涛 三元"
VILLAGES = "松涛 石桥 上洋 下洋 新厝 溪背 陈屋 圳下"
TOWN = Gazetteer.of(
    ["榕东街道", "榕西街道", "江北街道", "江南街道", "石湖镇", "云岭镇"],
    [f"{name}社区居委会" for name in COMMUNITIES.split()] + [f"{name}村委会" for name in VILLAGES.split()],
    ["福建省", "榕川市", "榕城区"],
)


def test_two_hundred_strings_about_eighty_dwellings():
    """Recall at least 0.90, precision at least 0.99, over all pairs of the strings in dwellings.txt."""
    lines = [line.split(" | ") for line in WRITTEN if not line.startswith("#")]
    read_all = [(dwelling, parse(text, TOWN)) for dwelling, texts in enumerate(lines) for text in texts]
    assert len(lines) >= 80
    assert len(read_all) >= 200
    right = wrong = missed = 0
    for (mine, one), (yours, other) in itertools.combinations(read_all, 2):
        same = same_dwelling(one, other)
        right += same and mine == yours
        wrong += same and mine != yours
        missed += not same and mine == yours
    assert right / (right + missed) >= 0.95
    assert right / (right + wrong) >= 0.99


def test_a_key_never_joins_groups_of_two_villages():
    keys = [dwelling_keys(parse(f"石湖镇{village}村塘边自然村31号", TOWN)) for village in ("松涛", "石桥")]
    assert keys == [("松涛/塘边自然村-31||",), ("石桥/塘边自然村-31||",)]
    assert dwelling_keys(parse("塘边自然村31号", TOWN)) == ()


def test_twenty_thousand_a_second():
    strings = [text for spellings in DWELLINGS for text in spellings] * 200
    start = time.process_time()
    for text in strings:
        read(text)
    assert len(strings) / (time.process_time() - start) > 20_000
