"""The words of a question that are no names: what is asked, and how it is put."""

from __future__ import annotations

import re

VERBS = (
    "increase raise elevate enhance boost induce upregulate up-regulate stimulate activate "
    "promote augment trigger elicit cause improve lift strengthen amplify release drive "
    "switch provoke evoke generate produce expose mobilise mobilize attract recruit "
    "lengthen prolong stronger greater decrease reduce lower suppress inhibit downregulate "
    "down-regulate diminish impair block prevent attenuate abolish weaken deplete spare "
    "limit restrain curb dampen delete shrink slow control protect lose affect change alter "
    "influence modulate act impact shift mediate regulate do contribute matter lead result "
    "depend link relate associate connect work respond "
    "give protect shield rescue overcome reverse counteract restore sensitise sensitize "
    "radiosensitise radiosensitize reach arrive get go come combine help interfere stop "
    "start turn form accumulate "
    "drop decline climb vary spread kill hit hurt harm damage abrogate potentiate synergise "
    "synergize cooperate outlast last persist show demonstrate support suggest "
    "hinder hamper fail stabilise stabilize convert transform worsen aggravate accelerate delay "
    "favour favor facilitate enable allow permit ease relieve alleviate mitigate antagonise "
    "antagonize oppose target bind sense detect recognise recognize engage deplete eliminate "
    "eradicate clear kill initiate maintain sustain preserve conserve upset disrupt disturb "
    "degrade phosphorylate cleave secrete express differentiate polarise polarize skew prime "
    "license mature migrate infiltrate home traffic enter leave escape evade resist tolerate "
    "explain carry transfer deliver bring send compete counter steer govern determine set dictate "
    "correlate coincide precede follow account underlie arise emerge appear disappear vanish "
    "keep hold take peak culminate plateau replace substitute mimic copy reprogram reprogramme "
    "remain recover return normalise normalize expand contract divide proliferate die brake "
).split()
"""Verbs of effect: that an effect is meant is all that is read, its sign is for the answer."""

BLOCKED = (
    "inhibit block knock silence delete lose lack remove deplete neutralise neutralize abolish "
    "absent missing without knockout knockdown ablate deficient switch"
).split()
STATES = {
    "--block": re.compile(
        r"inhibit(ion|ors?|ing)|block(ade|ers?|ing)|antagonis(ts?|m)|knock-?outs?|knock-?downs?|"
        r"deletions?|deficien(t|cy)|loss|lack|absence|depletions?|silencing|-?null|ablations?|"
        r"without|lacking|losing"
    ),
    "--raise": re.compile(
        r"agonis(ts?|m)|activators?|activation|overexpression|overexpressing|stimulation"
    ),
}
"""Nouns that say that a thing beside them is held down or up: 'loss of X', 'an X agonist'."""
HELD_UP = "overexpress activate add restore raise increase upregulate".split()
HELD_DOWN = "lower reduce decrease downregulate".split()
_SUPPOSED = r"if|when|what happens|what would|suppose"
ACTS_AGAINST = re.compile(
    r"^(so )?(what|which \w+) (else )?(blocks?|inhibits?|suppresses|suppress|brakes?|dampens?|"
    r"lowers?|limits?|reduces?|restrains?|silences?|antagoni[sz]es?)\b"
)
"""Asks for what holds a thing down, and supposes nothing."""
HELD = (
    ("--block", BLOCKED, re.compile(
        rf"\b({_SUPPOSED}|after|without|would|knock\w*|loss|losing|(does|effect of) "
        r"(block|inhibit|delet|silenc|deplet)\w+)\b")),
    ("--raise", HELD_UP, re.compile(rf"\b({_SUPPOSED})\b")),
    ("--lower", HELD_DOWN, re.compile(rf"\b({_SUPPOSED})\b")),
)  # fmt: skip
"""Options of a what-if, the verbs that ask for them, and what else must be said."""

CITED = re.compile(
    r"\[\d+\]|10\.\d{4,9}/\S+|(?i:pmid):? ?\d+|\b[a-z]+(19|20)\d\d[a-z]?\b|"
    r"\b[A-Z][\w-]+(,? et al\.?,?| & \w+| and \w+)? \(?(19|20)\d\d[a-z]?\)?"
)
"""What looks like the citation of a paper, within a question."""

