"""State of affairs: 管事有人, the staff of the communities and what they are paid."""

from linli.core.tabulate.figures import Column, Figure, Measure
from linli.core.tabulate.sentences import ALWAYS, Sentence, above, both, equals, known
from linli.core.tabulate.units import PERSON, PIECE, YEAR_OF_AGE, YUAN
from linli.core.tabulate.words import NOTHING, Words
from linli.reports.compose.making import Making

_POSTS = (
    ("chief", Words("主任、副主任", "chief or deputy")),
    ("member", Words("专职委员", "full-time member")),
)
_COUNTS = (
    ("staff.all", Words("社区工作人员", "Committee staff")),
    ("staff.full_time", Words("专职人员", "Full-time staff")),
    ("staff.part_time", Words("兼职人员", "Part-time staff")),
    ("chiefs.all", Words("社区主干（主任、副主任）", "Chiefs and deputies")),
    (
        "chiefs.upper_secondary",
        Words("高中以上文化程度的主干", "Chiefs with upper secondary education or more"),
    ),
    ("chiefs.education_known", Words("文化程度已知的主干", "Chiefs whose education is known")),
    ("chiefs.age_known", Words("年龄已知的主干", "Chiefs whose age is known")),
    ("chiefs.trained", Words("一年内受过培训的主任", "Chiefs trained within the year")),
)


def add_people(making: Making) -> None:
    """The section 管事有人."""
    _figures(making)
    for post, label in _POSTS:
        _stipend(making, post, label)
    making.heading("people", 2, "管事有人：队伍情况", "People: the staff")
    facts = {"place": making.inputs.place}
    making.paragraph("people.staff", _STAFF, facts)
    making.paragraph("people.stipends", _STIPENDS)
    making.paragraph("people.training", _TRAINING)


def _figures(making: Making) -> None:
    for code, label in _COUNTS:
        making.answered(code, label, code, unit=PERSON)
    making.answered("posts.approved", Words("核定岗位", "Posts approved"), "posts.approved", unit=PIECE)
    making.answered("chiefs.age_sum", Words("主干年龄之和", "Ages of chiefs together"), "chiefs.age_sum",
                    unit=YEAR_OF_AGE)  # fmt: skip
    making.quotient("chiefs.mean_age", Words("主干平均年龄", "Mean age of chiefs"), "chiefs.age_sum",
                    "chiefs.age_known", unit=YEAR_OF_AGE, decimals=2)  # fmt: skip
    share = Words("高中以上文化程度比例", "Share with upper secondary education or more")
    making.share(
        "chiefs.upper_secondary_share", share, "chiefs.upper_secondary", "chiefs.education_known", decimals=2
    )
    vacant = Words("岗位未配齐的社区", "Communities with vacant posts")
    making.short_of("people.posts_short", vacant, "people.posts_filled")
    untrained = Words("主任未受培训的社区", "Communities whose chief was not trained")
    making.short_of("people.training_short", untrained, "training.chief_per_year")


def _stipend(making: Making, post: str, label: Words) -> None:
    """Due by the rule, paid on average, and what is missing a head and month."""
    rule = making.inputs.rules.get(f"stipend.{post}_floor")
    document = rule.document if rule else NOTHING
    due = making.figures.add(
        Figure(
            f"stipend.{post}.due",
            Words(f"{label.zh}每月补贴标准", f"Stipend due to a {label.en} a month"),
            rule.value if rule else None,
            YUAN,
            "policies.value",
            making.inputs.as_of,
            (Column(Words("规定", "Rule"), wide=2), Column(Words("文件", "Document"), wide=3)),
            ((rule.code, rule.document),) if rule else (),
            rule=document,
            measure=Measure.STATED,
        )
    )
    total, heads, paid = (f"stipend.{post}.{part}" for part in ("paid_sum", "paid_heads", "paid"))
    making.answered(
        total, Words(f"{label.zh}每月实发补贴合计", f"Paid a month to all: {label.en}"), total, unit=YUAN
    )
    making.answered(
        heads, Words(f"已填报补贴的{label.zh}", f"Heads with a stipend: {label.en}"), heads, unit=PERSON
    )
    making.quotient(
        paid, Words(f"{label.zh}每月平均实发", f"Paid on average: {label.en}"), total, heads, unit=YUAN
    )
    mean = making.figures.value(paid)
    making.derived(
        f"stipend.{post}.gap",
        Words(f"{label.zh}每月差额", f"Monthly gap: {label.en}"),
        due.value - mean if due.value is not None and mean is not None else None,
        (due.code, paid),
        unit=YUAN,
    )
    making.short_of(
        f"stipend.{post}.short",
        Words(f"{label.zh}补贴未达标的社区", f"Communities paying too little: {label.en}"),
        f"stipend.{post}_floor",
    )


