import { createWriteStream } from "node:fs";
import { access, readFile, rename } from "node:fs/promises";
import { basename, join } from "node:path";
import { Writable } from "node:stream";
import {
  BulkLoadOutcomes,
  BulkLoadStates,
  RiscossioneError,
  type BulkLoad,
  type IssuePaymentDocumentRequest,
  type RiscossioneClient,
} from "@comune-lecce/riscossione";
import { columnsOfOffice, readDebt, RowError } from "./office-debt.js";
import { CsvError, parseOfficeFile, type OfficeFile, type OfficeRow } from "./office-file.js";
import { Results, type AcceptedRow, type RejectedRow } from "./results.js";
import type { Settings } from "./settings.js";

interface SentRow {
  row: OfficeRow;
  debt: IssuePaymentDocumentRequest;
}

/** The file cannot be loaded, or the API could not finish; the message says why, in Italian. */
export class StoppedError extends Error {}

/** Loads one file: sends the rows, waits, writes what came of each, downloads the notices. Repeated, it continues where it stopped. */
export class Loader {
  readonly #client: RiscossioneClient;
  readonly #settings: Settings;

  constructor(client: RiscossioneClient, settings: Settings) {
    this.#client = client;
    this.#settings = settings;
  }

  async run(): Promise<void> {
    const content = await readFile(this.#settings.file);
    const file = readOfficeFile(content);
    // Rows that cannot be read are not sent; the others keep their order, in which the API numbers its outcomes.
    const sent: SentRow[] = [];
    const rejected: RejectedRow[] = [];
    for (const row of file.rows) {
      try {
        sent.push({ row, debt: readDebt(row) });
      } catch (failure) {
        if (!(failure instanceof RowError)) {
          throw failure;
        }
        rejected.push({ row, reason: failure.message });
      }
    }
    console.log(`${this.#settings.file}: ${file.rows.length} righe, ${sent.length} da inviare`);

    const results = await Results.open(this.#settings.out, this.#settings.file, content);
    if (sent.length > 0) {
      const load = (await this.#resume(results)) ?? (await this.#send(sent, results));
      if (load.state !== BulkLoadStates.completed) {
        await results.forgetLoad();
        throw new StoppedError(`il caricamento è ${load.state}: ${load.failure?.detail ?? ""} Ripetere il comando.`);
      }
      console.log(`Emessi ${load.issued}, già presenti ${load.unchanged}, respinti ${load.rejected}`);
      rejected.push(...(await this.#writeOutcomes(load, sent, results)));
      await this.#saveNotices(load, results);
    }
    rejected.sort((one, other) => one.row.number - other.row.number);
    await results.writeRowsToMend(file, rejected);
    console.log(rejected.length === 0 ? "Nessuna riga da correggere" : `Righe da correggere: ${rejected.length}, in ${results.rowsToMend}`);
  }

  /** Waits for the load of an earlier run on the same file; undefined when there is none. */
  async #resume(results: Results): Promise<BulkLoad | undefined> {
    const id = await results.sentLoad();
    if (id === undefined) {
      return undefined;
    }
    try {
      console.log(`File già inviato: caricamento ${id}`);
      return await this.#wait(id);
    } catch (failure) {
      if (failure instanceof RiscossioneError && failure.status === 404) {
        // Another API, or another database.
        return undefined;
      }
      throw failure;
    }
  }

  /** Sends the debts as one load and waits. Debts that the API has already, under their externalId, stay as they are. */
  async #send(sent: readonly SentRow[], results: Results): Promise<BulkLoad> {
    const { organization, department } = this.#settings;
    // The name has no personal data.
    const name = basename(results.folder);
    const received = await this.#client.bulkLoads.sendRows(sent.map(({ debt }) => debt), { name, organization, department });
    await results.keepLoad(received.id);
    return this.#wait(received.id);
  }

  #wait(id: string): Promise<BulkLoad> {
    let said = "";
    const onProgress = ({ rowsRead, receivedRows }: BulkLoad): void => {
      const now = `  righe elaborate: ${rowsRead} di ${receivedRows}`;
      if (now !== said) {
        console.log(now);
      }
      said = now;
    };
    return this.#client.bulkLoads.waitForCompletion(id, { onProgress });
  }

  /** Writes the notice numbers of the accepted rows; returns the rejected ones. */
  async #writeOutcomes(load: BulkLoad, sent: readonly SentRow[], results: Results): Promise<RejectedRow[]> {
    const accepted: AcceptedRow[] = [];
    const rejected: RejectedRow[] = [];
    for await (const row of this.#client.bulkLoads.findAllResults(load.id)) {
      if (row.outcome === BulkLoadOutcomes.rejected) {
        const reasons = row.errors?.map(({ pointer, detail }) => `${pointer}: ${detail}`) ?? [];
        rejected.push({ row: sent[row.line - 1]!.row, reason: reasons.length > 0 ? reasons.join(" ") : (row.detail ?? row.code ?? "") });
      } else {
        accepted.push({ externalId: row.externalId!, noticeNumbers: row.noticeNumbers ?? [] });
      }
    }
    await results.writeNoticeNumbers(accepted);
    const numbers = accepted.reduce((sum, { noticeNumbers }) => sum + noticeNumbers.length, 0);
    console.log(`Numeri avviso: ${numbers}, in ${results.noticeNumbers}`);
    return rejected;
  }

  /** Has the notices of the load made, one PDF each, and downloads the parts that are not in the folder yet. */
  async #saveNotices(load: BulkLoad, results: Results): Promise<void> {
    if (load.issued + load.unchanged === 0) {
      return;
    }
    const { organization, department } = this.#settings;
    // For a week the same key gives the same batch, also after a crash.
    const requested = await this.#client.noticeBatches.create(
      { bulkLoadId: load.id, organization, department },
      { idempotencyKey: `avvisi-${load.id}` },
    );
    const batch = await this.#client.noticeBatches.waitForCompletion(requested.id);
    if (batch.state !== "completed") {
      throw new StoppedError(`la stampa degli avvisi è ${batch.state}: ${batch.failureDetail ?? ""}`);
    }
    for (const { part } of batch.parts ?? []) {
      const path = join(results.folder, `avvisi-${batch.id}-${String(part).padStart(3, "0")}.zip`);
      if (!(await exists(path))) {
        const { stream } = await this.#client.noticeBatches.downloadAsZip(batch.id, { part });
        await stream.pipeTo(Writable.toWeb(createWriteStream(`${path}.tmp`)));
        await rename(`${path}.tmp`, path);
      }
      console.log(`Avvisi in PDF: ${path}`);
    }
  }
}

function readOfficeFile(content: Uint8Array): OfficeFile {
  try {
    const file = parseOfficeFile(content);
    const missing = columnsOfOffice.filter((name) => !file.columns.includes(name));
    if (missing.length > 0) {
      throw new StoppedError(`mancano le colonne ${missing.join(", ")}`);
    }
    return file;
  } catch (failure) {
    throw failure instanceof CsvError ? new StoppedError(failure.message) : failure;
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
