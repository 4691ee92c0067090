"""The words of commitments, English first: what people promise, ask for and hedge, as tables of phrases.

Phrases are written as the inside of a regular expression without nested repetition; `any_of` joins a table into one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from afterword.reading.cued import Cued
from afterword.reading.model import CommitmentKind


def any_of(phrases: Iterable[str]) -> str:
    """One alternation of whole words."""
    return r"\b(?:" + "|".join(phrases) + r")\b"


def each(verbs: str, objects: str) -> str:
    """Every verb of a list (words apart by spaces, `_` for a space inside one) with every object of another."""
    one, other = ("|".join(part.replace("_", " ") for part in words.split()) for words in (verbs, objects))
    return rf"(?:{one}) (?:{other})"


def gerund(verb: str) -> str:
    """The -ing form of a verb as it is spelt."""
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    double = verb[-1] in "gmnpt" and verb[-2] in "aeiou" and verb[-3:-2] not in tuple("aeiou") and verb != "return"
    return verb + verb[-1] + "ing" if double else verb + "ing"


YOU = "you u ya everyone everybody all each both candidates applicants every_candidate every_applicant people"
"""Whom a promise is made to: the reader, or a company the reader belongs to."""

_NUMBER = r"(?:cell|mobile|phone|number|landline|line)"
_DET = r"(?:(?:an?|the|my|our|your|their|some|any|that|this|more|another|further|one) )?(?:(?!you )[a-z-]+ ){0,2}?"
_WORD = r"(?:answer|answers|decision|reply|response|update|updates|news|word|feedback|result|results|verdict|outcome|clarity|information|info|details)"

ACTS: tuple[tuple[CommitmentKind, tuple[str, ...]], ...] = (
    (
        "introduction",
        (
            r"introduce (?:you|him|her|them|the (?:two|pair|both) of you|you two|\w+ (?:and \w+ )?to)", r"intro you", r"e-?introduce",
            r"(?:make|do|send|write|set up) (?:the|an|that|this|a|your|you an|you the) (?:quick |short |warm |brief |email )?(?:intro|introduction)s?",
            r"put you (?:two |both |guys )?in (?:touch|contact|front)", r"connect you", r"put the two of you in (?:touch|contact)", r"(?:be )?(?:e-?mail|e-?mailing|send|sending|write|writing) (?:you|the two of you|you both|both of you) (?:an|the) (?:intro|introduction)",
            r"connect the two of you", r"link you up", r"hook you up with", r"loop you in with", r"put (?:him|her|them) in (?:touch|contact)", r"(?:connect|hook|link) (?:him|her|them) (?:up )?(?:with|to)", r"introducing you", r"connecting you", r"putting you (?:two )?in (?:touch|contact)", r"making (?:the|an|that) intro(?:duction)?",
        ),
    ),
    (
        "call",
        (
            r"call you", r"phone you", r"ring you", r"telephone you", r"give you a (?:quick |short )?(?:call|ring|buzz|bell|tinkle)",
            r"call back", r"ring back", r"call(?! (?:it|on (?:your|my|his|her|their|our|the)|for|this|that(?! (?:day|morning|afternoon|evening|night|week))|a|an|the|cent\w*|upon|out|off|into|your|him|her|them|me|us|my|our)\b)",
            r"(?:be calling|phoning|ringing|be ringing) you", r"be calling", r"give (?:them|her|him) your number",
            r"pick up the phone", r"(?:calling|phoning|ringing|telephoning) you", r"giving you a (?:call|ring)", each("call ring phone telephone buzz bell dial", YOU + " round around your"), r"try (?:you|your|u) (?:\w+ )?(?:on|by phone|at|" + _NUMBER + r")", r"(?:walk|talk|take|run) you through", r"get (?:you )?on the (?:phone|blower)", r"be (?:straight |right |back )?on the (?:phone|blower|line)", r"have (?:\w+ ){1,3}(?:call|ring|phone) you", r"give you a \w+ call", r"ring (?:with|back|you)", r"ring(?=[.,;!]|$| by | on )", r"buzz you", r"(?:calls|rings|phones|telephones) you",
        ),
    ),
    (
        "decision",
        (
            r"decide", r"be deciding", r"(?:make|making|reach|reaching|take|taking|come to|get to|arrive at|announce|communicate|have) " + _DET + r"(?:hiring |selection )?(?:decision|decisions|choice|verdict|conclusion)",
            r"finali[sz](?:e|ing) (?:our|the|a|my) (?:hiring )?(?:decision|choice|selection)", r"be making " + _DET + r"(?:hiring )?(?:decision|choice|offer)s?",
            r"make up (?:our|my|their) minds?", r"(?:make|extend|send out|put out) (?:an|our|the) offers?", r"choose(?= (?:a|the|our|between|who|someone|somebody|on|by))",
            r"(?:pick|select) (?:a|the|our|someone|somebody)", r"have decided", r"have made up (?:our|my|their) minds?", r"have made (?:a|our|the|my) (?:decision|choice)", r"settle on (?:a|someone|somebody|who)",
            r"determine (?:the|our|who|whether|next)", r"fill the (?:role|position|post)", r"settle (?:it|this|on|the)", r"rule on", r"sign off on", r"make (?:its|his|her|their|our|the|a) (?:final )?(?:choice|pick|call|ruling|recommendation)", r"come down on", r"narrow it down", r"award the", r"have (?:picked|chosen|decided)", r"deciding", r"making (?:a|an|our|the|my|their) (?:\w+ )?(?:decision|choice|offer)s?", r"finali[sz]ing (?:our|the|a)", r"extending an offer",
        ),
    ),
    (
        "reply",
        (
            r"get back(?= |$)", r"lmk", r"return to you", r"make you know", r"be (?:on|onto|on to) (?:to )?you", r"be back(?= in touch| on | by | with)", each("tell inform notify update advise contact answer write_to respond_to reply_to revert_to write write_round_to return_to speak_to report_to", YOU), each("telling informing notifying updating advising contacting answering emailing e-mailing texting messaging writing_to responding_to replying_to getting_back_to coming_back_to", YOU), r"(?:get|have) (?:a|an|our|the|my) (?:firm |final |clear |straight )?(?:yes|no|yes or (?:a )?no|answer|decision|reply|response)", r"put you out of your misery", r"(?:shed|cast) (?:some |more )?light", r"let (?:you|u|ya|each|both) (?:all |both |two )?(?:know|have|hear)", r"lets you know", r"give (?:you|u) (?:our|my|the|a|an) ", r"have (?:rung|called|phoned|contacted|told|informed|written to|answered|emailed|e-mailed|spoken to|notified|replied to) (?:you|everyone|everybody|all|each|both|people|candidates|applicants)", r"have (?:it|this|that|things|everything|all|both|everyone|everybody|you|you both|the rest)\b[\w' ]{0,30}\b(?:settled|decided|told|informed|rung|contacted|answered)", r"have (?:a yes or (?:a )?no|yes or no|word(?! with)|news|a verdict|the verdict)", r"write round", r"ring round with", r"confirm(?=(?: [a-z]+){1,3} (?:on|by|before|within|tomorrow|next)\b| by| on| before| tomorrow| within| next|,|\.|$| it| this| that| things| everything| all)", r"clear (?:this|it|that) up", r"get to you", r"have word", r"have (?:a )?(?:clearer|better|fuller) (?:picture|idea|answer)", r"know (?:more |for sure |for certain |either way |the (?:outcome|answer|result) |where (?:we|things) stand )?(?=by |before |on |in |within |next |early |tomorrow|after |mid|late )", r"getting back to", r"gets back to", r"be getting back to", r"be (?:back )?in (?:touch|contact)", r"get in (?:touch|contact)", r"been in touch", r"be back (?:to|with|on to) you",
            r"come back (?:to you|with|within|by|in|on|next|this|before)", r"loop back", r"pick (?:this|it|that) (?:back )?up", r"shout(?= when| as| once| by| on)", r"coming back to you", r"circle back", r"circling back", r"touch base", r"touching base", r"reach out", r"reaching out", r"reach back out", r"follow up(?! with (?:them|him|her|it)\b)", r"following up(?! with (?:them|him|her|it)\b)", r"follow-up with you",
            r"let you (?:all |both )?(?:know|have)", r"letting you know", r"let (?:everybody|everyone|all|people|candidates|applicants|them all) know", r"update you", r"be updating you", r"(?:give|send|have|offer|provide|share|get|bring|find|deliver|owe)(?: you)?(?: with)? " + _DET + _WORD,
            r"(?:give|send|have|get) you " + _DET + r"(?:yes or no|status|line|note|shout|email|e-mail|message|steer|timeline)", r"(?:shoot|fire|ping|drop|send|write|leave) you (?:a|an) (?:quick |short |brief )?(?:line|note|message|e-?mail|text|update|word)",
            r"keep you (?:posted|updated|informed|in the loop|abreast|apprised|up to date)", r"keep in touch with (?:an|more) (?:update|news)", r"contact (?:you|all|each|every|candidates|applicants|finalists|everyone|people|both|(?:the )?(?:\w+ )?candidates)", r"be contacting", r"be notifying", r"be informing",
            r"notify (?:you|all|candidates|applicants|everyone)", r"inform (?:you|all|candidates|applicants|everyone)", r"advise you", r"respond", r"be responding", r"reply", r"be replying", r"write (?:to you|again|back|you|after|as soon|once|by|with|when|on|properly|next)", r"be writing to you", r"write to (?:all|each|every)", r"relay", r"feed back", r"pass on (?:any|the|their|his|her) (?:feedback|word|news|answer)",
            r"(?:e-?mail|message|text|txt|msg|ping|dm|whatsapp) (?:you|u|ya|everyone|everybody|all candidates|all applicants)(?! (?:the|my|her|his|a copy|a list|that|those|these|over|some|it|your|all the|a draft))", r"report back", r"revert", r"tell you", r"answer (?:you|your)", r"say (?:yes or no|more)", r"confirm (?:either way|the|with you|to you|whether|next|our|who|if|your)", r"(?:updating|telling|emailing|writing to|informing|contacting|notifying) you", r"writing back", r"check in(?: with you)?", r"check back",
            r"have (?:more|something|it)(?: to (?:share|tell|report|say))?(?: for)? you", r"have (?:more|something) to (?:share|report|say|tell)", r"(?:be able to|in a position to) (?:tell|say|share|update|respond|let|give you|confirm)", r"give you (?:a|an|the|your|some|my|our)", r"speak to you (?:again )?(?=with)", r"be with you", r"hit (?:you|u|ya) (?:back|up)", r"(?:answers|tells|informs|contacts|writes to|gets back to|comes back to|updates|emails) you", r"(?:write|reply|answer) (?:by|on|before|tomorrow|next|within)", r"(?:holler|shout) at you", r"give you a (?:holler|heads[- ]up)", r"get word to you", r"see where (?:we|things) (?:stand|are)", r"catch up with you", r"get (?:an|our|the|a|my) (?:answer|reply|response|decision|update) (?:over )?(?:to|out)", r"have (?:an|our|the|a|my) (?:answer|reply|response) (?:over )?to you", r"explain",
            r"send (?:you )?(?:word|a note|a line|an e-?mail|an update|updates)", r"share (?:the )?(?:next steps|an update|updates|more|news|our thoughts|the outcome|feedback)", r"send (?:out )?(?:the )?next steps", r"communicate", r"go through (?:it|this) with you", r"reconnect", r"pick (?:this|it) (?:back )?up with you",
        ),
    ),
    (
        "send_document",
        (
            r"send(?! (?:regards|love|my love|best))", r"be sending", r"(?:text|message) you(?= (?:the|my|a|an|her|his|your))", r"sends you", r"share(?! (?:a|the|our|your|this) (?:passion|values|concern|enthusiasm))", r"forward", r"(?<!by )e-?mail(?= )", r"e-?mail you(?= (?:the|my|a copy|a list|that|those|these|over|some|it|your|all the|a draft))",
            r"get (?:you|it|that|this|them|those) (?:over )?(?:the|my|a|an|your|some|her|his|their|that|those|to you|over|across)", r"get (?:the|my|a|an|your|our|her|his|their|its|those|these|that|some) [\w' -]{1,40}? (?:over |off |across |out |round )?to (?:you|them|him|her|hr|the \w+)", r"get (?:it|this|that|them|your \w+|the \w+) (?:in front of|past|signed|under the nose of)", r"have (?!to )(?:the |my |a |your |our |it|them|her |his |some |)?(?!answer|decision|reply|update)[\w' -]{0,40}?(?:over )?(?:(?:to|with|for) you|in your (?:inbox|hands)|done|ready|drafted)", r"mail (?:you|the|it)", r"provide(?! (?:excellent|great))", r"drop off", r"drop (?:it|that|this|them) (?:off|over|in)", r"bring (?:you (?!aboard|on |in |into|up |together|closer|back|the (?:best|latest))|it|the|them|along)", r"deliver", r"attach", r"return (?:it|the|them|my|your)",
            each("txt msg", "you u") + r"(?= (?:the|my|a|an|her|his|your))", r"run (?:it|that|them|the \w+) over", r"courier", r"fax", r"dig (?:it|that|them|out|up)", r"pull together", r"submit", r"upload", r"post (?:it|the|them|you)", r"put (?:it|them|the contract|the offer|the paperwork) in the (?:post|mail)", r"issue (?:you|the|your|a)", r"pass (?:you|along|on|it|your|that|them|the)", r"hand (?:in|over|you|it)", r"prepare (?:the|your|a|an) (?:offer|contract|paperwork|letter)", r"be (?:forwarding|sharing|emailing|mailing|providing)", r"(?:sending|forwarding|sharing|mailing)(?= (?:you|it|the|my|over|your|them|that|this|a|an))", r"(?:shoot|fire|ping|pop|drop|whizz|bung|flick|sling|chuck|lob|wing|zap|flip) (?:you|it|them|that|this|the|over|across|through)",
        ),
    ),
    (
        "meeting",
        (r"meet(?: with)? you", r"be meeting (?:with )?you", r"see you", r"be seeing you", r"interview you", r"speak (?:to|with) you", r"be speaking (?:to|with) you", r"talk (?:to|with) you", r"be there", r"chat with you"),
    ),
    (
        "other",
        (
            r"ask (?:her|him|them|around|my|our|the|about)", r"check (?:with|on|whether|if)", r"put in a (?:good )?word", r"recommend you", r"refer you", r"mention (?:you|your|it|this)", r"look into", r"find out", r"chase", r"talk to (?:her|him|them|my|our|the|\w+)", r"speak (?:to|with) (?:her|him|them|my|our|the|\w+)", r"look (?:at|over|through) (?:your|it|the)", r"read (?:your|it|through)", r"set (?:it|this|that|something|up|everything|you) ?(?:up)?", r"arrange", r"book", r"review (?:your|it) ", r"write (?:you|the|your|a) (?:reference|recommendation|letter)", r"vouch for", r"work on", r"sort(?: out)? (?:your|the|it|this|that|everything|out)", r"get (?:your|the|it|that|this) [\w' ]{0,24}?(?:sorted|done|fixed|moving|started|going|signed|approved)", r"put you (?:forward|down|up)", r"do (?:it|that|this|so)(?= )", r"process (?:your|the) (?:reimbursement|refund|paperwork|expenses|payment)",
        ),
    ),
)  # fmt: skip
"""What somebody undertakes to do, by kind; an earlier kind wins where two begin at one place."""

READER_HEARS: tuple[tuple[CommitmentKind, tuple[str, ...]], ...] = (
    (
        "decision",
        (
            r"(?:have|receive|get|see|know|hear|be given|be told|learn|be informed of|be notified of|find out) (?:a|an|the|our|your|their|my|of|about|us with) ?(?:final |firm |hiring |definite |formal )?(?:decision|outcome|verdict|offer|results?)",
            r"(?:have|receive|get|hear|expect) (?:our|their|the) answer",
        ),
    ),
    ("call", (r"(?:get|receive|have|expect) (?:a|my|our|the|his|her|their) (?:phone |telephone |quick |short )?call", r"be called", r"be phoned", r"be rung", r"(?:get|receive|have) (?:a |the )?(?:ring|buzz|bell)")),
    (
        "send_document",
        (r"(?:have|get|receive|be getting|see) (?:it|them|these|those|both|everything|the lot|all of it|mine|ours|yours)\b(?! (?:all |back )?(?:wrong|right|done|sorted|ready|out|in|to|for|from|a|the))", r"(?:receive|get|have|be sent|be emailed|find) (?:a|an|the|our|your|my) (?:\w+ ){0,3}?(?:contract|paperwork|document|documents|form|forms|invite|invitation|link|assignment|letter|pack|packet|agenda|details|draft|copy|assessment|proposal|instructions)", r"be (?:sent|emailed|mailed)"),
    ),
    (
        "reply",
        (
            r"be (?:put out of your misery|let know|written to|in the know|kept (?:informed|posted|updated)|texted|messaged|pinged)", r"(?:receive|get|have) (?:from (?:us|me) )?(?:an? |the |our |my |your )?(?:final )?(?:information|notice|notification|communication|verdict|yes or (?:a )?no|word|news)", r"hear (?:back )?(?:from|back|something|either|more|by|no later|within|in|one way|directly|shortly|soon|of|about|whether|before|on|this|next|again|tomorrow|early|after|with)", r"hearing (?:back )?from", r"be hearing", r"hear", r"be (?:(?:duly|officially|formally|individually|personally|kindly) )?(?:contacted|notified|informed|updated|advised|told|answered|reached|approached|emailed|hearing|communicated|intimated|reverted|rung|phoned|given " + _DET + _WORD + r")", r"(?:have|receives?|gets?|be given|see|expect)" + r" " + _DET + r"(?:\w+ )?" + _WORD, r"(?:have|receive|get) (?:an?|our|my|another) (?:e-?mail|message|note|line|letter|text|text message|whatsapp|dm|shout|ping|nudge|yes|no|straight answer)", r"receive (?:further |more |any )?(?:updates|news|communication|correspondence|notification|a notification)", r"know (?:by|more|either|where|whether|the|in|within|one|before|on|this|next|tomorrow|our|how|if|for)", r"find out", r"know",
        ),
    ),
)  # fmt: skip
"""What the reader is told to expect: it is the writer's side that owes it."""

