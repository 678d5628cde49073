import type { ApiCall } from "./call.js";
import type { RiscossioneClient } from "./client.js";
import { RiscossioneError } from "./error.js";
import type { BulkLoad, BulkLoadResult, IssuePaymentDocumentRequest } from "./generated/client.js";
import { enumerate } from "./paging.js";
import { systemClock } from "./retry.js";

/** Settings of a bulk load. */
export interface BulkLoadSettings {
  /** What a bad row does to the load: see `BulkLoadModes`. By default the other rows take effect. */
  mode?: string;
  /** The action of rows without one: `issue` (default), `replace` or `cancel`. */
  action?: string;
  /** A name for people; no personal data. */
  name?: string;
  /** Fiscal code of the organization, when the key covers several. */
  organization?: string;
  /** Code of the department, when the key covers several. */
  department?: string;
  /** The interval between two reads of the progress, in milliseconds. Default 1,000. */
  pollIntervalMs?: number;
  /** Stops sending or waiting; a received load continues. */
  signal?: AbortSignal;
}

/** A row of a load: a document to issue, or a row with another action, made with {@link BulkRows}. */
export type BulkRow =
  | (IssuePaymentDocumentRequest & { action?: "issue" | "replace"; reason?: string })
  | { action: "cancel"; externalId: string; reason?: string };

/** Rows with an action; a plain document follows the load's `action`. `reason` is recorded in the document's timeline. */
export const BulkRows = {
  /** Issues a document; an equal document that exists is reported as unchanged. */
  issue(document: IssuePaymentDocumentRequest): BulkRow {
    return { ...given(document), action: "issue" };
  },
  /** Cancels the document with this `externalId` if it has no payments, and issues this one instead. */
  replace(document: IssuePaymentDocumentRequest, reason?: string): BulkRow {
    return { ...given(document), action: "replace", ...(reason === undefined ? {} : { reason }) };
  },
  /** Cancels a document if it has no payments. */
  cancel(externalId: string, reason?: string): BulkRow {
    if (typeof externalId !== "string" || externalId.trim() === "") {
      throw new TypeError("The externalId of the document to cancel is missing.");
    }
    return { action: "cancel", externalId, ...(reason === undefined ? {} : { reason }) };
  },
};

const finished = ["completed", "failed", "cancelled"];

/**
 * Sends any number of rows as one load, streaming them, then yields its progress until it ends; the last value is the ended load. Sending
 * the same documents again is harmless: they are reported as unchanged.
 *
 * @param rows Documents to issue, or rows made with {@link BulkRows}; read once. If reading fails, the load is discarded.
 * @throws TypeError for a row that is null or undefined.
 */
export async function* loadInBulk(
  client: RiscossioneClient,
  rows: Iterable<BulkRow> | AsyncIterable<BulkRow>,
  settings: BulkLoadSettings = {},
): AsyncGenerator<BulkLoad, void, undefined> {
  let load = await sendRows(client, rows, settings);
  yield load;
  while (!finished.includes(load.state)) {
    await systemClock.wait(settings.pollIntervalMs ?? 1_000, settings.signal);
    load = await client.readBulkLoad({ id: load.id }, settings.signal ? { signal: settings.signal } : {});
    yield load;
  }
}

/** The outcome of each row of a load, in order; pages are fetched as they are read. */
export function bulkLoadResults(
  client: RiscossioneClient,
  id: string,
  outcome?: string,
): AsyncGenerator<BulkLoadResult, void, undefined> {
  return enumerate((cursor) =>
    client.findBulkLoadResults({ id, limit: 200, ...(outcome === undefined ? {} : { outcome }), ...(cursor === undefined ? {} : { cursor }) }),
  );
}

async function sendRows(
  client: RiscossioneClient,
  rows: Iterable<BulkRow> | AsyncIterable<BulkRow>,
  settings: BulkLoadSettings,
): Promise<BulkLoad> {
  const { mode, action, name, organization, department, signal } = settings;
  const lines = new Lines(rows);
  const call: ApiCall = {
    method: "POST",
    path: "/v1/bulk-loads",
    query: { mode, action, name, organization, department },
    headers: { "content-type": "application/x-ndjson", "content-encoding": "gzip" },
    upload: lines.stream().pipeThrough(new CompressionStream("gzip")),
    accept: "application/json",
  };
  const response = await client.raw(call, signal ? { signal } : {}).catch((failure: unknown) => {
    // The error of fetch does not give the reason of a failed body.
    throw lines.failure ?? failure;
  });
  if (!response.ok) {
    throw await RiscossioneError.from(response);
  }
  return (await response.json()) as BulkLoad;
}

/** One row per line, produced when the connection has room for it. */
class Lines {
  /** Why reading the rows failed, if it did. */
  failure: unknown;
  readonly #rows: Iterable<BulkRow> | AsyncIterable<BulkRow>;

  constructor(rows: Iterable<BulkRow> | AsyncIterable<BulkRow>) {
    this.#rows = rows;
  }

  stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const iterator = this.#lines();
    return new ReadableStream({
      pull: async (controller) => {
        try {
          const { done, value } = await iterator.next();
          if (done) {
            controller.close();
          } else {
            controller.enqueue(value);
          }
        } catch (failure) {
          this.failure = failure;
          throw failure;
        }
      },
      cancel: async () => {
        await iterator.return(undefined);
      },
    });
  }

  async *#lines(): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
    const text = new TextEncoder();
    let number = 0;
    for await (const row of this.#rows) {
      number++;
      if (row === undefined || row === null) {
        throw new TypeError(`The row ${number} is missing: nothing of the load remains.`);
      }
      yield text.encode(`${JSON.stringify(row)}\n`);
    }
  }
}

function given(document: IssuePaymentDocumentRequest): IssuePaymentDocumentRequest {
  if (document === undefined || document === null) {
    throw new TypeError("The document of the row is missing.");
  }
  return document;
}
