"""LinkedIn's archive, twice: as it was five weeks ago, and as it is now."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from afterword.demo.cards import rows
from afterword.demo.days import Days
from afterword.demo.letters import people

ME = "https://www.linkedin.com/in/sam-rivera-rows"
OPEN_ADDRESS = (
    "abby-frost-edits",
    "yusuf-demir",
    "owen-castellano-data",
    "hana-sato-mn",
    "renee-takala",
    "leo-brandt",
    "amara-osei-phd",
)
"""Most people hide their address from their connections; these do not."""
PREAMBLE = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are missing. You will only see email addresses for '
    "connections who have allowed their connections to see or download their email address using this setting "
    'https://www.linkedin.com/psettings/privacy/email. You can learn more here https://www.linkedin.com/help/linkedin/answer/261"\n\n'
)
_CHATS = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS"


def _table(header: str, lines: Iterable[Sequence[str]], *, quoted: bool = False) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    writer.writerow(header.split(","))
    writer.writerows(lines)
    return out.getvalue().rstrip("\n")


def _clock(moment: datetime) -> str:
    """`1/29/26, 2:37 PM`, as invitations and applications are dated."""
    return f"{moment.month}/{moment.day}/{moment:%y}, {moment.hour % 12 or 12}:{moment:%M %p}"


def _connections(today: date, day: date) -> str:
    lines = []
    for first, last, slug, company, title, ago, before in rows("connections", 7):
        connected = today - timedelta(days=int(ago))
        if connected > day:
            continue
        if before and day < today - timedelta(days=20):
            company, title = before.split("/", 1)
        email = next(
            (who.email for who in people().values() if who.name == f"{first} {last}" and slug in OPEN_ADDRESS), ""
        )
        lines.append(
            (first, last, f"https://www.linkedin.com/in/{slug}", email, company, title, f"{connected:%d %b %Y}")
        )
    lines.append(("", "", "", "", "", "", f"{today - timedelta(days=700):%d %b %Y}"))
    return PREAMBLE + _table("First Name,Last Name,URL,Email Address,Company,Position,Connected On", lines)


def _chats(days: Days, day: date) -> str:
    lines = []
    for thread, mark, clock, who, slug, way, words in rows("chats", 7):
        at = days.at(mark, clock)
        if at > days.now or at.date() > day:
            continue
        me, them = ("Sam Rivera", ME), (who, f"https://www.linkedin.com/in/{slug}")
        sender, target = (me, them) if way == "out" else (them, me)
        lines.append(
            (
                f"2-{thread}",
                "",
                *sender,
                *target,
                f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC",
                "",
                days.fill(words),
                "INBOX",
                "",
            )
        )
    return _table(_CHATS, reversed(lines), quoted=True)


def _invitations(days: Days, today: date, day: date) -> str:
    lines = []
    for first, last, slug, _, _, ago, _ in rows("connections", 7):
        sent = today - timedelta(days=int(ago) + 1)
        if int(ago) < 90 and sent <= day:
            at = datetime.combine(sent, datetime.min.time(), days.zone) + timedelta(hours=14, minutes=int(ago))
            lines.append(
                ("Sam Rivera", f"{first} {last}", _clock(at), "", "OUTGOING", ME, f"https://www.linkedin.com/in/{slug}")
            )
    return _table("From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl", lines)


def _positions(today: date) -> str:
    gone, come = today - timedelta(days=95), today - timedelta(days=95 + 6 * 365)
    lines = [
        (
            "Lakeshore Freight",
            "Data Analyst",
            "Delay reports for thirty depots",
            "Minneapolis, Minnesota",
            f"{come:%b %Y}",
            f"{gone:%b %Y}",
        ),
        ("Cornbelt Feed & Grain", "Inventory Clerk", "", "Owatonna, Minnesota", "Jun 2013", "Aug 2016"),
    ]
    return _table("Company Name,Title,Description,Location,Started On,Finished On", lines)


def _applications(days: Days, day: date) -> str:
    at = days.at("d-39", "21:03")
    lines = []
    if at.date() <= day:
        url = "https://www.linkedin.com/jobs/view/4410077123"
        lines.append(
            (
                _clock(at),
                "sam.rivera@postbox.example",
                "612-555-0107",
                "Saltmarsh Mutual",
                "Data Analyst, Claims",
                url,
                "rivera_resume.pdf",
                "",
            )
        )
    return _table(
        "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,Question And Answers",
        lines,
    )


def exported(days: Days, ago: int) -> date:
    """The day of an export, `ago` days before today."""
    return days.now.astimezone(days.zone).date() - timedelta(days=ago)


def archive(days: Days, ago: int) -> tuple[str, bytes]:
    """The archive as it came `ago` days before today: its file name and its bytes."""
    today, day = exported(days, 0), exported(days, ago)
    profile = (
        "Sam",
        "Rivera",
        "",
        "",
        "",
        "Data analyst, from logistics to public health",
        "",
        "Analytics",
        "",
        "Minneapolis, Minnesota",
        "",
        "",
        "",
    )
    tables = {
        "Connections.csv": _connections(today, day), "messages.csv": _chats(days, day), "Invitations.csv": _invitations(days, today, day),
        "Positions.csv": _positions(today), "Jobs/Job Applications.csv": _applications(days, day),
        "Profile.csv": _table(
            "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,Twitter Handles,Websites,Instant Messengers", [profile]
        ),
        "Email Addresses.csv": _table("Email Address,Confirmed,Primary,Updated On", [("sam.rivera@postbox.example", "Yes", "Yes", "")]),
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in tables.items():
            packed.writestr(
                zipfile.ZipInfo(name, (day.year, day.month, day.day, 6, 0, 0)), text.encode(), zipfile.ZIP_DEFLATED
            )
    return f"Basic_LinkedInDataExport_{day:%m-%d-%Y}.zip", out.getvalue()
