#!/usr/bin/env bash
# The paths of a caller that has nothing but curl.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
key="Authorization: Bearer $DIFY_API_KEY"

expect() { grep -q -- "$2" "$1" || { echo "curl: $2 is missing from:"; cat "$1"; exit 1; }; }

run() { # MODE OUT: starts a run; the status is printed
  curl -sS -o "$2" -D "$scratch/headers" -w '%{http_code}' -H "$key" -H 'Content-Type: application/json' "$DIFY_BASE_URL/workflows/run" \
    -d "{\"inputs\": {\"topic\": \"tea\"}, \"user\": \"curl\", \"response_mode\": \"$1\"}"
}

curl -fsS -D "$scratch/headers" -H "$key" "$DIFY_BASE_URL/parameters?user=curl" > "$scratch/out"
expect "$scratch/out" '"variable": "topic"'
expect "$scratch/headers" 'X-Stand-In-Finding: query user'

[ "$(run blocking "$scratch/out")" = 200 ]
expect "$scratch/out" '"status": "succeeded"'

[ "$(run blocking "$scratch/out")" = 429 ]
expect "$scratch/out" '"code": "too_many_requests"'
expect "$scratch/headers" 'Retry-After: 1'

[ "$(run streaming "$scratch/out")" = 200 ]
expect "$scratch/out" '"text":"Paying"'
expect "$scratch/out" '"error":"The card was declined."'

printf 'of curl' > "$scratch/file.txt"
curl -fsS -H "$key" -F user=curl -F "file=@$scratch/file.txt;type=text/plain" "$DIFY_BASE_URL/files/upload" > "$scratch/out"
expect "$scratch/out" '"name": "file.txt"'
curl -fsS "${DIFY_BASE_URL%/v1}/__dify/files" > "$scratch/out"
curl -fsS "${DIFY_BASE_URL%/v1}$(sed -n 's/.*"content": "\([^"]*\)".*/\1/p' "$scratch/out")" > "$scratch/back"
cmp "$scratch/file.txt" "$scratch/back"

[ "$(curl -sS -o "$scratch/out" -w '%{http_code}' -H 'Authorization: Bearer app-wrong' "$DIFY_BASE_URL/info")" = 401 ]
expect "$scratch/out" '"code": "unauthorized"'

curl -fsS "${DIFY_BASE_URL%/v1}/__dify/requests" > "$scratch/out"
expect "$scratch/out" '"operation": "uploadWorkflowFile"'
echo 'curl: ok'
