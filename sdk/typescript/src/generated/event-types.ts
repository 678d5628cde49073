// Written by `dotnet msbuild openapi/publish.proj` from openapi/riscossione.v1.json; never edit it by hand.

/** Tipi di eventi dei webhook noti a questa versione: ignorare quelli che non si conoscono. */
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
  /** La sospensione di un documento è cessata. */
  documentResumed: "payment-document.resumed",
  /** Un documento di pagamento è stato sospeso. */
  documentSuspended: "payment-document.suspended",
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
  /** Chiesto da un destinatario che vuole tutto, anche i tipi che si aggiungeranno. */
  all: "*",
} as const;

/** Tipi di eventi dell'iter noti a questa versione: ignorare quelli che non si conoscono. */
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
  /** La sospensione di un documento è cessata. */
  resumed: "resumed",
  /** Un documento di pagamento è stato sospeso. */
  suspended: "suspended",
  /** Una riscossione è stata registrata. */
  paymentRecorded: "payment-recorded",
} as const;

/** Ciò che ogni evento ha. */
interface EventEnvelope {
  /** Identificativo, lo stesso a ogni consegna; nella notifica è il valore di `webhook-id`. */
  readonly id: string;
  /** Istante in cui è accaduto (ISO 8601, UTC). */
  readonly timestamp: string;
}

/** Dati di `bulk-load.completed`. */
export interface BulkLoadCompletedData {
  /** Identificativo del caricamento. */
  bulkLoadId: string;
  /** Stato finale. */
  state: string;
  /** Modo chiesto all'invio. */
  mode: string;
  /** Righe lette. */
  rowsRead: number;
  /** Documenti emessi. */
  issued: number;
  /** Righe già registrate con lo stesso contenuto. */
  unchanged: number;
  /** Documenti sostituiti. */
  replaced: number;
  /** Documenti annullati. */
  cancelled: number;
  /** Righe respinte. */
  rejected: number;
}

/**
 * Un caricamento massivo è finito.
 * Anche quando è stato respinto o annullato: lo dice lo stato. Gli esiti delle righe si leggono con `FindBulkLoadResults`.
 */
export interface BulkLoadCompletedEvent extends EventEnvelope {
  readonly type: "bulk-load.completed";
  readonly data: BulkLoadCompletedData;
}

/** Dati di `checkout.paid`. */
export interface CheckoutPaidData {
  /** Identificativo del pagamento sul web. */
  checkoutId: string;
  /** Identificativo scelto dal portale. */
  externalId: string;
  /** Stato del pagamento sul web. */
  status: string;
}

/**
 * Un pagamento sul web è completo.
 * Tutti i suoi avvisi risultano pagati, da qualunque canale sia arrivato il denaro. È notificato una volta sola, anche dopo `checkout.unpaid` se la ricevuta è arrivata tardi.
 */
export interface CheckoutPaidEvent extends EventEnvelope {
  readonly type: "checkout.paid";
  readonly data: CheckoutPaidData;
}

/** Dati di `checkout.unpaid`. */
export interface CheckoutUnpaidData {
  /** Identificativo del pagamento sul web. */
  checkoutId: string;
  /** Identificativo scelto dal portale. */
  externalId: string;
  /** Stato del pagamento sul web. */
  status: string;
}

/**
 * Un pagamento sul web non è stato completato.
 * È trascorsa mezz'ora dalla scadenza del carrello senza che tutti gli avvisi risultassero pagati: `status` dice se nessuno lo è (`unpaid`) o solo alcuni (`partly-paid`). È notificato una volta per carrello.
 */
export interface CheckoutUnpaidEvent extends EventEnvelope {
  readonly type: "checkout.unpaid";
  readonly data: CheckoutUnpaidData;
}

/** Dati di `payment-document.cancelled`. */
export interface DocumentCancelledData {
  /** Identificativo del documento. */
  documentId: string;
  /** Identificativo del debito nel sistema dell'ufficio. */
  externalId: string;
  /** Stato del documento. */
  state: string;
}

/**
 * Un documento di pagamento è stato annullato.
 * Non può più essere pagato.
 */
export interface DocumentCancelledEvent extends EventEnvelope {
  readonly type: "payment-document.cancelled";
  readonly data: DocumentCancelledData;
}

/** Dati di `payment-document.issued`. */
export interface DocumentIssuedData {
  /** Identificativo del documento. */
  documentId: string;
  /** Identificativo del debito nel sistema dell'ufficio. */
  externalId: string;
  /** Stato del documento. */
  state: string;
  /** Somma delle voci, in centesimi di euro. */
  amountCents: number;
}

