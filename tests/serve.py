#!/usr/bin/env python3
"""`dedere serve`, as its clients see it: every path of docs/openapi.json is asked and what comes back held against its schema; answers are those of the commands,
byte for byte; and what no honest client sends is refused, while the others are served on.

    tests/serve.py --program build/debug/dedere [--quick]

--quick leaves out what takes a minute with the sanitizers (all expectations of the law, a difference of all verdicts) and asks most paths once only.
"""

import argparse
import gzip
import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import warnings

import jsonschema

from source import ROOT

warnings.filterwarnings("ignore", category=DeprecationWarning)
ARTICLE = "ULAANBAATAR, 30 August 2024 - Russian President Vladimir Putin will visit Mongolia on 3 September, the Kremlin said.\n"
LENGTHY = {"/api/casebook", "/api/law/{path}", "/api/diff"}
problems = []
asked = 0
quick = False


def check(good, what):
    if not good:
        problems.append(what)


class Running:
    """The program, serving until the end of the block; its address, and what it wrote."""

    def __init__(self, program, *options):
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen([program, "serve", "--port", "0", *options], stdout=subprocess.PIPE, stderr=self.log, env={**os.environ, "DEDERE_HOME": str(ROOT)}, text=True)
        line = self.process.stdout.readline()
        self.host, self.port = (urllib.parse.urlsplit(line.strip()).hostname, urllib.parse.urlsplit(line.strip()).port) if line.startswith("http") else (None, None)
        check(self.port, f"the first line is its address, not {line!r}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(timeout=30)

    def ask(self, path, method="GET", body=None, headers=None, connection=None):
        global asked
        asked += 1
        own = connection or http.client.HTTPConnection(self.host, self.port, timeout=60)
        own.request(method, path, body, headers or {})
        answer = own.getresponse()
        answer.text = answer.read()
        if not connection:
            own.close()
        return answer

    def raw(self, data, wait=10):
        """What comes back for these bytes, up to the end of the connection or of the first answer."""
        with socket.create_connection((self.host, self.port), timeout=wait) as to:
            try:
                to.sendall(data)
                out = b""
                while b"\r\n\r\n" not in out and (more := to.recv(65536)):
                    out += more
                return out
            except (ConnectionError, socket.timeout) as error:
                return str(error).encode()


def query(path, parameters):
    return path + ("?" + urllib.parse.urlencode(parameters) if parameters else "")


def resolver(document):
    files = {f"{ROOT.as_uri()}/docs/schema/{path.name}": json.loads(path.read_text()) for path in (ROOT / "docs/schema").glob("*.json")}
    return jsonschema.RefResolver(f"{ROOT.as_uri()}/docs/openapi.json", document, store=files)


def deref(document, thing):
    while "$ref" in thing and thing["$ref"].startswith("#/"):
        at = document
        for part in thing["$ref"][2:].split("/"):
            at = at[part.replace("~1", "/").replace("~0", "~")]
        thing = at
    return thing


def is_problem(document, answer, status, what):
    check(answer.status == status, f"{what}: {answer.status} where {status} was to come: {answer.text[:200]}")
    check(answer.getheader("Content-Type") == "application/problem+json", f"{what}: it is no problem+json but {answer.getheader('Content-Type')}")
    try:
        jsonschema.Draft202012Validator(document["components"]["schemas"]["Problem"], resolver=resolver(document)).validate(json.loads(answer.text))
    except (ValueError, jsonschema.ValidationError) as error:
        problems.append(f"{what}: the problem is not of its shape: {error}")


def contract(server):
    """Each path and method as the description's examples ask it; each schema of an answer holds; what is required is."""
    document = json.loads((ROOT / "docs/openapi.json").read_text())
    served = server.ask("/openapi.json")
    check(json.loads(served.text) == document, "/openapi.json is not docs/openapi.json")
    receipt = server.ask(query("/api/receipt", {"person": "putin", "state": "mn", "on": "2024-09-03"})).text
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if quick and path in LENGTHY:
                continue
            what = f"{method} {path}"
            parameters = [deref(document, p) for p in operation["parameters"]]
            values = {p["name"]: p["example"] for p in parameters if "example" in p}
            for p in parameters:
                if p["required"]:
                    check(p["name"] in values, f"{what}: no example of {p['name']}")
            place = path
            for p in parameters:
                if p["in"] == "path":
                    place = place.replace("{" + p["name"] + "}", urllib.parse.quote(values.pop(p["name"])))
            body, headers = None, {}
            if "requestBody" in operation:
                media, content = next(iter(operation["requestBody"]["content"].items()))
                body = receipt if path == "/api/verify" else content["example"].encode()
                headers["Content-Type"] = media
            answer = server.ask(query(place, values), method.upper(), body, headers)
            check(answer.status == 200, f"{what}: {answer.status}: {answer.text[:300]}")
            content = operation["responses"]["200"]["content"]
            media = answer.getheader("Content-Type", "").split(";")[0]
            check(media in content, f"{what}: {media}, of which the description says nothing")
            if media in content and media.endswith("json"):
                errors = list(jsonschema.Draft202012Validator(content[media]["schema"], resolver=resolver(document)).iter_errors(json.loads(answer.text)))
                for error in errors[:3]:
                    problems.append(f"{what}: {'/'.join(map(str, error.absolute_path))}: {error.message[:300]}")
            for name, value in {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}.items():
                check(answer.getheader(name) == value, f"{what}: {name} is {answer.getheader(name)}")
            check("default-src 'none'" in answer.getheader("Content-Security-Policy", ""), f"{what}: no policy")
            if method == "get" and path.startswith(("/api", "/feeds")):
                if not quick or path == "/api/duty":
                    head = server.ask(query(place, values), "HEAD")
                    check(head.status == 200 and not head.text and head.getheader("ETag") == answer.getheader("ETag"), f"HEAD {path}: {head.status}")
                    small = server.ask(query(place, values), headers={"Accept-Encoding": "gzip"})
                    check(small.getheader("Content-Encoding") != "gzip" or gzip.decompress(small.text) == answer.text, f"{what}: compressed it is another")
                    check(len(answer.text) < 2000 or small.getheader("Content-Encoding") == "gzip", f"{what}: {len(answer.text)} bytes are not compressed")
                again = server.ask(query(place, values), headers={"If-None-Match": answer.getheader("ETag")})
                check(again.status == 304 and not again.text, f"{what} again: {again.status}")
                required = [p["name"] for p in parameters if p["in"] == "query" and p["required"]]
                for name in required:
                    is_problem(document, server.ask(query(place, {k: v for k, v in values.items() if k != name})), 400, f"{what} without {name}")
            is_problem(document, server.ask(query(place, {**values, "nonsense": "1"}), method.upper(), body, headers), 400, f"{what} with a parameter that it does not have")
            is_problem(document, server.ask(query(place, values), "DELETE"), 405, f"DELETE {path}")
            is_problem(document, server.ask(query(place, values), method.upper(), body, {**headers, "Accept": "image/png"}), 406, f"{what} as an image")
    return document


def equal(server, program):
    """The same bytes as the commands print."""
    duty = ["--on", "2024-09-03"]
    rows = [
        (["duty", "putin", "mongolia", *duty], "/api/duty?person=putin&state=mongolia&on=2024-09-03"),
        (["duty", "putin", "hu", "--from", "2026-05-30", "--to", "2026-06-05"], "/api/duty?to=2026-06-05&person=putin&state=hu&from=2026-05-30"),
        (["duty", "netanyahu", "us", *duty, "--as-known", "2025-01-01", "--reading", "immunity=bars_without_referral"], "/api/duty?person=netanyahu&state=us&on=2024-09-03&as_known=2025-01-01&reading=immunity%3Dbars_without_referral"),
        (["ask", "party(S)", *duty], "/api/ask?goal=party(S)&on=2024-09-03"),
        (["why", "party(mn)", *duty], "/api/why?goal=party(mn)&on=2024-09-03"),
        (["whynot", "party(us)", *duty], "/api/whynot?goal=party(us)&on=2024-09-03"),
        (["name", "Путин"], "/api/name?text=" + urllib.parse.quote("Путин")),
        (["status", "burundi", "--on", "2017-10-27"], "/api/status?state=burundi&on=2017-10-27"),
        (["parties", "--on", "2024-09-03", "--since", "2020-01-01"], "/api/parties?on=2024-09-03&since=2020-01-01"),
        (["journeys", "putin"], "/api/journeys?person=putin"),
        (["precedents", "--outcome", "breach"], "/api/precedents?outcome=breach"),
        (["diff", "--from", "2024-09-01", "--to", "2025-09-01", "--person", "putin", "--state", "armenia"], "/api/diff?from=2024-09-01&to=2025-09-01&person=putin&state=armenia"),
        (["history", "mongolia-2024"], "/api/history/mongolia-2024"),
    ]
    for arguments, path in rows[:3] if quick else rows:
        printed = subprocess.run([program, *arguments, "--format", "json"], capture_output=True, env={**os.environ, "DEDERE_HOME": str(ROOT)})
        answer = server.ask(path)
        check(printed.stdout and answer.text == printed.stdout, f"{path}: not what `{' '.join(arguments)}` prints ({answer.status}, {printed.returncode}): {answer.text[:200]}")
    printed = subprocess.run([program, "brief", "-", "--format", "json"], input=ARTICLE.encode(), capture_output=True, env={**os.environ, "DEDERE_HOME": str(ROOT)})
    answer = server.ask("/api/brief", "POST", ARTICLE.encode(), {"Content-Type": "text/plain"})
    check(answer.text == printed.stdout, f"/api/brief: not what `brief -` prints: {answer.text[:200]}")
    html = subprocess.run([program, "brief", "-", "--format", "html"], input=ARTICLE.encode(), capture_output=True, env={**os.environ, "DEDERE_HOME": str(ROOT)})
    page = server.ask("/api/brief?format=html", "POST", ARTICLE.encode(), {"Content-Type": "text/plain"})
    check(page.text == html.stdout, "/api/brief?format=html: not what the command prints")
    verified = server.ask("/api/verify", "POST", page.text, {"Content-Type": "text/html"})
    check(json.loads(verified.text).get("verified") is True, f"the receipt of a page: {verified.text[:300]}")


def receipts(server):
    good = server.ask("/api/receipt?person=putin&state=mn&on=2024-09-03").text
    bad = good.replace(b'"verdict": "bound"', b'"verdict": "not_bound"').replace(b'"verdict":"bound"', b'"verdict":"not_bound"')
    check(bad != good, "the receipt has a verdict")
    answer = json.loads(server.ask("/api/verify", "POST", bad, {"Content-Type": "application/json"}).text)
    check(answer.get("verified") is False and answer.get("reason"), f"a changed receipt: {answer}")
    for broken in [b"", b"{", b"[" * 100_000, b"\xff\xfe", b"<html></html>"] + ([] if quick else [b"[]", b'{"schema":1}', b"null"]):
        answer = server.ask("/api/verify", "POST", broken, {"Content-Type": "application/json"})
        check(answer.status == 400 or (answer.status == 200 and json.loads(answer.text)["verified"] is False), f"/api/verify of {broken[:20]!r}: {answer.status}")


def hostile(server, document, program):
    alive = lambda what: check(server.ask("/health").status == 200, f"after {what} nobody is answered")
    host = f"Host: {server.host}\r\n"
    status = lambda answer: int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0

    rows = [  # target, status
        ("/api/duty?person=nobody+such&state=mn&on=2024-09-03", 404), ("/api/duty?person=putin&state=mn&on=2024-02-30", 400), ("/api/duty?person=putin&state=mn&on=2024-09-03&on=2024-09-04", 400),
        ("/api/duty?person=putin&state=mn&from=2024-09-03&to=2024-09-02", 400), ("/api/duty?person=putin&state=mn&on=1990-01-01", 400), ("/api/duty?person=%ff&state=mn&on=2024-09-03", 400),
        ("/api/duty?person=%zz", 400), ("/api/duty?person=%00", 400), ("/api/duty?person=" + "x" * 7000 + "&state=mn&on=2024-09-03", 404), ("/api/" + "a/" * 3000, 404), ("/api/", 404), ("/api", 404),
        ("/api/ask?goal=" + "(" * 1900, 400), ("/api/ask?goal=" + "party(" * 300, 400), ("/api/ask?goal=nonsense(X)", 400), ("/api/why?goal=party(mn)&on=2024-09-03&suppose=party(", 400),
        ("/api/duty?person=putin&state=mn&on=2024-09-03&" + "&".join(f"suppose=party(mn)+on+2024-09-{d:02}" for d in range(1, 31)) + "&reading=a=b" * 4, 400), ("/api/duty?person=putin&state=mn&on=2024-09-03&reading=x", 400),
        ("/api/tables/..%2f..%2fCMakeLists.txt", 404), ("/api/tables/..%2fvisits.csv", 404), ("/api/law/..%2f..%2fREADME", 404), ("/api/law/../../README", 404), ("/api/sources/%2e%2e", 404), ("/schema/..%2fopenapi.json", 404),
        ("/../../../etc/passwd", 404), ("/%2e%2e/%2e%2e/etc/passwd", 404), ("/assets/..%2f..%2f..%2fREADME.md", 404), ("/.git/config", 404), ("//etc/passwd.x", 404), ("/feeds/persons/<script>.atom", 404), ("/api/history/<script>", 404),
    ]
    for target, wanted in rows:
        answer = server.raw(f"GET {target} HTTP/1.1\r\n{host}Connection: close\r\n\r\n".encode())
        is_page = wanted == 404 and not target.startswith("/api") and b"text/html" in answer  # where it is built, it says itself what it does not find
        check(status(answer) == wanted or (status(answer) == 200 and is_page), f"GET {target[:80]}: {answer[:60]!r}, not {wanted}")
        check(b"root:" not in answer and (b"<script>" not in answer or b"application/problem+json" in answer), f"GET {target[:80]}: it comes back")
    alive("odd addresses")

    # Too much of everything.
    check(status(server.raw(f"GET /api/search?text={'x' * 9000} HTTP/1.1\r\n{host}\r\n".encode())) == 414, "an address of 9 KB")
    check(status(server.raw(f"GET /{'x' * 200_000} HTTP/1.1\r\n{host}\r\n".encode())) in (0, 400, 413, 414, 431), "an address of 200 KB")
    check(status(server.raw(f"GET /health HTTP/1.1\r\n{host}{''.join(f'X-{i}: y{chr(13)}{chr(10)}' for i in range(100))}\r\n".encode())) == 431, "a hundred headers")
    check(status(server.raw(f"GET /health HTTP/1.1\r\n{host}X: {'y' * 20_000}\r\n\r\n".encode())) == 431, "a header of 20 KB")
    check(status(server.raw(f"GET /health HTTP/1.1\r\n{host}".encode() + b"A: b\r\n" * 200_000)) in (0, 400, 413, 431), "a megabyte of headers")
    alive("floods of headers")

    # Bodies.
    post = lambda headers: f"POST /api/brief HTTP/1.1\r\n{host}Content-Type: text/plain\r\n{headers}\r\n".encode()
    check(status(server.raw(post("Content-Length: 104857600\r\n"))) == 413, "a body of 100 MB is announced")
    check(status(server.raw(post("Content-Length: 104857600\r\n") + b"x" * 3_000_000)) in (0, 413), "a body of 100 MB is sent")
    check(status(server.raw(post("Content-Length: 99999999999999999999999\r\n"))) in (400, 413), "a body of a length that is no number")
    check(status(server.raw(post("Content-Length: -1\r\n"))) in (0, 400, 413), "a body of a negative length")
    check(status(server.raw(post("Transfer-Encoding: chunked\r\n") + (b"10000\r\n" + b"x" * 65536 + b"\r\n") * 20 + b"0\r\n\r\n")) == 413, "a body in pieces, too large together")
    check(status(server.raw(post("Transfer-Encoding: chunked\r\n") + (b"10000\r\n" + b"x" * 65536 + b"\r\n") * 400)) in (0, 413), "a body without end")
    check(status(server.raw(post("Transfer-Encoding: chunked\r\n") + b"zz\r\n")) in (0, 400), "a piece whose size is no number")
    is_problem(document, server.ask("/api/brief", "POST", b"x", {"Content-Type": "image/png"}), 415, "an image as an article")
    is_problem(document, server.ask("/api/brief", "POST", b"x"), 415, "a body that does not say what it is")
    for body in [b"", b"\xff\xfe\x00", b"\x00" * 1000, b"<" * (10_000 if quick else 100_000), b"<div>" * (2_000 if quick else 20_000), b"a" * (20_000 if quick else 1_000_000)]:
        answer = server.ask("/api/brief", "POST", body, {"Content-Type": "text/html"})
        check(answer.status in (200, 400), f"an article of {body[:10]!r}: {answer.status}")
    alive("odd bodies")
    check(server.ask("/api/read?published=1", "POST", ARTICLE.encode(), {"Content-Type": "text/plain"}).status == 400, "an article of no day")

    # Script in an article is text.
    page = server.ask("/api/brief?format=html", "POST", ("<script>alert(1)</script> & <img src=x onerror=alert(2)> said. " + ARTICLE).encode(), {"Content-Type": "text/plain"})
    check(page.status == 200 and b"<script>alert" not in page.text and b"<img" not in page.text, "script in an article comes back as script")
    check("sandbox" in page.getheader("Content-Security-Policy", ""), "the brief as a page is not in a sandbox")

    # What is not HTTP, and what is not finished.
    for data in [b"\x16\x03\x01\x02\x00\x01\x00", b"GET\r\n\r\n", b"\r\n\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"BREW /pot HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"GET /health HTTP/1.1\r\n\r\n", b"\x00" * 1000]:
        with socket.create_connection((server.host, server.port)) as to:
            to.sendall(data)
            to.shutdown(socket.SHUT_WR)
            to.settimeout(0.3)   # some are left waiting for the rest, until the connection is given up
            try:
                check(b"HTTP/1.1 200" not in to.recv(1000), f"{data[:20]!r} is answered")
            except (ConnectionError, socket.timeout):
                pass
    alive("what is not HTTP")

    # Another name for this machine is not answered: a page elsewhere could have it point here.
    is_problem(document, server.ask("/api/about", headers={"Host": "example.org"}), 421, "another host's name")
    check(server.ask("/api/about", headers={"Host": f"localhost:{server.port}"}).status == 200, "localhost")
    check(server.ask("/api/about").getheader("Access-Control-Allow-Origin") is None, "other origins may read without being let")

    # Many that do nothing, and one that is slow, hinder nobody.
    idle = [socket.create_connection((server.host, server.port)) for _ in range(400)]
    slow = socket.create_connection((server.host, server.port))
    slow.sendall(post("Content-Length: 1000\r\n") + b"a")
    began = time.monotonic()
    keep = http.client.HTTPConnection(server.host, server.port, timeout=60)
    for _ in range(50):
        check(server.ask("/health", connection=keep).status == 200, "beside idle connections")
    check(time.monotonic() - began < 10, "idle connections slow the others down")
    for one in idle:
        one.sendall(f"GET /health HTTP/1.1\r\nHost: {server.host}:{server.port}\r\n\r\n".encode())
        one.settimeout(20)
    check(all(one.recv(12) == b"HTTP/1.1 200" for one in idle), "idle connections are held")
    for one in [*idle, slow, keep]:
        one.close()
    alive("idle connections")

    # Many at once.
    failed = []
    def hammer(number):
        try:
            own = http.client.HTTPConnection(server.host, server.port, timeout=60)
            for i in range(1 if quick else 10):
                got = server.ask(f"/api/duty?person=putin&state=mn&on=2024-09-{1 + (number + i) % (3 if quick else 28):02}", connection=own)
                if got.status != 200 or json.loads(got.text)["schema"] != "dedere/duty/1":
                    failed.append(got.status)
        except Exception as error:  # noqa: BLE001: it is reported
            failed.append(repr(error))
    threads = [threading.Thread(target=hammer, args=(n,)) for n in range(16)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    check(not failed, f"many at once: {failed[:3]}")
    metrics = server.ask("/metrics").text.decode()
    check('dedere_requests_total{route="/api/duty",status="200"}' in metrics and "process_resident_memory_bytes" in metrics, "/metrics counts")
    check("putin" not in metrics, "/metrics tells what was asked")


def busy(program):
    """More that takes long than may wait: refused at once, and what is quick is answered all the same."""
    with Running(program) as server:
        lengthy = []
        for day in range(1, 29):
            one = http.client.HTTPConnection(server.host, server.port, timeout=3)
            one.request("GET", f"/api/diff?from=2010-01-01&to=2024-01-{day:02}")
            lengthy.append(one)
        check(server.ask("/api/duty?person=putin&state=mn&on=2024-09-03").status == 200, "a quick question beside many that take long")
        refused = None
        for one in reversed(lengthy):
            try:
                answer = one.getresponse()
            except TimeoutError:
                continue   # it waits
            if answer.status != 200:
                refused = answer
                break
        check(refused and refused.status == 503 and refused.getheader("Retry-After") == "1" and refused.getheader("Content-Type").startswith("application/problem+json"), f"one too many: {refused and refused.status}")
        for one in lengthy:
            one.close()
        server.stop(signal.SIGKILL)


def options(program):
    """What the command line asks for; and the end."""
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder) / "page"
        (page / "assets").mkdir(parents=True)
        (page / "index.html").write_text("<!doctype html><title>page</title>" + " " * 3000)
        (page / "assets/a-1b2c.js").write_text("let a;\n" * 500)
        log = pathlib.Path(folder) / "log"
        with Running(program, "--page", str(page), "--allow-origin", "https://example.org", "--log", str(log), "--threads", "1") as server:
            for path in ["/", "/ask?person=putin", "/person/putin", "/law/rome-statute/part-9"]:
                answer = server.ask(path)
                check(answer.status == 200 and b"<title>page" in answer.text and "script-src 'self'" in answer.getheader("Content-Security-Policy", "") and "unsafe" not in answer.getheader("Content-Security-Policy", ""), f"the page at {path}: {answer.status}")
            check("frame-ancestors *" in server.ask("/ask?embed=1").getheader("Content-Security-Policy"), "the page may be embedded")
            check("frame-ancestors 'self'" in server.ask("/ask").getheader("Content-Security-Policy"), "and only then")
            asset = server.ask("/assets/a-1b2c.js", headers={"Accept-Encoding": "gzip"})
            check(asset.getheader("Content-Encoding") == "gzip" and "immutable" in asset.getheader("Cache-Control") and asset.getheader("Content-Type").startswith("text/javascript"), "a file of the page")
            check(server.ask("/assets/a-1b2c.js", headers={"If-None-Match": asset.getheader("ETag")}).status == 304, "a file of the page again")
            check(server.ask("/assets/none.js").status == 404, "a file that is not there")
            check(server.ask("/", "POST", b"").status == 405, "POST to the page")
            check(server.ask("/api/about").getheader("Access-Control-Allow-Origin") == "https://example.org", "--allow-origin")
            before = server.ask("/api/brief", "OPTIONS", headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST"})
            check(before.status == 204 and "POST" in before.getheader("Access-Control-Allow-Methods", ""), "the question before the question")
            taken = subprocess.run([program, "serve", "--port", str(server.port)], capture_output=True, text=True, env={**os.environ, "DEDERE_HOME": str(ROOT)})
            check(taken.returncode == 2 and "error[A012]" in taken.stderr and "in use" in taken.stderr, f"a port in use: {taken.returncode} {taken.stderr}")
            # What runs is finished; nothing new is taken.
            running = http.client.HTTPConnection(server.host, server.port, timeout=60)
            running.request("GET", "/api/statuses" if quick else "/api/casebook")
            time.sleep(0.1)
            server.process.send_signal(signal.SIGINT)
            try:
                check(running.getresponse().status == 200, "what runs when the server stops is not finished")
            except (http.client.HTTPException, ConnectionError) as error:
                problems.append(f"what runs when the server stops is broken off: {error!r}")
            check(server.process.wait(timeout=30) == 0, f"it ends with {server.process.returncode}")
            server.log.seek(0)
            check(server.log.read() == b"", "it says nothing of its own")
        first, *lines = [json.loads(line) for line in log.read_text().splitlines()]
        check(set(first) == {"time", "listens", "connections"} and first["connections"] > 100, "the log's first line says how many connections it holds")
        check(len(lines) > 10 and all({"time", "method", "route", "status", "bytes", "ms"} <= set(line) for line in lines), "the log has a line a request")
        check("putin" not in log.read_text(), "the log tells what was asked")
    for wrong in [["--port", "70000"], ["--port", "x"], ["--host", "no.such.host.invalid"], ["--law", "/no/such"], ["--log", "/no/such/folder/log"]]:
        got = subprocess.run([program, "serve", *wrong], capture_output=True, text=True, timeout=60, env={**os.environ, "DEDERE_HOME": str(ROOT)})
        check(got.returncode == 2 and "error[" in got.stderr, f"serve {' '.join(wrong)}: {got.returncode} {got.stderr[:200]}")


def main():
    global quick
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--quick", action="store_true")
    arguments = parser.parse_args()
    quick, program = arguments.quick, str(pathlib.Path(arguments.program).resolve())
    with Running(program) as server:
        if server.port:
            document = contract(server)
            equal(server, program)
            receipts(server)
            hostile(server, document, program)
            check(server.stop() == 0, "SIGTERM ends it with 0")
    busy(program)
    options(program)
    for problem in problems:
        print("serve:", problem)
    print(f"serve: {asked} requests, {len(problems)} problems")
    return 1 if problems or asked < 200 else 0


if __name__ == "__main__":
    sys.exit(main())
