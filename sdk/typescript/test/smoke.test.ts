import assert from "node:assert/strict";
import { test } from "node:test";
import { DocumentStates, enumerate, PaymentOutcomes, RiscossioneClient, RiscossioneError, Scopes } from "../src/index.js";

const baseUrl = process.env["RISCOSSIONE_URL"];
const apiKey = process.env["RISCOSSIONE_API_KEY"];
const skip = baseUrl && apiKey ? false : "RISCOSSIONE_URL and RISCOSSIONE_API_KEY name no running API";

test("a running API is understood: keys are issued, listed page by page and revoked", { skip }, async () => {
  const client = new RiscossioneClient({ baseUrl: baseUrl!, apiKey: apiKey! });
  assert.equal((await client.readStatus()).status, "up");

  const issued = await client.issueApiKey({ body: { name: "smoke", scopes: [Scopes.documentsRead] } });
  const names: string[] = [];
  for await (const key of enumerate((cursor) => client.findApiKeys({ limit: 1, cursor }))) {
    names.push(key.name);
  }
  assert.ok(names.length >= 2 && names.includes("smoke"));

  const revoked = await client.revokeApiKey({ id: issued.id });
  assert.ok(revoked.revokedAt);
});

test("a running API takes a debt to its payment", { skip }, async () => {
  const client = new RiscossioneClient({ baseUrl: baseUrl!, apiKey: apiKey! });
  const request = {
    organization: "80008510754",
    department: "tributi",
    externalId: `smoke-${crypto.randomUUID()}`,
    subject: "TARI 2026",
    debtor: { kind: "F", fiscalCode: "RSSMRA45C12F205C", fullName: "Persona di prova" },
    items: [{ revenueType: "tari", year: 2026, amountCents: 10_000 }],
    options: [{ kind: "installments", plan: { count: 2, firstDueOn: "2026-12-16", everyMonths: 1 } }],
  };
  const issued = await client.issuePaymentDocument({ body: request });
  const again = await client.issuePaymentDocument({ body: request });
  assert.equal(again.id, issued.id);

  const [first] = issued.options[0]!.installments;
  assert.equal(first!.amountCents, 5_000);
  const payment = await client.recordPayment({
    body: {
      organization: "80008510754",
      channel: "counter",
      channelPaymentId: request.externalId,
      noticeNumber: first!.noticeNumber!,
      amountCents: 5_000,
      paidAt: new Date().toISOString(),
    },
  });
  assert.equal(payment.outcome, PaymentOutcomes.exact);

  const paid = await client.readPaymentDocument({ id: issued.id });
  assert.equal(paid.state, DocumentStates.partiallyPaid);
  assert.equal(paid.residualCents, 5_000);
  assert.ok((await client.readPaymentDocumentTimeline({ id: issued.id })).chainVerified);
});

test("a running API's problems are understood", { skip }, async () => {
  const stranger = new RiscossioneClient({ baseUrl: baseUrl!, apiKey: "rk_unknown" });
  await assert.rejects(stranger.findApiKeys(), (error) => {
    assert.ok(error instanceof RiscossioneError);
    assert.equal(error.status, 401);
    assert.equal(error.code, "unauthenticated");
    assert.ok(error.requestId);
    return true;
  });
});
