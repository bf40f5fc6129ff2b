"""English words, as `folding.latin_of` leaves them: lower case, single spaces, no punctuation."""

from .classes import Banned
from .terms import PEOPLE, RESIDENTS, Term, term

ENGLISH_TERMS: tuple[Term, ...] = (
    term(
        Banned.POLITICAL_OPINION,
        r"\bpolitic\w*",
        r"politic\w* (consultative|rights?)|politics (teacher|class)",
    ),
    term(
        Banned.POLITICAL_OPINION,
        r"\b(party|communist|league) (member|membership|branch|affiliation|status|age|joining)\b|\b(join\w*|member of) "
        r"(the |a )?(communist |political )?(party|youth league)\b|\bcommunist|\bpartisan\b|\bideolog\w*",
        r"third party",
        PEOPLE,
    ),
    term(
        Banned.RELIGION,
        r"\breligio\w*|\bworship\w*|\bbuddh\w*|\bchristian\w*|\bmuslim\w*|\bmoslem\w*|\bislam\w*|\bcatholic\w*|"
        r"\bprotestant\w*|\b[td]aois[tm]\w*|\bhindu\w*|\bjewish\b|\bjudais\w*|\bbapti[sz]\w*|\bpray(s|ers?|ing)?\b|"
        r"\batheis\w*|\bclergy\b|\bpilgrim\w*|\bramadan\b|\b(evil )?cults?\b|\bcongregation\w*|\bspiritual\w*|"
        r"\bscriptures?\b",
        r"(registered )?(religious|worship) (venues?|premises|sites?|affairs)|place of worship",
    ),
    term(Banned.RELIGION, r"\bfaiths?\b|\bbelie(f|fs|ves?)\b|\bfalun\w*", r"(good|bad) faith"),
    term(
        Banned.RELIGION,
        r"\b(church|mosque|temple|monastery|synagogue)(es|s)?\b|(religious|worship) (venue|premises)|\bhalal\b",
        r"\b(church|temple|mosque) (street|road|lane)",
        PEOPLE,
    ),
    term(
        Banned.LOYALTY,
        r"\bloyal\w*|\ballegiance|\bpatrioti\w*|\btrustworth\w*|\bobedien\w*|\bsuspicio\w*|\bsuspects?\b|"
        r"\bcooperative(ness|ly)?\b|\bwatch ?lists?\b|\bsubversi\w*|\bhostile\b|\btroublemaker\w*|"
        r"\bstability (maintenance|risk|control)|\bkey (person|people|personnel|individual)s?\b|"
        r"\bpersons? of (interest|concern)|\bpetition(er|ers|ed|ing)\b|\bthoughts?\b|\bmoral(s|ity)?\b|"
        r"\b(social|daily|usual) (conduct|behaviou?r)\b|\bbehaviou?r (rating|assessment|grade)|\bunder surveillance\b|"
        r"\bcontrol (level|measure)s? (of|on|for) (the )?(person|resident)",
        r"cooperative (society|bank|store|medical)|petition(ed|ing)? (number|case)|suspected (gas|case)",
    ),
    term(
        Banned.LOYALTY,
        r"\breliab\w*",
        r"(data|source|address|supply|record|equipment|phone) .{0,6}reliab|reliab\w* of "
        r"(the )?(data|source|address|supply|record|equipment|phone)",
        PEOPLE,
    ),
    term(
        Banned.SCORING,
        r"\bscor(e|es|ed|ing)\b|\brank(s|ed|ing|ings)?\b|\brating\b|\brated\b|\bstars? (rating|family|household)|"
        r"\bcredit (rating|standing|history|worth\w*|score|points?|record)|\bsocial credit\b|\bpoints? (system|total|"
        r"balance|earned|given|gained|deducted|account)|\bblack ?list\w*|\bred ?list\w*|\bleague table|\bleaderboard|"
        r"\bprofil(e|es|ing)\b|\btrust (level|index)|\bpercentile",
        r"social credit (code|identifier|number)|satisfaction|apgar|care need|self care|birth rank|military rank|"
        r"rank of (the |an )?(officer|soldier)|taxi rank|self rated|"
        r"(hearing|vision|eye|exam|mobility|language) (test )?score|"
        r"score of (the |a )?(hearing|vision|eye) test|rated (voltage|load|power)",
        RESIDENTS,
    ),
    term(
        Banned.SCORING,
        r"\b(risk|danger\w*|threat|hazard) (level|score|grade|rating|class|category|assessment|profile|index|"
        r"tier|band)|"
        r"\b(person|personal|individual|resident|household|family) (grade|class|tier|level|index|category rating)\b",
        r"(fall|pressure sore|pregnancy|fire|building|gas|disease) risk",
        RESIDENTS,
    ),
    term(
        Banned.BIOMETRIC,
        r"\bfac(e|ial)s? ?(recogni\w+|templates?|features?|vectors?|embeddings?|images?|prints?|id|ids|photos?|scans?|"
        r"data|geometry|encodings?|match\w*|librar\w+|captures?|map)\b|\bfaceprints?|\bvoice ?(prints?|templates?|"
        r"recogni\w+|samples?|embeddings?|id|biometr\w+|features?)\b|\bspeaker (recogni|embedding|identif|verif)\w*|"
        r"\biris\b|\bpalm ?prints?|\bgait\b|\bretinal?\b|\bbiometr\w*|\bfeature vectors?|\bliveness",
    ),
    term(
        Banned.BIOMETRIC, r"\bfinger ?prints?|\bdna\b|\bgenetic\w*|\bgenom\w*", r"finger ?print lock", PEOPLE
    ),
    term(
        Banned.MOVEMENT,
        r"\btrajector\w*|\bwhereabouts\b|\bmovements? (track|trace|pattern|history|log|record|path|data|of (a |the )?"
        r"(person|resident|individual))\w*|\blocation (history|data|trace|track\w*|log|record|reports?)|\breal ?time "
        r"(location|position)|\bcurrent (location|position) of (a |the )?(person|resident)|\bgeo ?(fenc|locat)\w*|"
        r"\bcell tower|\bbase station (data|location)|\btravel (history|log|record|code)|\bplaces (visited|frequented)|"
        r"\bstay points?|\bdwell time|\bdaily (route|movements?)|\bcomings and goings|\btracking (of )?(a |the )?"
        r"(person|resident|individual|phone)|\bphone (tracking|position|location)",
        r"vehicle fleet|parcel|boundary",
    ),
    term(
        Banned.MOVEMENT,
        r"\bgps\b|\b(entry|exit|gate|door|access|swipe)( and (entry|exit))?( card)? (logs?|records?|times?|history)\b|"
        r"\bnumber ?plate (camera|sighting|capture)\w*|\bcheck ?in (location|trace|history)|"
        r"\bwhen .{0,12}(leaves|comes) home|\bfootprints?\b",
        r"(carbon|building) footprint",
        PEOPLE,
    ),
    term(
        Banned.AUTOMATED_DECISION,
        r"\bautomat(ed|ic|ically)( \w+)? ?(decision|decid|determin|approv|deni|reject|judg|classif|assess|score|"
        r"scoring|screen|eligib|refus|flag|evaluat)\w*|\balgorithm\w*|\bmachine (learning|decision|judg)\w*|"
        r"\b(ai|model|system) (decision|decid|judg|predict|assess|verdict|output|score|determin|conclusion)\w*|"
        r"\b(decided|determined|judged|"
        r"assessed|approved|rejected) by (the |a |an )?(system|computer|machine|model|ai|algorithm)\b|\bpredict(ed|ion|"
        r"ions|ive|s)? (risk|behaviou?r|offen\w+|crime|likelihood|probability|of (risk|offending|crime))|\bwithout "
        r"(any )?human|\blikelihood of (offending|crime|petition\w*|default)",
    ),
)
