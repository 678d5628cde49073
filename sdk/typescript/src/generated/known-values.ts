// Written by `dotnet msbuild openapi/publish.proj` from openapi/riscossione.v1.json; never edit it by hand.

/** Codici dei problemi. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const ProblemCodes = {
  /** Azione non ammessa. */
  actionNotAllowed: "action-not-allowed",
  /** Importo non richiesto. */
  amountNotExpected: "amount-not-expected",
  /** Importo fuori dai limiti. */
  amountOutOfRange: "amount-out-of-range",
  /** Regola dell'importo non ammessa. */
  amountRuleNotAllowed: "amount-rule-not-allowed",
  /** Chiave scaduta o revocata. */
  apiKeyEnded: "api-key-ended",
  /** Chiave non trovata. */
  apiKeyNotFound: "api-key-not-found",
  /** Conto già registrato. */
  bankAccountExists: "bank-account-exists",
  /** Conto non trovato. */
  bankAccountNotFound: "bank-account-not-found",
  /** Caricamento non trovato. */
  bulkLoadNotFound: "bulk-load-not-found",
  /** Pagamento sul web già aperto con altro contenuto. */
  checkoutDiffers: "checkout-differs",
  /** Pagamento sul web non trovato. */
  checkoutNotFound: "checkout-not-found",
  /** Carrello rifiutato da pagoPA. */
  checkoutRefused: "checkout-refused",
  /** Pagina di pagamento non disponibile. */
  checkoutUnavailable: "checkout-unavailable",
  /** Ufficio già registrato. */
  departmentExists: "department-exists",
  /** Ufficio non trovato. */
  departmentNotFound: "department-not-found",
  /** Documento in corso di caricamento. */
  documentBeingLoaded: "document-being-loaded",
  /** Documento annullato. */
  documentCancelled: "document-cancelled",
  /** Documento modificato di continuo. */
  documentChanging: "document-changing",
  /** Documento già emesso con altro contenuto. */
  documentDiffers: "document-differs",
  /** Documento in bozza. */
  documentDraft: "document-draft",
  /** Documento di pagamento non trovato. */
  documentNotFound: "document-not-found",
  /** Documento non pagabile. */
  documentNotPayable: "document-not-payable",
  /** Documento già pagato. */
  documentPaid: "document-paid",
  /** Documento sospeso. */
  documentSuspended: "document-suspended",
  /** Documento già trattato. */
  externalIdRepeated: "external-id-repeated",
  /** Idempotency-Key non valida. */
  idempotencyKeyInvalid: "idempotency-key-invalid",
  /** Idempotency-Key già usata per un'altra richiesta. */
  idempotencyKeyReused: "idempotency-key-reused",
  /** If-Match non valida. */
  ifMatchInvalid: "if-match-invalid",
  /** If-Match mancante. */
  ifMatchRequired: "if-match-required",
  /** Rata non trovata. */
  installmentNotFound: "installment-not-found",
  /** Errore interno. */
  internalError: "internal-error",
  /** Cursore non valido. */
  invalidCursor: "invalid-cursor",
  /** Ultima chiave di amministrazione. */
  lastAdminKey: "last-admin-key",
  /** Logo non trovato. */
  logoNotFound: "logo-not-found",
  /** Richiesta non leggibile. */
  malformedRequest: "malformed-request",
  /** Metodo non ammesso. */
  methodNotAllowed: "method-not-allowed",
  /** Codice presso il Nodo già usato. */
  nodeServiceCodeTaken: "node-service-code-taken",
  /** Risorsa non trovata. */
  notFound: "not-found",
  /** Documento non sospeso. */
  notSuspended: "not-suspended",
  /** Troppi scaricamenti insieme. */
  noticeBatchBusy: "notice-batch-busy",
  /** Nessun documento da stampare. */
  noticeBatchEmpty: "notice-batch-empty",
  /** Stampa massiva non trovata. */
  noticeBatchNotFound: "notice-batch-not-found",
  /** Stampa massiva non pronta. */
  noticeBatchNotReady: "notice-batch-not-ready",
  /** Avviso non trovato. */
  noticeNotFound: "notice-not-found",
  /** Numero avviso già assegnato. */
  noticeNumberTaken: "notice-number-taken",
  /** Ente già registrato. */
  organizationExists: "organization-exists",
  /** Ente non trovato. */
  organizationNotFound: "organization-not-found",
  /** Riscossione già registrata con altro contenuto. */
  paymentDiffers: "payment-differs",
  /** Riscossione non trovata. */
  paymentNotFound: "payment-not-found",
  /** Ricevuta non trovata. */
  receiptNotFound: "receipt-not-found",
  /** Ricevuta già cercata con un altro IUV. */
  receiptRecoveryDiffers: "receipt-recovery-differs",
  /** Recupero di ricevuta non trovato. */
  receiptRecoveryNotFound: "receipt-recovery-not-found",
  /** Recupero delle ricevute non attivo. */
  receiptRecoveryOff: "receipt-recovery-off",
  /** Richiesta già in corso. */
  requestInProgress: "request-in-progress",
  /** Tempo scaduto. */
  requestTimedOut: "request-timed-out",
  /** Richiesta troppo grande. */
  requestTooLarge: "request-too-large",
  /** Indirizzo di ritorno non ammesso. */
  returnUrlNotAllowed: "return-url-not-allowed",
  /** Tipo di entrata già registrato. */
  revenueTypeExists: "revenue-type-exists",
  /** Tipo di entrata non trovato. */
  revenueTypeNotFound: "revenue-type-not-found",
  /** Riga non leggibile. */
  rowNotReadable: "row-not-readable",
  /** Riga troppo lunga. */
  rowTooLong: "row-too-long",
  /** Righe discordanti. */
  rowsDisagree: "rows-disagree",
  /** Righe non registrabili. */
  rowsNotStored: "rows-not-stored",
  /** Righe non consecutive. */
  rowsNotTogether: "rows-not-together",
  /** Schema del modulo non ammesso. */
  schemaNotAllowed: "schema-not-allowed",
  /** Permesso mancante. */
  scopeMissing: "scope-missing",
  /** Pagamento simile già presente. */
  similarPaymentExists: "similar-payment-exists",
  /** Pagamento spontaneo non trovato. */
  spontaneousPaymentNotFound: "spontaneous-payment-not-found",
  /** Servizio di pagamento spontaneo non trovato. */
  spontaneousServiceNotFound: "spontaneous-service-not-found",
  /** Marca da bollo già richiesta. */
  stampExists: "stamp-exists",
  /** Marca da bollo non trovata. */
  stampNotFound: "stamp-not-found",
  /** Marca da bollo non pagabile con un avviso. */
  stampNotOnNotice: "stamp-not-on-notice",
  /** Tipo di entrata delle marche già registrato. */
  stampTypeExists: "stamp-type-exists",
  /** Causale non ammessa. */
  subjectNotAllowed: "subject-not-allowed",
  /** Troppi scaricamenti con la stessa credenziale. */
  tooManyDownloads: "too-many-downloads",
  /** Troppi pagamenti da eseguire. */
  tooManyOpen: "too-many-open",
  /** Troppe richieste. */
  tooManyRequests: "too-many-requests",
  /** Troppi accrediti in una rata. */
  tooManyTransfers: "too-many-transfers",
  /** Troppe letture in attesa. */
  tooManyWaits: "too-many-waits",
  /** Troppi destinatari di notifiche. */
  tooManyWebhookEndpoints: "too-many-webhook-endpoints",
  /** Operazione non ammessa in questo stato. */
  transitionNotAllowed: "transition-not-allowed",
  /** Credenziali mancanti o non valide. */
  unauthenticated: "unauthenticated",
  /** Servizio momentaneamente non disponibile. */
  unavailable: "unavailable",
  /** Parametro sconosciuto. */
  unknownParameter: "unknown-parameter",
  /** Formato non gestito. */
  unsupportedMediaType: "unsupported-media-type",
  /** Dati non accettabili. */
  validationFailed: "validation-failed",
  /** Versione superata. */
  versionStale: "version-stale",
  /** Consegna non trovata. */
  webhookDeliveryNotFound: "webhook-delivery-not-found",
  /** Destinatario di notifiche disattivato. */
  webhookEndpointDisabled: "webhook-endpoint-disabled",
  /** Destinatario di notifiche non trovato. */
  webhookEndpointNotFound: "webhook-endpoint-not-found",
  /** Recupero non trovato. */
  webhookRecoveryNotFound: "webhook-recovery-not-found",
  /** Recupero in corso. */
  webhookRecoveryRunning: "webhook-recovery-running",
} as const;

