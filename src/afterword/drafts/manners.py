"""The tact check's table: what not to write, why, and what to write instead. Patterns are matched sentence by sentence."""

from __future__ import annotations

import re
from functools import cache

from afterword.drafts.model import Severity
from afterword.facts.frozen import dataclass
from afterword.facts.late import late


@dataclass(frozen=True, slots=True)
class Manner:
    """One rule of tact over a single sentence."""

    rule: str
    severity: Severity
    words: str
    message: str
    better: str

    @property
    def pattern(self) -> re.Pattern[str]:
        return _compiled(self.words)


@cache
def _compiled(words: str) -> re.Pattern[str]:
    """Compiled when words are first checked: who only writes does not wait for it."""
    return re.compile(words, re.IGNORECASE)


def _p(*parts: str) -> str:
    return "|".join(parts).replace("'", "['’]")


TABLE = (
    Manner(
        "status_check", "warn",
        _p(
            r"\b(?:just|simply|only)?\s*(?:checking|check) (?:in|back|up)\b(?! at)", r"\btouch(?:ing)? base\b", r"\bcircl(?:e|ing) back\b", r"\bany (?:news|updates?|word|progress|feedback)\b", r"\b(?:just )?(?:a )?(?:quick )?follow(?:ing)?[- ]up (?:on|to see|regarding|about|with you)\b",
            r"\bbump(?:ing)?(?: this| it)?\b", r"\bsee(?:ing)? if (?:you(?:'ve| have)?|there) (?:had a chance|made|is|are|were|was|any|got|decided)\b", r"\bstatus (?:of|update|on)\b", r"\bhave you (?:made|reached|come to) (?:a|any|your) decision\b",
            r"\bfloat(?:ing)? (?:this|it)\b", r"\btop of your inbox\b", r"\bdid you (?:get|receive|see|read) my (?:last |previous |earlier )?(?:e-?mail|message|note|application|resume|cv)\b", r"\bping(?:ing)? you\b", r"\bhave(?:n't| not) heard (?:back|anything|from you)\b",
            r"\b(?:current )?(?:state|stage|progress) of (?:my|the|your) (?:application|candidacy|hiring|process|search|decision|recruitment)\b", r"\bwhere (?:you|we|things|it|i) (?:are|is|stand|stands) (?:in|with|at) (?:the|your|my)\b", r"\bany (?:movement|developments?|decision|answer|outcome|luck)\b(?! (?:in|with) your)",
            r"\b(?:see|hear|ask|know|find out|check) (?:how|where|if|whether) (?:things|it|the (?:process|hiring|search|decision)|everything) (?:are|is|was|were)?\s*(?:going|progressing|coming|moving|stands?|looking)\b", r"\bdid you (?:manage|get a chance|have (?:a chance|time)|get round|get around) to (?:look|read|review|see|go|consider|think|decide)\b",
            r"\b(?:gentle|friendly|quick|kind|polite|small|little) reminder\b", r"\b(?:my|the) (?:e-?mail|message|note) below\b|\bmy below (?:e-?mail|message)\b", r"\b(?:inquire|enquire|inquiring|enquiring|asking|ask|wondering) (?:about|if|whether|as to) (?:the (?:status|state|progress|outcome|result)|(?:a|any) (?:candidate|decision|hire|choice)|(?:you|the position|the role|the job|it) (?:has|have|is|are|had) (?:been|made|still|already))",
            r"\b(?:a|any) (?:candidate|decision|choice) has (?:already )?been (?:made|selected|reached|chosen|hired)\b", r"\bstill waiting (?:for|on|to hear)\b",
            r"\b(?:update|outcome|result|results|status|verdict|feedback|decision)\b[^.?!]{0,20}\b(?:on|of|about|regarding|from|concerning|for|since) (?:my|the|your|this) (?:\w+ )?(?:application|interview|candidacy|role|position|job|process|hiring|search|side|end|team|resume|cv|submission)\b", r"\bfollow(?:ing|ed)?[- ]?up (?:again|once more|yet again|one (?:more|last) time)\b", r"\b(?:on )?the below\b", r"^(?:any )?thoughts\?$",
            r"\b(?:been|is there|there is|there's|is there) any\w* (?:news|update|word|answer|decision)\b", r"\b(?:update|answer|word|decision|response|reply) (?:at your (?:earliest )?convenience|whenever you can|would be (?:appreciated|great|nice|good))\b", r"\b(?:i'm|am i|i am) still (?:being considered|in the running|under consideration|a candidate)\b",
        ),
        "This only asks for the state of things; it gives the reader nothing to answer with.", "Go on with the conversation: take up one thing that was said, then ask what the next step looks like.",
    ),
    Manner(
        "blame", "warn",
        _p(
            r"(?<!as )\byou (?:said|promised|told me|assured me|agreed) (?:that )?(?:you|i|we|it|to|they)(?:'d| would| will|'ll| had| call| get| let| send| hear| be)\b", r"\byou (?:have(?:n't| not)|never|did(?:n't| not)|failed to|forgot(?:ten)?|neglected|ignored)\s+(?:yet )?(?:answer|repl|respond|call|write|wrote|get|got|come|came|send|sent|keep|kept|show|hear|to|my|me|bother|even|return)",
            r"\bas (?:i|we) (?:already|previously|clearly) (?:said|wrote|stated|mentioned)\b", r"\bper my (?:last|previous) (?:e-?mail|message)\b", r"\b(?:still|yet) (?:have(?:n't| not)|no) (?:heard|received|reply|answer|response)\b", r"\bwithout (?:any |a |so much as a )?(?:reply|response|answer|word)(?: from you)?\b",
            r"\byour (?:silence|lack of)\b", r"\bwhy (?:have(?:n't)?|did(?:n't)?|has(?:n't)?) (?:you|nobody|no one)\b", r"\b(?:disappointed|frustrated|annoyed|surprised|upset) (?:that|by|with|not|at|in)\b", r"\bkept (?:me )?waiting\b", r"\bignor(?:ed|ing) (?:me|my)\b", r"\bunprofessional\b", r"\bghost(?:ed|ing)\b",
            r"\byou (?:said|promised|told me|assured me|agreed|mentioned)\b[^.?!]{0,30}\bi (?:would|'d|should|could) (?:have|hear|get|receive|know|be (?:told|called|contacted))\b", r"\b(?:second|third|fourth|fifth|last) time (?:that )?i(?:'m| am|'ve| have)? (?:writ|ask|contact|call|e-?mail|tr(?:y|ied))\w*", r"\b(?:courtesy|decency|manners|respect) to (?:respond|reply|answer|write|call|tell|let)\b", r"\b(?:slipped|escaped) your (?:mind|attention)\b",
            r"\b(?:left|kept) (?:me )?in the dark\b", r"\b(?:disappoint(?:ing|ed)|frustrat(?:ing|ed)|upsetting|unacceptable|inconsiderate|rude)\b", r"\b(?:got|received|had|have) no (?:answer|reply|response)\b", r"\bmore professional than\b", r"\b(?:it is|it's) now (?:mon|tues|wednes|thurs|fri|satur|sun)day\b", r"\bthe (?:call|answer|reply|decision|feedback) you (?:had )?promised\b",
            r"\b(?:still |heard )?nothing from (?:you|your|anybody|anyone)\b", r"\byou (?:\w+ )?forgot (?:about )?(?:me|my|us|to)\b", r"\bwast(?:ed|ing|e) (?:of )?(?:my|our|hours|two hours|everybody's|everyone's|time)\b", r"\b(?:no one|nobody|no-one|you) (?:has|have|had)?(?:n't| not)? ?(?:even )?bothered\b", r"\bled to believe\b", r"\bnot (?:turning|showing) up\b|\bdidn't (?:turn|show) up\b", r"\b(?:broke|broken|break) (?:your|a) (?:word|promise)\b",
        ),
        "This blames the reader, who may have good reasons.", "Leave the past out: “Plans move, and that is quite all right. Is there a new date you have in mind?”",
    ),
    Manner(
        "pressure", "warn",
        _p(
            r"\basap\b", r"\bas soon as possible\b", r"(?<!nothing )(?<!not )\burgent(?:ly)?\b", r"\bi (?:need|must have|expect|require|demand) (?:an |a |your |to (?:hear|know))\s*(?:answer|reply|response|decision|from|by|back|prompt|immediate)?", r"\bother (?:offers?|companies|options?) (?:are )?(?:waiting|on the table|interested|lined up)\b", r"\bdeadline is\b",
            r"\b(?:final|last) (?:chance|warning|notice)\b", r"\bif i do(?:n't| not) hear\b", r"\bi(?:'ll| will) (?:have to )?assume\b", r"\bi(?:'ll| will) (?:keep|be) (?:calling|writing|emailing|following up)\b", r"\byou(?:'d| would) be (?:foolish|wrong|making a mistake)\b", r"(?<!\bhave my )(?<!\bsend you my )\b(?:reply|respond|answer|call me|get back to me) (?:immediately|right away|today|at once|by (?:tomorrow|end of day|eod|noon))\b", r"\bwaiting for your (?:immediate|prompt|urgent)\b", r"\bimmediate (?:reply|response|attention)\b",
            r"\b(?:other|another|several|many) (?:companies|employers|firms|compan(?:y|ies)|people|offers?) (?:is|are|have|has)\b[^.?!]{0,25}\b(?:interested|waiting|contacted|approached|offer\w*|keen|after me)\b", r"\byou (?:should|had better|need to|must|have to|ought to) (?:move|act|decide|answer|reply|hurry|respond|choose|hire|let me)\b", r"\b(?:otherwise|or else) i(?:'ll| will|'d| would)? (?:go|take|accept|look|move|assume|have)\b", r"\bat your earliest convenience\b",
            r"\bi(?:'ll| will) (?:keep|continue) (?:to )?(?:call|calling|writ|writing|e-?mail|try|trying|contact|contacting|following)\w*", r"\bi assume (?:that )?(?:we|i|you|it|the)\b", r"\bwhen (?:do|can|shall) i start\b", r"\bskip the (?:next|final|second|last|rest)\b",
            r"\bclock is ticking\b", r"\b(?:hold off|put off|turn down|stall) (?:my|the|an|any|their) other\b|\bmy other offers?\b", r"\blet me know (?:today|now|tonight|at once|by (?:today|tonight|noon|tomorrow|end of (?:the )?day|eod|close of business|cob|\w+day (?:noon|morning)))\b", r"\b(?:won't|will not|cannot|can't) find (?:any ?one|anybody|a person|somebody|someone) (?:better|like me|else)\b", r"\bstop (?:wasting|dragging|delaying|stalling)\b", r"\bsign (?:the|my) contract\b(?= (?:now|today)|[.!]|$)",
            r"\bi expect (?:your|you|a|an|to (?:hear|have|get|receive|be (?:hired|told|called|paid|informed))|some|the)\b", r"\b(?:time is|i'm|i am|we are|we're) running out\b", r"\b(?:take it or leave it|now or never|last call|make up your mind)\b", r"\b(?:perfect|ideal|best|strongest|only) (?:candidate|person|choice|fit) (?:for|you|there|and)\b",
        ),
        "This presses the reader.", "Give room: “No rush; a line whenever it suits you.”",
    ),
    Manner(
        "pay", "warn",
        _p(r"\b(?:salary|salaries|compensation|pay (?:range|rise|raise|package|scale)|how much (?:do|does|would|will|is) (?:you|it|the (?:job|role|position)) pay|wages?|bonus(?:es)?|benefits package|signing bonus|stock options|rate of pay|hourly rate|day rate|pay per hour)\b", r"\b(?:job|role|position|it|you|post) pays?\b(?! (?:attention|a visit|off))", r"\b\d{2,3}k\b",
           r"\b\d{2,}(?:[.,]\d+)? (?:a|an|per|each) (?:day|hour|week|month|year)\b(?! (?:visits|patients|people|shipments|calls))(?=[^.?!]*(?:plus|expenses|rate|need|want|ask|expect|minimum|at least))", r"\bplus (?:expenses|bonus)\b", r"\bbudget for (?:this|the) (?:position|role|job|post|hire)\b", r"[$€£]\s?\d{2,3}(?:[,.]?\d{3}|k)\b"),
        "Pay belongs into the talk about an offer, not into a follow-up.", "Leave it out; ask about the work or the next step.",
    ),
    Manner(
        "guilt", "warn",
        _p(
            r"\bi(?:'ve| have) been (?:waiting|hoping|checking) (?:for (?:days|weeks|months|so long|your)|by the phone|every day|all (?:day|week))\b", r"\b(?:desperate|desperately)\b", r"\bi really need (?:this|a|the) (?:job|work|position|role|money)\b", r"\b(?:my|our|the) (?:rent|bills|mortgage|savings|family depends)\b|\bkids? to feed\b",
            r"\b(?:after (?:all|everything) (?:i|that i)(?:'ve| have)? (?:did|done)|you owe me|the least you (?:can|could))\b", r"\bit would (?:kill|crush|break|devastate)\b", r"\b(?:no one|nobody) (?:ever )?(?:answers|replies|cares|wants (?:me|to (?:hire|help|talk|hear)))\b", r"\bbeg(?:ging)? you\b", r"\bplease,? please\b", r"\blast hope\b",
            r"\bi (?:turned down|gave up|passed up|cancelled|refused)\b[^.?!]{0,40}\b(?:for you|for this|because of you)\b", r"\b(?:heartbroken|devastated|crushed|shattered)\b", r"\ball for nothing\b", r"\bi (?:feel|felt) (?:terrible|awful|so bad|ashamed)\b", r"\byou must (?:hate|be sick of|be tired of)\b",
            r"\b(?:counting|depending|relying) on (?:this|you|it|your)\b", r"\bdon't know what i(?:'ll| will|'d| would) do\b", r"\bowe me\b", r"\byou(?:'re| are) my only (?:hope|chance)\b", r"\b(?:can't|cannot) (?:sleep|eat|afford|go on|take (?:it|this))\b", r"\bif you (?:really |truly |ever )?(?:cared|liked me|valued|were my friend)\b",
        ),
        "This makes the reader feel guilty.", "Say what draws you to the work, and let it rest.",
    ),
    Manner(
        "apology", "warn",
        _p(r"\bsorry (?:to|for|if i(?:'m| am)) (?:bother|bug|disturb|pester|be a (?:pest|pain|nuisance)|both?ering|bugging|pestering|trouble|keep|writing again|being|the (?:many|repeated))\b", r"\bi (?:hate|don't (?:want|mean)) to (?:be a )?(?:bother|bug|pest|nag|nuisance|pester|annoy)\b", r"\bi know (?:you(?:'re| are)) (?:probably )?(?:sick|tired) of\b"),
        "An apology for writing makes the note sound like a nuisance.", "Leave it out; a short, friendly note needs no excuse.",
    ),
    Manner(
        "verdict", "warn",
        _p(r"\bdid i get (?:it|the job|the position|the role)\b", r"\b(?:am|was) i (?:still )?(?:being considered|in the running|rejected|hired|selected|chosen)\b", r"\bhow did i do\b", r"\bwhat are my chances\b", r"\b(?:reconsider|change your mind|think again about) (?:your|the|this|my|me)?\b", r"\b(?:mistake|wrong) (?:in|to|not to) (?:reject|hir|pass)"),
        "This asks for a verdict, or argues with one.", "Ask for the next step, or thank them for the decision.",
    ),
)  # fmt: skip

