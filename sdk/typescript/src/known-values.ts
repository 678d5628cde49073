/**
 * Stati di un documento di pagamento noti a questa versione. Se ne possono aggiungere: uno stato sconosciuto è uno stato che non si gestisce.
 */
export const DocumentStates = {
  draft: "draft",
  issued: "issued",
  partiallyPaid: "partially-paid",
  paid: "paid",
  settled: "settled",
  cancelled: "cancelled",
  writtenOff: "written-off",
  enforced: "enforced",
} as const;

/** Esiti di una riscossione. Il denaro non è mai rifiutato: ciò che non si può imputare attende un rimborso o una compensazione. */
export const PaymentOutcomes = {
  exact: "exact",
  partial: "partial",
  excess: "excess",
  duplicate: "duplicate",
  unmatched: "unmatched",
} as const;

/** Stati di un pagamento sul web. Dipendono dalle riscossioni arrivate, mai dal ritorno del browser. */
export const CheckoutStatuses = {
  opening: "opening",
  open: "open",
  paid: "paid",
  partlyPaid: "partly-paid",
  unpaid: "unpaid",
  failed: "failed",
} as const;

/** Che cosa fa un caricamento massivo quando una riga è errata. */
export const BulkLoadModes = {
  continueOnFailure: "continue-on-failure",
  atomic: "atomic",
  dryRun: "dry-run",
} as const;

/** Stati di un caricamento massivo noti a questa versione. */
export const BulkLoadStates = {
  receiving: "receiving",
  waiting: "waiting",
  running: "running",
  paused: "paused",
  publishing: "publishing",
  discarding: "discarding",
  completed: "completed",
  failed: "failed",
  cancelled: "cancelled",
} as const;

/** Esiti di una riga di un caricamento massivo. */
export const BulkLoadOutcomes = {
  issued: "issued",
  unchanged: "unchanged",
  replaced: "replaced",
  cancelled: "cancelled",
  rejected: "rejected",
  discarded: "discarded",
} as const;

/** Permessi delle chiavi API. */
export const Scopes = {
  documentsRead: "documents:read",
  documentsWrite: "documents:write",
  bulkLoadsRead: "bulk-loads:read",
  bulkLoadsWrite: "bulk-loads:write",
  paymentsRead: "payments:read",
  paymentsRecord: "payments:record",
  receiptsRead: "receipts:read",
  organizationsRead: "organizations:read",
  organizationsWrite: "organizations:write",
  noticesRead: "notices:read",
  spontaneousRead: "spontaneous:read",
  spontaneousWrite: "spontaneous:write",
  statementsRead: "statements:read",
  noticesLookup: "notices:lookup",
  checkoutsRead: "checkouts:read",
  checkoutsWrite: "checkouts:write",
  auditRead: "audit:read",
  webhooksManage: "webhooks:manage",
  admin: "admin",
} as const;
