"""One table of settings: name, default, meaning. `settings` prints it, the docs are tested against it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from afterword.errors import BadUsage
from afterword.facts.frozen import dataclass
from afterword.strategy.model import SITUATIONS

FILE = "settings.toml"


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing a user may change. `tightest` bounds etiquette: it may be tightened, never loosened."""

    name: str
    default: Any
    meaning: str
    least: int | None = None
    most: int | None = None
    choices: tuple[str, ...] = ()
    longest: int = 0  # letters of a text on one line; 0: any


LANGUAGES = ("en", "da", "de", "es", "fr", "it", "nb", "nl", "pt", "sv")

TABLE: tuple[Setting, ...] = (
    Setting("etiquette.rest", 5, "business days between two touches of one person", least=5, most=60),
    Setting("etiquette.rest_when_asked", 3, "the same where they asked for something", least=3, most=60),
    Setting("etiquette.people_per_employer", 2, "people at one employer within five business days", least=0, most=2),
    Setting("etiquette.minutes_a_day", 30, "minutes a day for windows and garden together", least=0, most=30),
    Setting("voice.tone", "warm", "how your drafts sound: warm, formal or brief", choices=("warm", "formal", "brief")),
    Setting("voice.greeting", "", "the word before the name, such as Hello; else as in your last mail to them", longest=30),
    Setting("voice.sign_off", "", "the words above your name, such as Kind regards; else as in your last mail to them", longest=60),
    Setting("voice.name", "", "your name as you sign, where it is not the one you gave to init", longest=80),
    Setting("voice.language", "en", "the language of your own templates under words/: en, da, de, es, fr, it, nb, nl, pt or sv", choices=LANGUAGES),
    Setting("sending.account", "", "the account that mail leaves through, by name; else the first that can send"),
    Setting("sending.quote", False, "put the mail you answer below your answer"),
    Setting("sending.approval_hours", 48, "hours for which an approval holds", least=1, most=48),
    Setting("sending.patience", 60, "seconds to wait for a silent mail server", least=5, most=300),
    Setting("reminders.hour", 8, "the hour of your morning list; nothing reminds before it, or after nine in the evening", least=6, most=20),
    Setting("reminders.mail", False, "the morning list as a mail from you to yourself, through your own account"),
    Setting("reminders.desktop", True, "a notification on the desktop, which names nobody"),
    Setting("calendar.titles", "neutral", "titles of follow-ups in your calendar: neutral (how long it takes), or full (whom and what for)", choices=("neutral", "full")),
    Setting("calendar.hour", 9, "the hour from which your calendar puts a day's follow-ups", least=6, most=18),
    Setting("calendar.alarm", False, "let promises in your calendar ring when they begin"),
    Setting("serve.tick", True, "while the page is served, do what `tick` does: read your accounts, plan, remind"),
    Setting("model.url", "", "a language model that may reword a draft when you say --polish, such as https://models.example/v1; off while empty", longest=300),
    Setting("model.name", "", "which model to ask for there", longest=120),
    Setting("oauth.google_client_id", "", "the client id you registered at Google, for --sign-in"),
    Setting("oauth.google_client_secret", "", "what Google calls the secret of a desktop client; it protects nothing"),
    Setting("oauth.microsoft_client_id", "", "the client id you registered at Microsoft, for --sign-in"),
    Setting("store.url", "", "a postgresql:// address instead of the file in the data home"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What is set, defaults filled in, and timings by `situation.step` (opens, due, closes in business days)."""

    values: Mapping[str, Any]
    timings: Mapping[str, tuple[int, int, int]]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


def home_path(given: str | None) -> Path:
    """The data home: `--home`, else AFTERWORD_HOME, else the platform's data folder."""
    if given or os.environ.get("AFTERWORD_HOME"):
        return Path(given or os.environ["AFTERWORD_HOME"]).expanduser()
    from platformdirs import user_data_path

    return user_data_path("afterword", appauthor=False)


def read(home: Path) -> Settings:
    """Reads settings.toml of a data home. Raises BadUsage with the place of what is wrong."""
    file = home / FILE
    if not file.is_file():
        return judge({}, file)
    import tomllib

    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadUsage(f"{file}: {error}. Mend that line, or delete the file to go back to the defaults") from None
    return judge(given, file)


def judge(given: Mapping[str, Any], file: Path) -> Settings:
    """What a settings file says, once it was read as TOML. Raises BadUsage with what is wrong."""
    flat = {f"{section}.{name}": value for section, names in given.items() if isinstance(names, dict) for name, value in names.items() if section != "timing"}
    values = {s.name: _checked(s, flat[s.name], file) if s.name in flat else s.default for s in TABLE}
    unknown = sorted(set(flat) - {s.name for s in TABLE})
    if unknown:
        raise BadUsage(f"{file}: {unknown[0]} is no setting: see `afterword settings`")
    return Settings(values, _timings(given.get("timing", {}), file))


def _checked(setting: Setting, value: Any, file: Path) -> Any:
    if type(value) is not type(setting.default):
        raise BadUsage(f"{file}: {setting.name} must be like {setting.default!r}, not {value!r}")
    if setting.choices and value not in setting.choices:
        raise BadUsage(f"{file}: {setting.name} may be {', '.join(setting.choices[:-1])} or {setting.choices[-1]}, not {value!r}")
    if setting.longest and (len(value) > setting.longest or not all(c.isprintable() for c in value)):
        raise BadUsage(f"{file}: {setting.name} must be one line of at most {setting.longest} letters")
    low = setting.least is not None and value < setting.least
    high = setting.most is not None and value > setting.most
    if low or high:
        why = ": etiquette can be tightened, never loosened" if setting.name.startswith("etiquette.") else ""
        raise BadUsage(f"{file}: {setting.name} may be from {setting.least} to {setting.most}, not {value}{why}")
    return value


def _timings(given: Mapping[str, Any], file: Path) -> dict[str, tuple[int, int, int]]:
    found = {}
    for situation, steps in given.items():
        if situation not in SITUATIONS and "." not in situation:
            raise BadUsage(f"{file}: timing.{situation} is no situation: see docs/reference/playbooks.md")
        for step, days in steps.items() if isinstance(steps, dict) else ():
            good = isinstance(days, list) and len(days) == 3 and all(isinstance(d, int) and 0 <= d <= 400 for d in days) and days == sorted(days)
            if not good:
                raise BadUsage(f"{file}: timing.{situation}.{step} must be three rising numbers of business days, such as [5, 7, 30]")
            found[f"{situation}.{step}"] = (days[0], days[1], days[2])
    return found


