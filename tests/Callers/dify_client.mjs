// The paths of a caller with the npm package dify-client, which sends a `user` where no document has one.
import assert from "node:assert/strict";
import { CompletionClient } from "dify-client";

const base = process.env.DIFY_BASE_URL;
const client = new CompletionClient(process.env.DIFY_API_KEY, base);
const ofTheStandIn = async (path) => (await fetch(base.replace(/\/v1$/, "/__dify") + path)).json();
const refused = async (action) => {
  try {
    await action();
  } catch (error) {
    return error.response;
  }
  return assert.fail("The call was not refused.");
};

const parameters = await client.getApplicationParameters("node");
assert.equal(parameters.data.user_input_form[0]["text-input"].variable, "topic");
assert.match(parameters.headers["x-stand-in-finding"], /^query user/);

const done = await client.runWorkflow({ topic: "tea" }, "node");
assert.equal(done.data.data.outputs.text, "Tea.");

const limited = await refused(() => client.runWorkflow({ topic: "tea" }, "node"));
assert.equal(limited.status, 429);
assert.equal(limited.headers["retry-after"], "1");
assert.equal(limited.data.code, "too_many_requests");

const stream = await client.runWorkflow({ topic: "tea" }, "node", true);
let text = "";
for await (const piece of stream.data) {
  text += piece;
}
const events = text.split("\n\n").filter((block) => block.startsWith("data: ")).map((block) => JSON.parse(block.slice(6)));
assert.equal(events.at(-1).event, "workflow_finished");
assert.equal(events.at(-1).data.error, "The card was declined.");

const form = new FormData();
form.append("user", "node");
form.append("file", new Blob(["of Node"], { type: "text/plain" }), "a.txt");
const upload = await client.fileUpload(form);
assert.equal(upload.data.size, 7);

const missing = await refused(() => client.runWorkflow({}, "node"));
assert.equal(missing.status, 400);
assert.equal(missing.data.code, "invalid_param");

const stranger = await refused(() => new CompletionClient("app-wrong", base).getApplicationParameters("node"));
assert.equal(stranger.status, 401);

const statuses = (await ofTheStandIn("/requests")).map((request) => request.status);
assert.deepEqual(statuses, [200, 200, 429, 200, 201, 400, 401]);
console.log("dify-client: ok");