/**
 * Un documento di pagamento è stato emesso.
 * Da questo momento può essere pagato. La notifica non è inviata per i documenti di un carico: per quelli c'è `bulk-load.completed`.
 */
export interface DocumentIssuedEvent extends EventEnvelope {
  readonly type: "payment-document.issued";
  readonly data: DocumentIssuedData;
}

/** Dati di `payment-document.restored`. */
export interface DocumentRestoredData {
  /** Identificativo del documento. */
  documentId: string;
  /** Identificativo del debito nel sistema dell'ufficio. */
  externalId: string;
  /** Stato del documento. */
  state: string;
}

/**
 * Un documento annullato è stato ripristinato.
 * È di nuovo dovuto, con gli stessi numeri avviso.
 */
export interface DocumentRestoredEvent extends EventEnvelope {
  readonly type: "payment-document.restored";
  readonly data: DocumentRestoredData;
}

/** Dati di `payment-document.resumed`. */
export interface DocumentResumedData {
  /** Identificativo del documento. */
  documentId: string;
  /** Identificativo del debito nel sistema dell'ufficio. */
  externalId: string;
  /** Stato del documento. */
  state: string;
}

/**
 * La sospensione di un documento è cessata.
 * Può di nuovo essere pagato, con gli stessi numeri avviso.
 */
export interface DocumentResumedEvent extends EventEnvelope {
  readonly type: "payment-document.resumed";
  readonly data: DocumentResumedData;
}

/** Dati di `payment-document.suspended`. */
export interface DocumentSuspendedData {
  /** Identificativo del documento. */
  documentId: string;
  /** Identificativo del debito nel sistema dell'ufficio. */
  externalId: string;
  /** Stato del documento. */
  state: string;
  /** Perché è sospeso. */
  kind: string;
  /** Primo giorno. */
  from: string;
  /** Ultimo giorno; assente se dura fino alla ripresa. */
  until?: string | null | undefined;
}

/**
 * Un documento di pagamento è stato sospeso.
 * Nei giorni della sospensione non può essere pagato; dopo l'ultimo torna pagabile da solo, senza una notifica.
 */
export interface DocumentSuspendedEvent extends EventEnvelope {
  readonly type: "payment-document.suspended";
  readonly data: DocumentSuspendedData;
}

/** Dati di `payment.duplicate-detected`. */
export interface PaymentDuplicateDetectedData {
  /** Identificativo della riscossione. */
  paymentId: string;
  /** Canale da cui è arrivata. */
  channel: string;
  /** Numero avviso pagato. */
  noticeNumber?: string | null | undefined;
  /** Importo arrivato, in centesimi di euro. */
  amountCents: number;
  /** Quanto è stato imputato al documento, in centesimi di euro. */
  appliedCents: number;
  /** Esito dell'imputazione. */
  outcome: string;
  /** Identificativo del documento. */
  documentId?: string | null | undefined;
  /** Identificativo del debito nel sistema dell'ufficio. */
  externalId?: string | null | undefined;
  /** Stato del documento dopo la riscossione. */
  documentState?: string | null | undefined;
  /** Quanto resta da pagare, in centesimi di euro. */
  residualCents?: number | null | undefined;
  /** Vero se pagoPA ha incassato dal proprio archivio mentre l'ente non rispondeva. */
  standIn: boolean;
  /** Da chi si è saputo del pagamento: un ufficio, la ricevuta o la ricevuta chiesta dopo. Assente negli eventi più vecchi. */
  origin?: string | null | undefined;
}

/**
 * È arrivato denaro per ciò che era già pagato.
 * Accompagna `payment.recorded`, con gli stessi dati: il denaro è registrato, ma non è imputato, e va restituito o destinato.
 */
export interface PaymentDuplicateDetectedEvent extends EventEnvelope {
  readonly type: "payment.duplicate-detected";
  readonly data: PaymentDuplicateDetectedData;
}

