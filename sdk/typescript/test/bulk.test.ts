import assert from "node:assert/strict";
import { test } from "node:test";
import { bulkLoadResults, BulkLoadOutcomes, BulkLoadStates, loadInBulk, RiscossioneClient, type BulkLoad } from "../src/index.js";

const baseUrl = process.env["RISCOSSIONE_URL"];
const apiKey = process.env["RISCOSSIONE_API_KEY"];
const skip = baseUrl && apiKey ? false : "RISCOSSIONE_URL and RISCOSSIONE_API_KEY name no running API";

test("a running API takes documents as they come and tells how it fares", { skip }, async () => {
  const client = new RiscossioneClient({ baseUrl: baseUrl!, apiKey: apiKey! });
  const series = `bulk-${crypto.randomUUID()}`;
  async function* documents() {
    for (let number = 1; number <= 300; number++) {
      yield {
        externalId: `${series}-${number}`,
        subject: "TARI 2026",
        debtor: { kind: "F", fiscalCode: number === 7 ? "RSSMRA45C12F205X" : "RSSMRA45C12F205C", fullName: "Persona di prova" },
        items: [{ revenueType: "tari", year: 2026, amountCents: 10_000 + number }],
        options: [{ kind: "installments", plan: { count: 3, firstDueOn: "2026-12-16", everyMonths: 1 } }],
      };
    }
  }

  let load: BulkLoad | undefined;
  const settings = { name: "TARI", organization: "80008510754", department: "tributi", pollIntervalMs: 50 };
  for await (const progress of loadInBulk(client, documents(), settings)) {
    load = progress;
  }

  assert.equal(load!.state, BulkLoadStates.completed);
  assert.deepEqual([load!.issued, load!.rejected], [299, 1]);
  const rejected = [];
  for await (const result of bulkLoadResults(client, load!.id, BulkLoadOutcomes.rejected)) {
    rejected.push(result);
  }
  assert.deepEqual(rejected.map((result) => [result.line, result.errors![0]!.pointer]), [[7, "/debtor/fiscalCode"]]);
});
