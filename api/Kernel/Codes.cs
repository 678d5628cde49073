namespace Lecce.Riscossione.Api.Kernel;

/// <summary>The catalogue of refusals. A published value never changes its meaning.</summary>
internal static class Codes
{
    public static readonly RefusalCode MalformedRequest = new("malformed-request", RefusalKind.Malformed, "Richiesta non leggibile");
    public static readonly RefusalCode UnknownParameter = new("unknown-parameter", RefusalKind.Malformed, "Parametro sconosciuto");
    public static readonly RefusalCode InvalidCursor = new("invalid-cursor", RefusalKind.Malformed, "Cursore non valido");
    public static readonly RefusalCode ValidationFailed = new("validation-failed", RefusalKind.Invalid, "Dati non accettabili");
    public static readonly RefusalCode Unauthenticated = new(
        "unauthenticated",
        RefusalKind.Unauthenticated,
        "Credenziali mancanti o non valide"
    );
    public static readonly RefusalCode ScopeMissing = new("scope-missing", RefusalKind.Forbidden, "Permesso mancante");
    public static readonly RefusalCode NotFound = new("not-found", RefusalKind.NotFound, "Risorsa non trovata");
    public static readonly RefusalCode MethodNotAllowed = new("method-not-allowed", RefusalKind.Malformed, "Metodo non ammesso");
    public static readonly RefusalCode RequestTooLarge = new("request-too-large", RefusalKind.TooLarge, "Richiesta troppo grande");
    public static readonly RefusalCode UnsupportedMediaType = new(
        "unsupported-media-type",
        RefusalKind.UnsupportedMediaType,
        "Formato non gestito"
    );
    public static readonly RefusalCode Unavailable = new(
        "unavailable",
        RefusalKind.Unavailable,
        "Servizio momentaneamente non disponibile"
    );

    public static readonly RefusalCode RequestTimedOut = new("request-timed-out", RefusalKind.Unavailable, "Tempo scaduto");
    public static readonly RefusalCode TooManyRequests = new("too-many-requests", RefusalKind.TooMany, "Troppe richieste");
    public static readonly RefusalCode IdempotencyKeyInvalid = new(
        "idempotency-key-invalid",
        RefusalKind.Malformed,
        "Idempotency-Key non valida"
    );
    public static readonly RefusalCode IdempotencyKeyReused = new(
        "idempotency-key-reused",
        RefusalKind.Invalid,
        "Idempotency-Key già usata per un'altra richiesta"
    );
    public static readonly RefusalCode RequestInProgress = new("request-in-progress", RefusalKind.Conflict, "Richiesta già in corso");
    public static readonly RefusalCode IfMatchInvalid = new("if-match-invalid", RefusalKind.Malformed, "If-Match non valida");
    public static readonly RefusalCode IfMatchRequired = new("if-match-required", RefusalKind.VersionMissing, "If-Match mancante");
    public static readonly RefusalCode VersionStale = new("version-stale", RefusalKind.Stale, "Versione superata");

    public static readonly RefusalCode InternalError = new("internal-error", RefusalKind.Failed, "Errore interno");

    public static readonly RefusalCode OrganizationNotFound = new("organization-not-found", RefusalKind.NotFound, "Ente non trovato");
    public static readonly RefusalCode OrganizationExists = new("organization-exists", RefusalKind.Conflict, "Ente già registrato");
    public static readonly RefusalCode DepartmentNotFound = new("department-not-found", RefusalKind.NotFound, "Ufficio non trovato");
    public static readonly RefusalCode DepartmentExists = new("department-exists", RefusalKind.Conflict, "Ufficio già registrato");
    public static readonly RefusalCode BankAccountNotFound = new("bank-account-not-found", RefusalKind.NotFound, "Conto non trovato");
    public static readonly RefusalCode BankAccountExists = new("bank-account-exists", RefusalKind.Conflict, "Conto già registrato");
    public static readonly RefusalCode LogoNotFound = new("logo-not-found", RefusalKind.NotFound, "Logo non trovato");
    public static readonly RefusalCode RevenueTypeNotFound = new(
        "revenue-type-not-found",
        RefusalKind.NotFound,
        "Tipo di entrata non trovato"
    );
    public static readonly RefusalCode RevenueTypeExists = new(
        "revenue-type-exists",
        RefusalKind.Conflict,
        "Tipo di entrata già registrato"
    );
    public static readonly RefusalCode StampTypeExists = new(
        "stamp-type-exists",
        RefusalKind.Conflict,
        "Tipo di entrata delle marche già registrato"
    );
    public static readonly RefusalCode SchemaNotAllowed = new("schema-not-allowed", RefusalKind.Invalid, "Schema del modulo non ammesso");
    public static readonly RefusalCode AmountRuleNotAllowed = new(
        "amount-rule-not-allowed",
        RefusalKind.Invalid,
        "Regola dell'importo non ammessa"
    );
    public static readonly RefusalCode SubjectNotAllowed = new("subject-not-allowed", RefusalKind.Invalid, "Causale non ammessa");
    public static readonly RefusalCode NodeServiceCodeTaken = new(
        "node-service-code-taken",
        RefusalKind.Conflict,
        "Codice presso il Nodo già usato"
    );
    public static readonly RefusalCode SpontaneousServiceNotFound = new(
        "spontaneous-service-not-found",
        RefusalKind.NotFound,
        "Servizio di pagamento spontaneo non trovato"
    );
    public static readonly RefusalCode AmountOutOfRange = new("amount-out-of-range", RefusalKind.Invalid, "Importo fuori dai limiti");
    public static readonly RefusalCode AmountNotExpected = new("amount-not-expected", RefusalKind.Invalid, "Importo non richiesto");
    public static readonly RefusalCode ApiKeyNotFound = new("api-key-not-found", RefusalKind.NotFound, "Chiave non trovata");
    public static readonly RefusalCode ApiKeyEnded = new("api-key-ended", RefusalKind.Conflict, "Chiave scaduta o revocata");
    public static readonly RefusalCode LastAdminKey = new("last-admin-key", RefusalKind.Conflict, "Ultima chiave di amministrazione");

