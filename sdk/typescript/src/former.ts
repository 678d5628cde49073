// The functions of version 0.1, kept for one version.
import type { BulkLoadSettings, BulkRow } from "./bulk-loads.js";
import type { CallOptions, FileResponse } from "./call.js";
import type { RiscossioneClient } from "./client.js";
import type { AccountMove, BulkLoad, BulkLoadResult, MoveRevenueTypeAccountRequest } from "./generated/types.js";
import { systemClock } from "./retry.js";

/** @deprecated Usare `bulkLoads.load`. */
export async function* loadInBulk(
  client: RiscossioneClient,
  rows: Iterable<BulkRow> | AsyncIterable<BulkRow>,
  settings: BulkLoadSettings = {},
): AsyncGenerator<BulkLoad, void, undefined> {
  let load = await client.bulkLoads.sendRows(rows, settings);
  yield load;
  while (!["completed", "failed", "cancelled"].includes(load.state)) {
    await systemClock.wait(settings.pollIntervalMs ?? 1_000, settings.signal);
    load = await client.bulkLoads.read(load.id, { signal: settings.signal });
    yield load;
  }
}

/** @deprecated Usare `bulkLoads.findAllResults`. */
export function bulkLoadResults(client: RiscossioneClient, id: string, outcome?: string): AsyncGenerator<BulkLoadResult, void, undefined> {
  return client.bulkLoads.findAllResults(id, { limit: 200, outcome });
}

/** @deprecated Usare `noticeBatches.download`. */
export function downloadNoticeBatch(
  client: RiscossioneClient,
  id: string,
  format: "pdf" | "zip",
  firstPart = 1,
  options?: CallOptions,
): AsyncGenerator<FileResponse, void, undefined> {
  return client.noticeBatches.download(id, format, firstPart, options);
}

/** @deprecated Usare `revenueTypes.moveWholeAccount`. */
export function moveWholeAccount(
  client: RiscossioneClient,
  organization: string,
  revenueType: string,
  request: MoveRevenueTypeAccountRequest,
): Promise<AccountMove> {
  return client.revenueTypes.moveWholeAccount(organization, revenueType, request);
}