ASKS: tuple[tuple[CommitmentKind, tuple[str, ...]], ...] = (
    ("call", (r"call (?:me|us|back|my|our|the|him|her|in|on)?", r"ring (?:me|us|back|my|our|him|her|them|the|dr|mr|mrs|ms|prof)\b", r"phone (?:me|us|my|our)", r"give (?:me|us|him|her|them|\w+) a (?:quick |short )?(?:call|ring|buzz|bell|tinkle)")),
    (
        "reply",
        (
            r"let (?:me|us|them|him|her|the team|\w+) (?:know|have your (?:answer|decision|thoughts|reply|response|availability))", r"get back (?:to|with) (?:me|us)", r"come back to (?:me|us)", r"reply", r"respond", r"rsvp", r"confirm", r"answer", r"write (?:to me|to us|me|us|back)", r"tell (?:me|us)", r"e-?mail me back", r"get in touch", r"be in touch", r"reach out", r"contact (?:me|us|her|him|them|\w+)", r"indicate", r"advise", r"say yes", r"acknowledge", r"give (?:me|us) (?:your|an|a) (?:answer|decision|yes|reply|response|indication)", r"let (?:me|us) have your (?:answer|decision)", r"check in", r"follow up", r"drop (?:me|us) a (?:line|note)", r"ping (?:me|us)(?! (?:your|the|a|an|over|it|that)\b)", r"text (?:me|us)", r"message (?:me|us)", r"share your (?:availability|decision|answer|thoughts|preference)", r"send (?:me|us|over)? ?(?:your|a few|some)? ?(?:availability|availabilities|available times|times that)", r"provide (?:me|us)? ?(?:with )?your (?:availability|decision|answer)", r"choose", r"pick", r"nudge (?:me|us)", r"take(?= (?:until|till))", r"revert", r"come back with", r"letting (?:me|us) know", r"getting back to (?:me|us)", r"(?:holler|shout|ring|report|check|circle)(?: back| at (?:me|us))", r"hit me (?:up|back)", r"write to (?:dr|mr|mrs|ms|prof|the|our|my|hr|\w+)", r"(?:txt|message) (?:me|us)", r"give (?:me|us|him|her|them) (?:a |an |the )?(?:\w+ )?(?:yes|no|answer|word|steer|idea|sense|date|time|shout|heads[- ]up)", r"(?:telling|giving|confirming|replying|responding|answering)(?: to)? (?:me|us|by|your|whether|that|it|to)", r"say (?:yes|no|so|if|whether|either)", r"let (?:me|us) hear", r"have your (?:answer|decision|reply|response)", r"state", r"specify",
        ),
    ),
    ("decision", (r"accept(?: or decline)?", r"decide", r"make (?:a|your) decision", r"decline")),
    (
        "send_document",
        (
            r"let (?:me|us) have (?!your (?:answer|decision|thoughts|reply|response|availability))", r"send", r"return", r"submit", r"forward", r"upload", r"provide", r"share", r"e-?mail", r"sign", r"countersign", r"fill (?:(?:it|this|that|them|these|the \w+|the \w+ \w+) )?(?:in|out)", r"filling (?:(?:it|this|that|them|these|the \w+|the \w+ \w+) )?(?:in|out)", r"(?:getting|having) (?:it|this|that|them|those|these|the|your)", r"(?:signing|scanning|submitting|uploading|providing|supplying|attaching|mailing|e-?mailing|posting)", r"make me arrive", r"complete(?= (?:and (?:return|sign)|the (?:attached|enclosed)? ?(?:form|application|paperwork|document|questionnaire)))", r"attach", r"scan", r"mail", r"get (?:me|us|it|them|this|that|those|the|your|any)", r"supply", r"get (?:the|your|those|these|that|any|all) [\w' ]{1,30}?(?:to|over to|back to) (?:me|us)", r"furnish", r"(?:sending|returning|forwarding|sharing|completing|providing) (?:me|us|over|it|your|the|them|back)", r"bring (?:me|us|in|over|back)", r"turn in", r"hand in", r"(?:fire|shoot|pop|ping|bung|drop|whizz|zip|txt|text|flick|sling|chuck|lob|wing|zap|flip) (?:it|them|that|this|me|us|over|back|through|across|the|your)", r"post", r"drop off", r"deliver",
        ),
    ),
    ("introduction", (r"introduce me", r"put me in (?:touch|contact)", r"connect me", r"make the intro(?:duction)?")),
    ("other", (r"complete", r"finish", r"book", r"schedule", r"register", r"take", r"do (?:the|it|this|that|your|both)", r"select", r"fill", r"review", r"update", r"set up", r"activate", r"start", r"enrol{1,2}", r"finali[sz]e", r"read", r"verify", r"prepare", r"arrange", r"record", r"claim", r"have (?:it|them|this|that|your|the|a|all)\b(?! (?:\w+ ){0,2}?(?:answer|decision|reply|response|verdict|outcome|result|results|feedback|news|word|update|offer|letter|contract)\b(?! (?:back )?(?:to|with|for) (?:me|us)))")),
)  # fmt: skip
"""What a writer asks of the reader, by kind."""

