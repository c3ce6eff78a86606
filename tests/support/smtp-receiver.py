# SPDX-License-Identifier: GPL-3.0-or-later
"""A real SMTP receiver for tests, on loopback.

Prints its port, then one JSON line a message: {"from", "to", "data"}, the data as base64. The local
part of a recipient decides what happens:

  refused@…       550 to RCPT          later@…         451 to RCPT
  rejected@…      554 to DATA          busy@…          421 to DATA
  slow@…          answers DATA after a minute

It wants the login "user:pass word" where it is called with --login. With a folder behind it, it
speaks TLS with a key and a certificate for "localhost" that it makes there. It ends with its input.
"""
import asyncio
import base64
import json
import logging
import os
import socket
import ssl
import subprocess
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


def make_context(folder):
    key = os.path.join(folder, "key.pem")
    certificate = os.path.join(folder, "certificate.pem")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=receiver",
         "-addext", "subjectAltName=DNS:localhost"],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


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
        if self.ssl_context is None:
            super()._trigger_server()
            return
        with socket.create_connection(("127.0.0.1", self.port), 5) as connection:
            context = ssl.create_default_context()
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            context.wrap_socket(connection).close()


def main():
    # It says at length that logins without TLS are for tests only.
    logging.disable(logging.ERROR)
    warnings.simplefilter("ignore")
    context = make_context(sys.argv[2]) if len(sys.argv) > 2 else None
    receiver = Receiver(Handler(), hostname="127.0.0.1", port=0, ssl_context=context)
    receiver.start()
    print(receiver.port, flush=True)
    sys.stdin.read()
    receiver.stop()


main()