/** Permessi delle chiavi. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const Scopes = {
  /** Leggere i documenti di pagamento. */
  documentsRead: "documents:read",
  /** Emettere, modificare e annullare i documenti di pagamento. */
  documentsWrite: "documents:write",
  /** Seguire i caricamenti massivi e leggerne gli esiti. */
  bulkLoadsRead: "bulk-loads:read",
  /** Inviare, sospendere, riprendere e annullare i caricamenti massivi. */
  bulkLoadsWrite: "bulk-loads:write",
  /** Leggere le riscossioni. */
  paymentsRead: "payments:read",
  /** Registrare le riscossioni avvenute fuori da pagoPA. */
  paymentsRecord: "payments:record",
  /** Cercare e scaricare le ricevute. */
  receiptsRead: "receipts:read",
  /** Leggere enti, uffici, conti e tipi di entrata. */
  organizationsRead: "organizations:read",
  /** Registrare e modificare enti, uffici, conti e tipi di entrata. */
  organizationsWrite: "organizations:write",
  /** Scaricare gli avvisi di pagamento. */
  noticesRead: "notices:read",
  /** Leggere il catalogo di ciò che si può pagare senza avviso. */
  spontaneousRead: "spontaneous:read",
  /** Chiedere pagamenti senza avviso. */
  spontaneousWrite: "spontaneous:write",
  /** Leggere la situazione dei contribuenti. */
  statementsRead: "statements:read",
  /** Cercare un avviso dal suo numero, per chi paga senza identificarsi. */
  noticesLookup: "notices:lookup",
  /** Leggere i pagamenti sul web aperti con la stessa chiave. */
  checkoutsRead: "checkouts:read",
  /** Aprire pagamenti sul web, alla pagina di pagoPA. */
  checkoutsWrite: "checkouts:write",
  /** Amministrare i destinatari delle notifiche. */
  webhooksManage: "webhooks:manage",
  /** Leggere tutto ciò che è dell'ente, senza modificare nulla. */
  auditRead: "audit:read",
  /** Comprende tutti gli altri. */
  admin: "admin",
} as const;

