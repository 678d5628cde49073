// The code of the README, compiled; tests/Sdk/ReadmeTests.cs compares the two.
import { createWriteStream } from "node:fs";
import { Writable } from "node:stream";
import { BulkRows, downloadNoticeBatch, enumerate, loadInBulk, RiscossioneClient, verifyWebhook } from "../src/index.js";
import type { IssuePaymentDocumentRequest } from "../src/index.js";

export async function read(apiKey: string, id: string): Promise<string> {
  const client = new RiscossioneClient({ baseUrl: "http://localhost:5080", apiKey });
  const document = await client.readPaymentDocument({ id });

  for await (const one of enumerate((cursor) => client.findPaymentDocuments({ cursor }))) {
    console.log(one.id);
  }
  return document.id;
}

export async function load(client: RiscossioneClient, document: IssuePaymentDocumentRequest, corrected: IssuePaymentDocumentRequest) {
  const rows = [
    BulkRows.issue(document),
    BulkRows.replace(corrected, "importo corretto"),
    BulkRows.cancel("TARI-2026-000003", "non dovuto"),
  ];
  for await (const load of loadInBulk(client, rows, { name: "TARI 2026" })) {
    console.log(load.state, load.rowsRead);
  }
}

export async function download(client: RiscossioneClient, id: string) {
  for await (const file of downloadNoticeBatch(client, id, "zip")) {
    await file.stream.pipeTo(Writable.toWeb(createWriteStream(file.fileName ?? "avvisi.zip")));
  }
}

export async function receive(request: Request, secret: string) {
  const event = await verifyWebhook(await request.text(), request.headers, secret);
  console.log(event.type);
}
