# SPDX-License-Identifier: GPL-3.0-or-later
"""A real SMTP receiver for tests, on loopback.

Prints its port, then one JSON line a message: {"from", "to", "data"}, the data as base64. The local
part of a recipient decides what happens:

  refused@…       550 to RCPT          later@…         451 to RCPT
  rejected@…      554 to DATA          busy@…          421 to DATA
  slow@…          answers DATA after a minute

It wants the login "user:pass word" where it is called with --login. It ends with its input.
"""
import asyncio
import base64
import json
import logging
import sys
import warnings

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, SMTP

USER, PASSWORD = b"user", b"pa:ss w\xc3\xb6rd@1"
RCPT_ANSWERS = {"refused": "550 no such mailbox", "later": "451 try again"}
DATA_ANSWERS = {"rejected": "554 no thanks", "busy": "421 not now"}


def local_part(address):
    return address.partition("@")[0]


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = RCPT_ANSWERS.get(local_part(address))
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = local_part(envelope.rcpt_tos[0])
        if name == "slow":
            print(json.dumps({"slow": True}), flush=True)
            await asyncio.sleep(60)
        if name in DATA_ANSWERS:
            return DATA_ANSWERS[name]
        message = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "data": base64.b64encode(envelope.original_content).decode(),
        }
        print(json.dumps(message), flush=True)
        return "250 OK"


def authenticate(server, session, envelope, mechanism, login):
    is_good = login.login == USER and login.password == PASSWORD
    return AuthResult(success=is_good, handled=is_good)


class Receiver(Controller):
    def factory(self):
        wants_login = "--login" in sys.argv
        return SMTP(
            self.handler,
            hostname="receiver.example.org",
            authenticator=authenticate,
            auth_required=wants_login,
            auth_require_tls=False,
        )

    # The port that the system gave is known only now.
    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def main():
    # It says at length that logins without TLS are for tests only.
    logging.disable(logging.ERROR)
    warnings.simplefilter("ignore")
    receiver = Receiver(Handler(), hostname="127.0.0.1", port=0)
    receiver.start()
    print(receiver.port, flush=True)
    sys.stdin.read()
    receiver.stop()


main()