/** Stati di un documento di pagamento. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const DocumentStates = {
  /** In preparazione, non pagabile. */
  draft: "draft",
  /** Emesso, pagabile. */
  issued: "issued",
  /** Pagato in parte. */
  partiallyPaid: "partially-paid",
  /** Pagato per intero. */
  paid: "paid",
  /** Ogni riscossione è riconciliata con il denaro arrivato in tesoreria. */
  settled: "settled",
  /** Annullato prima del pagamento. */
  cancelled: "cancelled",
  /** Discaricato perché inesigibile. */
  writtenOff: "written-off",
  /** Passato alla riscossione coattiva. */
  enforced: "enforced",
} as const;

/** Chi chiede un documento di pagamento. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const DocumentOrigins = {
  /** Un ufficio. */
  department: "department",
  /** Chi paga senza avviso. */
  spontaneous: "spontaneous",
} as const;

/** Perché un documento è sospeso. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const SuspensionKinds = {
  /** Per decisione dell'ufficio. */
  administrative: "administrative",
  /** Per decisione del giudice. */
  judicial: "judicial",
  /** Su istanza del contribuente. */
  request: "request",
  /** Per legge. */
  law: "law",
} as const;

/** Specie di persona. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const DebtorKinds = {
  /** Persona fisica. */
  f: "F",
  /** Persona giuridica. */
  g: "G",
} as const;

/** Modi di pagare un documento. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const OptionKinds = {
  /** In un'unica soluzione. */
  single: "single",
  /** A rate. */
  installments: "installments",
  /** In misura ridotta, entro un termine dalla notifica. */
  reduced: "reduced",
} as const;