_STIPEND_GAPS = ("chief.short", "chief.short.unknown", "member.short", "member.short.unknown")
_STAFF = (
    Sentence(
        known("staff.all"),
        "{@place}各社区共有工作人员{staff.all}",
        "The communities of {@place} have {staff.all} {staff.all#member|members} of staff",
        clauses=(
            Sentence(
                ALWAYS,
                "，其中专职{staff.full_time}、兼职{staff.part_time}",
                ", {staff.full_time} of them full-time and {staff.part_time} part-time",
            ),
        ),
    ),
    Sentence(
        known("chiefs.mean_age", "chiefs.upper_secondary_share"),
        "社区主干{chiefs.all}，平均年龄{chiefs.mean_age}，具有高中以上文化程度的占{chiefs.upper_secondary_share}。",
        "The {chiefs.all} chiefs and deputies are {chiefs.mean_age} old on average; "
        "{chiefs.upper_secondary_share} have upper secondary education or more.",
    ),
    Sentence(
        above("people.posts_short"),
        "核定岗位{posts.approved}，{people.posts_short}社区尚未配齐。",
        "{posts.approved} posts are approved; {people.posts_short} "
        "{people.posts_short#community has|communities have} some vacant.",
    ),
)
_STIPENDS = (
    Sentence(
        both(above("stipend.chief.gap"), above("stipend.member.gap")),
        "按照规定，社区主任、副主任每月生活补贴应不低于{stipend.chief.due}，专职委员应不低于{stipend.member.due}；"
        "实际平均发放{stipend.chief.paid}和{stipend.member.paid}，每人每月分别相差{stipend.chief.gap}和"
        "{stipend.member.gap}。",
        "By the rules a chief or deputy is due at least {stipend.chief.due} a month and a full-time member "
        "{stipend.member.due}. Paid on average are {stipend.chief.paid} and {stipend.member.paid}: short by "
        "{stipend.chief.gap} and {stipend.member.gap} a head and month.",
    ),
    Sentence(
        both(above("stipend.chief.short"), above("stipend.member.short")),
        "主任、副主任补贴未达标的社区有{stipend.chief.short}，专职委员补贴未达标的有{stipend.member.short}。",
        "{stipend.chief.short} {stipend.chief.short#community pays its chief|communities pay their chiefs} and "
        "{stipend.member.short} {stipend.member.short#pays its|pay their} full-time members less than is due.",
    ),
    Sentence(
        both(*(equals(f"stipend.{code}", 0) for code in _STIPEND_GAPS)),
        "各社区工作人员生活补贴均达到规定标准。",
        "Every community pays the stipends the rules ask for.",
    ),
)
_TRAINING = (
    Sentence(
        known("chiefs.trained"),
        "一年内受过培训的社区主任{chiefs.trained}",
        "{chiefs.trained} {chiefs.trained#chief was|chiefs were} trained within the year",
        clauses=(
            Sentence(
                above("people.training_short"),
                "，尚有{people.training_short}社区的主任未参加",
                "; in {people.training_short} {people.training_short#community|communities} the chief was not",
            ),
        ),
    ),
)
