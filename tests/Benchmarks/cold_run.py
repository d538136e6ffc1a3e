"""Signs in, lists the calls and listens in to three of them, as Measure-ColdRun.ps1 has PowerShell do it; prints the processor time in ms."""
import sys
import time

import requests

root, account, client_id, client_secret, jwt, phone = sys.argv[1:7]


def answer_of(method, address, **request):
    response = requests.request(method, root + address, timeout=60, **request)
    response.raise_for_status()
    return response.json()


granted = answer_of(
    "POST",
    "/restapi/oauth/token",
    auth=(client_id, client_secret),
    data={"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": jwt},
)
token = answer_of(
    "POST",
    "/api/auth/login/rc/accesstoken",
    params={"includeRefresh": "true"},
    data={"rcAccessToken": granted["access_token"], "rcTokenType": "Bearer"},
)
headers = {"Authorization": f"Bearer {token['accessToken']}", "Accept": "application/json"}
calls_address = f"/voice/api/v1/admin/accounts/{account}/activeCalls"
calls = answer_of("GET", f"{calls_address}/list", params={"product": "ACCOUNT", "productId": account}, headers=headers)
heard = [call for call in calls if call["callState"] == "ACTIVE"][:3]
for call in heard:
    session = {"destination": phone, "sessionType": "MONITOR"}
    if not answer_of("POST", f"{calls_address}/{call['uii']}/addSessionToCall", params=session, headers=headers):
        sys.exit("The service did not join.")
if len(heard) != 3:
    sys.exit(f"Listened in to {len(heard)} calls.")
print(f"{time.process_time() * 1000:.1f}")