    public static readonly RefusalCode DocumentNotFound = new(
        "document-not-found",
        RefusalKind.NotFound,
        "Documento di pagamento non trovato"
    );
    public static readonly RefusalCode DocumentDiffers = new(
        "document-differs",
        RefusalKind.Conflict,
        "Documento già emesso con altro contenuto"
    );
    public static readonly RefusalCode DocumentCancelled = new("document-cancelled", RefusalKind.Conflict, "Documento annullato");
    public static readonly RefusalCode DocumentBeingLoaded = new(
        "document-being-loaded",
        RefusalKind.Conflict,
        "Documento in corso di caricamento"
    );
    public static readonly RefusalCode TransitionNotAllowed = new(
        "transition-not-allowed",
        RefusalKind.Conflict,
        "Operazione non ammessa in questo stato"
    );
    public static readonly RefusalCode DocumentSuspended = new("document-suspended", RefusalKind.Conflict, "Documento sospeso");
    public static readonly RefusalCode NotSuspended = new("not-suspended", RefusalKind.Conflict, "Documento non sospeso");
    public static readonly RefusalCode NoticeNumberTaken = new("notice-number-taken", RefusalKind.Conflict, "Numero avviso già assegnato");
    public static readonly RefusalCode StampExists = new("stamp-exists", RefusalKind.Conflict, "Marca da bollo già richiesta");
    public static readonly RefusalCode StampNotFound = new("stamp-not-found", RefusalKind.NotFound, "Marca da bollo non trovata");
    public static readonly RefusalCode StampNotOnNotice = new(
        "stamp-not-on-notice",
        RefusalKind.Conflict,
        "Marca da bollo non pagabile con un avviso"
    );
    public static readonly RefusalCode TooManyTransfers = new("too-many-transfers", RefusalKind.Invalid, "Troppi accrediti in una rata");

    public static readonly RefusalCode InstallmentNotFound = new("installment-not-found", RefusalKind.NotFound, "Rata non trovata");
    public static readonly RefusalCode DocumentDraft = new("document-draft", RefusalKind.Conflict, "Documento in bozza");
    public static readonly RefusalCode DocumentPaid = new("document-paid", RefusalKind.Conflict, "Documento già pagato");
    public static readonly RefusalCode DocumentNotPayable = new("document-not-payable", RefusalKind.Conflict, "Documento non pagabile");

    public static readonly RefusalCode NoticeNotFound = new("notice-not-found", RefusalKind.NotFound, "Avviso non trovato");

    public static readonly RefusalCode CheckoutNotFound = new("checkout-not-found", RefusalKind.NotFound, "Pagamento sul web non trovato");
    public static readonly RefusalCode CheckoutDiffers = new(
        "checkout-differs",
        RefusalKind.Conflict,
        "Pagamento sul web già aperto con altro contenuto"
    );
    public static readonly RefusalCode ReturnUrlNotAllowed = new(
        "return-url-not-allowed",
        RefusalKind.Invalid,
        "Indirizzo di ritorno non ammesso"
    );
    public static readonly RefusalCode CheckoutRefused = new("checkout-refused", RefusalKind.Invalid, "Carrello rifiutato da pagoPA");
    public static readonly RefusalCode CheckoutUnavailable = new(
        "checkout-unavailable",
        RefusalKind.Unavailable,
        "Pagina di pagamento non disponibile"
    );

