"""More of the tact check's table, by class of harshness: demands, threats, sarcasm, entitlement, chasing, gossip, flattery, pay.

All of it only warns. A pattern stands for a way of speaking, not for one sentence; good notes of tests/drafts must pass it.
"""

from __future__ import annotations

from afterword.drafts.manners import Manner

_WHEN = r"(?:today|tonight|tomorrow|now|soon|at once|immediately|(?:mon|tues|wednes|thurs|fri|satur|sun)day|noon|(?:the )?end of (?:the |this )?(?:day|week|month)|this (?:week|afternoon|evening))"
_ANSWER = r"(?:answer|reply|response|decision|explanation|feedback|apology|contract|offer|verdict)"
_READ = r"(?:e-?mails?|messages?|notes?|letters?|cv|resume|résumé|application)"
_COUNT = r"(?:twice|thrice|(?:two|three|four|five|six|seven|several|many|\d+) (?:times|e-?mails|calls|messages|voicemails))"
_BAD = r"(?:idiots?|fools?|morons?|useless|incompetent|clueless|lazy|terrible|awful|pathetic|ridiculous|a joke|a mess|a disaster|a disgrace|insulting|insulted|disrespectful|hopeless|shameful|toxic|stupid|worthless)"


def _p(*parts: str) -> str:
    return "|".join(parts).replace("'", "['’]")


