// A page in a headless Chromium, from another origin than the stand-in's. Unlike the other callers, a browser asks whether it may call,
// and shows a page nothing of an answer that does not allow the page's origin.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import chromium from "@sparticuz/chromium";
import { launch } from "puppeteer-core";

const base = process.env.DIFY_BASE_URL;
const key = process.env.DIFY_API_KEY;

// The package switches off what is tried here.
const args = chromium.args.filter((argument) => argument !== "--disable-web-security");

let browser;
try {
  browser = await launch({ args, executablePath: await chromium.executablePath(), headless: "shell" });
} catch (error) {
  console.log(`NOT RUN: Chromium does not start here: ${error.message.split("\n")[0]}`);
  process.exit(0);
}

const site = createServer((request, response) => {
  response.writeHead(200, { "Content-Type": "text/html" });
  response.end("<!doctype html><title>Shop</title>");
});
await new Promise((ready) => site.listen(0, "127.0.0.1", ready));

try {
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`http://127.0.0.1:${site.address().port}/`);

  // This function runs in the page.
  const seen = await page.evaluate(async (base, key) => {
    const signal = AbortSignal.timeout(60_000);
    const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
    const start = (inputs) => fetch(`${base}/workflows/run`, {
      method: "POST", headers, signal, body: JSON.stringify({ inputs, response_mode: "streaming", user: "page" }),
    });
    const readEvents = async (response) => {
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        text += piece.value;
      }
      return text.split("\n\n").filter((block) => block.startsWith("data: ")).map((block) => JSON.parse(block.slice(6)));
    };

    const parameters = await (await fetch(`${base}/parameters`, { headers, signal })).json();
    const events = await readEvents(await start({ topic: "tea" }));
    const limited = await start({ topic: "tea" });
    const limit = { status: limited.status, problem: await limited.json() };
    const failed = await readEvents(await start({ topic: "tea" }));
    const stranger = await fetch(`${base}/parameters`, { headers: { Authorization: "Bearer app-wrong" }, signal });
    return { origin: location.origin, parameters, events, limit, failed, stranger: stranger.status };
  }, base, key);

  assert.notEqual(seen.origin, new URL(base).origin);
  assert.equal(seen.parameters.user_input_form[0]["text-input"].variable, "topic");
  assert.equal(seen.events[0].event, "workflow_started");
  assert.equal(seen.events.at(-1).event, "workflow_finished");
  assert.equal(seen.events.at(-1).data.outputs.text, "Tea.");
  assert.equal(seen.limit.status, 429);
  assert.equal(seen.limit.problem.code, "too_many_requests");
  assert.equal(seen.failed.at(-1).data.error, "The card was declined.");
  assert.equal(seen.stranger, 401);

  const requests = await (await fetch(base.replace(/\/v1$/, "/__dify/requests"))).json();
  const asked = requests.filter((request) => request.method === "OPTIONS");
  assert.deepEqual(asked.map((request) => request.path), ["/parameters", "/workflows/run"]);
  assert.deepEqual(asked.flatMap((request) => request.findings), []);
  console.log("browser: ok");
} finally {
  await browser.close();
  site.close();
}