COMPARED = re.compile(
    r"\b(than|versus|vs|v|compare[ds]?|comparisons?|over|against|relative to|rather than|better|"
    r"superior|inferior|more|less|fewer|higher|stronger|weaker|lower than|same|similar|alike|"
    r"identical|equal|comparable|as (much|many|well|strongly|good|bad) as|differ(s|ent|ently|ence)?"
    r"|advantage|outperform)\b"
)
ARMS = re.compile(
    r"\b((which|what|either) (of the )?(two |kind of |type of )?(beam|modality|radiation|"
    r"radiation quality|arm|particle)s?|(which|either) of the two|"
    r"(the|both|these) (two )?(beams|modalities|arms))\b"
)
"""Speaks of the arms without naming them."""
DISPUTED = re.compile(
    r"\b(disagree\w*|conflict\w*|contradict\w*|inconsisten\w*|controvers\w*|dispute\w*|contested|"
    r"discrepan\w*|(speaks?|argues?|evidence|anything|data|findings) against|"
    r"opposite|divergen\w*|at odds|differ between (studies|papers)|"
    r"(studies|papers|results|findings) differ|mixed|differs?\b.*\b(studies|papers))\b"
)
UNKNOWN = re.compile(
    r"\b(unknown|not known|known yet|((do|does|did) not|don't|doesn't) (we |you |anyone )?"
    r"(yet |still )?know|(do|does) (we|anyone|nobody) not (yet )?know|nobody knows|unclear|(lacks?|"
    r"without|no) (data|evidence|measurements?)|(is|are) still open|"
    r"gaps?|open questions?|missing|untested|unstudied|unexplored|"
    r"never (been )?(measured|compared|tested|studied|looked)|not (been )?(measured|studied|tested|"
    r"compared)|lacking|need(s|ed)? to be|should (be )?(measure|test|stud)\w*|next experiments?|"
    r"experiments? (worth|to do)|"
    r"(measure|test|study|do|look at) next|to be done|remains? (open|unclear)|what is left)\b"
)
MECHANISM = re.compile(
    r"\b(how (do|does|did|can|could|is|are|might|would)|why|mechanisms?|by which|ways?|routes?|"
    r"pathways? (from|by|between|from)|through|via|lead(s|ing)? to|link(s|ed)?|connect\w*)\b"
)
DEFINED = re.compile(
    r"^(so |please )?(what('s| is| are| does)|who|tell me|show|describe|define|explain what|"
    r"what do we know|summari[sz]e|anything|info|information|evidence|everything|give me|list|"
    r"which|what|is there|are there|do we|does anyone)\b"
)
ROLE = re.compile(r"\b(roles?|part|involve[sd]?|contribut\w+)\b.*\b(in|to|for)\b")
"""'The role of A in B': that A is meant to act, whatever else is named."""
TRIALS = re.compile(r"\b(clinical )?trials?\b")
GENES_MOVED = re.compile(
    r"\b(signature|genes?|transcripts?|fits?|up and|down and|differential\w*)\b"
)

BASES = {
    "isodose": r"\b((at |for |with )?(the )?(same|equal|identical|equivalent physical|"
    r"equal physical|same physical|per) (physical )?(doses?|gray|gy)|iso-?dose|gy for gy|"
    r"dose for dose)\b",
    "isoeffective": r"\b((at |for )?(the )?(same|equal|matched|equivalent) (biological )?(effects?|"
    r"kill\w*|survival|effectiveness|rbe)|iso-?effect\w*( doses?)?|equieffective( doses?)?|"
    r"(rbe|effect)[- ](matched|weighted|equivalent)( doses?)?|doses matched for (effect|killing)|"
    r"equitoxic( doses?)?|equally effective doses?|biologically equivalent doses?)\b",
}  # fmt: skip
"""How people say on which basis arms are compared; only of bases that the corpus has."""

SYSTEMS = {
    "in_vivo": r"\b(in vivo|in animals?|in animal models?)\b",
    "in_vitro": r"\b(in vitro|in (the |a )?dish|in (cell )?cultures?|in cell lines|"
    r"in cultured cells)\b",
    "patients": r"\b(in (the )?patients?|in humans?|in people|in the clinic|clinically|clinical "
    r"(data|evidence)|patients)\b",
    "ex_vivo": r"\bex vivo\b",
}  # fmt: skip

_AMOUNT = r"(\d+(?:\.\d+)?(?:\s*-\s*\d+(?:\.\d+)?)?)"
DOSE = re.compile(rf"\b(?:at |of |with |to )?{_AMOUNT}\s*(gy(?:\s*\(rbe\))?)(?!\w)")
LET = re.compile(
    rf"\b(?:at |of |with )?(?:an? let of )?{_AMOUNT}\s*kev\s*/\s*(?:um|micron|mum)(?!\w)"
)

