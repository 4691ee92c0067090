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

def may_promise(words: frozenset[str]) -> bool:
    """Can a sentence without a day hold a commitment? Only a modal with something to do can."""
    return not words.isdisjoint(_MODALS) and not words.isdisjoint(_ACTS)
