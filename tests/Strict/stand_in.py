"""A strict stand-in for the two services, to judge what a client sends. Python 3, nothing beside it.

It was written from what the services document, apart from this project's sandbox and with none of its code or tables: where both
misread the documents alike, nobody would notice. It answers well whatever the documents allow and writes down whatever they do not.

The first line it prints is its port. GET /judgement gives the requests and the violations so far. It ends with its standard input.
"""
import base64
import datetime
import hashlib
import json
import re
import struct
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ACCOUNT, CLIENT, SECRET, JWT = "30000001", "stand-in-app", "s3cret/+=&", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmVk"
RINGCX_LIFE = float(sys.argv[1]) if len(sys.argv) > 1 else 8
BASE64 = base64.b64encode

lock = threading.Lock()
requests, violations, seen_routes = [], [], set()
tokens, refreshes, ws_tokens = {}, {}, {}
windows = {}
issued = 0
calls = {}

DIGITS = r"\+[1-9][0-9]{2,14}|[0-9]{3,15}"
INT = r"-?[0-9]{1,10}"
BOOL = r"true|false"
TEXT = r"(?s).+"
UII = r"[0-9]{20,40}"
WALL = r"20[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])([01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]"
PRODUCTS = "ACCOUNT|ACD|OUTBOUND|VISUAL_IVR|CLOUD_PROFILE|TRAC_NUMBER|DNIS"
PAGED = {"page": r"[0-9]{1,9}", "maxRows": r"[1-9][0-9]{0,8}"}
FLAGGED = dict(PAGED, includePermissions=BOOL)
# The body of a request is none, a form or JSON: a name, its pattern (of JSON: the type, or nested), and an exclamation mark where it must be there.
VOICE = [
    ("GET", r"", {}),
    ("GET", r"/A/activeCalls/list", {"product": PRODUCTS, "productId": r"[0-9]{1,15}", "externalId": TEXT, **PAGED}),
    ("POST", r"/A/activeCalls/createManualAgentCall", {"username!": r"[^ @]+@[^ @]+", "destination!": DIGITS, "ringDuration!": r"[1-9][0-9]{0,3}", "callerId!": DIGITS}),
    ("POST", r"/A/activeCalls/U/addSessionToCall", {"destination!": DIGITS, "sessionType!": "MONITOR|COACHING|BARGEIN"}),
    ("POST", r"/A/activeCalls/U/hangupSession", {"phone!": DIGITS}),
    ("POST", r"/A/activeCalls/U/hangupSessionById", {"sessionId!": TEXT}),
    ("POST", r"/A/activeCalls/U/hangupCall", {}),
    ("POST", r"/A/activeCalls/U/dispositionCall", {"disposition!": TEXT, "callback!": BOOL, "callBackDTS": WALL, "notes": TEXT}),
    ("POST", r"/A/activeCalls/U/toggleCallRecording", {"record!": BOOL}),
    ("POST", r"/A/activeCalls/U/toggleCallHold", {"state!": "ON|OFF"}),
    ("POST", r"/A/activeCalls/U/requeueCall", {"gateId!": r"[0-9]{1,10}"}),
    ("POST", r"/A/activeCalls/U/pingCall", {}),
    ("GET", r"/A/activeCalls/prerouteChecks/checkQueueStatus", {"destination_number!": DIGITS, "maxq!": INT, "phoneNumbersI18nEnabled": BOOL}),
    ("GET", r"/A/activeCalls/prerouteChecks/checkQueueThreshold", {"destination_number!": DIGITS, "maxCallsQueued": INT, "phoneNumbersI18nEnabled": BOOL}),
    ("GET", r"/A/gateGroups/withChildren", FLAGGED),
    ("GET", r"/A/gateGroups/[0-9]+/gates/[0-9]+/dispositions", {}),
    ("GET", r"/A/dialGroups", PAGED),
    ("GET", r"/A/dialGroups/[0-9]+/campaigns", PAGED),
    ("GET", r"/A/dialGroups/[0-9]+/campaigns/[0-9]+/campaignDispositions", {}),
    ("GET", r"/A/agentGroups", FLAGGED),
    ("GET", r"/A/agentGroups/[0-9]+/agents", {}),
    ("GET", r"/A/campaignLeads/systemDispositions", {}),
    ("GET", r"/A/realTimeData/(agent|inbound|chat)", {}),
]
FLAG, STRING, NUMBER = bool, str, int
TARGETS = ("phoneNumber", "voicemail", "parkOrbit", "extensionNumber", "extensionId")
EX = [
    ("GET", r"/active-calls", {"direction": "Inbound|Outbound", "view": "Simple", "type": "Voice", "transport": "PSTN|VoIP", "page": r"[1-9][0-9]*", "perPage": r"[1-9][0-9]{0,2}|1000"}, None),
    ("GET", r"/extension/E/active-calls", {"direction": "Inbound|Outbound", "view": "Simple", "type": "Voice", "page": r"[1-9][0-9]*", "perPage": r"[1-9][0-9]{0,2}|1000"}, None),
    ("POST", r"/telephony/call-out", {}, {"from!": {"deviceId!": STRING}, "to!": {"phoneNumber|": STRING, "extensionNumber|": STRING}, "countryId": NUMBER}),
    ("POST", r"/telephony/conference", {}, None),
    ("GET", r"/telephony/sessions/S", {"timestamp": TEXT, "timeout": INT}, None),
    ("DELETE", r"/telephony/sessions/S", {}, None),
    ("POST", r"/telephony/sessions/S/supervise", {}, {"mode!": STRING, "supervisorDeviceId!": STRING, "agentExtensionNumber": STRING, "agentExtensionId": STRING, "autoAnswer": FLAG, "mediaSDP": STRING}),
    ("POST", r"/telephony/sessions/S/parties/bring-in", {}, {"sessionId!": STRING, "partyId!": STRING}),
    ("GET", r"/telephony/sessions/S/parties/P", {}, None),
    ("DELETE", r"/telephony/sessions/S/parties/P", {}, None),
    ("PATCH", r"/telephony/sessions/S/parties/P", {}, {"muted|": FLAG, "standAlone|": FLAG, "+": 0}),
    ("POST", r"/telephony/sessions/S/parties/P/hold", {}, {"?": 0, "proto": STRING}),
    ("POST", r"/telephony/sessions/S/parties/P/unhold", {}, None),
    ("POST", r"/telephony/sessions/S/parties/P/transfer", {}, {name + "|": STRING for name in TARGETS}),
    ("POST", r"/telephony/sessions/S/parties/P/forward", {}, {name + "|": STRING for name in TARGETS if name != "parkOrbit"}),
    ("POST", r"/telephony/sessions/S/parties/P/flip", {}, {"callFlipId!": STRING}),
    ("POST", r"/telephony/sessions/S/parties/P/park", {}, None),
    ("POST", r"/telephony/sessions/S/parties/P/answer", {}, {"deviceId": STRING}),
    ("POST", r"/telephony/sessions/S/parties/P/reject", {}, None),
    ("POST", r"/telephony/sessions/S/parties/P/ignore", {}, {"deviceId!": STRING}),
    ("POST", r"/telephony/sessions/S/parties/P/pickup", {}, {"deviceId!": STRING}),
    ("POST", r"/telephony/sessions/S/parties/P/bridge", {}, {"telephonySessionId!": STRING, "partyId!": STRING}),
    ("POST", r"/telephony/sessions/S/parties/P/reply", {}, {"replyWithText|": STRING, "replyWithPattern|": {"pattern!": STRING, "time": NUMBER, "timeUnit": STRING}}),
    ("POST", r"/telephony/sessions/S/parties/P/supervise", {}, {"mode!": STRING, "supervisorDeviceId!": STRING, "agentExtensionId!": STRING, "autoAnswer": FLAG, "mediaSDP": STRING}),
    ("POST", r"/telephony/sessions/S/parties/P/recordings", {}, None),
    ("PATCH", r"/telephony/sessions/S/parties/P/recordings/[0-9]+", {"brandId": TEXT}, {"active!": FLAG}),
]
HOLES = {"A": ACCOUNT, "U": UII, "E": r"(?:~|[0-9]+)", "S": r"s-[0-9a-z]+", "P": r"p-[0-9a-z-]+"}