AXES = {
    "dose": re.compile(
        r"\b(dose[- ]?depend\w*|dose[- ]?response|(at |of |to )?(what|which) (\w+ )?doses?|"
        r"how many (gy|grays?)|how much dose|threshold doses?|per fraction|"
        r"depend(s|ent|ence)? (up)?on (the )?dose|"
        r"(with|by) (the )?(rising |increasing |higher |growing )?doses?|fraction sizes?|"
        r"(effect|role|influence) of (the )?dose|doses? (matter|change|affect|influence)s?)\b"),
    "let": re.compile(
        r"\b(let[- ]?depend\w*|(at |of )?(what|which) let|depend(s|ent|ence)? (up)?on (the )?let|"
        r"(with|by) (the )?(rising |increasing |higher |growing )?let|"
        r"let (really )?matters?|(importance|role) of (the )?let)\b"),
    "time": re.compile(
        r"\b(time[- ]?(course|depend\w*|points?)|kinetics|over time|how (long|soon|fast|quickly|"
        r"late)|at (what|which) times?|when (is|are|do|does|did) .*(peak|highest|rise|fall|appear|"
        r"change))\b"),
}  # fmt: skip
"""Along what findings are asked to be laid: the options of `kg numbers --over`."""
HOW_MUCH = re.compile(
    r"\b(how much|how many ?-?fold|by how|what fold|fold[- ]changes?|"
    r"how (large|big|high|great) (is|are|was|were)|"
    r"what (is|are|was|were) the (rbe|oer|value|size|magnitude|number)s?)\b"
)
"""Asks for numbers."""
RATIOS = {"rbe": "relative biological effectiveness", "oer": "oxygen enhancement ratio"}
"""Measures that `kg numbers` knows by their short names, and what they are in full."""
MEANT = {"only": "alone", "vitro": "dish", "culture": "dish", "solely": "alone"}
"""Words of questions that the titles of queries say otherwise."""
GIVEN_WITH = (
    "improve enhance boost increase raise potentiate sensitise sensitize synergise synergize "
    "strengthen amplify augment combine add cooperate help restore overcome work rescue"
).split()
"""Verbs of one treatment on another, which say that both are given."""

SMALL = frozenset(
    (
        "a an the of in on to for from by with without at as and or but if when while after "
        "before during under over between into onto is are was were be been being am do does did "
        "doing done have has had can could may might will would should shall must it its this "
        "that these those they them their there here which what who whom whose why how where any "
        "some all no not only also more less most least fewer higher lower better worse greater "
        "stronger weaker than then so such same other another each every both either neither much "
        "many few very too just still yet ever never really actually me my we our us i you your "
        "please tell show know known about let's e.g i.e versus vs v compared compare comparison "
        "relative rather against through via way because due following upon across among per "
        "using used use given together combined plus alone own itself get gets got make makes "
        "made happen happens happened there's what's whether kind like one two first second s t "
        "up down"
    ).split()
)
ABOUT = frozenset(
    (
        "become becomes became active inactive play plays played rare frequent common usual often "
        "looked look looking studied studying examined investigated investigate tested assessed "
        "analysed analyzed examine used published told tell claims claimed states stated claim "
        "severe severity pronounced marked degree extent magnitude size much amount proof proven "
        "prove confirmed confirm hint hints support supports supported supporting agree agrees "
        "agreement experiment experiments preclinical human humans works working worked effective "
        "effectively effectiveness well good strong weak contribution underlie underlies explain "
        "responsible reason reasons basis biology biological biologically signal signals "
        "signalling signaling immune immunity state status fate happening going occurs occur "
        "mean means meaning meant matters matter "
        "effect effects affect evidence finding findings study studies paper papers data result "
        "results role roles mechanism mechanisms way ways route routes pathway pathways level "
        "levels amount expression exposure exposures response responses treatment treatments "
        "treated irradiated irradiation cell cells tissue conditions condition environment "
        "setting settings difference differences different differ differently outcome outcomes "
        "advantage question questions gap gaps review literature corpus graph published reported "
        "report reports says said find found finds think explain explains describe define summary "
        "summarise summarize overview trial trials clinical dose doses gy radiotherapy therapy "
        "beam beams ions ion particle particles drug drugs agent agents target targets targeted "
        "gene genes signature fit fits fitting consistent rise rose fall fell risen fallen "
        "present show shows shown seen observed measured measure compared patient patients people "
        "animals animal vivo vitro model models true believe direct directly indirectly involve "
        "involves involved involving important importance needed need needs require requires "
        "necessary responsible key main best open unknown known missing never not disagree "
        "conflict conflicts conflicting contradict contradictory controversial inconsistent agree "
        "superior inferior equal equally matched equivalent physical biological basis bases "
        "significant significantly strongly chance likely cause causes upstream downstream stand "
        "stands come comes thing things stop stops stopped take takes took away out there list "
        "number long time high low fraction line lines dependent dependence anybody anyone "
        "somebody kinetics course fold value values rbe oer "
        "receptor receptors protein proteins molecule molecules factor factors marker markers "
        "kinase enzyme step steps surface regard respect next anything speak speaks say ability "
        "capacity degree presence consequence consequences implication implications head-to-head "
        "profile profiles pattern patterns production secretion "
        "count counts frequency frequencies proportion percentage share portion repertoire path "
        "concerning regarding paths benefit benefits "
        "see saw sees say says said possible possibly argument arguments "
        "tell whether two both above below thought "
        "considered assumed modality modalities arm arms today"
    ).split()
)
"""Words that a question may hold beside names: they add nothing that a command would need."""