    public static readonly RefusalCode PaymentNotFound = new("payment-not-found", RefusalKind.NotFound, "Riscossione non trovata");
    public static readonly RefusalCode PaymentDiffers = new(
        "payment-differs",
        RefusalKind.Conflict,
        "Riscossione già registrata con altro contenuto"
    );
    public static readonly RefusalCode ReceiptNotFound = new("receipt-not-found", RefusalKind.NotFound, "Ricevuta non trovata");
    public static readonly RefusalCode ReceiptRecoveryNotFound = new(
        "receipt-recovery-not-found",
        RefusalKind.NotFound,
        "Recupero di ricevuta non trovato"
    );
    public static readonly RefusalCode ReceiptRecoveryDiffers = new(
        "receipt-recovery-differs",
        RefusalKind.Conflict,
        "Ricevuta già cercata con un altro IUV"
    );
    public static readonly RefusalCode ReceiptRecoveryOff = new(
        "receipt-recovery-off",
        RefusalKind.Conflict,
        "Recupero delle ricevute non attivo"
    );

    public static readonly RefusalCode SpontaneousPaymentNotFound = new(
        "spontaneous-payment-not-found",
        RefusalKind.NotFound,
        "Pagamento spontaneo non trovato"
    );
    public static readonly RefusalCode SimilarPaymentExists = new(
        "similar-payment-exists",
        RefusalKind.Conflict,
        "Pagamento simile già presente"
    );
    public static readonly RefusalCode TooManyOpen = new("too-many-open", RefusalKind.TooMany, "Troppi pagamenti da eseguire");

    public static readonly RefusalCode BulkLoadNotFound = new("bulk-load-not-found", RefusalKind.NotFound, "Caricamento non trovato");
    public static readonly RefusalCode NoticeBatchNotFound = new(
        "notice-batch-not-found",
        RefusalKind.NotFound,
        "Stampa massiva non trovata"
    );
    public static readonly RefusalCode NoticeBatchEmpty = new("notice-batch-empty", RefusalKind.Invalid, "Nessun documento da stampare");
    public static readonly RefusalCode NoticeBatchNotReady = new(
        "notice-batch-not-ready",
        RefusalKind.Conflict,
        "Stampa massiva non pronta"
    );
    public static readonly RefusalCode NoticeBatchBusy = new("notice-batch-busy", RefusalKind.Unavailable, "Troppi scaricamenti insieme");
    public static readonly RefusalCode TooManyDownloads = new(
        "too-many-downloads",
        RefusalKind.TooMany,
        "Troppi scaricamenti con la stessa credenziale"
    );
    public static readonly RefusalCode DocumentChanging = new(
        "document-changing",
        RefusalKind.Conflict,
        "Documento modificato di continuo"
    );
    public static readonly RefusalCode ActionNotAllowed = new("action-not-allowed", RefusalKind.Conflict, "Azione non ammessa");
    public static readonly RefusalCode RowNotReadable = new("row-not-readable", RefusalKind.Malformed, "Riga non leggibile");
    public static readonly RefusalCode ExternalIdRepeated = new("external-id-repeated", RefusalKind.Conflict, "Documento già trattato");
    public static readonly RefusalCode RowsDisagree = new("rows-disagree", RefusalKind.Invalid, "Righe discordanti");
    public static readonly RefusalCode RowsNotTogether = new("rows-not-together", RefusalKind.Invalid, "Righe non consecutive");
    public static readonly RefusalCode RowsNotStored = new("rows-not-stored", RefusalKind.Failed, "Righe non registrabili");
    public static readonly RefusalCode RowTooLong = new("row-too-long", RefusalKind.TooLarge, "Riga troppo lunga");

    public static readonly RefusalCode WebhookEndpointNotFound = new(
        "webhook-endpoint-not-found",
        RefusalKind.NotFound,
        "Destinatario di notifiche non trovato"
    );
    public static readonly RefusalCode WebhookEndpointDisabled = new(
        "webhook-endpoint-disabled",
        RefusalKind.Conflict,
        "Destinatario di notifiche disattivato"
    );
    public static readonly RefusalCode WebhookDeliveryNotFound = new(
        "webhook-delivery-not-found",
        RefusalKind.NotFound,
        "Consegna non trovata"
    );
    public static readonly RefusalCode TooManyWaits = new("too-many-waits", RefusalKind.TooMany, "Troppe letture in attesa");
    public static readonly RefusalCode WebhookRecoveryNotFound = new(
        "webhook-recovery-not-found",
        RefusalKind.NotFound,
        "Recupero non trovato"
    );
    public static readonly RefusalCode WebhookRecoveryRunning = new("webhook-recovery-running", RefusalKind.Conflict, "Recupero in corso");
    public static readonly RefusalCode TooManyWebhookEndpoints = new(
        "too-many-webhook-endpoints",
        RefusalKind.Conflict,
        "Troppi destinatari di notifiche"
    );

    /// <summary>Every code, in order of declaration.</summary>
    public static IReadOnlyList<RefusalCode> All { get; } =
    [.. typeof(Codes).GetFields().Select(field => field.GetValue(null)).OfType<RefusalCode>()];
}