NEVER = Cued(
    any_of(
        (
            r"survey", r"newsletter", r"webinar", r"open day", r"on file", r"in our (?:talent )?(?:database|pool|network|system|records)", r"talent (?:pool|community|network)", r"(?:future|other|suitable|similar|new|relevant) (?:opportunit(?:y|ies)|openings?|vacanc(?:y|ies)|roles?|positions?) (?:that|arise|arises|open|opens|become|becomes|come|comes|which|match|matching|in the future)", r"in (?:the|any) future", r"verification code", r"one-?time (?:code|password|passcode)", r"security code", r"reset your password", r"password", r"sign[- ]in link", r"log ?in code", r"passcode", r"unsubscribe", r"early[- ]bird", r"% off", r"promo(?:tion)?(?:al)? code", r"coupon", r"vouchers?", r"gift cards?", r"refer a friend", r"hamper", r"win a", r"prize draw", r"free shipping", r"anything (?:changes|opens up|comes up|suitable|else comes)", r"something (?:opens up|suitable|comes up|changes)", r"only (?:those|the|candidates|applicants|shortlisted|short-listed|selected|successful|suitable|people)", r"(?:shortlisted|short-listed|successful|selected|suitable|qualified|chosen) (?:candidates|applicants|persons|people|individuals)(?! and)", r"no(?:t)? (?:later than )?promises?", r"can(?:'t|not) promise", r"can(?:'t|not) (?:say|tell|guarantee)", r"not (?:sure|certain|clear) (?:when|if|whether)", r"(?:don't|do not|doesn't|does not|no)(?: yet| really| honestly)? (?:know|idea|clue|telling)(?: yet)? (?:when|if|whether)", r"rain ?check", r"feedback on your experience", r"how did we do", r"rate your experience",
        )
    )
)  # fmt: skip
"""A sentence with one of these promises and asks nothing that counts."""

