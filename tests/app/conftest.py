"""The servers that the app's tests speak to, and stories in the user's notation."""

from tests.app.calendars import desk
from tests.notation import story
from tests.servers.certificate import certificate, trusted
from tests.servers.dav import dav, radicale, radicale_server, xandikos, xandikos_server
from tests.servers.dovecot import dovecot, dovecot_server
from tests.servers.oauth import oauth, oauth_server
from tests.servers.ring import ring
from tests.servers.smtp import sink, sink_server

__all__ = [
    "certificate", "dav", "desk", "dovecot", "dovecot_server", "oauth", "oauth_server", "radicale", "radicale_server", "ring", "sink", "sink_server", "story",
    "trusted", "xandikos", "xandikos_server",
]  # fmt: skip
