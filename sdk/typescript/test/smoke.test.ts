import assert from "node:assert/strict";
import { test } from "node:test";
import { enumerate, RiscossioneClient, RiscossioneError, Scopes } from "../src/index.js";

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
