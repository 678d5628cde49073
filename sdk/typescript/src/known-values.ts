/** States of a payment document known to this version. New ones may come: treat an unknown state as one you do not handle. */
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

/** Types of events known to this version. Ignore those you do not know. */
export const EventTypes = {
  paymentDocumentIssued: "payment-document.issued",
  paymentDocumentCancelled: "payment-document.cancelled",
  paymentRecorded: "payment.recorded",
  paymentReversed: "payment.reversed",
  paymentDuplicateDetected: "payment.duplicate-detected",
  paymentSettled: "payment.settled",
  bulkLoadCompleted: "bulk-load.completed",
} as const;

/** What an API key may be allowed to do. */
export const Scopes = {
  documentsRead: "documents:read",
  documentsWrite: "documents:write",
  paymentsRecord: "payments:record",
  noticesRead: "notices:read",
  statementsRead: "statements:read",
  webhooksManage: "webhooks:manage",
  admin: "admin",
} as const;
