"""Broader English words that count for people only."""

from .classes import Banned
from .terms import PEOPLE, RESIDENTS, Term, term

ENGLISH_PEOPLE_TERMS: tuple[Term, ...] = (
    term(
        Banned.POLITICAL_OPINION,
        r"\bvot(e|ed|es|ing) (for|preference|intention|choice|behaviou?r)|\bwhom .{0,24}\bvot(e|es|ed|ing)\b|"
        r"\bballot (choice|content)|\b(opinions?|views?|attitudes?|criticisms?|complaints?) (of|on|about|to|towards) "
        r"(the )?(government|party|state|leaders?|polic\w+)|\bprotest\w*|\bdemonstrations?\b|\bdissent\w*|"
        r"\bonline (speech|posts?|remarks)|\bclass origin",
        "",
        PEOPLE,
    ),
    term(
        Banned.POLITICAL_OPINION,
        r"\bsympathi[sz]\w*|\bopposition\b|\bdissident\w*|\bunrest\b|\bactivis[tm]\w*|\bpropaganda\b|\bstance\b|"
        r"\b(pro|anti) government\b|\b(social media|chat|browsing|internet) (posts?|history|activity|comments?)|"
        r"\bcandidate (supported|preferred|of choice)|\bhow .{0,12}\bvote[ds]?\b|"
        r"\b(political|ruling) party\b|\bparty (loyal\w*|line|support\w*|sympath\w*|identity|preference|card|dues)",
        r"third party|parties to|party to (the )?(case|contract|lease)|opposition to the (decision|use)",
        RESIDENTS,
    ),
    term(
        Banned.RELIGION,
        r"\bdenomination\b|\bgods?\b|\bdeit(y|ies)\b|\bshrines?\b|\bimam\b|\bpriests?\b|\bmonks?\b|\bnuns?\b|"
        r"\bholy\b|\bbibles?\b|\bquran\b|\bkoran\b|\brituals?\b|\bconvert(ed|s)? to\b|\bsects?\b",
        r"note denomination",
        RESIDENTS,
    ),
    term(
        Banned.LOYALTY,
        r"\battitudes?\b|\bconduct\b|\bcomplian(t|ce)\b|\breputation\b|\btemperament\b|\bpersonality\b|"
        r"\bagitator\w*|\bextremis[tm]\w*|\bfocus (person|people|group)s?\b|\bflag(ged)? (person|resident|individual)|"
        r"\b(neighbou?rs?|community) opinion of|\bdifficult (person|resident)|\bbad habits?|\bcriminal tendenc\w*|"
        r"\blabels? (of|for|on) (the )?(person|resident)",
        r"service attitude|conducted",
        RESIDENTS,
    ),
    term(
        Banned.SCORING,
        r"\b(behaviou?r|conduct|civic|merit|demerit|penalty|reward|trust|honesty|credit|reputation|goodness|"
        r"citizenship) "
        r"(points?|marks?|index|score|level|grade|class|tier|value|stars?)|\bpoints?\b|\bstars?\b|"
        r"\bscoreboard|\btiers?\b|"
        r"\bclassif\w+ (of|as) (the )?(person|resident)|\bred amber green\b|"
        r"\bcolou?r (code|label|level)|\bmarks given\b|"
        r"\bhigh risk\b|\blow risk\b|\bmodel (household|family|resident)|\bindex of (the )?(person|resident)|"
        r"\bpriority (level|class)",
        r"(charging|access|collection|meeting|decimal|contact|pick ?up|drop ?off|water|fire|"
        r"service|vaccination) points?|"
        r"stars given to the service|pregnan\w*|fire|building",
        RESIDENTS,
    ),
    term(
        Banned.MOVEMENT,
        r"\bwhere .{0,24}\b(goes|went|going|been|travels|moves|is now)\b|\b(each|every) day s? ?(route|position|place)|"
        r"\b(bus|train|metro|flight|taxi|ride) (trips?|journeys?|rides?|records?|history)|"
        r"\b(live|phone|last|exact|map) positions?\b|\bpositioning\b|"
        r"\btime (of )?(leaving|returning|coming|going)|\b(leaves|left|returns|returned) home\b|\bcomes and goes\b|"
        r"\bfollow(ed|ing) the (person|resident)|\bmovements?\b|\bcamera (sightings?|captures?|footage)|\bassociates\b|"
        r"\bcall (records?|log|history)|\bcontacts? (graph|network|tracing)|\bcompanions?\b|\btracks?\b|\btracking\b",
        r"position (held|in the firm)|bus pass|track record|population movement",
        RESIDENTS,
    ),
    term(
        Banned.AUTOMATED_DECISION,
        r"\bautomat\w* (refusal|outcome|result|verdict|ruling|label|classification|conclusion|cancel\w*|suspen\w*)|"
        r"\bpredict\w*|\bforecast\w*|\blikelihood\b|\bprobabilit\w*|\bpropensity\b|\binferred\b|\bneural\b|"
        r"\bcomputed (by|verdict|eligib\w*)|\bby (the )?(software|ai|machine|system|computer)\b",
        r"predicted (delivery|due|date of delivery)|(issued|number made|made) by the system",
        RESIDENTS,
    ),
    term(
        Banned.BIOMETRIC,
        r"\b(way of walking|body shape|vein|veins|pupil|ear) (pattern|features?|scan|template|print)s?|"
        r"\bfeatures? (code|template)s?\b|\bfaces?\b|\bvoice (sample|recording)",
        r"face to face|varicose|face mask",
        RESIDENTS,
    ),
)