def pattern(path):
    return re.compile("/".join(HOLES.get(part, part) for part in path.split("/")))


VOICE = [(method, pattern(path), query, path) for method, path, query in VOICE]
EX = [(method, pattern(path), query, body, path) for method, path, query, body in EX]


def b64(value):
    return BASE64(value).decode().rstrip("=").replace("+", "-").replace("/", "_")


def new_token(kind, life):
    global issued
    issued += 1
    now = time.time()
    if kind == "ringcx":
        claims = {"sub": "1", "jti": issued, "iat": int(now), "exp": int(now + life)}
        text, until = "eyJhbGciOiJSUzI1NiJ9.%s.%s" % (b64(json.dumps(claims).encode()), b64(b"signature")), float(claims["exp"])
    else:
        text, until = "%s-%d-%s" % (kind, issued, b64(hashlib.sha256(str(now).encode()).digest())), now + life
    tokens[text] = (kind, until)
    return text


def party(session, number=1, code="Answered"):
    return {"id": "p-%s-%d" % (session[2:], number), "direction": "Inbound", "from": {"phoneNumber": "+16505550101", "name": "A caller"}, "to": {"phoneNumber": "+16505550102", "extensionId": "900001"},
            "owner": {"accountId": "900000", "extensionId": "900001"}, "muted": False, "standAlone": False, "status": {"code": code}, "park": {}, "recordings": [{"id": "7001", "active": True}]}


