import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as client from "../src/index.js";

interface Contract {
  "x-known-values": Record<string, { values: Record<string, string> }>;
  "x-problem-codes": Record<string, object>;
}
const contract = JSON.parse(readFileSync(join(process.cwd(), "../../openapi/riscossione.v1.json"), "utf8")) as Contract;
const constants = client as unknown as Record<string, Record<string, string> | undefined>;

test("every list of values of the contract, and the codes of problems, have constants", () => {
  const lists = { ...contract["x-known-values"], ProblemCodes: { values: contract["x-problem-codes"] } };
  assert.ok(Object.keys(lists).length > 30 && Object.keys(contract["x-problem-codes"]).length > 50);
  for (const [name, { values }] of Object.entries(lists)) {
    assert.deepEqual(Object.values(constants[name] ?? {}), Object.keys(values), name);
  }
});

test("a constant has the name of its value", () => {
  assert.equal(client.DocumentStates.partiallyPaid, "partially-paid");
  assert.equal(client.Scopes.documentsRead, "documents:read");
  assert.equal(client.ProblemCodes.versionStale, "version-stale");
  assert.equal(client.BulkLoadModes.continueOnFailure, "continue-on-failure");
  assert.equal(client.LogoFormats.imagePng, "image/png");
});
