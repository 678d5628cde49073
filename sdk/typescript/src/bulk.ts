import type { RiscossioneClient } from "./client.js";
import { RiscossioneError } from "./error.js";
import type { BulkLoad, BulkLoadResult, IssuePaymentDocumentRequest } from "./generated/client.js";
import { enumerate } from "./paging.js";
import { systemClock } from "./retry.js";

/** How a bulk load is run. */
export interface BulkLoadSettings {
  /** What happens when a row is bad: see `BulkLoadModes`. By default the others are issued all the same. */
  mode?: string;
  /** What is done with rows that do not say it: `issue` (default), `replace` or `cancel`. */
  action?: string;
  /** A name by which people recognize the load; no personal data. */
  name?: string;
  /** Fiscal code of the organization, when the key is good for several. */
  organization?: string;
  /** Code of the department, when the key is good for several. */
  department?: string;
  /** Time between two looks at the progress, in milliseconds. Default 1,000. */
  pollIntervalMs?: number;
  /** Stops sending or waiting; a load that was received goes on. */
  signal?: AbortSignal;
}

const finished = ["completed", "failed", "cancelled"];

/**
 * Sends any number of documents as one load, as they come and without ever holding them together, then tells its progress until it is
 * over; the last value is the load as it ended. Sending the same documents again is harmless: they are reported as unchanged.
 */
export async function* loadInBulk(
  client: RiscossioneClient,
  documents: Iterable<IssuePaymentDocumentRequest> | AsyncIterable<IssuePaymentDocumentRequest>,
  settings: BulkLoadSettings = {},
): AsyncGenerator<BulkLoad, void, undefined> {
  let load = await sendDocuments(client, documents, settings);
  yield load;
  while (!finished.includes(load.state)) {
    await systemClock.wait(settings.pollIntervalMs ?? 1_000, settings.signal);
    load = await client.readBulkLoad({ id: load.id }, settings.signal ? { signal: settings.signal } : {});
    yield load;
  }
}

/** What became of each row of a load, in their order; pages are fetched as they are read. */
export function bulkLoadResults(
  client: RiscossioneClient,
  id: string,
  outcome?: string,
): AsyncGenerator<BulkLoadResult, void, undefined> {
  return enumerate((cursor) =>
    client.findBulkLoadResults({ id, limit: 200, ...(outcome === undefined ? {} : { outcome }), ...(cursor === undefined ? {} : { cursor }) }),
  );
}

async function sendDocuments(
  client: RiscossioneClient,
  documents: Iterable<IssuePaymentDocumentRequest> | AsyncIterable<IssuePaymentDocumentRequest>,
  settings: BulkLoadSettings,
): Promise<BulkLoad> {
  const { mode, action, name, organization, department, signal } = settings;
  const response = await client.raw(
    {
      method: "POST",
      path: "/v1/bulk-loads",
      query: { mode, action, name, organization, department },
      headers: { "content-type": "application/x-ndjson", "content-encoding": "gzip" },
      upload: linesOf(documents).pipeThrough(new CompressionStream("gzip")),
      accept: "application/json",
    },
    signal ? { signal } : {},
  );
  if (!response.ok) {
    throw await RiscossioneError.from(response);
  }
  return (await response.json()) as BulkLoad;
}

/** One request a line, made when the connection has room for it. */
function linesOf(
  documents: Iterable<IssuePaymentDocumentRequest> | AsyncIterable<IssuePaymentDocumentRequest>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const text = new TextEncoder();
  async function* lines(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    for await (const document of documents) {
      yield text.encode(`${JSON.stringify(document)}\n`);
    }
  }
  const iterator = lines();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) {
        controller.close();
      } else {
        controller.enqueue(value);
      }
    },
    async cancel() {
      await iterator.return(undefined);
    },
  });
}