_DEMAND = _p(
    rf"\bi(?:'d| would)? (?:want|demand|require|insist on|expect) (?:an? |the |your |some |proper )*{_ANSWER}\b", r"\bi (?:insist|demand)\b", rf"\b(?:send|give|get|tell) me (?:an? |the |your )?{_ANSWER}\b(?:[^.?!]{{0,20}}\b{_WHEN})?(?=[^.?!]*(?:\b{_WHEN}|[.!]$))",
    rf"\byou(?:'ve| have)? (?:got )?(?:have )?(?:until|till) {_WHEN}\b", r"\bi(?:'ll| will| can| am giving|'m giving)?(?: only)? giv(?:e|ing) you (?:one|two|three|until|till|another|a few|\d+)\b[^.?!]{0,12}(?:more )?(?:days?|hours?|weeks?|\w+day)", r"\b(?:your|the) last (?:opportunity|chance)\b", r"\bone way or (?:the other|another)\b",
    r"\bi (?:refuse|won't|will not|cannot|can't) (?:to )?(?:accept|take|tolerate|put up with)\b", r"\b(?:don't|won't|do not|will not|never) take no for an answer\b", r"\bgive me the (?:name|number|phone|address|contact) of your (?:boss|manager|superior|supervisor)\b", r"\bover your head\b", r"\b(?:kindly )?do the needful\b", r"\b(?:please )?(?:revert|respond|reply|answer) (?:back )?(?:at|by) (?:the|your) (?:very )?earliest\b",
    r"\bdo the right thing\b", r"(?:^|\bplease )explain (?:the|this|your|yourself|why)\b|^(?:please )?explain[.!]$", r"\bi must (?:hear|have|know|insist|ask you to)\b", r"\bat the (?:very )?latest\b", r"\bmy patience (?:has|is|wears|with)\b|\blosing (?:my )?patience\b", r"\b(?:stop|stopped|quit) (?:avoiding|dodging|ducking|ignoring|hiding)\b", r"^(?:just )?(?:call|phone|answer|write|reply|respond)(?: to)? (?:me|back|now)(?: back)?[.!]$", r"\b(?:simple|straight) yes or no\b|^just say (?:yes|no)\b", r"\bnot going away\b", r"\bexpect me to (?:call|write|come|keep|try)\b", r"\b(?:wait|stand|sit|camp)\b[^.?!]{0,30}\b(?:lobby|reception|front desk|door)\b[^.?!]{0,25}\buntil\b|\bcome (?:by|to|over)\b[^.?!]{0,40}\buntil (?:some(?:one|body)|you)\b", r"\bspeed (?:it |this |things )?up\b|\bhurry up\b|\bget (?:a move|moving) on\b",
)
_THREAT = _p(
    r"\b(?:another|other|\w+ (?:corp|inc|ltd)) (?:firm|company|employer|house)?s? ?(?:wants?|has (?:already )?(?:made|offered)|pays?|is after) (?:me|more)\b", r"\bmade me an offer\b[^.?!]{0,30}\bwait(?:s|ing)\b",
    r"\b(?:i(?:'ll| will| might| may| can| could)|let me) (?:have to )?(?:be )?(?:post|review|tell|warn|let|report|share|publish|writ)\w*\b[^.?!]{0,40}\b(?:glassdoor|linkedin|online|social media|everyone|everybody|others|my network|the press|public(?:ly)?|your (?:boss|ceo|manager|superiors?))\b(?=[^.?!]*(?:about (?:this|you|how)|how you|experience|treat|glassdoor|behavio|[.!]$))",
    r"\balready (?:told|written to|complained to|informed) your (?:boss|ceo|manager|superior|director)", r"\byou(?:'ll| will| are going to|'re going to) (?:regret|be sorry|miss out|lose)\b", r"\b(?:making|make|made) a (?:big|huge|grave|serious|terrible|real)? ?mistake\b(?=[^.?!]*\b(?:not|me|hir)\b)", r"\b(?:go|turn|move|switch) to (?:your|a|the) competit\w+\b",
    r"\b(?:i have|i've got|i hold|i am holding|i'm holding|with) (?:an?|two|three|four|several|other|another|\d)(?: \w+)? offers?\b[^.?!]{0,60}\b(?:so|unless|therefore|and (?:i )?(?:will|must|need)|speed|move|match|beat|better|hurry)\b", r"\b(?:is|are) offering (?:me )?(?:more|better|a higher|\d)", r"\b(?:match|beat|top|better) (?:it|that|this|their|the(?:ir)?) ?(?:offer|figure|number|package)\b|\bunless you (?:beat|match|better|top)\b", r"\b(?:moved?|answered|replied|decided|acted|responded) (?:much |far |a lot )?(?:faster|quicker|sooner|more quickly) than you\b",
)  # fmt: skip
_SARCASM = _p(
    r"\bit(?:'s| is) a (?:shame|pity|disgrace) (?:that )?(?:you|a (?:firm|company|house|team)|your|nobody)\b", r"\b(?:do|did|does|can|could) you people\b", r"\bi suppose i (?:was|am|did|do)(?:n't| not)\b", r"\bwhat a surprise\b", r"\bgot (?:only |nothing but )?silence\b|\bin return\b(?=[^.?!]*\b(?:silence|nothing)\b)", r"\bapparently\b[^.?!]{0,40}\b(?:worth|not|no)\b", r"\byour lack of\b", r"\bleave people (?:hanging|waiting)\b", r"\b(?:chose|picked|hired|took) the wrong (?:person|candidate|one)\b", r"\brethink your\b", r"\bwas it my (?:age|name|accent|gender|looks|race|religion)\b",
    r"\bthanks for nothing\b", r"\b(?:great|good|nice|lovely|wonderful|charming) to see (?:how (?:much|little|well) you|that you (?:value|care|treat|respect))", r"\b(?:is|was|would be|seems?) (?:apparently |obviously )?too much to (?:ask|expect)\b", r"\bhow hard (?:can|could|is) (?:it|that)\b", r"\b(?:it )?must be (?:nice|lovely|great) to\b", r"\b(?:clearly|obviously|apparently|evidently),? (?:nobody|no one|you|your|my)\b",
    r"\bmy time (?:is|was|seems?|must be) (?:apparently )?(?:worth (?:less|nothing)|not worth|worthless|less (?:important|valuable))", r"\bare you even\b|\bdo you (?:intend|plan|ever|even)(?: \w+)? (?:to )?(?:answer|reply|respond|read|care)\b|\bdid you even\b", r"\byou (?:clearly|obviously|evidently|apparently) (?:did|have|do|are|were|never|don't|didn't|haven't)\b", r"\bmaybe you (?:missed|overlooked|lost|forgot) (?:my|all|the)\b", r"\bin case you(?:'ve| have)? forg[oe]t(?:ten)?\b", r"^remember me\?", r"\bsince you (?:seem|appear) to (?:be )?(?:too|have)\b",
    rf"\b(?:process|recruiters?|team|company|people|department|boss|manager|silence|treatment|behavio\w+|this|it|that|you|they)\b[^.?!]{{0,20}}\b(?:is|are|was|were)\b (?:really |just |simply |so |all |quite |an? )*{_BAD}\b", r"\bno way to treat\b|\bhow you treat (?:people|candidates|applicants)\b", rf"\bfind (?:this|it|that|your|the) (?:\w+ )?{_BAD}\b", r"\bi(?:'d| had| would have)? ?expected (?:better|more|otherwise)\b", r"\b(?:do me the|have the) (?:favou?r|courtesy|decency) (?:of|to)\b", r"\b(?:polite|decent|professional|right|least) thing (?:would be|to do|is|you)\b", r"\bthis is (?:what|all|how) i (?:get|am treated|deserve)\b", r"\bi (?:am|feel) (?:insulted|offended|appalled|shocked|fed up)\b",
    r"\b(?:what|why)(?:'s| is| are| has)?\b[^.?!]{0,20}\btak(?:ing|en) (?:you |it |this )?so long\b", r"\b(?:finally|ever) (?:make up your|decide|answer|reply|get back|get around)\b(?=[^.?!]*\?)", r"\bmake up your minds?\b",
)  # fmt: skip
_ENTITLED = _p(
    r"\b(?:won't|will not|never|cannot|can't) find (?:any ?(?:one|body)|another|a (?:person|candidate)) (?:with|like|who|as)\b", r"\bno other (?:applicant|candidate|person) (?:can|could|has|will|offers|brings)\b", r"\b(?:person|professional|candidate|man|woman|somebody|someone) of my (?:caliber|calibre|standing|experience|level|talent)\b", r"\bmy talents? elsewhere\b",
    r"\bi(?:'m| am| feel)? (?:deserve|entitled to|owed|worth more)\b", r"\bowe me\b", r"\bi (?:should|ought) not (?:have to|be (?:made|kept)|need to) (?:wait|ask|beg|chase|explain)|\bi shouldn't (?:have to|be (?:made|kept)) (?:wait|ask|chase|beg|explain)?", r"\byou(?:'d| would|'ll| will) be (?:lucky|fortunate|crazy|mad|glad)\b(?=[^.?!]*\b(?:me|my)\b)", r"\b(?:obviously|clearly|easily|by far|far|much|definitely)? ?(?:better|stronger|smarter|more (?:qualified|experienced|capable)) than (?:the|any|all|your|every|other|most)(?: of)?(?: the)?(?: other)? ?(?:candidates?|applicants?|people|person|employees|one)",
    r"\bi(?:'m| am) (?:obviously |clearly |simply )?the best\b", r"\bwhy (?:the )?(?:other|another) (?:person|candidate|applicant)\b[^.?!]{0,20}\b(?:better|chosen|got)\b",
)  # fmt: skip
_CHASING = _p(
    r"\bi(?:'ve| have)? left (?:\w+ )?(?:two|three|four|five|several|many|\d+) (?:voicemails|messages)\b", r"\b(?:rung|rang|called|phoned|written|e-?mailed)\b[^.?!]{0,25}\bevery (?:morning|day|afternoon|evening|week)\b", r"\bmy (?:third|fourth|fifth|sixth|seventh|tenth|umpteenth) (?:e-?mail|message|call|letter|note|attempt|try)\b", r"\b(?:it is|it's) (?:already|now) \d[^.?!]{0,25}\b(?:nothing|no )",
    rf"\bi(?:'ve| have)? (?:already )?(?:called|phoned|rang|rung|written|wrote|e-?mailed|texted|messaged|tried|contacted)(?: to)?(?: you| your \w+| the office)? {_COUNT}\b", r"\b(?:an|one|two|three|a few|several|\d+) (?:hours?|minutes?) (?:ago|have passed|since)\b(?=[^.?!]*\b(?:answer|reply|response|nothing)\b)", r"\bhours since (?:my|i|our)\b", r"\bevery (?:hour|few hours|hour on the hour|thirty minutes|half hour)\b(?=[^.?!]*\b(?:until|call|write|phone|try)|[.!]$)",
    r"\bi tried you at\b", rf"\bi (?:know|can see|see|saw|noticed)(?: that)? you(?:'ve| have| had|'re| are| were)?(?: already)? (?:read|opened|seen|got|received|online|active|there|viewed)\b(?=[^.?!]*\b(?:{_READ}|online|active|linkedin|it)\b)", r"\b(?:\w+ )(?:days?|weeks?|months?) (?:have|has) (?:now )?passed(?:\.|,? (?:and|without|since)[^.?!]{0,40}(?:nothing|no |not|silence|interview|heard))", r"\bhello\? ", r"\bread receipt\b",
)  # fmt: skip
_GUILT = _p(
    r"\b(?:life|everything|plans) on hold\b", r"\bmy (?:kids|children|wife|husband|family|daughter|son)\b[^.?!]{0,40}\b(?:ask(?:s|ed)? (?:me )?(?:every|when|whether|why)|hungry|depend\w*|suffer\w*)\b", r"\bmy (?:marriage|health|family|children|kids)\b[^.?!]{0,20}\b(?:is|are) (?:suffering|breaking|falling)\b", r"\bi(?:'ll| will| would|'d) lose my (?:apartment|house|home|flat|car|mind|visa)\b", r"\b(?:am|be|been) begging\b|\bbeg for\b", r"\bi stopped (?:applying|looking|searching|interviewing)\b[^.?!]{0,25}\b(?:because of|for) you\b", r"\b(?:no|out of|running out of) money\b", r"\bi (?:cried|wept|have been crying)\b", r"\b(?:only|last) (?:one|person|thing|chance|hope) (?:who|that|i|left|for me)\b(?=[^.?!]*\b(?:sav|help|left|have|me)\w*)", r"\bsave me\b", r"\bafter all the (?:hours|time|work|effort|days|trouble)\b", r"\b(?:gave|given|spent|wasted|lost) (?:you )?(?:\w+ ){0,2}(?:days|hours|weeks) of my (?:life|time)\b", r"\byou (?:are|were) my last\b",
)  # fmt: skip
_FLATTERY = _p(
    r"\b(?:anyone|anybody|one) could (?:dream of|wish for|hope for|ever)\b", r"\bi(?:'d| would) do anything (?:to|for)\b", r"\byou(?:'re| are) (?:simply |just |so |absolutely |truly )+(?:amazing|incredible|brilliant|awesome|perfect|wonderful|extraordinary)\b",
    r"\b(?:the )?(?:most|greatest|finest|smartest)\b[^.?!]{0,40}\b(?:i(?:'ve| have) ever (?:met|known|seen|spoken|worked)|in the world|of all time|alive|in the industry)\b", r"\byour (?:genius|brilliance|greatness|beauty|magnificen\w+)\b", r"\bnever met (?:any ?(?:one|body)|a (?:person|man|woman|manager|leader)) (?:as|so|more|like you)\b", r"\byou (?:looked|look|are|were) (?:so |absolutely |really |very |truly )*(?:stunning|gorgeous|beautiful|sexy|hot|handsome|adorable|a genius|a legend|a goddess|perfect)\b", r"\bi (?:worship|adore|idoli[sz]e|revere)\b", r"\bbow (?:down )?(?:to|before) you\b|\bi am not worthy\b",
)  # fmt: skip
_GOSSIP = _p(
    r"\bsinking ship\b", r"\bi (?:heard|hear|was told|am told)(?: that)?\b[^.?!]{0,40}\b(?:drinks|cheats|lies|about to leave|hates|is sick)\b", r"\bis a (?:bully|liar|drunk|tyrant|nightmare|fraud|snake|crook)\b",
    r"\bbetween (?:us|you and me|ourselves),", r"\b(?:don't|do not|please don't) tell (?:any ?(?:one|body)|him|her|them)\b", r"\bi (?:heard|hear|was told)(?: that)?\b[^.?!]{0,40}\b(?:fired|sacked|laid off|falling apart|in trouble|divorc\w+|affair|quit(?:ting)?|going (?:under|bankrupt)|bankrupt)\b", r"\b(?:people|everybody|everyone|they|rumou?rs?) (?:say|says|said|claim|has it|have it)\b[^.?!]{0,40}\b(?:is|are|was|will|that|your)\b(?=[^.?!]*\b(?:mess|bad|terrible|trouble|toxic|fired|awful|hard to|difficult|leaving))",
    rf"\b(?:former|old|last|previous|ex|current|present|my)[- ](?:boss|manager|employer|company|colleagues?|team|job|place)\b[^.?!]{{0,15}}\b(?:was|is|were|are)\b (?:an? |really |such |full of |run by )*(?:\w+ )?{_BAD}\b", r"\b(?:is|was) (?:not (?:very |really |any )?|no )good at (?:his|her|their) (?:job|work)\b", r"\byou did(?:n't| not) hear (?:it|this|that) from me\b",
)  # fmt: skip
_PAY = _p(
    r"\b(?:what kind of|how much|more) money\b", r"\bcompany car\b", r"\b(?:the|my|your) pay\b(?! attention)",
    r"\b(?:how much|what) (?:will|would|can|could|do|does|might) (?:i|it|you|that|this)(?: all)? (?:earn|make|get paid|pay|offer me)\b", r"\btalk (?:about )?(?:money|pay|numbers|figures)\b", r"\b(?:start|work|move|begin|come|settle|sign|do it|do this|accept(?: less)?)\b[^.?!]{0,15}\b(?:below|under|for less than|for at least|above)\b[^.?!]{0,12}\b(?:\d{2,3}[,.]?\d{0,3}|\w+ thousand|\w+y grand)\b", r"\b(?:at least|minimum of|no less than|around|about) [$€£]?\d{2,3}[,.]\d{3}\b(?=[^.?!]*(?:move|start|accept|need|year|join|make|[.!]$))",
    r"\b(?:raise|relocation|vacation days|perks|equity)\b[^.?!]{0,25}\b(?:package|included|offer|would i get|do i get|do you (?:offer|give))\b",
)  # fmt: skip