/** Motivi per cui un avviso non si può pagare. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const NotPayableReasons = {
  /** L'avviso non è noto. */
  unknown: "unknown",
  /** È già pagato. */
  alreadyPaid: "already-paid",
  /** È scaduto e non si paga oltre la scadenza. */
  expired: "expired",
  /** Il documento è annullato. */
  cancelled: "cancelled",
  /** Il documento è sospeso. */
  suspended: "suspended",
  /** Non si può ancora pagare. */
  notYetValid: "not-yet-valid",
  /** Si è iniziato a pagare in un altro modo. */
  closedByAnotherOption: "closed-by-another-option",
} as const;

/** Movimenti di una voce di debito. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const MovementKinds = {
  /** Carico iniziale. */
  charge: "charge",
  /** Variazione del carico. */
  adjustment: "adjustment",
  /** Riscossione. */
  payment: "payment",
  /** Storno di un altro movimento. */
  reversal: "reversal",
} as const;

/** Categorie di entrata. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const RevenueCategories = {
  /** Tributaria. */
  tax: "tax",
  /** Extratributaria. */
  nonTax: "non-tax",
} as const;

/** Effetti di una riga errata su un caricamento massivo. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const BulkLoadModes = {
  /** Le altre righe hanno effetto. */
  continueOnFailure: "continue-on-failure",
  /** Hanno effetto tutte le righe, o nessuna. */
  atomic: "atomic",
  /** Nulla ha effetto; gli esiti mostrano che cosa accadrebbe. */
  dryRun: "dry-run",
} as const;

/** Azioni di una riga di un caricamento massivo. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const BulkLoadActions = {
  /** Emette un documento. */
  issue: "issue",
  /** Annulla il documento con lo stesso `externalId` e ne emette un altro. */
  replace: "replace",
  /** Annulla un documento. */
  cancel: "cancel",
} as const;

/** Formati delle righe di un caricamento massivo. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const BulkLoadFormats = {
  /** Un documento JSON per riga. */
  ndjson: "ndjson",
  /** Testo CSV, con i nomi delle colonne nella prima riga. */
  csv: "csv",
} as const;

/** Perché un destinatario di notifiche è stato disattivato. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const WebhookDisabledReasons = {
  /** Lo ha disattivato chi lo gestisce. */
  requested: "requested",
  /** Ha risposto 410. */
  gone: "gone",
  /** Nessun tentativo è riuscito per cinque giorni. */
  failing: "failing",
} as const;

/** Stati di un recupero di eventi. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const WebhookRecoveryStates = {
  /** In corso. */
  running: "running",
  /** Ogni evento del periodo è in consegna o consegnato. */
  completed: "completed",
  /** Interrotto, perché il destinatario è stato disattivato. */
  stopped: "stopped",
} as const;

/** Stati di un caricamento massivo. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const BulkLoadStates = {
  /** Le righe stanno arrivando. */
  receiving: "receiving",
  /** Ricevuto, attende il suo turno. */
  waiting: "waiting",
  /** In corso. */
  running: "running",
  /** Sospeso, finché non è ripreso. */
  paused: "paused",
  /** Tutte le righe sono buone: i documenti stanno diventando visibili. */
  publishing: "publishing",
  /** I documenti preparati sono in corso di eliminazione. */
  discarding: "discarding",
  /** Concluso; singole righe possono essere state respinte. */
  completed: "completed",
  /** Concluso senza effetto: un caricamento atomico aveva righe errate. */
  failed: "failed",
  /** Annullato prima della fine. */
  cancelled: "cancelled",
} as const;

/** Esiti di una riga di un caricamento massivo. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const BulkLoadOutcomes = {
  /** Il documento è stato emesso. */
  issued: "issued",
  /** Il documento esisteva già, con lo stesso contenuto. */
  unchanged: "unchanged",
  /** Il documento ne ha sostituito un altro. */
  replaced: "replaced",
  /** Il documento è stato annullato. */
  cancelled: "cancelled",
  /** La riga è errata; l'esito dice perché. */
  rejected: "rejected",
  /** La riga è buona, ma il caricamento non ha avuto effetto. */
  discarded: "discarded",
} as const;

/** Stati di una stampa massiva. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const NoticeBatchStates = {
  /** Attende il suo turno. */
  waiting: "waiting",
  /** In corso. */
  running: "running",
  /** I file si possono scaricare. */
  completed: "completed",
  /** Annullata prima della fine. */
  cancelled: "cancelled",
  /** Conclusa senza file. */
  failed: "failed",
} as const;

