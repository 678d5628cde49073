import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import {
  BulkLoadOutcomes,
  BulkRows,
  BulkLoadStates,
  loadInBulk,
  RiscossioneClient,
  type BulkLoad,
  type BulkRow,
} from "../src/index.js";
import { JumpingClock, ok, OpenClient, ScriptedApi } from "./scripted-api.js";

const baseUrl = process.env["RISCOSSIONE_URL"];
const apiKey = process.env["RISCOSSIONE_API_KEY"];
const skip = baseUrl && apiKey ? false : "RISCOSSIONE_URL and RISCOSSIONE_API_KEY name no running API";

test("a running API accepts streamed documents and reports its progress", { skip }, async () => {
  const client = new RiscossioneClient({ baseUrl: baseUrl!, apiKey: apiKey! });
  const series = `bulk-${randomUUID()}`;
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

  const seen: BulkLoad[] = [];
  const load = await client.bulkLoads.load(documents(), {
    name: "TARI",
    organization: "80008510754",
    department: "tributi",
    pollIntervalMs: 50,
    onProgress: (progress) => seen.push(progress),
  });

  assert.deepEqual(seen.at(-1), load);
  assert.equal(load.state, BulkLoadStates.completed);
  assert.deepEqual([load.issued, load.rejected], [299, 1]);
  const rejected = [];
  for await (const result of client.bulkLoads.findAllResults(load.id, { outcome: BulkLoadOutcomes.rejected })) {
    rejected.push(result);
  }
  assert.deepEqual(rejected.map((result) => [result.line, result.errors![0]!.pointer]), [[7, "/debtor/fiscalCode"]]);
});

const document = {
  externalId: "T-1",
  subject: "TARI 2026",
  debtor: { kind: "F", fiscalCode: "RSSMRA45C12F205C", fullName: "Persona di prova" },
  items: [{ revenueType: "tari", year: 2026, amountCents: 10_000 }],
};

test("each row says what is done with it", async () => {
  const sent: Buffer[] = [];
  const api = new ScriptedApi(ok({ id: "01J", state: "completed" }));
  const keep: typeof fetch = async (input, init) => {
    sent.push(Buffer.from(await new Response(init!.body as ReadableStream).arrayBuffer()));
    return api.fetch(input, { ...init, body: null });
  };
  const rows = [document, BulkRows.issue(document), BulkRows.replace(document, "importo"), BulkRows.cancel("T-2", "doppio")];
  await new OpenClient(api, { fetch: keep }).bulkLoads.load(rows);
  const lines = gunzipSync(sent[0]!).toString().trim().split("\n");
  assert.deepEqual(
    lines.map((line) => JSON.parse(line) as unknown),
    [
      document,
      { ...document, action: "issue" },
      { ...document, action: "replace", reason: "importo" },
      { action: "cancel", externalId: "T-2", reason: "doppio" },
    ],
  );
});

test("a row that is nothing, or cancels nothing, ends the load before it is received", async () => {
  for (const id of ["", " ", undefined]) {
    assert.throws(() => BulkRows.cancel(id as string), { name: "TypeError", message: /externalId/ });
  }
  assert.throws(() => BulkRows.replace(undefined as never), TypeError);
  const api = new ScriptedApi(ok({ id: "01J", state: "completed" }));
  const rows = [document, null as unknown as BulkRow];
  await assert.rejects(new OpenClient(api).bulkLoads.load(rows), { name: "TypeError", message: /row 2/ });
});

test("a running API replaces and cancels by rows of one load", { skip }, async () => {
  const client = new RiscossioneClient({ baseUrl: baseUrl!, apiKey: apiKey! });
  const settings = { organization: "80008510754", department: "tributi", pollIntervalMs: 50 };
  const [first, second] = [1, 2].map((number) => ({ ...document, externalId: `rows-${randomUUID()}-${number}` }));
  const last = (rows: BulkRow[]): Promise<BulkLoad> => client.bulkLoads.load(rows, settings);
  assert.equal((await last([first!, second!])).issued, 2);

  const changed = { ...first!, items: [{ revenueType: "tari", year: 2026, amountCents: 12_000 }] };
  const load = await last([BulkRows.replace(changed, "importo corretto"), BulkRows.cancel(second!.externalId, "non dovuto")]);

  assert.deepEqual([load.replaced, load.cancelled, load.rejected], [1, 1, 0]);
});

test("a load is awaited by the client's clock, and each read is reported", async () => {
  const clock = new JumpingClock();
  const api = new ScriptedApi(ok({ id: "01J", state: "waiting" }), ok({ id: "01J", state: "running" }), ok({ id: "01J", state: "failed" }));
  const states: string[] = [];
  const load = await new OpenClient(api, { clock }).bulkLoads.waitForCompletion("01J", {
    pollIntervalMs: 250,
    onProgress: ({ state }) => states.push(state),
  });
  assert.equal(load.state, BulkLoadStates.failed);
  assert.deepEqual([states, clock.waits], [["waiting", "running", "failed"], [250, 250]]);
});

test("the functions of version 0.1 still load and report", async () => {
  const client = new OpenClient(new ScriptedApi(ok({ id: "01J", state: "waiting" }), ok({ id: "01J", state: "completed" })));
  const states: string[] = [];
  for await (const { state } of loadInBulk(client, [document], { pollIntervalMs: 1 })) {
    states.push(state);
  }
  assert.deepEqual(states, ["waiting", "completed"]);
});