HARMLESS_IF = re.compile(
    any_of(
        (
            r"if possible", r"if at all possible", r"if not (?:sooner|before|earlier|today|tomorrow)", r"if (?:all|everything|things) (?:goes|go|works|runs|turns|stays|holds)", r"if i (?:can|may|could|might)", r"if we can", r"if (?:that|it|this)(?:'s| is|s) (?:still )?(?:ok|okay|alright|all right|fine|good|convenient|not|agreeable|any good|any use|of use|handy|useful|helpful|acceptable|no trouble)", r"if that (?:works|suits|helps)", r"if you don't mind", r"if you (?:like|wish|want|prefer|please)(?=[,.!]|$)", r"if nothing (?:changes|comes up|goes wrong|else)", r"if need(?:ed| be)", r"if necessary", r"if so", r"depend(?:s|ing)? (?:on )?if", r"if i may", r"even if", r"as if", r"if only", r"if ever", r"if anything,", r"if not,? (?:by |on |then )?(?:monday|tuesday|wednesday|thursday|friday|the|early|next|soon)", r"see if", r"know if", r"ask if", r"check if", r"whether", r"wonder(?:ing|ed)? if", r"find out if", r"appreciate (?:it )?if", r"grateful if", r"be (?:great|good|helpful|lovely|nice|ideal|wonderful|best) if", r"confirm if", r"tell (?:me|us|you) if", r"help if", r"thank you if", r"obliged if",
        )
    )
)  # fmt: skip
"""An "if" that leaves the promise standing."""
