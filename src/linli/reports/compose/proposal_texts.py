"""The sentences of the chapter of proposals."""

from typing import Final

from linli.core.tabulate.figures import Figure
from linli.core.tabulate.sentences import Sentence, above
from linli.core.tabulate.words import Words
from linli.reports.compose.inputs import Cost, Guarantee

HEADINGS: Final = {
    Guarantee.PEOPLE: ("落实待遇，稳定队伍", "Pay what is due, keep the staff"),
    Guarantee.PLACE: ("落实场所，打通审批", "Provide offices, clear the approvals"),
    Guarantee.MONEY: ("足额安排经费", "Provide the funds in full"),
    Guarantee.NETWORK: ("织密服务网络", "Close the gaps in the network"),
    Guarantee.RULES: ("严格制度执行", "Keep to the rules"),
}
TOTAL: Final = (
    Sentence(
        above("guarantees.any_short"),
        "补齐五项保障的短板涉及{guarantees.any_short}社区",
        "Closing the gaps in the five guarantees concerns {guarantees.any_short} "
        "{guarantees.any_short#community|communities}",
        clauses=(
            Sentence(above("costs.once"), "，一次性需投入{costs.once}", ", takes {costs.once} once"),
            Sentence(above("costs.yearly"), "，每年需{costs.yearly}", ", and {costs.yearly} every year"),
        ),
    ),
    Sentence(
        above("guarantees.any_short"),
        "建议按轻重缓急分年度落实，并按“权随责走、费随事转”的原则明确资金来源。",
        "We propose to go by urgency, year by year, and to name the source of the money: fees follow the task.",
    ),
)
WAIVER: Final = (
    Sentence(
        above("costs.offset"),
        "新建用房可争取市级补助{costs.offset}。",
        "The city's subsidy for new offices comes to {costs.offset}.",
    ),
    Sentence(
        above("costs.waivable"),
        "建议对社区办公用房建设减免规费，可节省{costs.waivable}。",
        "We propose to waive the charges on community offices, which saves {costs.waivable}.",
    ),
    Sentence(
        above("offices.stuck"),
        "由区里牵头，对审批受阻的{offices.stuck}社区逐个协调规划、用地和建设手续。",
        "The district should take up the {offices.stuck} stuck {offices.stuck#approval|approvals} one by one "
        "with planning, land and construction.",
    ),
)
NEW: Final = (
    Sentence(
        above("new.needed"),
        "随着新建住宅区入住，需新设社区{new.needed}，应同步规划用房。",
        "New estates call for {new.needed} new {new.needed#community|communities}, whose offices should be planned "
        "along with them.",
    ),
)
UNPRICED: Final = (
    Sentence(
        above("costs.unpriced"),
        "另有{costs.unpriced}社区的部分费用没有单价依据，未计入上述金额。",
        "In {costs.unpriced} {costs.unpriced#community|communities} a part of the cost has no price and is not in "
        "these sums.",
    ),
)


def item_sentence(label: Words, communities: Figure, amount: Figure, cost: Cost) -> Sentence:
    """“补足办公经费：涉及44个社区，每年需8.8万元。”"""
    count, total = communities.code, amount.code
    return Sentence(
        above(count),
        f"{label.zh}：涉及{{{count}}}社区，{'每年' if cost.yearly else '一次性'}需{{{total}}}。",
        f"{label.en[:1].upper()}{label.en[1:]}: {{{count}}} {{{count}#community|communities}}, "
        f"{{{total}}} {'a year' if cost.yearly else 'once'}.",
    )
