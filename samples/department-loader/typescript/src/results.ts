import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { keyColumn } from "./office-debt.js";
import { csvLine, type OfficeFile, type OfficeRow } from "./office-file.js";

/** A row to mend, with what to mend. */
export interface RejectedRow {
  row: OfficeRow;
  reason: string;
}

/** A row that became a document, and its notice numbers. */
export interface AcceptedRow {
  externalId: string;
  noticeNumbers: readonly string[];
}

/** The column that the loader adds to the rows to mend. */
const reasonColumn = "motivo";

// With it, spreadsheets read UTF-8.
const byteOrderMark = "\ufeff";

/** The folder with what came of a file. Its name has the hash of the content: the same file has the same folder. */
export class Results {
  readonly folder: string;
  readonly rowsToMend: string;
  readonly noticeNumbers: string;
  readonly #load: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.rowsToMend = join(folder, "scarti.csv");
    this.noticeNumbers = join(folder, "avvisi.csv");
    this.#load = join(folder, "carico.txt");
  }

  static async open(parent: string, file: string, content: Uint8Array): Promise<Results> {
    const hash = createHash("sha256").update(content).digest("hex").slice(0, 8);
    const results = new Results(join(parent, `${basename(file, extname(file))}-${hash}`));
    await mkdir(results.folder, { recursive: true });
    return results;
  }

  /** The load that this file became; undefined when it was not sent yet. */
  async sentLoad(): Promise<string | undefined> {
    try {
      return await readFile(this.#load, "utf8");
    } catch (failure) {
      if ((failure as NodeJS.ErrnoException).code === "ENOENT") {
        return undefined;
      }
      throw failure;
    }
  }

  keepLoad(id: string): Promise<void> {
    return writeWhole(this.#load, id);
  }

  forgetLoad(): Promise<void> {
    return rm(this.#load, { force: true });
  }

  /** Writes the rows to mend as they were, with the reason in the last column. Without rows there is no file. */
  async writeRowsToMend({ columns }: OfficeFile, rejected: readonly RejectedRow[]): Promise<void> {
    if (rejected.length === 0) {
      await rm(this.rowsToMend, { force: true });
      return;
    }
    const kept = columns.filter((name) => name !== reasonColumn);
    const rows = rejected.map(({ row, reason }) => [...kept.map((name) => row.values.get(name) ?? ""), reason]);
    await writeWhole(this.rowsToMend, byteOrderMark + [[...kept, reasonColumn], ...rows].map(csvLine).join(""));
  }

  async writeNoticeNumbers(accepted: readonly AcceptedRow[]): Promise<void> {
    const rows = accepted.flatMap(({ externalId, noticeNumbers }) => noticeNumbers.map((number, index) => [externalId, String(index + 1), number]));
    await writeWhole(this.noticeNumbers, byteOrderMark + [[keyColumn, "avviso", "numero_avviso"], ...rows].map(csvLine).join(""));
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.tmp`, text);
  await rename(`${path}.tmp`, path);
}
