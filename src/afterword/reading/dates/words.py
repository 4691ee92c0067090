"""The words of the date grammar, English first: every word the grammar knows by class stands here, and only here.

A class name is in capitals and is what the productions in `grammar` speak of; the value is what the class means for
that word (a weekday number, a month number, a count ...). Another language is another set of these tables.
"""

from __future__ import annotations

WEEKDAYS = {
    "monday": 0, "mon": 0, "mondays": 0,
    "tuesday": 1, "tue": 1, "tues": 1,
    "wednesday": 2, "wed": 2, "weds": 2,
    "thursday": 3, "thu": 3, "thur": 3, "thurs": 3,
    "friday": 4, "fri": 4,
    "saturday": 5, "sat": 5,
    "sunday": 6, "sun": 6,
}  # fmt: skip

OWN_DAYS = {f"{day}'s": number for day, number in WEEKDAYS.items() if len(day) > 5}
"""A weekday that owns a meeting ("after Thursday's panel"): a date only behind its preposition."""

MONTHS = {
    "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5,
    "june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sep": 9, "sept": 9,
    "october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip

FIRST_NAMES = frozenset({"april", "may", "june", "august", "jan"})
"""Months that are also people; behind one of BEFORE_A_NAME they are nobody's date unless a number follows."""

BEFORE_A_NAME = frozenset(
    "with meet ask told tell called named colleague dr mr ms mrs miss hi dear introduce cc".split()
)

NEEDS_CAPITAL = frozenset({"may", "march", "mar", "sat", "sun"})
"""Words that are something else in lower case ("I sat", "we may", "march on") unless a date word stands beside them."""

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fortyfive": 45, "sixty": 60, "ninety": 90,
}  # fmt: skip

ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip

UNITS = {
    "minute": "minute", "min": "minute", "hour": "hour", "hr": "hour", "day": "day", "weekday": "weekday",
    "workday": "weekday", "week": "week", "fortnight": "fortnight", "month": "month", "quarter": "quarter",
    "year": "year", "day's": "day", "week's": "week", "fortnight's": "fortnight", "month's": "month",
}  # fmt: skip

PLURALS = {
    "minutes": "minute", "mins": "minute", "hours": "hour", "hrs": "hour", "days": "day", "weekdays": "weekday",
    "workdays": "weekday", "bd": "weekday", "weeks": "week", "fortnights": "fortnight",
    "months": "month", "years": "year",
}  # fmt: skip

BUSINESS = {"business": 1, "working": 1, "work": 1, "banking": 1}

WHICH = {"this": 0, "next": 1, "coming": 2, "upcoming": 2, "following": 3, "last": -1, "past": -1}

PARTS = {
    "early": "early", "beginning": "early", "start": "early", "earlier": "early", "top": "early",
    "mid": "mid", "middle": "mid",
    "late": "late", "later": "later", "latter": "late",
    "end": "end", "close": "end", "tail": "end",
}  # fmt: skip

DAYPARTS = dict.fromkeys(
    "morning afternoon evening night noon midday lunchtime lunch midnight breakfast mornings arvo".split(), 1
)

DAYEND = {"eod": 1, "cob": 1, "cop": 1, "eob": 1, "eop": 1}

NEAR = {"today": 0, "tonight": 0, "tomorrow": 1, "tomorow": 1, "tmrw": 1, "tmr": 1, "tomoz": 1, "yesterday": -1}

SPELT = {
    "wk": "week", "wks": "weeks", "wkend": "weekend", "wknd": "weekend", "mth": "month", "mths": "months", "nxt": "next", "tmw": "tomorrow", "tomorro": "tomorrow",
    "tommorow": "tomorrow", "tommorrow": "tomorrow", "tmorrow": "tomorrow", "tonite": "tonight", "wensday": "wednesday", "wednsday": "wednesday", "thurday": "thursday", "thrusday": "thursday",
}  # fmt: skip
"""How people type them, and the word that is meant."""

ABOUT = dict.fromkeys(("about", "around", "roughly", "approximately", "approx", "circa", "~"), 1)

ZONES = frozenset(
    "et est edt ct cst cdt mt mst mdt pt pst pdt akst hst gmt utc bst ist cet cest eet wet jst sgt aest aedt nzst nzdt"
    " eastern central mountain pacific".split()
)

HOLIDAYS: tuple[tuple[str, str], ...] = (
    ("thanksgiving day?", "thanksgiving"),
    ("christmas|xmas day?", "christmas"),
    ("christmas|xmas eve", "christmas_eve"),
    ("boxing day", "boxing_day"),
    ("the? new year", "new_year"),
    ("new years|year's day?", "new_year"),
    ("new years|year's eve", "new_year_eve"),
    ("easter sunday?", "easter"),
    ("easter weekend|break|holiday|holidays", "easter"),
    ("easter monday", "easter_monday"),
    ("good friday", "good_friday"),
    ("memorial day weekend?", "memorial_day"),
    ("labor|labour day weekend?", "labor_day"),
    ("independence day", "independence_day"),
    ("the? fourth|4th of july", "independence_day"),
    ("veterans|veteran's|remembrance day", "veterans_day"),
    ("presidents|president's day", "presidents_day"),
    ("presidents ' day", "presidents_day"),
    ("mlk day", "mlk_day"),
    ("martin luther king jr? day", "mlk_day"),
    ("juneteenth", "juneteenth"),
    ("columbus|indigenous day", "columbus_day"),
    ("halloween", "halloween"),
    ("valentine's|valentines day", "valentines"),
    ("victoria day", "victoria_day"),
    ("canada day", "canada_day"),
    ("anzac day", "anzac_day"),
    ("australia day", "australia_day"),
    ("waitangi day", "waitangi_day"),
    ("bastille day", "bastille_day"),
    ("st|saint . patrick's day", "st_patrick"),
    ("st|saint patrick's day", "st_patrick"),
    ("the holidays", "holidays"),
    ("the holiday|festive|christmas season|break|period|holidays|shutdown", "holidays"),
    ("the? bank holiday weekend?", "bank_holiday"),
    ("the? early? may|spring|summer|august|june|october|easter day? bank holiday weekend?", "bank_holiday"),
    ("the long weekend", "bank_holiday"),
)
"""How a holiday is written (in the grammar's own notation) and the name `calendar.holiday` knows it by."""

CARRIERS = frozenset(
    "WEEKDAY OWNDAY MONTH ORD UNIT PLURAL NEAR DATE QUARTER DAYEND then weekend afterwards afterward thereafter"
    " midweek eom eow eoq eoy monthend week's month's year's quarter's morning afternoon evening noon xmas".split()
) | frozenset(
    word for pattern, _ in HOLIDAYS for part in pattern.split() for word in part.strip("?").split("|") if len(word) > 5
)
"""Every date phrase holds one of these words or classes."""

BEFORE_THAT = frozenset(
    {"after", "following", "by", "before", "on", "until", "within", "inside", "soon", "shortly", "right", "same", "of"}
)
