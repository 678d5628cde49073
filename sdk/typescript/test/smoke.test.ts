import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import {
  DocumentStates,
  EventTypes,
  PaymentOutcomes,
  RiscossioneClient,
  RiscossioneError,
  Scopes,
  verifyWebhook,
  WebhookRefusedError,
} from "../src/index.js";

const baseUrl = process.env["RISCOSSIONE_URL"];
const apiKey = process.env["RISCOSSIONE_API_KEY"];
const skip = baseUrl && apiKey ? false : "RISCOSSIONE_URL and RISCOSSIONE_API_KEY name no running API";

test("a running API is understood: keys are issued, listed page by page and revoked", { skip }, async () => {
  const client = new RiscossioneClient({ baseUrl: baseUrl!, apiKey: apiKey! });
  assert.equal((await client.status.read()).status, "up");

  const issued = await client.apiKeys.issue({ name: "smoke", scopes: [Scopes.documentsRead] });
  const names: string[] = [];
  for await (const key of client.apiKeys.findAll({ limit: 1 })) {
    names.push(key.name);
  }
  assert.ok(names.length >= 2 && names.includes("smoke"));

  const revoked = await client.apiKeys.revoke(issued.id);
  assert.ok(revoked.revokedAt);
});

test("a running API takes a debt to its payment", { skip }, async () => {
  const client = new RiscossioneClient({ baseUrl: baseUrl!, apiKey: apiKey! });
  const request = {
    organization: "80008510754",
    department: "tributi",
    externalId: `smoke-${randomUUID()}`,
    subject: "TARI 2026",
    debtor: { kind: "F", fiscalCode: "RSSMRA45C12F205C", fullName: "Persona di prova" },
    items: [{ revenueType: "tari", year: 2026, amountCents: 10_000 }],
    options: [{ kind: "installments", plan: { count: 2, firstDueOn: "2026-12-16", everyMonths: 1 } }],
  };
  const issued = await client.paymentDocuments.issue(request);
  const again = await client.paymentDocuments.issue(request);
  assert.equal(again.id, issued.id);

  const [first] = issued.options[0]!.installments;
  assert.equal(first!.amountCents, 5_000);
  const payment = await client.payments.record({
    organization: "80008510754",
    channel: "counter",
    channelPaymentId: request.externalId,
    noticeNumber: first!.noticeNumber!,
    amountCents: 5_000,
    paidAt: new Date().toISOString(),
  });
  assert.equal(payment.outcome, PaymentOutcomes.exact);

  const paid = await client.paymentDocuments.read(issued.id);
  assert.equal(paid.state, DocumentStates.partiallyPaid);
  assert.equal(paid.residualCents, 5_000);
  assert.ok((await client.paymentDocuments.readTimeline(issued.id)).chainVerified);
});

test("a running API's webhooks are verified before, during and after a rotation of the secret", { skip }, async () => {
  const client = new RiscossioneClient({ baseUrl: baseUrl!, apiKey: apiKey! });
  const receiver = await receive();
  try {
    const endpoint = await client.webhooks.registerEndpoint({ url: receiver.url, eventTypes: ["payment.*"], organization: "80008510754", department: "tributi" });
    const delivered = async () => {
      const test = await client.webhooks.sendTestEvent(endpoint.id);
      const request = await receiver.next();
      assert.equal(request.headers["webhook-id"], test.eventId);
      return request;
    };
    const accepts = async (request: Delivered, ...secrets: string[]) => {
      try {
        const event = await verifyWebhook(request.body, request.headers, secrets);
        assert.ok(event.type === EventTypes.webhookTestSent);
        assert.equal(event.data.endpointId, endpoint.id);
        return true;
      } catch (error) {
        assert.ok(error instanceof WebhookRefusedError);
        return false;
      }
    };

    const before = await delivered();
    const second = await client.webhooks.rotateSecret(endpoint.id, {});
    const during = await delivered();
    const third = await client.webhooks.rotateSecret(endpoint.id, { overlapHours: 0 });
    const after = await delivered();

    assert.deepEqual([await accepts(before, endpoint.secret), await accepts(before, second.secret)], [true, false]);
    assert.deepEqual([await accepts(during, endpoint.secret), await accepts(during, second.secret)], [true, true]);
    assert.deepEqual([await accepts(after, second.secret), await accepts(after, third.secret)], [false, true]);
    assert.ok(await accepts(before, second.secret, endpoint.secret));
    assert.equal(String(during.headers["webhook-signature"]).split(" ").length, 2);

    const read = await client.webhooks.readEndpoint(endpoint.id);
    const changed = await client.webhooks.changeEndpoint(endpoint.id, { description: "smoke" }, { ifMatch: read.etag });
    assert.deepEqual([changed.description, changed.eventTypes], ["smoke", ["payment.*"]]);
    await client.webhooks.disableEndpoint(endpoint.id);
  } finally {
    receiver.close();
  }
});

test("a running API's problems are understood", { skip }, async () => {
  const stranger = new RiscossioneClient({ baseUrl: baseUrl!, apiKey: "rk_unknown" });
  await assert.rejects(stranger.apiKeys.find(), (error) => {
    assert.ok(error instanceof RiscossioneError);
    assert.equal(error.status, 401);
    assert.equal(error.code, "unauthenticated");
    assert.ok(error.requestId);
    return true;
  });
});

interface Delivered {
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A receiver on this machine that accepts everything. */
async function receive() {
  const waiting: Delivered[] = [];
  let arrived = () => {};
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      waiting.push({ headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(204).end();
      arrived();
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    async next(): Promise<Delivered> {
      if (waiting.length === 0) {
        await new Promise<void>((resolve, reject) => {
          const patience = setTimeout(() => reject(new Error("Nothing was delivered within 2 minutes.")), 120_000);
          arrived = () => (clearTimeout(patience), resolve());
        });
      }
      return waiting.shift()!;
    },
    close: () => (server.closeAllConnections(), server.close()),
  };
}
