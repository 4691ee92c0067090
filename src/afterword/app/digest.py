"""The morning page as a mail to oneself: plain text, and the same as a page of 600 px, light and dark (LOOK.md, "Digest mail").

It goes from the user's own account to that account's own address and to nobody else, so no words of it need an approval.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from html import escape
from urllib.parse import quote

from afterword.app import connecting, drafting
from afterword.app.accounts import Account, secret
from afterword.app.approving import account_of
from afterword.app.home import Home
from afterword.app.pages import Today
from afterword.app.reminding import Reminder, Tried
from afterword.app.wording import CHANNELS, HEADS, counted, dialled, since, spoken
from afterword.channels import mailto, smtp
from afterword.channels.port import Door, Parcel
from afterword.drafts.compose import Mail, Unsound, Writing, compose, message_id
from afterword.errors import AfterwordError, Refused
from afterword.facts import handles as h
from afterword.facts.kinds import Mailbox
from afterword.strategy.model import FollowUp

MOST = 25
"""Follow-ups that one mail shows."""
LONGEST = 6000
"""Letters of a mailto: link that mail programs still open."""
WROTE = "You wrote back"
REPLY = "Answer this mail to settle them, one a line: the key, then done, skip, or snooze and a day. What it does, afterword undo takes back."
_SANS = "font-family:Inter,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif"
_SERIF = "font-family:Newsreader,Georgia,serif"
_DARK = """
@media (prefers-color-scheme: dark) {
 .paper { background: #171613 !important } .ink { color: #efe9df !important } .soft { color: #a79f92 !important }
 .rule { border-color: #35312a !important } .go { background: #8cc7b2 !important; color: #10201b !important } .due { color: #e3ad5a !important }
}
@media (max-width: 640px) { .wide { width: 100% !important } .edge { padding-left: 20px !important; padding-right: 20px !important } }
"""


@dataclass(frozen=True, slots=True)
class Item:
    """One follow-up as the mail shows it. `link` opens the words or dials the number; `says` is what stands on it."""

    key: str
    head: str
    when: str
    reason: str
    pressing: bool
    link: str = ""
    says: str = ""
    does: str = ""  # the command of an item that is no follow-up


def post(home: Home, reminder: Reminder, failing: Sequence[str] = ()) -> Tried:
    """Sends the list through the user's own account to its own address. What could not leave may be tried again."""
    try:
        account = account_of(home)
        if account is None or account.smtp is None or home.folder is None:
            raise Refused("there is no account to send it through: afterword account add ADDRESS")
        if wrong := _not_there(home, account.address):
            return Tried(trouble=wrong)
        mail = written(home, account, reminder, failing)
        word = secret(home.folder, account)
    except (AfterwordError, Unsound) as error:
        return Tried(again=True, trouble=str(error))
    parcel = Parcel(mail.message_id, "email", mail.data, mail.sender, mail.recipients, mail.message_id, "", mail.body)
    done = smtp.deliver(parcel, Door(smtp=lambda: connecting.smtp(account, word, home.outgoing.patience)))
    return Tried(again=done.state == "kept", trouble="" if done.state == "sent" else done.detail)


def name_of(home: Home, reminder: Reminder) -> str:
    """The Message-ID of the mail; empty where there is no account that it could leave through."""
    try:
        account = account_of(home)
    except AfterwordError:
        return ""
    return _name(account, reminder) if account is not None and account.smtp is not None and account.address else ""


def _name(account: Account, reminder: Reminder) -> str:
    told = sha256(f"{reminder.page.day} {reminder.kind} {account.address}".encode()).hexdigest()[:24]
    return message_id(f"reminder{told}", account.address)


def _not_there(home: Home, address: str) -> str:
    """Why the list must not go to that mailbox; empty where it may (DESIGN.md, rule 12)."""
    if address.lower() not in home.me.emails:
        return f"{address} is not among your own addresses: afterword init --email {address}"
    house = h.domain_handle(address)
    if house and (house in home.me.employer_handles or (home.me.employer and h.fits(house, home.me.employer))):
        return f"{address} is a mailbox of your present employer: the list does not go there"
    return ""


def written(home: Home, account: Account, reminder: Reminder, failing: Sequence[str] = ()) -> Mail:
    """The finished mail. Its Message-ID hangs on the day alone, so that a mailbox can see one sent twice."""
    page = reminder.page
    parts = [(HEADS[tier], [_item(home, one, page) for one in page.follow_ups[:MOST] if one.tier == tier]) for tier in HEADS]
    groups = [*_talks(home, page), *((head, items) for head, items in parts if items)]
    title = f"{page.day:%A} {page.day.day} {page.day:%B}"
    n = len(page.follow_ups)
    count = f"{n} {'follow-up' if n == 1 else 'follow-ups'}, about {page.minutes} min"
    if reminder.kind == "afternoon":
        count = f"{'a promise' if n == 1 else f'{counted(n)} promises'} of today"
    foot = [*_foot(page, failing), *([REPLY] if account.imap is not None else [])]
    me = Mailbox(home.me.name, account.address)
    return compose(Writing(
        me, (me,), f"{title}: {count}", _text(title, count, groups, foot, reminder.answers), _name(account, reminder), home.now,
        html=_html(title, count, groups, foot, reminder.answers), automatic=True,
    ))  # fmt: skip


def _talks(home: Home, page: Today) -> Iterator[tuple[str, list[Item]]]:
    """Talks to prepare, with the sheet in few lines, and talks to tell of, which a reply to this mail does."""
    from afterword.app.preparing import in_few_lines

    if page.prepare:
        yield "Before you go", [
            Item(a.key[:4], f"{'Interview' if a.interview else 'Talk'}, {a.whom}", when, told, a.day == page.day, does=f"afterword interview before {a.key[:4]}")
            for a, when, told in ((a, *in_few_lines(home, a)) for a in page.prepare)
        ]  # fmt: skip
    if page.tell:
        yield "How did it go?", [
            Item(
                a.key[:4], f"{'Interview' if a.interview else 'Talk'}, {a.whom}", spoken(a.day, page.day),
                "A minute, while it is fresh. Reply here with the key and a few words: how it went, the next step, a moment with each after their name and a colon.",
                pressing=False, does=f"afterword interview after {a.key[:4]}",
            ) for a in page.tell
        ]  # fmt: skip


def _item(home: Home, one: FollowUp, page: Today) -> Item:
    who = one.person.name or one.organisation or "somebody"
    where = one.organisation if one.person.name else ""
    role = f" ({one.role})" if one.role else ""
    head = f"{CHANNELS.get(one.channel, one.channel)} {who}{f', {where}' if where else ''}{role}"
    link, says = _link(home, one)
    return Item(one.key[:4], head, _when(one, page.day), " ".join(one.reason.split()), one.tier == "promise", link, says)


def _link(home: Home, one: FollowUp) -> tuple[str, str]:
    """A number to tap, or a mail with its words in it, where those pass the check."""
    if one.number and one.channel in ("call", "text"):
        scheme = "tel" if one.channel == "call" else "sms"
        return f"{scheme}:{quote(one.number, safe='+')}", f"{'Call' if scheme == 'tel' else 'Text'} {dialled(one.number)}"
    if one.channel != "email" or not one.person.emails:
        return "", ""
    words = drafting.draft(home, one, None, drafting.templates(home.folder) if home.folder else None)
    if any(f.severity == "block" for f in words.findings):
        return "", ""
    link = mailto.link(Parcel(one.key, "email", b"", "", one.person.emails[:1], "", words.subject, words.body, words.references[-1:]))
    return (link, "Open the draft") if len(link) <= LONGEST else ("", "")


def _when(one: FollowUp, day: date) -> str:
    if one.tier != "promise":
        return f"until {spoken(one.window.closes, day)}"
    due = one.window.due
    return "today" if due == day else f"by {spoken(due, day)}" if due > day else since(due, day)


def _foot(page: Today, failing: Sequence[str]) -> Iterator[str]:
    if failing:
        yield f"Not read today: {', '.join(failing)}. So somebody may have answered already; afterword sync says what is wrong."
    if len(page.follow_ups) > MOST:
        yield f"And {len(page.follow_ups) - MOST} more: afterword today."
    if page.questions:
        n = len(page.questions)
        yield f"{counted(n, 'question').capitalize()} only you can answer: afterword today."
    if promised := page.promised:
        n = len(promised)
        yield f"{counted(n, 'answer is', 'answers are').capitalize()} promised to you, the next by {spoken(promised[0][0], page.day)}."


def _text(title: str, count: str, groups: Sequence[tuple[str, Sequence[Item]]], foot: Sequence[str], answers: Sequence[str] = ()) -> str:
    lines = [title, f"{count[:1].upper()}{count[1:]}."]
    lines += ["", WROTE, *answers] if answers else []
    for head, items in groups:
        lines += ["", head]
        for one in items:
            lines += ["", f"{one.head} · {one.when}", one.reason]
            lines += [one.says] if one.link.startswith(("tel:", "sms:")) else []
            lines.append(one.does or f"afterword draft {one.key} · afterword done {one.key}")
    return "\n".join([*lines, "", *foot])


def _html(title: str, count: str, groups: Sequence[tuple[str, Sequence[Item]]], foot: Sequence[str], answers: Sequence[str] = ()) -> str:
    """One column; every style stands inline, and dark is a class beside it. Nothing is loaded from anywhere."""
    first = escape(count[:1].upper() + count[1:]).replace(" min", "&#160;min")
    rows = [
        f'<p class="soft" style="margin:0;{_SANS};font-size:13px;color:#6a635a">{escape(title)}</p>',
        f'<h1 class="ink" style="margin:4px 0 0;{_SERIF};font-weight:400;font-size:28px;line-height:34px;color:#211e1a">{first}</h1>',
    ]
    if answers:
        rows.append(f'<h2 class="ink" style="margin:32px 0 0;{_SANS};font-size:13px;font-weight:600;color:#211e1a">{escape(WROTE)}</h2>')
        rows += [f'<p class="ink" style="margin:8px 0 0;{_SANS};font-size:15px;line-height:22px;color:#211e1a">{escape(line)}</p>' for line in answers]
    for head, items in groups:
        rows.append(f'<h2 class="ink" style="margin:32px 0 0;{_SANS};font-size:13px;font-weight:600;color:#211e1a">{escape(head)}</h2>')
        rows += [_row(one, first=n == 0) for n, one in enumerate(items)]
    rows += [f'<p class="soft rule" style="margin:{32 if not n else 8}px 0 0;{_SANS};font-size:13px;line-height:19px;color:#6a635a">{escape(line)}</p>' for n, line in enumerate(foot)]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
        f'<title>{escape(title)}</title><style>{_DARK}</style></head>\n<body class="paper" style="margin:0;background:#faf7f1">'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" class="paper" style="background:#faf7f1">\n'
        '<table role="presentation" class="wide" width="600" cellpadding="0" cellspacing="0" style="width:600px;max-width:100%">'
        '<tr><td class="edge" align="left" style="padding:32px 24px 40px">\n' + "\n".join(rows) + "\n</td></tr></table>\n</td></tr></table></body></html>"
    )


def _row(one: Item, *, first: bool) -> str:
    command = one.does or f"afterword done {one.key}"
    rule = "" if first else "border-top:1px solid #e6dfd3;"
    when = f'<span class="{"due" if one.pressing else "soft"}" style="color:{"#9a5b00" if one.pressing else "#6a635a"}">{escape(one.when)}</span>'
    link = ""
    if one.link:
        link = (
            f'\n<p style="margin:12px 0 4px"><a class="go" href="{escape(one.link)}" style="display:inline-block;padding:10px 16px;border-radius:8px;'
            f'background:#1f5c4d;color:#ffffff;{_SANS};font-size:15px;line-height:20px;font-weight:500;text-decoration:none">{escape(one.says)}</a></p>'
        )
    return (
        f'<div class="rule" style="{rule}padding:16px 0"><p class="ink" style="margin:0;{_SANS};font-size:16px;line-height:22px;font-weight:600;color:#211e1a">{escape(one.head)}</p>\n'
        f'<p class="ink" style="margin:4px 0 0;{_SANS};font-size:15px;line-height:22px;color:#211e1a">{escape(one.reason)}</p>{link}\n'
        f'<p class="soft" style="margin:8px 0 0;{_SANS};font-size:13px;line-height:18px;color:#6a635a">{when} · <span style="white-space:nowrap">{escape(command)}</span></p></div>'
    )
