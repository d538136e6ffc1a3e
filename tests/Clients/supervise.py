"""Listens in on an agent's calls as a script of RingCX users does: sign in, list, add a session to each call. Python 3, nothing beside it.

The variables are those that Start-RcxSandbox -SetEnvironment sets. The last line is 'N passed, N failed'.
"""
import base64
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request

ROOT = os.environ["RCX_BASE_URL"]
ACCOUNT = os.environ.get("RCX_ACCOUNT_ID", "12440011")
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
passed = failed = 0


def send(method, url, form=None, query=None, **headers):
    """Gives the status and the text of an answer, whatever it is."""
    if query:
        url += "?" + urllib.parse.urlencode(query)
    body = urllib.parse.urlencode(form).encode() if form is not None else None
    request = urllib.request.Request(url, data=body, method=method, headers=headers)
    try:
        with OPENER.open(request, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def step(name, is_good, seen):
    global passed, failed
    passed, failed = passed + bool(is_good), failed + (not is_good)
    print(("ok    python: " if is_good else "FAIL  python: ") + name + ("" if is_good else ": %s" % (seen,)))


basic = base64.b64encode((os.environ["RC_APP_CLIENT_ID"] + ":" + os.environ["RC_APP_CLIENT_SECRET"]).encode()).decode()
status, text = send("POST", os.environ["RC_SERVER_URL"] + "/restapi/oauth/token", Authorization="Basic " + basic, form={
    "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": os.environ["RC_USER_JWT"]})
step("sign in", status == 200, (status, text))
granted = json.loads(text).get("access_token", "")
status, text = send("POST", ROOT + "/api/auth/login/rc/accesstoken", form={"rcAccessToken": granted, "rcTokenType": "Bearer"})
step("exchange", status == 200, (status, text))
token = json.loads(text).get("accessToken", "")

calls_root = ROOT + "/voice/api/v1/admin/accounts/" + ACCOUNT + "/activeCalls"
status, text = send("GET", calls_root + "/list", query={"product": "ACCOUNT", "productId": ACCOUNT}, Authorization="Bearer " + token, Accept="application/json")
rows = json.loads(text) if status == 200 else []
wanted = [row for row in rows if row.get("callState") == "ACTIVE" and row.get("agentLastName") == "Vu"]
step("list", status == 200 and wanted, (status, text[:200]))
for call in wanted:
    # An empty body, with the length 0, is what HTTP libraries send with such a POST.
    status, text = send("POST", calls_root + "/" + call["uii"] + "/addSessionToCall", form={}, query={"destination": "+15554150123", "sessionType": "MONITOR"}, Authorization="Bearer " + token)
    step("listen in", (status, text) == (200, "true"), (status, text))
    # Twice the same telephone: the documents have a bare boolean for that too.
    status, text = send("POST", calls_root + "/" + call["uii"] + "/addSessionToCall", form={}, query={"destination": "+15554150123", "sessionType": "MONITOR"}, Authorization="Bearer " + token)
    step("listen in twice", (status, text) == (200, "false"), (status, text))

print("%d passed, %d failed" % (passed, failed))
sys.exit(failed > 0)
