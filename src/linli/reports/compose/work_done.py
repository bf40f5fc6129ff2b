"""Chapter: what has been done so far."""

from linli.core.tabulate.sentences import ALWAYS, Sentence, above
from linli.core.tabulate.units import YUAN
from linli.core.tabulate.words import Words
from linli.reports.compose.making import Making


def add_work_done(making: Making) -> None:
    """The chapter 主要做法. Left out when the data tell of nothing done."""
    making.answered("invested.total", Words("累计投入", "Invested so far"), "invested.total", unit=YUAN)
    for code in ("invested.since", "invested.yearly"):
        making.stated(code)
    start = len(making.blocks)
    facts = {"place": making.inputs.place}
    making.heading("done", 1, "主要做法", "What has been done")
    paragraphs = (("money", _MONEY), ("people", _PEOPLE), ("services", _SERVICES), ("residents", _RESIDENTS))
    written = [making.paragraph(f"done.{key}", sentences, facts) for key, sentences in paragraphs]
    if not any(written):
        del making.blocks[start:]


_MONEY = (
    Sentence(
        above("invested.total"),
        "加大投入，改善条件。{@place}各社区近年用于基础设施的资金累计{invested.total}",
        "Money. In recent years {@place} has put {invested.total} into the facilities of its communities",
        clauses=(
            Sentence(ALWAYS, "（自{invested.since}年起）", "(since {invested.since})"),
            Sentence(ALWAYS, "，近年平均每年{invested.yearly}", ", lately about {invested.yearly} a year"),
        ),
    ),
)
_PEOPLE = (
    Sentence(
        above("chiefs.trained"),
        "充实队伍，加强培训。各社区配备工作人员{staff.all}，一年内有{chiefs.trained:n}名社区主任参加培训。",
        "Staff. The communities have {staff.all} members of staff; {chiefs.trained} "
        "{chiefs.trained#chief was|chiefs were} trained within the year.",
    ),
)
_SERVICES = (
    Sentence(
        above("centres.community"),
        "健全网络，方便居民。{centres.community}社区建起服务中心（站）",
        "Services. {centres.community} {centres.community#community has|communities have} set up a service centre",
        clauses=(
            Sentence(
                above("grids.all"),
                "，划分网格{grids.all}，由专人负责",
                ", and {grids.all} grids have been drawn",
            ),
        ),
    ),
)
_RESIDENTS = (
    Sentence(
        above("meetings.representatives"),
        "依靠居民，民主管理。当年召开成员代表会议{meetings.representatives}次、公开居务{meetings.disclosures}次",
        "Residents. {meetings.representatives} representatives' meetings were held this year, and affairs were "
        "disclosed {meetings.disclosures} times",
        clauses=(
            Sentence(
                above("volunteers.organisations"),
                "，{volunteers.organisations}志愿服务组织参与服务",
                "; {volunteers.organisations} volunteer organisations take part",
            ),
        ),
    ),
)
