import type { ApiCall } from "./call.js";
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

/** A row of a load: a document to issue, and what is to be done when it is not that. Make it with {@link BulkRows}. */
export type BulkRow =
  | (IssuePaymentDocumentRequest & { action?: "issue" | "replace"; reason?: string })
  | { action: "cancel"; externalId: string; reason?: string };

/** Rows that say what is done with them; a document alone follows the load's `action`. `reason` is kept in the document's timeline. */
export const BulkRows = {
  /** Issues a document; one that exists with the same content is reported as unchanged. */
  issue(document: IssuePaymentDocumentRequest): BulkRow {
    return { ...given(document), action: "issue" };
  },
  /** Cancels the document with this `externalId`, if nothing was paid, and issues this one in its place. */
  replace(document: IssuePaymentDocumentRequest, reason?: string): BulkRow {
    return { ...given(document), action: "replace", ...(reason === undefined ? {} : { reason }) };
  },
  /** Cancels a document, if nothing was paid. */
  cancel(externalId: string, reason?: string): BulkRow {
    if (typeof externalId !== "string" || externalId.trim() === "") {
      throw new TypeError("The externalId of the document to cancel is missing.");
    }
    return { action: "cancel", externalId, ...(reason === undefined ? {} : { reason }) };
  },
};

const finished = ["completed", "failed", "cancelled"];

/**
 * Sends any number of rows as one load, as they come and without ever holding them together, then tells its progress until it is over; the
 * last value is the load as it ended. Sending the same documents again is harmless: they are reported as unchanged.
 *
 * @param rows Documents to issue, or rows made with {@link BulkRows}; read once. If reading fails nothing of the load remains.
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
    // What fetch says of a body that fails does not say why.
    throw lines.failure ?? failure;
  });
  if (!response.ok) {
    throw await RiscossioneError.from(response);
  }
  return (await response.json()) as BulkLoad;
}

/** One row a line, made when the connection has room for it. */
class Lines {
  /** Why the rows could not be read to their end, if they could not. */
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