/** Ordini di una stampa massiva. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const NoticeBatchOrders = {
  /** CAP, città, via, civico, nome. */
  address: "address",
  /** Identificativo del documento presso l'ufficio. */
  externalId: "externalId",
} as const;

/** Canali di una riscossione. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const PaymentChannels = {
  /** pagoPA. */
  pagopa: "pagopa",
  /** Sportello. */
  counter: "counter",
  /** Bonifico. */
  bankTransfer: "bank-transfer",
  /** Bollettino postale. */
  postal: "postal",
  /** Addebito diretto. */
  directDebit: "direct-debit",
  /** Modello F24. */
  f24: "f24",
  /** Altro. */
  other: "other",
} as const;

/** Esiti di una riscossione; il denaro che non si può imputare attende un rimborso o una compensazione. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const PaymentOutcomes = {
  /** Paga esattamente ciò che restava della rata. */
  exact: "exact",
  /** Paga una parte. */
  partial: "partial",
  /** Supera ciò che restava. */
  excess: "excess",
  /** Il debito era già pagato. */
  duplicate: "duplicate",
  /** Non è stato trovato un debito. */
  unmatched: "unmatched",
} as const;

/** Motivi per cui di una riscossione non è stato trovato il debito. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const PaymentReasons = {
  /** L'avviso non è noto. */
  noticeUnknown: "notice-unknown",
  /** Il documento è annullato. */
  documentCancelled: "document-cancelled",
  /** Il documento è discaricato. */
  documentWrittenOff: "document-written-off",
  /** Il documento è in riscossione coattiva. */
  documentEnforced: "document-enforced",
  /** Il documento è in preparazione. */
  documentDraft: "document-draft",
  /** Un pagamento parziale non è ammesso. */
  partialNotAllowed: "partial-not-allowed",
  /** È la copia di una ricevuta destinata a un altro ente beneficiario. */
  beneficiaryCopy: "beneficiary-copy",
} as const;

/** Modi in cui si è saputo di una riscossione. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const PaymentOrigins = {
  /** Da un ufficio. */
  office: "office",
  /** Dalla ricevuta. */
  receipt: "receipt",
  /** Dalla ricevuta, chiesta in seguito. */
  recovery: "recovery",
} as const;

/** Stati di una ricevuta. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const ReceiptStates = {
  /** Registrata. */
  recorded: "recorded",
  /** Conservata, da registrare. */
  pending: "pending",
  /** Attesta un pagamento non riuscito. */
  notPaid: "not-paid",
} as const;

/** Formati di una ricevuta. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const ReceiptFormats = {
  /** Ricevuta telematica di pagoPA, versione 1. */
  pagopaRtV1: "pagopa-rt-v1",
  /** Ricevuta telematica di pagoPA, versione 2. */
  pagopaRtV2: "pagopa-rt-v2",
  /** Ricevuta recuperata da pagoPA, in JSON. */
  pagopaBizJson: "pagopa-biz-json",
} as const;

/** Stati della ricerca di una ricevuta. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const ReceiptRecoveryStates = {
  /** La ricerca continua. */
  pending: "pending",
  /** La ricevuta è acquisita e la riscossione registrata. */
  recovered: "recovered",
  /** La ricevuta è arrivata dal Nodo. */
  alreadyReceived: "already-received",
  /** La ricerca è finita senza esito dopo circa 90 giorni. */
  failed: "failed",
} as const;

/** Motivi per cui un tentativo di ricerca di una ricevuta non è riuscito. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const ReceiptRecoveryErrors = {
  /** pagoPA non ha ancora la ricevuta. */
  notFound: "not-found",
  /** pagoPA chiede di attendere. */
  tooManyRequests: "too-many-requests",
  /** La chiave è stata respinta. */
  keyRefused: "key-refused",
  /** L'ente è stato respinto. */
  organizationRefused: "organization-refused",
  /** Il servizio non risponde. */
  unavailable: "unavailable",
  /** La risposta è troppo grande. */
  answerTooLarge: "answer-too-large",
  /** La risposta non si può leggere. */
  answerNotReadable: "answer-not-readable",
  /** La risposta è un'altra ricevuta, o non è coerente. */
  answerDiffers: "answer-differs",
  /** Il pagamento non è riuscito. */
  notPaid: "not-paid",
  /** Errore interno. */
  internalError: "internal-error",
} as const;

