"""State of affairs: 服务有网, service centres, grids, health stations, volunteers, jobs."""

from decimal import Decimal

from linli.core.tabulate.sentences import ALWAYS, Sentence, above, both, known, unknown
from linli.core.tabulate.units import PERSON, PIECE, TEAM, Unit
from linli.core.tabulate.words import Words
from linli.reports.compose.facilities import add_facilities
from linli.reports.compose.making import Making

_ANSWERS: tuple[tuple[str, Words, Unit], ...] = (
    ("centres.community", Words("社区级服务中心（站）", "Service centres in communities"), PIECE),
    ("health.own", Words("社区卫生服务站", "Health stations"), PIECE),
    ("health.reached", Words("有卫生服务站可用的社区", "Communities with a health station at hand"), PIECE),
    ("grids.all", Words("网格", "Grids"), PIECE),
    ("grids.staffed", Words("已配网格员的网格", "Grids with an officer"), PIECE),
    ("requests.received", Words("收到居民诉求", "Requests received"), PIECE),
    ("requests.answered", Words("已答复诉求", "Requests answered"), PIECE),
    ("volunteers.organisations", Words("志愿服务组织", "Volunteer organisations"), PIECE),
    ("volunteers.registered", Words("注册志愿者", "Registered volunteers"), PERSON),
    ("volunteers.full_time", Words("专职志愿者", "Full-time volunteers"), PERSON),
    ("volunteers.part_time", Words("兼职志愿者", "Part-time volunteers"), PERSON),
    ("patrols.teams", Words("治安巡逻队", "Patrol teams"), TEAM),
    ("jobless.registered", Words("登记失业人员", "Registered jobless"), PERSON),
    ("jobless.placed", Words("帮助就业人员", "Jobless placed in work"), PERSON),
)
_SHORT = (
    (
        "network.homes_short",
        "network.homes_in_grids",
        Words("有住户未编入网格的社区", "Homes outside the grids"),
    ),
    (
        "network.officers_short",
        "network.officer_per_grid",
        Words("有网格未配网格员的社区", "Grids without an officer"),
    ),
    (
        "network.requests_short",
        "network.requests_answered",
        Words("有诉求未答复的社区", "Requests not answered"),
    ),
    (
        "network.centre_short",
        "network.service_centre",
        Words("没有服务中心（站）的社区", "No service centre"),
    ),
)


def add_network(making: Making) -> None:
    """The section 服务有网, with the facility table and its self-check."""
    for code, label, unit in _ANSWERS:
        making.answered(code, label, code, unit=unit)
    for code, rule, label in _SHORT:
        making.short_of(code, label, rule)
    making.share("jobless.placed_share", Words("帮助就业比例", "Share placed"), "jobless.placed",
                 "jobless.registered")  # fmt: skip
    _centres(making)
    making.heading("network", 2, "服务有网：服务体系情况", "Network: services within reach")
    making.paragraph("network.centres", _CENTRES, {"place": making.inputs.place})
    making.paragraph("network.grids", _GRIDS)
    add_facilities(making)
    making.paragraph("network.people", _PEOPLE)


def _centres(making: Making) -> None:
    """All service centres: those of the communities, and those stated for the levels above."""
    codes = ["centres.district", "centres.sub_district"]
    if any(making.stated(code) is None for code in codes):
        return
    parts = (*codes, "centres.community")
    values = [making.figures.value(code) for code in parts]
    known_values = [value for value in values if value is not None]
    total = sum(known_values, Decimal(0)) if len(known_values) == len(values) else None
    making.derived("centres.all", Words("各级服务中心（站）", "Service centres of all levels"), total, parts,
                   unit=PIECE)  # fmt: skip


_CENTRES = (
    Sentence(
        known("centres.all"),
        "{@place}建成各级服务中心（站）{centres.all}，其中区级{centres.district}、街道（镇）级{centres.sub_district}、"
        "社区级{centres.community}。",
        "{@place} has {centres.all} service centres: {centres.district} of the district, {centres.sub_district} "
        "of sub-districts and towns, {centres.community} in communities.",
    ),
    Sentence(
        both(known("centres.community"), unknown("centres.all")),
        "{@place}有社区级服务中心（站）{centres.community}。",
        "{@place} has {centres.community} service centres in communities.",
    ),
    Sentence(
        above("health.own"),
        "社区卫生服务站{health.own}，由{health.reached}社区共享。",
        "{health.own} health {health.own#station is|stations are} shared by {health.reached} communities.",
    ),
)
_GRIDS = (
    Sentence(
        above("grids.all"),
        "划分网格{grids.all}，已配网格员{grids.staffed}",
        "There are {grids.all} grids, {grids.staffed} of them with an officer",
        clauses=(
            Sentence(
                above("network.homes_short"),
                "；{network.homes_short}社区还有住户未编入网格",
                "; in {network.homes_short} {network.homes_short#community|communities} some homes lie outside",
            ),
        ),
    ),
    Sentence(
        known("requests.received", "requests.answered"),
        "当年收到居民诉求{requests.received:n}件，已答复{requests.answered:n}件。",
        "{requests.received:n} requests came from residents in the year; {requests.answered:n} were answered.",
    ),
)
_PEOPLE = (
    Sentence(
        known("volunteers.organisations", "volunteers.full_time", "volunteers.part_time"),
        "现有志愿服务组织{volunteers.organisations}，专职志愿者{volunteers.full_time}、兼职志愿者"
        "{volunteers.part_time}",
        "{volunteers.organisations} volunteer organisations have {volunteers.full_time} full-time and "
        "{volunteers.part_time} part-time volunteers",
        clauses=(
            Sentence(
                ALWAYS,
                "，其中注册志愿者{volunteers.registered}",
                ", {volunteers.registered} of them registered",
            ),
        ),
    ),
    Sentence(
        above("patrols.teams"),
        "组建治安巡逻队{patrols.teams}。",
        "{patrols.teams} patrol {patrols.teams#team is|teams are} at work.",
    ),
    Sentence(
        known("jobless.placed_share"),
        "登记失业人员{jobless.registered}，已帮助就业{jobless.placed}，占{jobless.placed_share}。",
        "Of {jobless.registered} registered jobless, {jobless.placed} ({jobless.placed_share}) were placed "
        "in work.",
    ),
)
