"""议事有场: 33 offices that meet the standard, 6 too small, 6 communities without one, and the four named cases."""

from decimal import Decimal
from typing import Any

from linli.demo.places import Place
from linli.demo.spread import dice, spread

NONE = ("350802001003", "350802001011", "350802002012", "350802003007", "350802004003", "350802004011")
TOO_SMALL = {
    "350802001010": 30,
    "350802002008": 45,
    "350802002014": 50,
    "350802003004": 60,
    "350802004009": 72,
    "350802004012": 88,
}
# The mean of 240 m2 is read over the 39 communities that have an office: 39 x 240 = 9,360 m2.
FLOOR_AREA_OF_ALL = 39 * 240
STANDARD = 100
NEW_COMMUNITIES = 14
INVESTED = 10_400_000  # "over 10 million" since 2002, about 1.3 million a year: 8 x 1.3 million
MU = Decimal("666.67")
CASES: dict[str, dict[str, Any]] = {
    "350802001011": {  # 永兴
        "idle_land": Decimal(160),
        "approval_stage": "planning",
        "approval_note": "有闲置地160平方米可建，规划未批。（演示数据）",
    },
    "350802001003": {  # 东宝
        "idle_land": 2 * MU,
        "approval_stage": "land_quota",
        "approval_note": "有地2亩，规划已批，缺用地指标。（演示数据）",
    },
    "350802003007": {  # 莲新
        "approval_stage": "red_line",
        "approval_note": "选址意见书和蓝线图已有，缺红线图。（演示数据）",
    },
    "350802004003": {  # 北关
        "approval_stage": "money",
        "approval_spent": Decimal(312_000),
        "approval_note": "办理审批已花30多万元，现因没有资金停办。（演示数据）",
    },
}


def offices(places: tuple[Place, ...]) -> dict[str, dict[str, Any]]:
    """Everything the survey asks about premises, by community code."""
    rng = dice("offices")
    fit = [place.code for place in places if place.code not in NONE and place.code not in TOO_SMALL]
    rest = FLOOR_AREA_OF_ALL - sum(TOO_SMALL.values())
    areas = dict(zip(fit, spread(rest, [1.0] * len(fit), rng, least=STANDARD), strict=True)) | TOO_SMALL
    wanted = spread(NEW_COMMUNITIES, [1.0] * len(places), rng)
    invested = spread(INVESTED // 1000, [1.0] * len(places), rng, least=20)
    answers = {}
    for index, place in enumerate(places):
        has_none = place.code in NONE
        answers[place.code] = {
            "office_tenure": "none" if has_none else rng.choice(("own", "own", "borrowed", "rented")),
            "office_area": Decimal(areas.get(place.code, 0)),
            "meeting_room": place.code in fit,
            "idle_land": Decimal(0),
            "approval_stage": "none",
            "approval_spent": Decimal(0),
            "new_community_needed": wanted[index],
            "invested_total": Decimal(invested[index] * 1000),
            **CASES.get(place.code, {}),
        }
    return answers
