"""The servers that the channels' tests speak to."""

from tests.servers.certificate import certificate, trusted
from tests.servers.dovecot import dovecot, dovecot_server
from tests.servers.oauth import oauth, oauth_server
from tests.servers.ring import ring
from tests.servers.smtp import sink, sink_server

__all__ = ["certificate", "dovecot", "dovecot_server", "oauth", "oauth_server", "ring", "sink", "sink_server", "trusted"]
