"""The paths of a caller in Python, with nothing but the standard library."""

import json
import os
import urllib.error
import urllib.request

BASE = os.environ["DIFY_BASE_URL"]
KEY = os.environ["DIFY_API_KEY"]


def call(path, body=None, key=KEY, content_type="application/json"):
    request = urllib.request.Request(BASE + path, data=body, headers={"Authorization": "Bearer " + key})
    if body is not None:
        request.add_header("Content-Type", content_type)
    return urllib.request.urlopen(request, timeout=30)


def run(mode):
    body = {"inputs": {"topic": "tea"}, "user": "python", "response_mode": mode}
    return call("/workflows/run", json.dumps(body).encode())


def refused(action):
    try:
        action()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, json.load(error)
    raise AssertionError("The call was not refused.")


def events(response):
    for line in response:
        if line.startswith(b"data: "):
            yield json.loads(line[len("data: "):])


def of_the_stand_in(path):
    return json.load(urllib.request.urlopen(BASE.removesuffix("/v1") + "/__dify" + path, timeout=30))


form = json.load(call("/parameters?user=python"))["user_input_form"]
assert form[0]["text-input"]["variable"] == "topic", form

done = json.load(run("blocking"))
assert done["data"]["outputs"] == {"text": "Tea."}, done

status, headers, problem = refused(lambda: run("blocking"))
assert (status, headers["Retry-After"], problem["code"]) == (429, "1", "too_many_requests"), problem

told = list(events(run("streaming")))
assert [event["event"] for event in told] == [
    "workflow_started", "node_started", "text_chunk", "node_finished", "workflow_finished",
], told
assert told[-1]["data"]["status"] == "failed", told[-1]

form_body = (
    b'--b\r\nContent-Disposition: form-data; name="user"\r\n\r\npython\r\n'
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nof Python\r\n--b--\r\n'
)
upload = json.load(call("/files/upload", form_body, content_type="multipart/form-data; boundary=b"))
assert upload["size"] == 9, upload
assert [file["name"] for file in of_the_stand_in("/files")] == ["a.txt"]

status, _, problem = refused(lambda: call("/info", key="app-wrong"))
assert (status, problem["code"]) == (401, "unauthorized"), problem

assert [request["status"] for request in of_the_stand_in("/requests")] == [200, 200, 429, 200, 201, 401]
print("Python: ok")
