// How a row of this office's file becomes a payment document. This is what another office changes.
import type { IssuePaymentDocumentRequest } from "@comune-lecce/riscossione";
import { valueOf, type OfficeRow } from "./office-file.js";

/** The column that identifies the debt. Sent again under the same name, a debt is found and not issued twice. */
export const keyColumn = "pratica";

/** The columns that must be there. */
export const columnsOfOffice = [
  keyColumn,
  "codice_fiscale",
  "denominazione",
  "indirizzo",
  "civico",
  "cap",
  "comune",
  "provincia",
  "anno",
  "tari",
  "tefa",
  "scadenza",
  "rate",
] as const;

type Column = (typeof columnsOfOffice)[number];

const lengthOfPersonsCode = 16;
const monthsBetweenInstallments = 2;

/** A row that cannot be sent; the message says what to mend, in Italian. */
export class RowError extends Error {}

/** @throws RowError when a value cannot be read. */
export function readDebt(row: OfficeRow): IssuePaymentDocumentRequest {
  const value = (column: Column): string => valueOf(row, column);
  const fiscalCode = value("codice_fiscale");
  const year = integer(row, "anno");
  const dueOn = date(row, "scadenza");
  const installments = integer(row, "rate");
  return {
    externalId: value("pratica"),
    subject: `TARI ${year}`,
    debtor: {
      kind: fiscalCode.length === lengthOfPersonsCode ? "F" : "G",
      fiscalCode,
      fullName: value("denominazione"),
      street: value("indirizzo"),
      civicNumber: value("civico"),
      postalCode: value("cap"),
      city: value("comune"),
      province: value("provincia"),
    },
    items: [
      { revenueType: "tari", year, amountCents: cents(row, "tari") },
      { revenueType: "tefa", year, amountCents: cents(row, "tefa") },
    ],
    options: [
      { kind: "single", dueOn },
      ...(installments > 1
        ? [{ kind: "installments", plan: { count: installments, firstDueOn: dueOn, everyMonths: monthsBetweenInstallments } }]
        : []),
    ],
  };
}

function integer(row: OfficeRow, column: Column): number {
  const text = valueOf(row, column);
  if (!/^\d{1,9}$/.test(text)) {
    throw new RowError(`${column}: serve un numero intero`);
  }
  return Number(text);
}

/** 16/12/2026 as 2026-12-16. */
function date(row: OfficeRow, column: Column): string {
  const [, day = "", month = "", year = ""] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(valueOf(row, column)) ?? [];
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const read = new Date(`${text}T00:00:00Z`);
  // 31 November would become 1 December.
  if (Number.isNaN(read.getTime()) || !read.toISOString().startsWith(text)) {
    throw new RowError(`${column}: serve una data che esista, come 16/12/2026`);
  }
  return text;
}

/** 1.401,20 as 140120, without floating point. */
function cents(row: OfficeRow, column: Column): number {
  const [, whole, decimals = ""] = /^(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?$/.exec(valueOf(row, column)) ?? [];
  const amount = Number(`${whole?.replaceAll(".", "")}${decimals.padEnd(2, "0")}`);
  if (!Number.isSafeInteger(amount)) {
    throw new RowError(`${column}: serve un importo in euro, come 288,00`);
  }
  return amount;
}
