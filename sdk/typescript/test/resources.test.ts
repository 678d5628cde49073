import assert from "node:assert/strict";
import { test } from "node:test";
import { ok, OpenClient, ScriptedApi, silence } from "./scripted-api.js";

const document = {
  externalId: "T-1",
  subject: "TARI 2026",
  debtor: { kind: "F", fiscalCode: "RSSMRA45C12F205C", fullName: "Persona di prova" },
  items: [{ revenueType: "tari", year: 2026, amountCents: 10_000 }],
};

/** What a call put on the wire, without its random key. */
async function sent(act: (client: OpenClient) => Promise<unknown>): Promise<unknown> {
  const api = new ScriptedApi(ok());
  await act(new OpenClient(api));
  const { method, url, headers } = api.requests[0]!;
  return { method, url, body: api.bodies[0], ifMatch: headers.get("if-match"), contentType: headers.get("content-type"), accept: headers.get("accept") };
}

test("a flat method sends what the method of its resource sends", async () => {
  const pairs: [(client: OpenClient) => Promise<unknown>, (client: OpenClient) => Promise<unknown>][] = [
    [(client) => client.issuePaymentDocument({ body: document }), (client) => client.paymentDocuments.issue(document)],
    [(client) => client.findPayments({ channel: "counter", limit: 5 }), (client) => client.payments.find({ channel: "counter", limit: 5 })],
    [
      (client) => client.changeDepartment({ organization: "1", department: "d", ifMatch: '"3"', body: { name: "Tributi" } }),
      (client) => client.organizations.changeDepartment("1", "d", { name: "Tributi" }, { ifMatch: '"3"' }),
    ],
    [(client) => client.readStatus(), (client) => client.status.read()],
  ];
  for (const [flat, resource] of pairs) {
    assert.deepEqual(await sent(flat), await sent(resource));
  }
});

test("ids, body and filters reach their places", async () => {
  assert.deepEqual(await sent((client) => client.organizations.changeDepartment("1", "d/e", { name: "Tributi" }, { ifMatch: '"3"' })), {
    method: "PUT",
    url: "http://localhost/base/v1/organizations/1/departments/d%2Fe",
    body: '{"name":"Tributi"}',
    ifMatch: '"3"',
    contentType: "application/json",
    accept: "application/json, application/problem+json",
  });
});

test("a list is read from the cursor that is given, with its filters on every page", async () => {
  const page = (id: string, nextCursor?: string) => ok({ items: [{ id }], nextCursor });
  const api = new ScriptedApi(page("a", "next"), page("b"));
  const ids: string[] = [];
  for await (const { id } of new OpenClient(api).paymentDocuments.findAll({ state: "issued", cursor: "kept" })) {
    ids.push(id);
  }
  assert.deepEqual(ids, ["a", "b"]);
  assert.deepEqual(
    api.requests.map((request) => new URL(request.url).search),
    ["?state=issued&cursor=kept", "?state=issued&cursor=next"],
  );
});

test("a search is walked by the cursor in its body", async () => {
  const api = new ScriptedApi(ok({ items: [{ id: "a" }], nextCursor: "next" }), ok({ items: [] }));
  for await (const { id } of new OpenClient(api).paymentDocuments.searchAll({ debtorFiscalCode: "RSSMRA45C12F205C" })) {
    assert.equal(id, "a");
  }
  assert.deepEqual(api.bodies, ['{"debtorFiscalCode":"RSSMRA45C12F205C"}', '{"debtorFiscalCode":"RSSMRA45C12F205C","cursor":"next"}']);
});

for (const options of [{ ifMatch: "" }, {}, undefined]) {
  test(`a change without the version it changes is refused before anything is sent: ${JSON.stringify(options)}`, async () => {
    const api = new ScriptedApi(ok());
    const change = new OpenClient(api).organizations.changeDepartment("1", "d", { name: "Tributi" }, options as never);
    await assert.rejects(change, { name: "TypeError", message: /ifMatch/ });
    assert.equal(api.requests.length, 0);
  });
}

test("an idempotency key that is empty, or that the operation does not read, is refused before anything is sent", async () => {
  const api = new ScriptedApi(ok());
  await assert.rejects(new OpenClient(api).paymentDocuments.issue(document, { idempotencyKey: " " }), TypeError);
  await assert.rejects(new OpenClient(api).paymentDocuments.read("01J", { idempotencyKey: "TARI-1" }), TypeError);
  assert.equal(api.requests.length, 0);
});

test("a call has its own timeout", async () => {
  const api = new ScriptedApi(silence);
  await assert.rejects(new OpenClient(api, { maxAttempts: 1 }).status.read({ timeoutMs: 1 }), { name: "RiscossioneNetworkError", reason: "timeout" });
});
