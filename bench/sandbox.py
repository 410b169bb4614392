"""Starts the sandbox, a local Zoho Desk, and asks it what it was asked."""
import http.client
import json
import re
import subprocess
import urllib.parse

from front import Front


class Sandbox:
    """A running sandbox. Use it in a with statement; it ends with it."""

    def __init__(self, program, rows):
        """`rows`: table name to number of rows; the other tables keep their default size."""
        self.program = str(program)
        self.rows = dict(rows)
        self.process = None
        self.settings = {}
        self._behind = {}

    def arguments(self):
        sizes = ",".join(f"{table}={count}" for table, count in self.rows.items())
        return ["--rows", sizes] if sizes else []

    def __enter__(self):
        self.process = subprocess.Popen(
            [self.program, "--port", "0", "--quiet", "--credits", "-1", "--token-ttl", "1000000", *self.arguments()],
            stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout:
            match = re.match(r"export (\w+)=(.*)", line)
            if match:
                self.settings[match[1]] = match[2]
            if "ZOHO_DESK_ORG_ID" in self.settings:
                break
        else:
            raise RuntimeError("the sandbox did not start")
        self.settings["ZOHO_DESK_ACCESS_TOKEN"] = self._token()
        return self

    def __exit__(self, *_):
        for behind in self._behind.values():
            behind.front.stop()
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    @property
    def base(self):
        return self.settings["ZOHO_DESK_API_BASE"]

    def environment(self):
        """What a contender needs: host, organisation and an access token, so that no run waits for the accounts."""
        names = ("ZOHO_DESK_API_BASE", "ZOHO_DESK_ACCOUNTS_BASE", "ZOHO_DESK_ORG_ID", "ZOHO_DESK_ACCESS_TOKEN")
        return {name: self.settings[name] for name in names}

    def behind(self, protocol):
        """The way to this sandbox: itself for None, or for a protocol of front.py itself behind a front that speaks it."""
        if protocol is None:
            return self
        if protocol not in self._behind:
            self._behind[protocol] = Behind(self, Front(protocol, urllib.parse.urlsplit(self.base).port))
        return self._behind[protocol]

    def control(self, **settings):
        self._request("POST", "/_sandbox/control", json.dumps(settings))

    def reset_log(self):
        self._request("POST", "/_sandbox/log/reset", "")

    def log(self):
        """The requests since the last reset_log(), token calls left out."""
        entries = json.loads(self._request("GET", "/_sandbox/log"))
        return [entry for entry in entries if entry["route"] != "token"]

    def records(self, resource):
        """Every record of a resource as the API's documentation spells it, one by one (sandbox/dump.h)."""
        dump = subprocess.Popen([self.program, "--dump", "-", *self.arguments()], stdout=subprocess.PIPE)
        head = b'"%s":[' % resource.encode()
        inside = False
        for line in dump.stdout:  # a record a line; the first one follows the resource's name
            start = line.find(head)
            if start >= 0:
                inside = True
                line = line[start + len(head):]
            elif inside and not line.startswith(b"{"):
                break
            if inside:
                yield json.loads(line.strip().rstrip(b",]"))
        dump.stdout.close()
        dump.terminate()
        dump.wait()

    def _token(self):
        form = {"grant_type": "refresh_token",
                "client_id": self.settings["ZOHO_DESK_CLIENT_ID"],
                "client_secret": self.settings["ZOHO_DESK_CLIENT_SECRET"],
                "refresh_token": self.settings["ZOHO_DESK_REFRESH_TOKEN"]}
        return json.loads(self._request("POST", "/oauth/v2/token", urllib.parse.urlencode(form)))["access_token"]

    def _request(self, method, path, body=None):
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(self.base).netloc, timeout=60)
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        if answer.status != 200:
            raise RuntimeError(f"{method} {path} on the sandbox: {answer.status} {text[:200]!r}")
        return text


class Behind:
    """A sandbox as those see it who reach it through a front."""

    def __init__(self, sandbox, front):
        self.front = front
        self.reset_log, self.log = sandbox.reset_log, sandbox.log
        self._environment = {**sandbox.environment(), "ZOHO_DESK_API_BASE": f"https://127.0.0.1:{front.port}",
                             "SSL_CERT_FILE": str(front.certificate)}

    def environment(self):
        return self._environment