def session_of(name):
    return {"id": name, "creationTime": "2026-05-08T14:40:47Z", "origin": {"type": "Call"}, "voiceCallToken": "conf-1", "parties": [party(name), party(name, 2)]}


def seed():
    for i, agent in enumerate([("Paco", "Vu"), ("Amara", "Okafor"), (None, None)]):
        add_call("20260508144047013205000001965%d" % i, agent, "8005550100")


def add_call(uii, agent, dnis):
    calls[uii] = (agent, dnis, datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000+0000"))


def call_row(uii, call):
    agent, dnis, at = call
    return {"uii": uii, "accountId": ACCOUNT, "ani": "6505550101", "dnis": dnis, "dnisE164": "+1" + dnis, "enqueueTime": at, "dequeueTime": at if agent[0] else None, "callState": "ACTIVE",
            "archive": False, "agentFirstName": agent[0], "agentLastName": agent[1], "destinationName": "Support", "externalId": None, "cnam": None}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def bad(self, what):
        violations.append("%s %s: %s" % (self.command, self.path.split("?")[0], what))

    def respond(self, status, value=None, text=None):
        body = text.encode() if text is not None else b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        if body:
            self.send_header("Content-Type", "text/plain" if text is not None else "application/json")
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        for name, number in (("Limit", 5000), ("Remaining", 4999), ("Window", 60)):
            if self.path.startswith("/restapi/v1.0"):
                self.send_header("X-Rate-Limit-" + name, str(number))
        if self.path.startswith("/restapi/v1.0"):
            self.send_header("X-Rate-Limit-Group", "light")
        self.end_headers()
        self.wfile.write(body)

    def judge_all(self):
        length = int(self.headers.get("Content-Length") or 0)
        if self.headers.get("Transfer-Encoding"):
            self.bad("a body in chunks, where a length is usual")
        body = self.rfile.read(length)
        path, mark, query_text = self.path.partition("?")
        if path == "/judgement":
            self.respond(200, {"requests": len(requests), "violations": violations, "routes": sorted(seen_routes), "issued": issued})
            return
        with lock:
            requests.append(path)
            if mark and not query_text:
                self.bad("a question mark without a query")
            if not re.fullmatch(r"[!-~]*", self.path) or "%" in re.sub(r"%[0-9A-Fa-f]{2}", "", self.path) or '"' in self.path or " " in self.path:
                self.bad("characters that have to be percent-encoded")
            query = self.read_pairs(query_text, "query")
            if not re.search(r"[A-Za-z.]+/[0-9.]+", self.headers.get("User-Agent") or "") and not path.startswith("/ws"):
                self.bad("no User-Agent")
            for name in set(self.headers.keys()):
                if len(self.headers.get_all(name)) > 1:
                    self.bad("header %s more than once" % name)
            if self.headers.get("X-Auth-Token"):
                self.bad("X-Auth-Token beside the sign-in by JWT")
            answer = self.route(path, query, body)
        if answer:
            answer()

    do_GET = do_POST = do_PATCH = do_DELETE = do_PUT = judge_all

    def read_pairs(self, text, where):
        pairs = {}
        for part in text.split("&") if text else []:
            name, equals, value = part.partition("=")
            try:
                name, value = (urllib.parse.unquote_plus(item, errors="strict") for item in (name, value))
            except UnicodeDecodeError:
                self.bad("%s: not UTF-8" % where)
                continue
            if not equals or name in pairs:
                self.bad("%s: '%s' without a value, or twice" % (where, name))
            pairs[name] = value
        return pairs

    def check_pairs(self, pairs, allowed, where):
        rules = {name.rstrip("!"): rule for name, rule in allowed.items()}
        for name, value in pairs.items():
            if name not in rules:
                self.bad("%s: '%s' is not documented" % (where, name))
            elif not re.fullmatch(rules[name], value):
                self.bad("%s: '%s' has a value that is not documented" % (where, name))
        for name in allowed:
            if name.endswith("!") and name[:-1] not in pairs:
                self.bad("%s: '%s' is missing" % (where, name[:-1]))

    def check_json(self, value, rules, where):
        if not isinstance(value, dict):
            self.bad("%s: not an object" % where)
            return
        known = {name.rstrip("!|"): rule for name, rule in rules.items() if name not in "?+"}
        for name, item in value.items():
            rule = known.get(name)
            if rule is None:
                self.bad("%s: '%s' is not documented" % (where, name))
            elif isinstance(rule, dict):
                self.check_json(item, rule, where + "." + name)
            elif type(item) is not rule:
                self.bad("%s: '%s' is of another type" % (where, name))
        for name in rules:
            if name.endswith("!") and name[:-1] not in value:
                self.bad("%s: '%s' is missing" % (where, name[:-1]))
        choices = [name[:-1] for name in rules if name.endswith("|")]
        count = sum(name in value for name in choices)
        if choices and (count == 0 or (count > 1 and "+" not in rules)):
            self.bad("%s: %d of %s" % (where, count, ", ".join(choices)))

    def limit(self, group, most):
        now = time.time()
        times = [at for at in windows.get(group, []) if now - at < 60] + [now]
        windows[group] = times
        if len(times) > most:
            self.bad("%d requests in a minute, where %d are allowed" % (len(times), most))

    def form(self, body, fields):
        if (self.headers.get("Content-Type") or "").split(";")[0] != "application/x-www-form-urlencoded":
            self.bad("the body is not declared as a form")
        pairs = self.read_pairs(body.decode("ascii", "replace"), "form")
        self.check_pairs(pairs, fields, "form")
        return pairs

    def bearer(self, kind):
        text = self.headers.get("Authorization") or ""
        found = tokens.get(text[7:]) if text.startswith("Bearer ") else None
        if found is None or found[0] != kind:
            self.bad("no token of the service that it goes to")
            return False
        if time.time() >= found[1]:
            self.bad("a token that ran out %.2f s before" % (time.time() - found[1]))
            return False
        return True

    def route(self, path, query, body):
        if path.startswith("/restapi/oauth/") or path.startswith("/api/auth/"):
            return self.sign_in(path, query, body)
        if path.startswith("/ws"):
            return self.web_socket(query)
        if path.startswith("/voice/api/v1/admin/accounts"):
            return self.voice(path[len("/voice/api/v1/admin/accounts"):], query, body)
        if path.startswith("/voice/api/cx/routing/v1/sub-accounts/"):
            return self.availability(path, query, body)
        if path.startswith("/restapi/v1.0/account/~/"):
            return self.ringex(path[len("/restapi/v1.0/account/~"):], query, body)
        self.bad("there is nothing at this path")
        return lambda: self.respond(404, {})

    def sign_in(self, path, query, body):
        seen_routes.add(self.command + " " + path)
        basic = "Basic " + BASE64((CLIENT + ":" + SECRET).encode()).decode()
        if path in ("/restapi/oauth/token", "/restapi/oauth/revoke"):
            self.check_pairs(query, {}, "query")
            if self.headers.get("Authorization") != basic:
                self.bad("the app's id and secret are not in Authorization")
        elif path != "/restapi/oauth/wstoken" and self.headers.get("Authorization"):
            self.bad("an Authorization where there is none")
        if self.command != "POST":
            self.bad("another method")
        if path == "/restapi/oauth/token":
            self.limit("auth", 5)
            kind = self.read_pairs(body.decode("ascii", "replace"), "form").get("grant_type")
            if kind == "refresh_token":
                form = self.form(body, {"grant_type!": "refresh_token", "refresh_token!": TEXT})
                if refreshes.pop(form.get("refresh_token"), None) != "ringcentral":
                    self.bad("a refresh token that is spent or unknown")
            else:
                form = self.form(body, {"grant_type!": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion!": re.escape(JWT)})
            access, refresh = new_token("ringcentral", 3600), "rc-refresh-%d" % (issued + 1)
            refreshes[refresh] = "ringcentral"
            return lambda: self.respond(200, {"access_token": access, "token_type": "bearer", "expires_in": 3600, "refresh_token": refresh, "refresh_token_expires_in": 604799, "scope": "ReadAccounts", "owner_id": "900001"})
        if path == "/restapi/oauth/revoke":
            self.form(body, {"token!": TEXT})
            return lambda: self.respond(200)
        if path == "/restapi/oauth/wstoken":
            self.limit("auth", 5)
            self.check_pairs(query, {}, "query")
            self.bearer("ringcentral")
            token = "ws-%d" % len(ws_tokens)
            ws_tokens[token] = time.time() + 30
            return lambda: self.respond(200, {"uri": "ws://" + self.headers["Host"] + "/ws", "ws_access_token": token, "expires_in": 30})
        if path == "/api/auth/login/rc/accesstoken":
            self.limit("exchange", 5)
            self.check_pairs(query, {"includeRefresh": "true"}, "query")
            form = self.form(body, {"rcAccessToken!": TEXT, "rcTokenType!": "Bearer"})
            held = tokens.get(form.get("rcAccessToken"))
            if held is None or held[0] != "ringcentral" or held[1] <= time.time():
                self.bad("an exchange of a token that is unknown or has run out")
        elif path == "/api/auth/token/refresh":
            self.check_pairs(query, {}, "query")
            form = self.form(body, {"refresh_token!": TEXT})
            if refreshes.pop(form.get("refresh_token"), None) != "ringcx":
                self.bad("a refresh token that is spent or unknown")
        else:
            self.bad("there is nothing at this path")
            return lambda: self.respond(404, {})
        access, refresh = new_token("ringcx", RINGCX_LIFE), "cx-refresh-%d+/=" % issued
        refreshes[refresh] = "ringcx"
        user = {"agentId": 1, "firstName": "Dana", "lastName": "Ruiz", "email": "dana@stand-in.example", "username": "dana@stand-in.example", "agentType": "SUPERVISOR", "rcUserId": 900001, "accountId": ACCOUNT, "accountName": "Stand-in"}
        return lambda: self.respond(200, {"accessToken": access, "refreshToken": refresh, "tokenType": "Bearer", "mainAccountId": "30000000", "agentDetails": [user], "adminId": 1, "ssoLogin": True})

    def no_body(self, body):
        if body or self.headers.get("Content-Type"):
            self.bad("a body, or a type of one, where there is none")

    def voice(self, path, query, body):
        for method, shape, allowed, name in VOICE:
            if method == self.command and shape.fullmatch(path):
                break
        else:
            self.bad("there is nothing at this path")
            return lambda: self.respond(404, {})
        seen_routes.add(method + " " + name)
        self.no_body(body)
        self.check_pairs(query, allowed, "query")
        self.limit("ringcx", 120)
        if "externalId" in query and ("product" in query or "productId" in query):
            self.bad("externalId beside product")
        if "productId" in query and "product" not in query:
            self.bad("productId without product")
        if name.endswith("/list") and query.get("page") == "0":
            self.bad("a first page by a number, whose base nobody has proven")
        if name.endswith("dispositionCall") and (query.get("callback") == "true") != ("callBackDTS" in query):
            self.bad("callBackDTS belongs to callback=true, and callback=true to it")
        if not self.bearer("ringcx"):
            return lambda: self.respond(401, text="Jwt is expired")
        return self.voice_answer(name, path, query)

    def voice_answer(self, name, path, query):
        if method_is_action(name):
            uii = path.split("/")[3] if "/U/" in name else None
            if uii is not None and uii not in calls:
                return lambda: self.respond(404, {"errorCode": "not.found.exception", "generalMessage": "The resource was not found", "details": "", "requestUri": "/api" + path, "timestamp": 1})
            if name.endswith("/hangupCall"):
                calls.pop(uii, None)
            if name.endswith("/createManualAgentCall"):
                add_call("2026050814404801320500000197%d" % (10 + len(calls)), ("Sam", "Rivera"), query["destination"][-10:])
            return lambda: self.respond(200, text="true")
        first = query.get("page", "0") in ("", "0")
        if name.endswith("/list"):
            rows = [call_row(uii, call) for uii, call in calls.items()] if first else []
        elif "prerouteChecks" in name:
            rows = {"status": True, "reason": None}
        elif name == "":
            rows = [{"accountId": ACCOUNT, "accountName": "Stand-in", "mainAccountId": "30000000", "mainAccountName": "Stand-in"}]
        elif name.endswith("withChildren"):
            rows = [{"gateGroupId": 41, "groupName": "Service", "gates": [{"gateId": 401, "gateName": "Support", "isActive": True}]}] if first else []
        elif name.endswith("/agentGroups"):
            rows = [{"agentGroupId": 31, "groupName": "Team", "isDefault": True}] if first else []
        elif name.endswith("/agents"):
            rows = [{"agentId": 301, "username": "sam+30000001_31@stand-in.example", "firstName": "Sam", "lastName": "Rivera", "isActive": True}]
        elif name.endswith("/dialGroups"):
            rows = [{"dialGroupId": 51, "dialGroupName": "Outbound"}] if first else []
        elif name.endswith("/campaigns"):
            rows = [{"campaignId": 501, "campaignName": "Spring", "isActive": 1}] if first else []
        elif name.endswith("ispositions"):
            rows = ["ANSWER", "BUSY"] if "system" in name else [{"gateDispositionId": 4011, "campaignDispositionId": 5011, "disposition": "SALE", "isDisabled": False, "isDefault": True, "isSuccess": True, "requireNote": False}]
        elif path.endswith("/agent"):
            rows = [{"agentId": 301, "username": "sam+30000001_31@stand-in.example", "firstName": "Sam", "lastName": "Rivera", "agentState": "AVAILABLE", "stateTime": 5, "loginTime": 60, "isOffhook": 1, "pendingDisposition": 0}]
        elif path.endswith("/inbound"):
            rows = [{"gateId": 401, "gateName": "Support", "gateGroupId": 41, "groupName": "Service", "active": 1, "inQueue": 0, "slaPass": 1, "slaFail": 0}]
        else:
            rows = [{"chatQueueId": 402, "chatQueueName": "Chat", "active": 0, "inQueue": 0}]
        return lambda: self.respond(200, rows)

    def availability(self, path, query, body):
        seen_routes.add("GET availability")
        self.no_body(body)
        if self.command != "GET" or not re.fullmatch(r"/voice/api/cx/routing/v1/sub-accounts/%s/queues/[0-9]+/availability" % ACCOUNT, path):
            self.bad("there is nothing at this path")
        self.check_pairs(query, {"queueType": "Voice|Digital"}, "query")
        self.bearer("ringcx")
        return lambda: self.respond(200, {"longestWaitingTimeInSeconds": 0, "numberOfWaitingInteractions": 0, "numberOfAgentsAvailable": 1, "numberOfAgentsLoggedIn": 1, "isQueueOpen": True})

    def ringex(self, path, query, body):
        for method, shape, allowed, fields, name in EX:
            if method == self.command and shape.fullmatch(path):
                break
        else:
            self.bad("there is nothing at this path")
            return lambda: self.respond(404, {"errorCode": "CMN-102", "message": "Not found", "errors": [{"errorCode": "CMN-102", "message": "Not found"}]})
        seen_routes.add(method + " " + name)
        self.check_pairs(query, allowed, "query")
        sent = None
        if fields is None or (not body and "?" in fields):
            self.no_body(body)
        else:
            if (self.headers.get("Content-Type") or "").split(";")[0] != "application/json":
                self.bad("the body is not declared as JSON")
            try:
                sent = json.loads(body)
                self.check_json(sent, fields, "body")
            except ValueError:
                self.bad("the body is not JSON")
        if not self.bearer("ringcentral"):
            return lambda: self.respond(401, {"errorCode": "TokenExpired", "message": "Access token expired", "errors": [{"errorCode": "OAU-129", "message": "Access token expired"}]})
        parts = path.split("/")
        session = parts[3] if len(parts) > 3 and parts[2] == "sessions" else "s-a1"
        if name.endswith("active-calls"):
            record = {"uri": "https://stand-in.invalid/1", "id": "r1", "sessionId": "1", "telephonySessionId": "s-a1", "startTime": "2026-05-08T14:40:47.000Z", "duration": 5, "type": "Voice", "direction": "Inbound",
                      "action": "Phone Call", "result": "In Progress", "to": {"phoneNumber": "+16505550102"}, "from": {"phoneNumber": "+16505550101"}}
            rows = [record] if query.get("page", "1") == "1" else []
            return lambda: self.respond(200, {"uri": "https://stand-in.invalid/", "records": rows, "paging": {"page": int(query.get("page", "1")), "perPage": int(query.get("perPage", "100"))}, "navigation": {}})
        if method == "DELETE" or name.endswith(("/reject", "/ignore")):
            return lambda: self.respond(204)
        if name.endswith("/flip"):
            return lambda: self.respond(200)
        if name.endswith("/call-out"):
            return lambda: self.respond(201, {"session": session_of("s-b2")})
        if name.endswith("/conference"):
            return lambda: self.respond(201, session_of("s-c3"))
        if "/recordings" in name:
            return lambda: self.respond(201 if method == "POST" else 200, {"id": "7001", "active": True if method == "POST" else sent.get("active")})
        if name == "/telephony/sessions/S":
            return lambda: self.respond(200, session_of(session))
        return lambda: self.respond(201 if name.endswith(("/park", "/pickup", "/supervise", "/bring-in")) else 200, party(session))

    def web_socket(self, query):
        seen_routes.add("GET /ws")
        self.check_pairs(query, {"access_token!": TEXT, "wsc": TEXT}, "query")
        if ws_tokens.pop(query.get("access_token"), 0) < time.time():
            self.bad("a token for a WebSocket that is unknown, spent or has run out")
        key = self.headers.get("Sec-WebSocket-Key") or ""
        if (self.headers.get("Upgrade") or "").lower() != "websocket" or self.headers.get("Sec-WebSocket-Version") != "13":
            self.bad("no handshake")

        def serve():
            accept = BASE64(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()
            self.wfile.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n" % accept).encode())
            self.close_connection = True
            try:
                self.converse()
            except (OSError, struct.error, ValueError):
                pass
        return serve

    def say(self, *message):
        text = json.dumps(message).encode()
        self.wfile.write(b"\x81" + (bytes([len(text)]) if len(text) < 126 else b"\x7e" + struct.pack(">H", len(text))) + text)
        self.wfile.flush()

    def converse(self):
        number = 1
        self.say({"type": "ConnectionDetails", "messageId": "m1", "status": 200, "wsc": {"token": "wsc1", "sequence": 1}}, {"recoveryBufferSize": 100, "recoveryTimeout": 180, "idleTimeout": 1800, "absoluteTimeout": 86400})
        while True:
            head = self.rfile.read(2)
            if len(head) < 2:
                return
            length = head[1] & 127
            if length == 126:
                length = struct.unpack(">H", self.rfile.read(2))[0]
            if not head[1] & 128:
                self.bad("a frame without a mask")
                return
            mask = self.rfile.read(4)
            payload = bytes(c ^ mask[i % 4] for i, c in enumerate(self.rfile.read(length)))
            opcode = head[0] & 15
            if opcode == 8:
                self.wfile.write(b"\x88" + bytes([len(payload)]) + payload)
                return
            if opcode != 1:
                continue
            message = json.loads(payload)
            meta = message[0]
            number += 1
            if meta.get("type") == "Heartbeat":
                self.say({"type": "Heartbeat", "messageId": meta["messageId"]})
                continue
            seen_routes.add("WS subscription")
            with lock:
                self.check_json(meta, {"type!": STRING, "messageId!": STRING, "method!": STRING, "path!": STRING}, "message")
                if (meta.get("type"), meta.get("method"), meta.get("path", "").rstrip("/")) != ("ClientRequest", "POST", "/restapi/v1.0/subscription"):
                    self.bad("another request than one for a subscription")
                self.check_json(message[1], {"eventFilters!": list, "deliveryMode!": {"transportType!": STRING}}, "subscription")
                for text in message[1].get("eventFilters", []):
                    if not re.fullmatch(r"/restapi/v1\.0/account/~(/extension/(~|[0-9]+))?/telephony/sessions", text):
                        self.bad("an event filter that is not documented")
            wsc = {"token": "wsc%d" % number, "sequence": number}
            self.say({"type": "ClientRequest", "messageId": meta["messageId"], "status": 200, "wsc": wsc}, {"id": "sub1", "status": "Active", "expiresIn": 600, "eventFilters": message[1]["eventFilters"]})
            event = {"sequence": 1, "sessionId": "1", "telephonySessionId": "s-a1", "eventTime": "2026-05-08T14:40:47.000Z", "parties": [party("s-a1")], "origin": {"type": "Call"}}
            self.say({"type": "ServerNotification", "messageId": "e1", "status": 200, "wsc": {"token": "wsc%d" % (number + 1), "sequence": number + 1}},
                     {"uuid": "e1", "event": "/restapi/v1.0/account/900000/telephony/sessions", "timestamp": "2026-05-08T14:40:47.000Z", "subscriptionId": "sub1", "ownerId": "900001", "body": event})
            number += 1


def method_is_action(name):
    return name.endswith("createManualAgentCall") or "/U/" in name


seed()
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
