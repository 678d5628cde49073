import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import type { WebhookEvent } from "../src/index.js";
import { handle, onExpress, onFastify, onNext } from "./receivers.js";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const text = '{"type":"payment.recorded","timestamp":"2026-03-01T12:00:00Z","data":{"paymentId":"01J","amountCents":5000}}';

type Post = (body: string, headers: Record<string, string>) => Promise<number>;

/** Delivers the event as the API does, then with a changed amount, then while the receiver's own work fails. */
async function deliver(post: Post, received: WebhookEvent[], work: { fails: boolean }): Promise<void> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signature = createHmac("sha256", key).update(`msg_1.${timestamp}.${text}`).digest("base64");
  const headers = {
    "content-type": "application/json",
    "webhook-id": "msg_1",
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  };
  assert.equal(await post(text, headers), 204);
  assert.equal(await post(text.replace("5000", "5001"), headers), 400);
  work.fails = true;
  assert.equal(await post(text, headers), 500);
  assert.deepEqual(
    received.map((event) => [event.id, event.type]),
    [["msg_1", "payment.recorded"]],
  );
}

function worker() {
  const received: WebhookEvent[] = [];
  const work = { fails: false };
  const act = async (event: WebhookEvent): Promise<void> => {
    if (work.fails) {
      throw new Error("The department's archive is closed.");
    }
    received.push(event);
  };
  return { received, work, act };
}

const over =
  (port: number): Post =>
  async (body, headers) =>
    (await fetch(`http://127.0.0.1:${port}/notifiche`, { method: "POST", body, headers })).status;

test("the receiver for Express accepts what is signed and refuses what is changed", async () => {
  const { received, work, act } = worker();
  const server = onExpress(secret, act).listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  try {
    await deliver(over((server.address() as AddressInfo).port), received, work);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test("the receiver for Fastify accepts what is signed and refuses what is changed", async () => {
  const { received, work, act } = worker();
  const app = onFastify(secret, act);
  await app.listen({ port: 0, host: "127.0.0.1" });
  try {
    await deliver(over((app.server.address() as AddressInfo).port), received, work);
  } finally {
    app.server.closeAllConnections();
    await app.close();
  }
});

test("the receiver for Next accepts what is signed and refuses what is changed", async () => {
  const { received, work, act } = worker();
  const POST = onNext(secret, act);
  // Next answers 500 when a handler throws.
  const post: Post = (body, headers) =>
    POST(new Request("https://uffici.example/notifiche", { method: "POST", body, headers })).then(
      ({ status }) => status,
      () => 500,
    );
  await deliver(post, received, work);
});

test("an event of a known type has typed data, and one of a later type is passed over", async () => {
  const posted: [string, number][] = [];
  const post = async (paymentId: string, cents: number): Promise<void> => void posted.push([paymentId, cents]);
  const event = (type: string): WebhookEvent => ({ ...JSON.parse(text), id: "msg_1", type }) as WebhookEvent;

  await handle(event("payment.recorded"), post);
  await handle(event("payment.forgotten"), post);

  assert.deepEqual(posted, [["01J", 5_000]]);
});
