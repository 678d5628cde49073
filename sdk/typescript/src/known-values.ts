/**
 * States of a payment document known to this version. New states may be added: treat an unknown state as one that you do not handle.
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

/** Outcomes of a payment. Money is never refused: what cannot be applied waits for a refund or an offset. */
export const PaymentOutcomes = {
  exact: "exact",
  partial: "partial",
  excess: "excess",
  duplicate: "duplicate",
  unmatched: "unmatched",
} as const;

/** Statuses of a checkout. They follow from the payments that arrived, never from the return of a browser. */
export const CheckoutStatuses = {
  opening: "opening",
  open: "open",
  paid: "paid",
  partlyPaid: "partly-paid",
  unpaid: "unpaid",
  failed: "failed",
} as const;

/** What a bulk load does when a row is bad. */
export const BulkLoadModes = {
  continueOnFailure: "continue-on-failure",
  atomic: "atomic",
  dryRun: "dry-run",
} as const;

/** States of a bulk load known to this version. */
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

/** Outcomes of a row of a bulk load. */
export const BulkLoadOutcomes = {
  issued: "issued",
  unchanged: "unchanged",
  replaced: "replaced",
  cancelled: "cancelled",
  rejected: "rejected",
  discarded: "discarded",
} as const;

/** Permissions of API keys. */
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
