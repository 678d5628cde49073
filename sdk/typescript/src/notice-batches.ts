import type { CallOptions, FileResponse } from "./call.js";
import type { RiscossioneClient } from "./client.js";

/**
 * The parts of a completed batch of notices, one after another, each read while it arrives. Read each to its end, or cancel it, before the next.
 *
 * @param format `pdf`: one file a part, for printing; `zip`: a file for each document.
 * @param firstPart The first part to download: after a failure, the one that failed.
 * @throws RiscossioneError `notice-batch-not-ready` for a batch that is not completed.
 */
export async function* downloadNoticeBatch(
  client: RiscossioneClient,
  id: string,
  format: "pdf" | "zip",
  firstPart = 1,
  options?: CallOptions,
): AsyncGenerator<FileResponse, void, undefined> {
  const { parts } = await client.readNoticeBatch({ id }, options);
  for (let part = firstPart; part <= (parts?.length ?? 1); part++) {
    yield format === "pdf"
      ? await client.downloadNoticeBatchAsPdf({ id, part }, options)
      : await client.downloadNoticeBatchAsZip({ id, part }, options);
  }
}
