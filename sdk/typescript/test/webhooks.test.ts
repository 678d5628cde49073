import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { Webhook } from "standardwebhooks";
import { verifySignature, verifyWebhook, WebhookRefusedError } from "../src/webhooks.js";

// The vector of the Standard Webhooks specification.
const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const otherSecret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const seconds = 1614265330;
const signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
const body = new TextEncoder().encode('{"test": 2432232314}');
const genuine = { "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp": String(seconds), "webhook-signature": signature };

const sign = (text: string): string =>
  "v1," +
  createHmac("sha256", Buffer.from(secret.slice("whsec_".length), "base64"))
    .update(`${genuine["webhook-id"]}.${seconds}.${text}`)
    .digest("base64");

test("the vector of the specification is accepted", async () => {
  assert.equal(await verifySignature(body, genuine, secret, seconds * 1000), genuine["webhook-id"]);
  assert.equal(await verifySignature(body, new Headers(genuine), [otherSecret, secret], seconds * 1000), genuine["webhook-id"]);
});

test("what the reference library of Standard Webhooks signs is accepted", async () => {
  const now = new Date(seconds * 1000);
  const text = '{"type":"payment.recorded","timestamp":"2026-03-01T12:00:00Z","data":{"paymentId":"01J","note":"€ è"}}';
  const headers = { ...genuine, "webhook-signature": new Webhook(secret).sign(genuine["webhook-id"], now, text) };
  assert.equal((await verifyWebhook(text, headers, secret, now.getTime())).type, "payment.recorded");
  await assert.rejects(verifyWebhook(text, headers, otherSecret, now.getTime()), WebhookRefusedError);
});

test("one good signature among several is enough", async () => {
  await verifySignature(body, { ...genuine, "webhook-signature": `v1,AAAA v2,x ${signature}` }, secret, seconds * 1000);
});

test("clocks may differ by five minutes and no more", async () => {
  await verifySignature(body, genuine, secret, (seconds + 300) * 1000);
  await verifySignature(body, genuine, secret, (seconds - 300) * 1000);
  await assert.rejects(verifySignature(body, genuine, secret, (seconds + 301) * 1000), WebhookRefusedError);
  await assert.rejects(verifySignature(body, genuine, secret, (seconds - 301) * 1000), WebhookRefusedError);
});

test("any byte changed in the body is refused", async () => {
  for (let i = 0; i < body.length; i++) {
    const changed = Uint8Array.from(body);
    changed[i]! ^= 1;
    await assert.rejects(verifySignature(changed, genuine, secret, seconds * 1000), WebhookRefusedError);
  }
});

for (const [name, value] of [
  ["webhook-id", "msg_other"],
  ["webhook-id", undefined],
  ["webhook-timestamp", "1614265331"],
  ["webhook-timestamp", "soon"],
  ["webhook-timestamp", "-1614265330"],
  ["webhook-timestamp", undefined],
  ["webhook-signature", "v1,"],
  ["webhook-signature", "v1,not base64"],
  ["webhook-signature", signature.replace("v1,", "v1a,")],
  ["webhook-signature", undefined],
] as const) {
  test(`the header ${name}: ${value} is refused`, async () => {
    await assert.rejects(verifySignature(body, { ...genuine, [name]: value }, secret, seconds * 1000), WebhookRefusedError);
  });
}

test("another secret is refused, and a malformed secret at once", async () => {
  await assert.rejects(verifySignature(body, genuine, otherSecret, seconds * 1000), WebhookRefusedError);
  for (const wrong of ["", "whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_not base64 at all!!!"]) {
    await assert.rejects(verifySignature(body, genuine, wrong, seconds * 1000), TypeError);
  }
});

test("a genuine event is read", async () => {
  const text = '{"type":"payment.recorded","timestamp":"2021-02-25T15:02:10Z","data":{"paymentId":"01J"}}';
  const event = await verifyWebhook(text, { ...genuine, "webhook-signature": sign(text) }, secret, seconds * 1000);
  assert.deepEqual(event, {
    id: genuine["webhook-id"],
    type: "payment.recorded",
    timestamp: "2021-02-25T15:02:10Z",
    data: { paymentId: "01J" },
  });
});

for (const text of ['{"test": 1}', "[]", "null", "", '{"type":"x","timestamp":"2021-02-25T15:02:10Z","data":null}']) {
  test(`a signed body that is no event is refused: ${text}`, async () => {
    await assert.rejects(
      verifyWebhook(text, { ...genuine, "webhook-signature": sign(text) }, secret, seconds * 1000),
      WebhookRefusedError,
    );
  });
}

test("header names are found in any case, and a header given as a list of one", async () => {
  const shouted = { "Webhook-Id": genuine["webhook-id"], "WEBHOOK-TIMESTAMP": [String(seconds)], "Webhook-signature": signature };
  assert.equal(await verifySignature(body, shouted, secret, seconds * 1000), genuine["webhook-id"]);
});

test("a parsed body is refused and named", async () => {
  for (const parsed of [{ test: 2432232314 }, undefined, null, 5]) {
    await assert.rejects(verifyWebhook(parsed as unknown as string, genuine, secret, seconds * 1000), {
      name: "TypeError",
      message: /the body as it was received/i,
    });
  }
});

test("the bytes of a body may come as an ArrayBuffer", async () => {
  await verifySignature(body.buffer as unknown as Uint8Array, genuine, secret, seconds * 1000);
});

test("a missing secret is refused and named", async () => {
  for (const missing of [undefined, null, [], [undefined]]) {
    await assert.rejects(verifyWebhook(body, genuine, missing as unknown as string, seconds * 1000), {
      name: "TypeError",
      message: /secret is missing/i,
    });
  }
});