/** Dati di `payment.recorded`. */
export interface PaymentRecordedData {
  /** Identificativo della riscossione. */
  paymentId: string;
  /** Canale da cui è arrivata. */
  channel: string;
  /** Numero avviso pagato. */
  noticeNumber?: string | null | undefined;
  /** Importo arrivato, in centesimi di euro. */
  amountCents: number;
  /** Quanto è stato imputato al documento, in centesimi di euro. */
  appliedCents: number;
  /** Esito dell'imputazione. */
  outcome: string;
  /** Identificativo del documento. */
  documentId?: string | null | undefined;
  /** Identificativo del debito nel sistema dell'ufficio. */
  externalId?: string | null | undefined;
  /** Stato del documento dopo la riscossione. */
  documentState?: string | null | undefined;
  /** Quanto resta da pagare, in centesimi di euro. */
  residualCents?: number | null | undefined;
  /** Vero se pagoPA ha incassato dal proprio archivio mentre l'ente non rispondeva. */
  standIn: boolean;
  /** Da chi si è saputo del pagamento: un ufficio, la ricevuta o la ricevuta chiesta dopo. Assente negli eventi più vecchi. */
  origin?: string | null | undefined;
}

/**
 * Una riscossione è stata registrata.
 * Il denaro è arrivato, da qualunque canale, ed è stato imputato alle voci del documento. Se nessun documento lo attendeva, quelle del documento sono `null`.
 */
export interface PaymentRecordedEvent extends EventEnvelope {
  readonly type: "payment.recorded";
  readonly data: PaymentRecordedData;
}

/** Dati di `spontaneous-payment.created`. */
export interface SpontaneousPaymentCreatedData {
  /** Identificativo del pagamento spontaneo. */
  spontaneousPaymentId: string;
  /** Identificativo della richiesta nel portale. */
  externalId: string;
  /** Codice del servizio. */
  service: string;
  /** Identificativo del documento. */
  documentId: string;
  /** Importo in centesimi di euro. */
  amountCents: number;
}

/**
 * È stato chiesto un pagamento spontaneo.
 * Prende il posto di `payment-document.issued`. Non è ancora denaro: quando arriva, c'è `payment.recorded`; se non arriva, il documento scade senza altre notifiche.
 */
export interface SpontaneousPaymentCreatedEvent extends EventEnvelope {
  readonly type: "spontaneous-payment.created";
  readonly data: SpontaneousPaymentCreatedData;
}

/** Dati di `webhook-endpoint.disabled`. */
export interface WebhookEndpointDisabledData {
  /** Identificativo del destinatario. */
  endpointId: string;
  /** Perché: requested (da chi lo gestisce), gone (ha risposto 410), failing (nessun tentativo riuscito per cinque giorni). */
  reason: "requested" | "gone" | "failing" | (string & {});
}

/**
 * Un destinatario è stato disattivato.
 * Arriva agli altri destinatari dello stesso ufficio e a quelli di tutti gli uffici. Si riattiva con `ResumeWebhookEndpoint`; ciò che non ha ricevuto si recupera con `StartWebhookRecovery`.
 */
export interface WebhookEndpointDisabledEvent extends EventEnvelope {
  readonly type: "webhook-endpoint.disabled";
  readonly data: WebhookEndpointDisabledData;
}

/** Dati di `webhook-endpoint.test`. */
export interface WebhookTestSentData {
  /** Identificativo del destinatario. */
  endpointId: string;
}

/**
 * Un destinatario è stato messo alla prova.
 * Chiesto con `SendWebhookTestEvent`: arriva soltanto a quel destinatario, quali che siano i tipi che riceve.
 */
export interface WebhookTestSentEvent extends EventEnvelope {
  readonly type: "webhook-endpoint.test";
  readonly data: WebhookTestSentData;
}

/** Il tipo di un evento che questa versione non conosce: una stringa qualsiasi. */
export declare enum UnknownEventType {
  /** Non è un valore: distingue il tipo da quelli noti. */
  other = "",
}

/** Evento di un tipo che questa versione non conosce: di norma si ignora. */
export interface UnknownWebhookEvent extends EventEnvelope {
  /** Il tipo: per leggerlo, assegnarlo a una `string`. */
  readonly type: UnknownEventType;
  /** I suoi dati. */
  readonly data: { readonly [key: string]: unknown };
}

/** Evento di un tipo noto; `type` dice quali sono i suoi dati. */
export type KnownWebhookEvent = BulkLoadCompletedEvent | CheckoutPaidEvent | CheckoutUnpaidEvent | DocumentCancelledEvent | DocumentIssuedEvent | DocumentRestoredEvent | DocumentResumedEvent | DocumentSuspendedEvent | PaymentDuplicateDetectedEvent | PaymentRecordedEvent | SpontaneousPaymentCreatedEvent | WebhookEndpointDisabledEvent | WebhookTestSentEvent;

/** Evento. Uno `switch` su `type` dice quali sono i suoi dati; in `default` arrivano i tipi aggiunti in seguito. */
export type WebhookEvent = KnownWebhookEvent | UnknownWebhookEvent;
