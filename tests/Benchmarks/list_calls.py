"""Lists the calls page by page, as the guide's Python sample does (requests, response.json()), and prints the milliseconds that it took."""
import sys
import time

import requests

root, account, token, pages, rows = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])


def list_active_calls():
    calls = []
    for page in range(pages):
        response = requests.get(
            f"{root}/voice/api/v1/admin/accounts/{account}/activeCalls/list",
            params={"product": "ACCOUNT", "productId": account, "page": page, "maxRows": rows},
            headers={"Authorization": f"Bearer {token}", "Accept": "application/json"},
            timeout=60,
        )
        response.raise_for_status()
        calls.extend(response.json())
    return calls


list_active_calls()
start = time.perf_counter()
found = [call for call in list_active_calls() if call.get("callState") == "ACTIVE"]
print(f"{(time.perf_counter() - start) * 1000:.1f} {len(found)}")
