"""The cheap first look: most sentences promise nothing and name no day, and they must cost next to nothing."""

from __future__ import annotations

_MODALS = frozenset(
    """will 'll i'll we'll you'll they'll she'll he'll it'll that'll there'll who'll shall won't hope hopes hoping hopefully hopeful aim aims aiming expect expects expecting
    plan plans planning intend intends intending anticipate promise promises going gonna imma i'mma ima should ought owe try trying endeavour endeavor looking
    said says promised promises confirmed assured agreed reckons vowed asked told offered arranged committed about i'd we'd like want due set working likely follow come coming lemme let give""".split()
)
_ACTS = frozenset(
    """back touch contact contacted call calling phone ring introduce intro introduction connect introduced link loop send sending sent share sharing forward forwarding
    know update updates updated updating reply replies respond response answer answers decide decided decision decisions write hear hearing news word feedback result results
    notify notified inform informed advise advised email mail e-mail message text reach reaching follow up circle base meet see posted loop tell provide get return submit
    upload pass put word mention recommend refer ask check find chase talk speak look outcome details contract invite invitation offer letter documents paperwork
    tell revert confirm communicate communicated announced announce made receive line note shout ping drop confirm deliver bring review arrange prepare vouch owe
    verdict made choose fill pick select settle finalise finalize finalised finalized make link schedule agenda information steps more reconnect explain holler""".split()
)
_CUES = _MODALS | frozenset(
    """please kindly pls plz can can't cannot could would must need needs have send return submit reply respond rsvp confirm confirmed confirming confirms complete sign fill call ring phone
    email e-mail give let upload provide share forward shoot book schedule scheduled rescheduled reschedule deadline expire expires expiring lapses valid open until till
    if unless otherwise applicants candidates no nothing case hear heard see meet meeting talk speak chat forward works suits suit perfect fixed slated
    moved booked reminder interview it is it's its date when time day set we're sorry make latest worst outside decide decides decision answer answers reply calls writes
    offer allow bear away wait expected moved pushed postponed fine great good then do say go calling sending writing telling making putting watch inbox expect check keep hang hold sit bear patience good tell told said by within
    verdict word reply response ping back more before write news results anticipated awaiting await appreciate grateful not get text take finish down look gimme ill il hell youll ull theyll come pop swing drop report turn i we you you're they he she""".split()
)


def may_promise(words: frozenset[str], *, dated: bool) -> bool:
    """Can it hold a commitment? Without a date only a modal with something to do can."""
    if dated:
        return not words.isdisjoint(_CUES)
    return not words.isdisjoint(_MODALS) and not words.isdisjoint(_ACTS)
