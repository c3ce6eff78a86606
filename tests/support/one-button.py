# SPDX-License-Identifier: GPL-3.0-or-later
"""A page with two buttons on a free loopback port; prints its address and what was pressed."""

from http.server import BaseHTTPRequestHandler, HTTPServer

PAGE = b"""<!DOCTYPE html><title>Two buttons</title>
<form method="post" action="/pressed">
<button name="answer" value="no">No</button>
<button name="answer" value="yes" id="yes">Yes</button>
</form>"""


class Page(BaseHTTPRequestHandler):
    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Security-Policy", "default-src 'none'; form-action 'self'")
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.answer(200, PAGE)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        print("pressed", body.removeprefix("answer="), flush=True)
        self.answer(200, b"Thank you")

    def log_message(self, *_):
        pass


with HTTPServer(("127.0.0.1", 0), Page) as server:
    print(f"address http://127.0.0.1:{server.server_port}/", flush=True)
    server.serve_forever()
