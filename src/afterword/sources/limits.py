"""How much of one record is read (RELIABILITY.md, section 3). Crossing a limit is a reported record, never a crash."""

from __future__ import annotations

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB

HEAD = 64 * KIB  # bytes of a file that sources may look at to recognise it

MESSAGE = 150 * MIB  # a larger mail is refused, with its place
MESSAGE_IN_MEMORY = 16 * MIB  # of a larger mail the middles of its attachments are left out while reading
PART_HEAD = 8 * KIB  # what is kept after each boundary line of such a mail
HEADER_BLOCK = MIB  # bytes
HEADER_LINES = 10_000
HEADER_VALUE = 64 * KIB  # bytes of one header that are decoded
SUBJECT = 1_000  # characters
NAME = 300  # characters of a display name or an attachment's name
ADDRESSES = 2_000  # kept in one message, the rest is counted
ADDRESS = 320  # characters: 64 @ 255
REFERENCES = 200
COMMENTS = 50  # nested comments in one header
PARTS = 10_000
NESTING = 100
ATTACHMENTS = 50  # names kept
SHOWN_PARTS = 20  # content types kept
TEXT = 64 * KIB  # bytes of text kept, the same for HTML
TEXT_OF_BULK = 4 * KIB
RAW_TEXT = 512 * KIB  # bytes of a text part that are decoded at all: HTML carries its words far behind its styles
RAW_TEXT_OF_BULK = 32 * KIB  # enough of a newsletter to know that it is one
RAW_OF_PROBLEM = MIB  # bytes kept of a record that could not be read
CALENDAR_PART = 4 * MIB

PIECE = 2 * MIB  # bytes of an mbox read by one process at a time
FILES_A_PIECE = 250  # mails of a Maildir read by one process at a time
RECORDS_A_PIECE = 256 * KIB  # bytes of an address book read by one process at a time

ARCHIVE_RATIO = 200
ARCHIVE_RATIO_FROM = 4 * MIB  # below this size even the emptiest text cannot hurt
ARCHIVE_ENTRIES = 10_000
ARCHIVE_OUT = 4 * GIB
ARCHIVE_INDEX = 64 * MIB  # bytes of a zip's central directory
TAR_HEADER = 16 * MIB  # a tar header that claims more is hostile
FOLDER_DEPTH = 64
