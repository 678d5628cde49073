// Written by `dotnet msbuild openapi/publish.proj` from openapi/riscossione.v1.json; never edit it by hand.

/** Types of webhook events known to this version. Ignore those that you do not know. */
export const EventTypes = {
  /** Un caricamento massivo è finito. */
  bulkLoadCompleted: "bulk-load.completed",
  /** Un pagamento sul web è completo. */
  checkoutPaid: "checkout.paid",
  /** Un pagamento sul web non è stato completato. */
  checkoutUnpaid: "checkout.unpaid",
  /** Un documento di pagamento è stato annullato. */
  documentCancelled: "payment-document.cancelled",
  /** Un documento di pagamento è stato emesso. */
  documentIssued: "payment-document.issued",
  /** Un documento annullato è stato ripristinato. */
  documentRestored: "payment-document.restored",
  /** È arrivato denaro per ciò che era già pagato. */
  paymentDuplicateDetected: "payment.duplicate-detected",
  /** Una riscossione è stata registrata. */
  paymentRecorded: "payment.recorded",
  /** È stato chiesto un pagamento spontaneo. */
  spontaneousPaymentCreated: "spontaneous-payment.created",
  /** Un destinatario è stato disattivato. */
  webhookEndpointDisabled: "webhook-endpoint.disabled",
  /** Un destinatario è stato messo alla prova. */
  webhookTestSent: "webhook-endpoint.test",
  /** Asked for by an endpoint that wants everything, also types that do not exist yet. */
  all: "*",
} as const;

/** Types of timeline events known to this version. Ignore those that you do not know. */
export const TimelineTypes = {
  /** Ciò che resta da pagare va su un altro conto. */
  accountMoved: "account-moved",
  /** Un documento di pagamento è stato annullato. */
  cancelled: "cancelled",
  /** I dati personali non più necessari sono stati tolti. */
  contactsRemoved: "contacts-removed",
  /** Una bozza è stata registrata. */
  drafted: "drafted",
  /** Un documento di pagamento è stato emesso. */
  issued: "issued",
  /** L'avviso è stato stampato. */
  noticeIssued: "notice-issued",
  /** Le altre soluzioni di pagamento sono state chiuse. */
  optionsClosed: "options-closed",
  /** È stata concessa la riduzione. */
  reductionGranted: "reduction-granted",
  /** Un documento di pagamento è stato sostituito. */
  replaced: "replaced",
  /** Un documento annullato è stato ripristinato. */
  restored: "restored",
  /** Una riscossione è stata registrata. */
  paymentRecorded: "payment-recorded",
} as const;