PLACEHOLDER = late(
    r"\{\{.*?\}\}|\{%.*?%\}|\{\w+\}|\[(?:[A-Z][A-Z _/'.-]{1,40}|(?:your|their|his|her|the|first|last|insert|company|name|role|position|job|date|day|topic|hiring|manager|title|link|recipient|xx+|interviewer|specific|something|mention|moment)\b[^\]\n]{0,40})\]"
    r"|<{2}[^<>\n]{1,40}>{2}|<(?:name|company|role|date|topic|first name|insert[^>\n]*|your [^>\n]*)>|\bX{2,}\b(?!L)|\bTODO\b|\bTBD\b|\blorem ipsum\b|(?-i:\b(?:COMPANY|COMPANYNAME|FIRSTNAME|LASTNAME|FIRST NAME|LAST NAME|YOUR NAME|JOB TITLE|POSITION TITLE|ROLE TITLE|INSERT)\b)|_{3,}|\$\{\w+\}|%[A-Z]{2,}[A-Z_]*%",
    re.IGNORECASE,
)
SHOUTED = late(
    r"\b[A-Z]{4,}\b(?:\W+[A-Z]{2,}\b)+|\b(?:PLEASE|URGENT|IMPORTANT|ASAP|NEED|VERY|REALLY|NEVER|ALWAYS|IMMEDIATELY|ANSWER|THANK|THANKS|READ|HELLO)\b"
)
ATTACHED = late(
    r"(?<!strings )\b(?:attach(?:ed|ing|ment|ments)|enclosed|comes with this (?:mail|e-?mail|message)|find .{1,60} with this (?:mail|e-?mail)|i(?:'ve|’ve| have) included)\b",
    re.IGNORECASE,
)
ASK = late(
    r"\?|\b(?:please (?:send|call|let me know|tell me|introduce|forward|confirm|share|consider|review|give|write|get back|put me)|let me know (?:if|when|whether|what|how|your)|i(?:'d|’d| would) (?:like|love) you to)\b",
    re.IGNORECASE,
)
THANKS = late(
    r"\b(?:thank(?:s| you| you so much)?|grateful|gratitude|appreciate|appreciated|indebted)\b", re.IGNORECASE
)
GENERAL = frozenset(
    "about again always another answer anything apply applied applicant application appreciate asked available because become being believe better bring candidate career challenge chance chosen closing colleagues "
    "company confident consider consideration considered contact continue contribute could culture currently dedicated doubt dynamic eager either email enjoy enjoyed everything excellent excited exciting experience "
    "experienced feel forward further future getting glad goals great growth happy heard hearing helpful hiring hoping ideal information interest interested interesting interview joining keen kindly learn learner learning "
    "little looking manager matter meeting motivated never nothing offer opening opportunity organisation organization other passion passionate people perfect perhaps place player please position possible prefer process "
    "professional proud qualified qualifications quick quickly ready really regarding regards remain right role search seeking should since sincerely skills small something still strong strongly success successful "
    "suited sure talent team thank thanks their there these thing things think those thought through today together touch truly under update valuable value wanted welcome whatever whenever where which while whole willing "
    "wished wishes within without wonderful worker working would write writing wrote years yours".split()
)
"""Words of any note about any job: they show nothing of this reader."""