/** Esiti dei controlli di una marca da bollo. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const StampStates = {
  /** Valida. */
  valid: "valid",
  /** È per un documento diverso da quello indicato nella voce. */
  digestDiffers: "digest-differs",
  /** Il suo importo non è quello dell'accredito. */
  amountDiffers: "amount-differs",
  /** La firma non corrisponde al contenuto. */
  signatureInvalid: "signature-invalid",
  /** Non si può leggere. */
  unreadable: "unreadable",
} as const;

/** Stati di un pagamento sul web; dipendono dalle riscossioni arrivate, mai dal ritorno del browser. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const CheckoutStatuses = {
  /** La pagina di pagamento è stata chiesta. */
  opening: "opening",
  /** In attesa di conferma: nessuna ricevuta è arrivata. */
  open: "open",
  /** Tutti gli avvisi sono pagati, su qualunque canale. */
  paid: "paid",
  /** Alcuni avvisi sono pagati. */
  partlyPaid: "partly-paid",
  /** Il tempo è scaduto senza ricevute; una ricevuta tardiva lo rende pagato. */
  unpaid: "unpaid",
  /** La pagina di pagamento non si è aperta: inviare di nuovo la stessa richiesta. */
  failed: "failed",
} as const;

/** Stati di un avviso in un pagamento sul web. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const CheckoutNoticeStatuses = {
  /** Pagato. */
  paid: "paid",
  /** Pagabile. */
  payable: "payable",
  /** È scaduto e non si paga oltre la scadenza. */
  expired: "expired",
  /** Il documento è annullato. */
  cancelled: "cancelled",
  /** Il documento è sospeso. */
  suspended: "suspended",
  /** Non si può ancora pagare. */
  notYetValid: "not-yet-valid",
  /** Si è iniziato a pagare in un altro modo. */
  closedByAnotherOption: "closed-by-another-option",
} as const;

/** Stati di un pagamento senza avviso. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const SpontaneousPaymentStatuses = {
  /** Si può pagare. */
  open: "open",
  /** Pagato. */
  paid: "paid",
  /** Pagato in parte. */
  partlyPaid: "partly-paid",
  /** Non pagato in tempo; se il denaro arriva comunque diventa pagato. */
  expired: "expired",
  /** Annullato dall'ufficio. */
  cancelled: "cancelled",
} as const;

/** Modi di determinare l'importo di un pagamento senza avviso. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const SpontaneousAmountKinds = {
  /** Fisso. */
  fixed: "fixed",
  /** Inserito da chi paga. */
  entered: "entered",
  /** Calcolato dai dati del modulo. */
  computed: "computed",
} as const;

/** Controlli del modulo di un pagamento senza avviso. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const SpontaneousWidgets = {
  /** Testo su una riga. */
  text: "text",
  /** Testo su più righe. */
  textarea: "textarea",
  /** Elenco a discesa. */
  select: "select",
  /** Scelta fra poche voci. */
  radio: "radio",
  /** Casella da spuntare. */
  checkbox: "checkbox",
  /** Data. */
  date: "date",
  /** Importo in euro. */
  money: "money",
  /** Targa di un veicolo. */
  plate: "plate",
  /** Codice fiscale. */
  fiscalCode: "fiscal-code",
} as const;

/** Larghezze di un campo del modulo. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const SpontaneousWidths = {
  /** L'intera larghezza. */
  full: "full",
  /** Metà della larghezza. */
  half: "half",
} as const;

/** Lingue degli avvisi e dei testi. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const Languages = {
  /** Italiano. */
  it: "it",
  /** Tedesco. */
  de: "de",
  /** Inglese. */
  en: "en",
  /** Francese. */
  fr: "fr",
  /** Sloveno. */
  sl: "sl",
} as const;

/** Formati dello stemma di un ente. Potranno aggiungersene altri: un valore sconosciuto non è un errore. */
export const LogoFormats = {
  /** PNG. */
  imagePng: "image/png",
  /** JPEG. */
  imageJpeg: "image/jpeg",
} as const;
