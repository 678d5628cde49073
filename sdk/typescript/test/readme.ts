// The code of the READMEs, compiled; tests/Sdk/ReadmeTests.cs compares them.
import { createWriteStream } from "node:fs";
import { Writable } from "node:stream";
import { BulkRows, RiscossioneClient, verifyWebhook } from "../src/index.js";
import type { Department, IssuePaymentDocumentRequest } from "../src/index.js";

export async function read(apiKey: string, id: string): Promise<string> {
  const client = new RiscossioneClient({ baseUrl: "http://localhost:5080", apiKey });
  const document = await client.paymentDocuments.read(id);

  for await (const one of client.paymentDocuments.findAll({ state: "issued" })) {
    console.log(one.id);
  }
  return document.id;
}

export async function call(client: RiscossioneClient, department: Department, signal: AbortSignal) {
  const page = await client.payments.find({ channel: "counter", limit: 20, signal });
  const renamed = await client.organizations.changeDepartment("80008510754", "tributi", { name: "Tributi" }, { ifMatch: department.etag });
  return { page, renamed };
}

export async function load(client: RiscossioneClient, document: IssuePaymentDocumentRequest, corrected: IssuePaymentDocumentRequest) {
  const rows = [
    BulkRows.issue(document),
    BulkRows.replace(corrected, "importo corretto"),
    BulkRows.cancel("TARI-2026-000003", "non dovuto"),
  ];
  const load = await client.bulkLoads.load(rows, { name: "TARI 2026", onProgress: (load) => console.log(load.state, load.rowsRead) });
  return load.rejected;
}

export async function download(client: RiscossioneClient, id: string) {
  await client.noticeBatches.waitForCompletion(id, { onProgress: (batch) => console.log(batch.state) });
  for await (const file of client.noticeBatches.download(id, "zip")) {
    await file.stream.pipeTo(Writable.toWeb(createWriteStream(file.fileName ?? "avvisi.zip")));
  }
}

export async function receive(request: Request, secret: string) {
  const event = await verifyWebhook(await request.text(), request.headers, secret);
  if (event.type === "payment.recorded") {
    console.log(event.data.paymentId, event.data.amountCents);
  }
}
