"""The paths of a chat's caller with nothing but Python's own library, against the stand-in as a chat and as an agent."""
import json
import os
import urllib.error
import urllib.request

BASE = os.environ["DIFY_BASE_URL"]
CONTROL = BASE.removesuffix("/v1") + "/__dify"
KEY = {"Authorization": "Bearer " + os.environ["DIFY_API_KEY"], "Content-Type": "application/json"}


def call(method, address, body=None, headers=KEY):
    request = urllib.request.Request(address, method=method, headers=headers, data=None if body is None else json.dumps(body).encode())
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def ask(mode, query="hi", conversation=None):
    body = {"inputs": {}, "query": query, "user": "python", "response_mode": mode}
    return call("POST", BASE + "/chat-messages", body if conversation is None else {**body, "conversation_id": conversation})


def events(text):
    return [json.loads(block[6:]) for block in text.split("\n\n") if block.startswith("data: ")]


def be(script):
    assert call("PUT", CONTROL + "/script", script)[0] == 204


be({"app": "chat", "runs": [{"steps": [{"text": "Hel"}, {"text": "lo"}, "finish"]}, {"steps": [{"fail": "slow down"}]}]})
status, text = ask("streaming")
told = events(text)
assert status == 200 and "event: ping" not in text
assert "".join(piece.get("answer", "") for piece in told) == "Hello"
assert told[-1]["event"] == "message_end" and told[-1]["metadata"]["usage"]["total_tokens"] == 2
conversation = told[0]["conversation_id"]

status, text = ask("streaming", "again", conversation)
assert events(text)[-1]["code"] == "completion_request_error", text
status, text = call("GET", BASE + f"/messages?user=python&conversation_id={conversation}")
assert [message["status"] for message in json.loads(text)["data"]] == ["normal", "error"]

status, text = ask("blocking", "lost", "00000000-0000-4000-8000-000000000000")
assert (status, json.loads(text)["code"]) == (404, "not_found")

be({"app": "agent"})
status, text = ask("blocking")
assert (status, json.loads(text)["code"]) == (400, "invalid_param")
assert "agent_thought" in [event["event"] for event in events(ask("streaming")[1])]

status, text = call("GET", BASE + "/datasets")
assert (status, json.loads(text)["code"]) == (401, "unauthorized")
assert call("DELETE", CONTROL + "/script")[0] == 204
print("chat: ok")
