/** A row of the office's file: the line where it begins, and its values by column. */
export interface OfficeRow {
  readonly number: number;
  readonly values: ReadonlyMap<string, string>;
}

/** The value of a column without surrounding spaces; empty when it is missing. */
export const valueOf = (row: OfficeRow, column: string): string => row.values.get(column)?.trim() ?? "";

/** A CSV file as spreadsheets in Italy write it: separated by «;», in UTF-8 or windows-1252, with quoted values where needed. */
export interface OfficeFile {
  readonly columns: readonly string[];
  /** The rows that are not empty, in the order of the file. */
  readonly rows: readonly OfficeRow[];
}

/** The file cannot be read as CSV. */
export class CsvError extends Error {}

export function parseOfficeFile(bytes: Uint8Array): OfficeFile {
  const records = [...recordsOf(textOf(bytes))].filter(({ values }) => values.some((value) => value !== ""));
  const first = records.shift();
  if (first === undefined) {
    throw new CsvError("il file è vuoto");
  }
  const columns = first.values.map((name) => name.trim());
  const rows = records.map(({ line, values }) => ({
    number: line,
    values: new Map(columns.map((name, index) => [name, values[index] ?? ""])),
  }));
  return { columns, rows };
}

/** A line of the file, with its end. */
export function csvLine(values: readonly string[]): string {
  const quoted = values.map((value) => (/[;"\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value));
  return `${quoted.join(";")}\r\n`;
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function* recordsOf(text: string): Generator<{ line: number; values: string[] }> {
  let line = 1;
  let begun = 1;
  let values: string[] = [];
  let value = "";
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const one = text[at]!;
    line += one === "\n" ? 1 : 0;
    if (isQuoted) {
      if (one !== '"') {
        value += one;
      } else if (text[at + 1] === '"') {
        value += text[++at];
      } else {
        isQuoted = false;
      }
    } else if (one === '"' && value === "") {
      isQuoted = true;
    } else if (one === ";" || one === "\n") {
      values.push(value.replace(/\r$/, ""));
      value = "";
      if (one === "\n") {
        yield { line: begun, values };
        begun = line;
        values = [];
      }
    } else {
      value += one;
    }
  }
  if (isQuoted) {
    throw new CsvError(`le virgolette aperte alla riga ${begun} non si chiudono`);
  }
  values.push(value.replace(/\r$/, ""));
  yield { line: begun, values };
}
