import assert from "node:assert/strict";
import { test } from "node:test";
import { downloadNoticeBatch } from "../src/index.js";
import { systemClock } from "../src/retry.js";
import { JumpingClock, ok, OpenClient, ScriptedApi } from "./scripted-api.js";

const file = (text: string) => () => new Response(text, { headers: { "content-type": "application/zip" } });
const batch = ok({ id: "01J", state: "completed", parts: [1, 2, 3].map((part) => ({ part, notices: 1, pages: 1 })) });

test("the parts of a batch are downloaded one after another, from the one that is asked for", async () => {
  const api = new ScriptedApi(batch, file("second"), file("third"));
  const texts = [];
  for await (const part of new OpenClient(api).noticeBatches.download("01J", "zip", 2)) {
    texts.push(await (await part.blob()).text());
  }

  assert.deepEqual(texts, ["second", "third"]);
  assert.deepEqual(
    api.requests.slice(1).map((request) => new URL(request.url).pathname.slice(-4) + new URL(request.url).search),
    ["/zip?part=2", "/zip?part=3"],
  );
});

test("a batch without parts is asked for once, so that the API says why it has no files", async () => {
  const api = new ScriptedApi(ok({ id: "01J", state: "running" }), file("first"));
  for await (const part of downloadNoticeBatch(new OpenClient(api), "01J", "pdf")) {
    await part.stream.cancel();
  }

  assert.equal(api.requests.length, 2);
});

test("a batch is awaited by the client's clock, and a signal ends the wait", async () => {
  const clock = new JumpingClock();
  const api = new ScriptedApi(ok({ id: "01J", state: "running" }), ok({ id: "01J", state: "completed" }));
  const ended = await new OpenClient(api, { clock }).noticeBatches.waitForCompletion("01J");
  assert.deepEqual([ended.state, clock.waits], ["completed", [1_000]]);

  const stop = new AbortController();
  const waiting = new OpenClient(new ScriptedApi(ok({ id: "01J", state: "running" })), { clock: systemClock }).noticeBatches.waitForCompletion("01J", {
    signal: stop.signal,
    onProgress: () => queueMicrotask(() => stop.abort()),
  });
  await assert.rejects(waiting, { name: "AbortError" });
});