_PRESSED = ("This presses the reader.", "Give room: “No rush; a line whenever it suits you.”")
_BLAMED = ("This blames or needles the reader, who may have good reasons.", "Leave the past out: “Plans move, and that is quite all right. Is there a new date you have in mind?”")

HARSH = (
    Manner("pressure", "warn", _DEMAND, *_PRESSED),
    Manner("pressure", "warn", _THREAT, "This threatens, or sets one house against another.", "If a date of yours presses, say the date and thank them; leave out who else asks."),
    Manner("blame", "warn", _SARCASM, *_BLAMED),
    Manner("pressure", "warn", _ENTITLED, "This claims a right to the job, or to an answer.", "Show one thing you would do for them, and let them judge."),
    Manner("blame", "warn", _CHASING, "This counts the reader's hours.", "Say nothing of earlier tries; one line with something useful is enough."),
    Manner("guilt", "warn", _GUILT, "This makes the reader feel guilty.", "Say what draws you to the work, and let it rest."),
    Manner("flattery", "warn", _FLATTERY, "Praise this large is not believed.", "Name the one thing they did that helped you."),
    Manner("gossip", "warn", _GOSSIP, "This speaks ill of somebody, or carries a rumor.", "Leave others out; they may read it one day."),
    Manner("pay", "warn", _PAY, "Pay belongs into the talk about an offer, not into a follow-up.", "Leave it out; ask about the work or the next step."),
)  # fmt: skip