PLAIN_WORDS = frozenset("art time no os let ir led stress resistance stage role".split())
"""Words that are names in capitals only."""
PLAIN_ARMS = frozenset("irradiation radiation radiotherapy rt".split())
"""Words for any such treatment, which a question holds beside one that is named as well."""
BEFORE_ARM = frozenset(
    "after by with following upon from under to of does do can could why how when if plus and "
    "induces local".split()
)
"""What stands before such a word where it is what acts."""
JOINED = frozenset("plus and with + combined together given in combination adding added to".split())
"""What stands between treatments that are given together."""


def is_verb(word: str) -> bool:
    """Tell whether a word is a form of one of the verbs of effect.

    >>> is_verb("induces"), is_verb("upregulated"), is_verb("PD-L1")
    (True, True, False)
    """
    return _VERB.fullmatch(word.casefold()) is not None


def is_form(word: str, verbs: list[str]) -> bool:
    """Tell whether a word is a form of one of some verbs."""
    return re.fullmatch(_forms(verbs), word.casefold()) is not None


def _forms(verbs: list[str]) -> str:
    stems = sorted({verb.removesuffix("e") for verb in verbs}, key=lambda stem: (-len(stem), stem))
    listed = "|".join(map(re.escape, stems))
    endings = "e|es|ed|s|d|ing|ions?|tions?|ts?|ped|ping|ted|ting|bed|bing|ns?|ers?|ation|ment"
    return rf"(?:{listed})(?:{endings})?"


_VERB = re.compile(_forms(VERBS))

GENE = re.compile(r"[A-Z][A-Z0-9]+(?:-[A-Z0-9]+)?|[A-Z][a-z]+\d+[a-z]?|ENS(?:MUS)?G\d{11}")
"""A symbol of man (CXCL10, HLA-A) or mouse (Cxcl10), or an identifier of Ensembl."""
PASSIVE = frozenset(
    "by after under following upon depend depends require requires from via through".split()
)
PASSED = frozenset(
    "through via involve involves involving require requires without way route depend depends "
    "dependent".split()
)
UP_DOWN = {
    **dict.fromkeys("up rose raised increased higher upregulated".split(), "up"),
    **dict.fromkeys("down fell lowered decreased reduced lower downregulated".split(), "down"),
}
MOVED = {
    **dict.fromkeys("up rises rise risen high higher elevated raised increased".split(), "--raise"),
    **dict.fromkeys("down falls fall fallen low lower lowered reduced".split(), "--lower"),
}
"""What is supposed of a thing, and the option of a what-if that says so."""
RECEIVING = "sense detect recognise recognize respond react follow".split()
"""Verbs whose object acts on their subject."""
VERB_OBJECTS = {
    "kill": "tumour cell killing", "work": "tumour cell killing",
    "sterilise": "tumour cell killing", "metastasise": "tumour metastasis",
    "infiltrate": "leukocyte infiltration", "survive": "survival",
    "effective": "tumour cell killing",
    "sensitive": "tumour cell killing", "resistant": "radioresistance",
    "radiosensitive": "radiosensitivity", "radioresistant": "radioresistance",
    "sensitivity": "tumour cell killing", "relapse": "local control", "recur": "local control",
    "immunogenic": "immunogenic cell death",
}  # fmt: skip
"""Verbs that name what is acted upon."""
