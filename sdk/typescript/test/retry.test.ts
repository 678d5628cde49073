import assert from "node:assert/strict";
import { test } from "node:test";
import type { ApiCall } from "../src/call.js";
import { RiscossioneError, RiscossioneNetworkError } from "../src/error.js";
import { brokenConnection, JumpingClock, ok, OpenClient, ScriptedApi, silence, status } from "./scripted-api.js";

const read: ApiCall = { method: "GET", path: "/v1/things", accept: "application/json" };
const post: ApiCall = {
  method: "POST",
  path: "/v1/things",
  body: { amountCents: 1 },
  contentType: "application/json",
  accept: "application/json",
};

for (const code of [408, 429, 500, 503]) {
  test(`a read that fails with ${code} is sent again`, async () => {
    const api = new ScriptedApi(status(code), brokenConnection, ok());
    await new OpenClient(api).call(read);
    assert.equal(api.requests.length, 3);
  });
}

for (const code of [400, 409, 422]) {
  test(`a refusal with ${code} is final`, async () => {
    const api = new ScriptedApi(status(code));
    await assert.rejects(new OpenClient(api).call(read), RiscossioneError);
    assert.equal(api.requests.length, 1);
  });
}

test("after four attempts the last answer stands", async () => {
  const api = new ScriptedApi(status(503));
  await assert.rejects(new OpenClient(api).call(read), { status: 503 });
  assert.equal(api.requests.length, 4);
});

test("after four attempts the last broken connection stands", async () => {
  const api = new ScriptedApi(brokenConnection);
  await assert.rejects(new OpenClient(api).call(read), (error) => {
    assert.ok(error instanceof RiscossioneNetworkError && error.cause instanceof TypeError);
    assert.deepEqual([error.reason, error.attempts], ["connection", 4]);
    return true;
  });
  assert.equal(api.requests.length, 4);
});

test("every attempt of a POST carries the same key and body, and another POST another key", async () => {
  const api = new ScriptedApi(brokenConnection, status(502), ok());
  const client = new OpenClient(api);
  await client.call(post);
  await client.call(post);
  const keys = api.requests.map((request) => request.headers.get("idempotency-key"));
  assert.equal(keys.length, 4);
  assert.match(keys[0]!, /^[0-9a-f-]{36}$/);
  assert.equal(new Set(keys.slice(0, 3)).size, 1);
  assert.notEqual(keys[3], keys[0]);
  assert.deepEqual(new Set(api.bodies), new Set(['{"amountCents":1}']));
});

test("a key chosen by the caller is kept", async () => {
  const api = new ScriptedApi(ok());
  await new OpenClient(api).call(post, { idempotencyKey: "invoice-7" });
  await new OpenClient(api).call({ ...post, headers: { "Idempotency-Key": "invoice-8" } });
  const keys = api.requests.map((request) => request.headers.get("idempotency-key"));
  assert.deepEqual(keys, ["invoice-7", "invoice-8"]);
});

test("a PATCH is sent once", async () => {
  const api = new ScriptedApi(status(503));
  await assert.rejects(new OpenClient(api).call({ ...post, method: "PATCH" }));
  assert.equal(api.requests.length, 1);
});

test("waits are random below a bound that doubles", async () => {
  const firsts = new Set<number>();
  for (let i = 0; i < 50; i++) {
    const clock = new JumpingClock();
    await new OpenClient(new ScriptedApi(status(500), status(500), status(500), ok()), { clock }).call(read);
    const [first, second, third] = clock.waits;
    assert.ok(first! <= 500 && second! <= 1000 && third! <= 2000);
    firsts.add(first!);
  }
  assert.ok(firsts.size > 25);
});

test("Retry-After is a lower bound of the wait, in seconds or as a date", async () => {
  const clock = new JumpingClock();
  const date = new Date(clock.now() + 60_000).toUTCString();
  const api = new ScriptedApi(status(429, { "retry-after": "20" }), status(503, { "retry-after": date }), ok());
  await new OpenClient(api, { clock }).call(read);
  assert.ok(clock.waits[0]! >= 20_000 && clock.waits[0]! <= 20_500);
  assert.ok(clock.waits[0]! + clock.waits[1]! >= 60_000);
});

test("a wait that would end after the total time does not begin", async () => {
  const clock = new JumpingClock();
  const api = new ScriptedApi(status(429, { "retry-after": "3600" }));
  await assert.rejects(new OpenClient(api, { clock }).call(read), { status: 429 });
  assert.equal(api.requests.length, 1);
  assert.deepEqual(clock.waits, []);
});

test("an API that stays silent is asked again and then given up", async () => {
  const api = new ScriptedApi(silence);
  await assert.rejects(new OpenClient(api, { attemptTimeoutMs: 1 }).call(read), { name: "RiscossioneNetworkError", reason: "timeout", attempts: 4 });
  assert.equal(api.requests.length, 4);
});

test("a caller who cancels stops everything", async () => {
  const cancel = new AbortController();
  const api = new ScriptedApi(() => {
    cancel.abort();
    throw new TypeError("fetch failed");
  });
  await assert.rejects(new OpenClient(api).call(read, { signal: cancel.signal }), { name: "AbortError" });
  assert.equal(api.requests.length, 1);
});
