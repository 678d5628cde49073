// Written by `dotnet msbuild openapi/publish.proj` from openapi/riscossione.v1.json; never edit it by hand.
import type { WebhookEvent } from "./event-types.js";

/** Che cosa è stato spostato. */
export interface AccountMove {
  /** Vero se è stata solo una prova. */
  dryRun: boolean;
  /** IBAN del conto lasciato. */
  fromIban: string;
  /** IBAN del conto attuale del tipo di entrata. */
  toIban: string;
  /** Documenti interessati. */
  documents: number;
  /** Rate interessate. */
  installments: number;
  /** Identificativi dei documenti lasciati com'erano, perché una rata avrebbe più accrediti o metadati di quanti pagoPA ammette. */
  skippedDocuments: string[];
  /** Da passare come cursor per proseguire con gli altri documenti; assente quando non ce ne sono più. */
  nextCursor?: string | null | undefined;
}

/** Provvedimento che dispone un'operazione, per esempio una determina. */
export interface AdministrativeOrder {
  /** Numero (da 1 a 40 caratteri). */
  number: string;
  /** Data. */
  date: string;
}

/** Chiave con cui un sistema si presenta; il segreto non vi compare mai. */
export interface ApiKey {
  /** Identificativo. */
  id: string;
  /** Nome con cui le persone la riconoscono. */
  name: string;
  /** Parte non segreta della chiave, dopo `rk_`. */
  prefix: string;
  /** Codice fiscale dell'ente per cui vale; assente per l'intera installazione. */
  organization?: string | null | undefined;
  /** Codice dell'ufficio per cui vale; assente per tutti gli uffici. */
  department?: string | null | undefined;
  /** Permessi. */
  readonly scopes: string[];
  /** Codici dei tipi di entrata ai quali è limitata; assente se vale per tutti. */
  readonly revenueTypes?: string[] | null | undefined;
  /** Istante del rilascio. */
  createdAt: string;
  /** Istante dal quale non vale più. */
  expiresAt?: string | null | undefined;
  /** Istante della revoca. */
  revokedAt?: string | null | undefined;
  /** Istante dell'ultimo uso, con l'approssimazione di una decina di minuti; assente se non risulta mai usata. */
  lastUsedAt?: string | null | undefined;
  /** Istante fino al quale vale anche il segreto precedente all'ultima rotazione; assente se non è mai stata ruotata. */
  previousValidUntil?: string | null | undefined;
  /** Contrassegno della versione, da ripetere in If-Match per modificare la risorsa. */
  readonly etag: string;
}

/** Pagina di chiavi. */
export interface ApiKeyPage {
  /** Le chiavi. */
  items: ApiKey[];
  /** Da passare come cursor per la pagina successiva; assente nell'ultima. */
  nextCursor?: string | null | undefined;
}

/** Ciò che si può cambiare di una chiave. */
export interface ApiKeySettings {
  /** Nome con cui le persone la riconoscono. */
  name: string;
  /** Istante futuro dal quale non vale più; se manca, vale fino alla revoca. */
  expiresAt?: string | null | undefined;
}

/** Conto, bancario o postale, su cui un ente incassa. */
export interface BankAccount {
  /** IBAN, senza spazi. */
  iban: string;
  /** Nome con cui le persone lo riconoscono. */
  name: string;
  /** Vero per i conti di Poste Italiane. */
  readonly postal: boolean;
  /** Intestazione stampata sui bollettini; se manca, la denominazione dell'ente. */
  postalHolder?: string | null | undefined;
  /** Autorizzazione di Poste Italiane alla stampa in proprio dei bollettini; senza, gli avvisi non hanno bollettino. */
  postalAuthorization?: string | null | undefined;
  /** Istante della registrazione. */
  createdAt: string;
  /** Istante dell'ultima modifica. */
  updatedAt: string;
  /** Contrassegno della versione, da ripetere in If-Match per modificare la risorsa. */
  readonly etag: string;
}

/** Pagina di conti. */
export interface BankAccountPage {
  /** I conti. */
  items: BankAccount[];
  /** Da passare come cursor per la pagina successiva; assente nell'ultima. */
  nextCursor?: string | null | undefined;
}

/** Dati modificabili di un conto. */
export interface BankAccountSettings {
  /** Nome con cui le persone lo riconoscono. */
  name: string;
  /** Solo per i conti postali: intestazione stampata sui bollettini; se manca, la denominazione dell'ente. */
  postalHolder?: string | null | undefined;
  /** Solo per i conti postali: autorizzazione di Poste Italiane alla stampa in proprio, «AUT. DB/… DEL …». */
  postalAuthorization?: string | null | undefined;
}

/** Ente a cui va una voce di debito. */
export interface Beneficiary {
  /** Codice fiscale dell'ente, 11 cifre. */
  fiscalCode: string;
  /** Denominazione. */
  name: string;
  /** IBAN di accredito. Nelle risposte è vuoto per una marca da bollo, che non va su un conto dell'ente. */
  iban: string;
}

/** Caricamento massivo: un flusso di righe ricevuto per intero e poi elaborato a lotti. */
export interface BulkLoad {
  /** Identificativo assegnato dal sistema. */
  id: string;
  /** Codice fiscale dell'ente creditore. */
  organization: string;
  /** Codice dell'ufficio. */
  department: string;
  /** Nome dato da chi ha caricato. */
  name?: string | null | undefined;
  /** Formato delle righe: ndjson o csv. */
  format: "ndjson" | "csv" | (string & {});
  /** Modalità: continue-on-failure, atomic o dry-run. */
  mode: "continue-on-failure" | "atomic" | "dry-run" | (string & {});
  /** Azione delle righe che non ne indicano una: issue, replace o cancel. */
  action: "issue" | "replace" | "cancel" | (string & {});
  /** Stato: receiving, waiting, running, paused, publishing, discarding, completed, failed, cancelled. */
  state: "receiving" | "waiting" | "running" | "paused" | "publishing" | "discarding" | "completed" | "failed" | "cancelled" | (string & {});
  /** Impronta SHA-256 del contenuto ricevuto, decompresso, in esadecimale. */
  contentHash?: string | null | undefined;
  /** Byte ricevuti, dopo la decompressione. */
  receivedBytes: number;
  /** Righe ricevute, senza intestazione né righe vuote. */
  receivedRows: number;
  /** Righe già elaborate. */
  rowsRead: number;
  /** Documenti emessi. */
  issued: number;
  /** Documenti che esistevano già con lo stesso contenuto. */
  unchanged: number;
  /** Documenti sostituiti. */
  replaced: number;
  /** Documenti annullati. */
  cancelled: number;
  /** Documenti respinti. */
  rejected: number;
  failure?: BulkLoadFailure | undefined;
  /** Righe elaborate al secondo, in media. */
  rowsPerSecond?: number | null | undefined;
  /** Istante in cui si prevede che finisca. */
  estimatedEndAt?: string | null | undefined;
  /** Istante in cui è iniziata la ricezione. */
  createdAt: string;
  /** Istante in cui è iniziata l'elaborazione. */
  startedAt?: string | null | undefined;
  /** Istante in cui è finita. */
  finishedAt?: string | null | undefined;
}

/**
 * Perché un caricamento non prosegue. Dopo cinque tentativi senza progressi il caricamento termina (failed); se le righe erano già tutte
 * registrate (publishing, discarding) lascia passare gli altri e riprova.
 */
export interface BulkLoadFailure {
  /** Codice stabile della causa. */
  code: string;
  /** Che cosa è accaduto e che cosa fare. */
  detail: string;
  /** Prima riga del file non elaborata. */
  line: number;
}

/** Pagina di caricamenti. */
export interface BulkLoadPage {
  /** I caricamenti, dal più recente. */
  items: BulkLoad[];
  /** Da passare come cursor per la pagina successiva; assente nell'ultima. */
  nextCursor?: string | null | undefined;
}

/** Esito di una riga di un caricamento (in CSV: delle righe di un documento). */
export interface BulkLoadResult {
  /** Numero della riga nel file, da 1; in CSV la prima del documento. */
  line: number;
  /** Esito: issued, unchanged, replaced, cancelled, rejected; discarded se la riga era buona ma il caricamento non è andato a buon fine. */
  outcome: "issued" | "unchanged" | "replaced" | "cancelled" | "rejected" | "discarded" | (string & {});
  /** Identificativo del debito nel sistema dell'ufficio, se leggibile. */
  externalId?: string | null | undefined;
  /** Identificativo del documento di pagamento. */
  documentId?: string | null | undefined;
  /** Numeri avviso delle rate, nell'ordine del documento. */
  noticeNumbers?: string[] | null | undefined;
  /** Codice del rifiuto, lo stesso di una richiesta singola. */
  code?: string | null | undefined;
  /** Che cosa non va e come rimediare. */
  detail?: string | null | undefined;
  /** I campi rifiutati. */
  errors?: BulkLoadResultError[] | null | undefined;
}

/** Campo rifiutato di una riga. */
export interface BulkLoadResultError {
  /** Puntatore JSON al campo; in CSV può essere il nome della colonna. */
  pointer: string;
  /** Codice stabile. */
  code: string;
  /** Che cosa serve. */
  detail: string;
}

/** Pagina di esiti. */
export interface BulkLoadResultPage {
  /** Gli esiti, nell'ordine delle righe. */
  items: BulkLoadResult[];
  /** Da passare come cursor per la pagina successiva; assente nell'ultima. */
  nextCursor?: string | null | undefined;
}

/** Annullamento di un documento di pagamento. */
export interface CancelPaymentDocumentRequest {
  /** Motivo dell'annullamento (da 1 a 500 caratteri), conservato nell'iter. Non deve contenere dati personali. */
  reason: string;
}

/** Pagamento sul web: una visita alla pagina di pagamento di pagoPA, per uno o più avvisi. */
export interface Checkout {
  /** Identificativo. */
  id: string;
  /** Identificativo scelto dal portale. */
  externalId: string;
  /**
   * Stato: opening, open (in attesa di conferma), paid, partly-paid (solo alcuni avvisi), unpaid (tempo scaduto), failed (pagina di pagamento non
   * aperta).
   */
  status: "opening" | "open" | "paid" | "partly-paid" | "unpaid" | "failed" | (string & {});
  /** Istante della prima richiesta. */
  createdAt: string;
  /** Gli avvisi, nell'ordine della richiesta. */
  notices: CheckoutNotice[];
  /** Indirizzo della pagina di pagamento; assente quando non si può più aprire. */
  checkoutUrl?: string | null | undefined;
  /** Istante fino al quale la pagina di pagamento si può aprire; assente se non è mai stata aperta. */
  expiresAt?: string | null | undefined;
}

/** Avviso di un pagamento sul web. */
export interface CheckoutNotice {
  /** Codice fiscale dell'ente creditore. */
  organization: string;
  /** Numero avviso. */
  noticeNumber: string;
  /** Importo nel carrello, in centesimi di euro. */
  amountCents: number;
  /**
   * Stato dell'avviso adesso: paid, payable, oppure perché non si può pagare: expired, cancelled, suspended, not-yet-valid,
   * closed-by-another-option.
   */
  status: "paid" | "payable" | "expired" | "cancelled" | "suspended" | "not-yet-valid" | "closed-by-another-option" | (string & {});
}

/**
 * Indirizzi ai quali torna il browser di chi paga: devono iniziare come previsto dall'ente (`returnUrlPrefixes`). `{checkoutId}` è
 * sostituito con l'identificativo del pagamento. Arrivare a un indirizzo non prova nulla: lo stato si legge con ReadCheckout.
 */
export interface CheckoutReturnUrls {
  /** Dopo un pagamento riuscito. */
  ok: string;
  /** Dopo una rinuncia. */
  cancel: string;
  /** Dopo un errore, o a tempo scaduto. */
  error: string;
  /** Quando l'esito non è ancora noto. */
  waiting: string;
}

/** Chi risponde del debito insieme al debitore. */
export interface CoObligor {
  /** «F» persona fisica, «G» persona giuridica. */
  kind: "F" | "G" | (string & {});
  /** Codice fiscale: 16 caratteri, oppure 11 cifre. Chi non ne ha uno italiano si indica con `foreign`. */
  fiscalCode?: string | null | undefined;
  foreign?: ForeignIdentity | undefined;
  /** Cognome e nome, o denominazione. */
  fullName: string;
}

/** Richiesta di stampa massiva. Le condizioni indicate valgono tutte insieme; almeno una è obbligatoria. */
export interface CreateNoticeBatchRequest {
  /** Codice fiscale dell'ente; facoltativo se la chiave appartiene a un ente. */
  organization?: string | null | undefined;
  /** Codice dell'ufficio. */
  department?: string | null | undefined;
  /** I documenti di questo caricamento. */
  bulkLoadId?: string | null | undefined;
  /** Questi documenti. */
  documentIds?: string[] | null | undefined;
  /** I documenti con una voce di questo tipo di entrata. */
  revenueType?: string | null | undefined;
  /** I documenti con una voce di questo anno. */
  year?: number | null | undefined;
  /** I documenti emessi da questo giorno. */
  issuedFrom?: string | null | undefined;
  /** I documenti emessi fino a questo giorno compreso. */
  issuedTo?: string | null | undefined;
  /** I documenti in questo stato. */
  state?: "draft" | "issued" | "partially-paid" | "paid" | "settled" | "cancelled" | "written-off" | "enforced" | (string & {}) | null | undefined;
  /** Ordine di stampa: address (CAP, città, via, civico, nome) o externalId. Se manca, address. */
  order?: "address" | "externalId" | (string & {}) | null | undefined;
  /** Lingua oltre all'italiano: de, en, fr, sl; it per il solo italiano. Se manca, quella dell'ente. */
  language?: "it" | "de" | "en" | "fr" | "sl" | (string & {}) | null | undefined;
}

/** Voce di debito. */
export interface DebtItem {
  /** Posizione nel documento, da 1. */
  ordinal: number;
  /** Codice del tipo di entrata. */
  revenueType: string;
  /** Anno di riferimento. */
  year: number;
  /** Descrizione. */
  description: string;
  /** Importo in centesimi di euro. */
  amountCents: number;
  /** Quanto resta da pagare, in centesimi di euro. */
  residualCents: number;
  beneficiary: Beneficiary;
  /** Codice tassonomico pagoPA. */
  taxonomyCode: string;
  /** Capitolo di bilancio. */
  budgetChapter?: string | null | undefined;
  /** Metadati inviati a pagoPA con l'accredito della voce. */
  metadata?: MetadataEntry[] | null | undefined;
  stamp?: StampRequest | undefined;
}

/** Una voce di debito: un importo di un tipo di entrata e di un anno. */
export interface DebtItemRequest {
  /** Codice del tipo di entrata. */
  revenueType: string;
  /** Anno di riferimento. */
  year: number;
  /** Importo in centesimi di euro, da 1 a 99.999.999.999. */
  amountCents: number;
  /** Descrizione; se manca, il nome del tipo di entrata e l'anno. */
  description?: string | null | undefined;
  beneficiary?: Beneficiary | undefined;
  stamp?: StampRequest | undefined;
  /** Capitolo di bilancio; se manca, quello del tipo di entrata. */
  budgetChapter?: string | null | undefined;
  /**
   * Metadati della voce, al più 10 coppie con chiavi diverse: pagoPA li riceve con l'accredito della voce (paGetPayment, transfer); le voci
   * dello stesso accredito ne hanno insieme al più 15. Senza dati personali.
   */
  metadata?: MetadataEntry[] | null | undefined;
}

/** Soggetto debitore. */
export interface Debtor {
  /** «F» persona fisica, «G» persona giuridica. */
  kind: "F" | "G" | (string & {});
  /** Codice fiscale: 16 caratteri, oppure 11 cifre. Chi non ne ha uno italiano si indica con `foreign`; accanto, è ammesso solo ANONIMO. */
  fiscalCode?: string | null | undefined;
  foreign?: ForeignIdentity | undefined;
  /** Cognome e nome, o denominazione (al più 70 caratteri). */
  fullName: string;
  /** Via o piazza. */
  street?: string | null | undefined;
  /** Numero civico. */
  civicNumber?: string | null | undefined;
  /** Codice di avviamento postale. */
  postalCode?: string | null | undefined;
  /** Comune o città. */
  city?: string | null | undefined;
  /** Provincia. */
  province?: string | null | undefined;
  /** Paese, due lettere (ISO 3166-1). */
  country?: string | null | undefined;
  /** Indirizzo di posta elettronica. */
  email?: string | null | undefined;
}

/** Ufficio (sistema competente) a cui appartengono i crediti. */
export interface Department {
  /** Codice, unico nell'ente. */
  code: string;
  /** Denominazione. */
  name: string;
  /** Istante della registrazione. */
  createdAt: string;
  /** Istante dell'ultima modifica. */
  updatedAt: string;
  /** Contrassegno della versione, da ripetere in If-Match per modificare la risorsa. */
  readonly etag: string;
}

/** Pagina di uffici. */
export interface DepartmentPage {
  /** Gli uffici. */
  items: Department[];
  /** Da passare come cursor per la pagina successiva; assente nell'ultima. */
  nextCursor?: string | null | undefined;
}

/** Dati modificabili di un ufficio. */
export interface DepartmentSettings {
  /** Denominazione. */
  name: string;
}

/** Chi risponde del debito insieme al debitore. */
export interface DocumentCoObligor {
  /** «F» persona fisica, «G» persona giuridica. */
  kind: "F" | "G" | (string & {});
  /** Codice fiscale; ANONIMO per chi non ne ha uno italiano, che si riconosce solo da `foreign`. */
  fiscalCode: string;
  foreign?: ForeignIdentity | undefined;
  /** Cognome e nome, o denominazione. */
  fullName: string;
}

/** Il debitore di un documento. */
export interface DocumentDebtor {
  /** «F» persona fisica, «G» persona giuridica. */
  kind: "F" | "G" | (string & {});
  /** Codice fiscale; ANONIMO per chi non ne ha uno italiano, che si riconosce solo da `foreign`. */
  fiscalCode: string;
  foreign?: ForeignIdentity | undefined;
  /** Cognome e nome, o denominazione. */
  fullName: string;
  /** Via o piazza. */
  street?: string | null | undefined;
  /** Numero civico. */
  civicNumber?: string | null | undefined;
  /** Codice di avviamento postale. */
  postalCode?: string | null | undefined;
  /** Comune o città. */
  city?: string | null | undefined;
  /** Provincia. */
  province?: string | null | undefined;
  /** Paese, due lettere (ISO 3166-1). */
  country?: string | null | undefined;
  /** Indirizzo di posta elettronica. */
  email?: string | null | undefined;
}

/** Iter di un documento: ogni evento, in ordine, concatenato al precedente da un'impronta. */
export interface DocumentTimeline {
  /** Vero se gli eventi sono tutti presenti e la catena delle impronte è integra. */
  chainVerified: boolean;
  /** Gli eventi, dal primo. */
  items: TimelineEvent[];
}

/** Identità di chi non ha un codice fiscale italiano: l'identificativo di un documento estero e il Paese che l'ha rilasciato. */
export interface ForeignIdentity {
  /** Identificativo, da 1 a 20 caratteri tra lettere, cifre, spazi e «. - /»; maiuscole e minuscole non si distinguono. */
  identifier: string;
  /** Paese che l'ha rilasciato, due lettere maiuscole (ISO 3166-1); non può essere IT. */
  country: string;
}

/** Rata: ciò che effettivamente si paga, con il suo numero avviso. */
export interface Installment {
  /** Posizione nel documento, da 1. */
  ordinal: number;
  /** Numero avviso (18 cifre); assente per le bozze. */
  noticeNumber?: string | null | undefined;
  /** Identificativo univoco di versamento; assente per le bozze. */
  iuv?: string | null | undefined;
  /** Importo in centesimi di euro. */
  amountCents: number;
  /** Quanto resta da pagare, in centesimi di euro. */
  residualCents: number;
  /** Scadenza; se cade di sabato o in un giorno festivo e il tipo di entrata lo prevede, è già spostata al primo giorno lavorativo. Manca se il termine corre dalla notifica. */
  dueOn?: string | null | undefined;
  /** Vero se si può pagare adesso. */
  payable: boolean;
  /** Perché non si può pagare: unknown, already-paid, expired, cancelled, suspended, not-yet-valid, closed-by-another-option. */
  notPayableReason?: "unknown" | "already-paid" | "expired" | "cancelled" | "suspended" | "not-yet-valid" | "closed-by-another-option" | (string & {}) | null | undefined;
  /** Istante del pagamento che l'ha saldata. */
  paidAt?: string | null | undefined;
  /** Gli accrediti, da 1 a 5. */
  transfers: InstallmentTransfer[];
}

/** Piano di rate uguali: i centesimi che avanzano vanno alle prime rate. */
export interface InstallmentPlan {
  /** Numero di rate. */
  count: number;
  /** Scadenza della prima rata. */
  firstDueOn: string;
  /** Mesi tra una rata e la successiva. */
  everyMonths: number;
}

/** Una rata. */
export interface InstallmentRequest {
  /** Scadenza. */
  dueOn: string;
  /** Importo in centesimi di euro. */
  amountCents: number;
  /** Numero avviso già in uso presso l'ufficio (18 cifre). */
  noticeNumber?: string | null | undefined;
  /** IUV già in uso presso l'ufficio (15 o 17 cifre). */
  iuv?: string | null | undefined;
}

/** Accredito: la parte di una rata che va a un conto. */
export interface InstallmentTransfer {
  /** Da 1 a 5: è l'idTransfer di pagoPA. */
  number: number;
  /** Importo in centesimi di euro. */
  amountCents: number;
  beneficiary: Beneficiary;
  /** Codice tassonomico pagoPA. */
  taxonomyCode: string;
  stamp?: StampRequest | undefined;
}

/** Richiesta di emissione di un documento di pagamento. */
export interface IssuePaymentDocumentRequest {
  /** Codice fiscale dell'ente creditore (11 cifre). Può mancare quando la chiave appartiene a un ente. */
  organization?: string | null | undefined;
  /** Codice dell'ufficio che vanta il credito. Può mancare quando la chiave appartiene a un ufficio. */
  department?: string | null | undefined;
  /** Identificativo del debito nel sistema dell'ufficio, unico per ufficio: da 1 a 100 caratteri tra lettere, cifre e «. _ : / -». */
  externalId: string;
  /** Oggetto del pagamento, stampato sull'avviso (al più 140 caratteri). */
  subject: string;
  debtor: Debtor;
  /** Eventuali coobbligati, al più 20. */
  coObligors?: CoObligor[] | null | undefined;
  /** Le voci di debito, da 1 a 200. */
  items: DebtItemRequest[];
  /** Le soluzioni di pagamento, alternative tra loro, al più 10. Se mancano, il documento si paga in rata unica entro la scadenza `dueOn`. */
  options?: PaymentOptionRequest[] | null | undefined;
  /** Scadenza della rata unica, quando le soluzioni non sono indicate. */
  dueOn?: string | null | undefined;
  /** Primo giorno in cui si può pagare. */
  validFrom?: string | null | undefined;
  /** Ultimo giorno in cui si può pagare, fino alle 24 ora italiana. Se manca, si può pagare anche dopo la scadenza. */
  payableUntil?: string | null | undefined;
  /** Data stampata sull'avviso, se diversa da quella di emissione. */
  printedOn?: string | null | undefined;
  /** Vero per conservare il documento come bozza, invisibile ai canali fino alla pubblicazione. */
  draft?: boolean | null | undefined;
  /** Metadati del pagamento, al più 10 coppie con chiavi diverse: pagoPA li riceve con l'avviso (paGetPayment, data). Senza dati personali. */
  metadata?: MetadataEntry[] | null | undefined;
}

/** Chiave appena rilasciata. */
export interface IssuedApiKey {
  /** Identificativo. */
  id: string;
  /** La chiave intera, mostrata solo in questa risposta. */
  key: string;
  /** Nome con cui le persone la riconoscono. */
  name: string;
  /** Parte non segreta della chiave, dopo `rk_`. */
  prefix: string;
  /** Permessi. */
  scopes: string[];
  /** Istante del rilascio. */
  createdAt: string;
  /** Codice fiscale dell'ente per cui vale; assente per l'intera installazione. */
  organization?: string | null | undefined;
  /** Codice dell'ufficio per cui vale; assente per tutti gli uffici. */
  department?: string | null | undefined;
  /** Istante dal quale non vale più. */
  expiresAt?: string | null | undefined;
  /** Codici dei tipi di entrata ai quali è limitata; assente se vale per tutti. */
  revenueTypes?: string[] | null | undefined;
}

/** Ricevuta che il Nodo ha inviato quando era già stata recuperata: è conservata e non ha altro effetto. */
export interface LateReceipt {
  /** Formato: pagopa-rt-v1, pagopa-rt-v2. */
  format: "pagopa-rt-v1" | "pagopa-rt-v2" | (string & {});
  /** Tipo del contenuto scaricabile. */
  contentType: string;
  /** Impronta SHA-256 del contenuto, in esadecimale. */
  contentSha256: string;
  /** Istante di arrivo. */
  receivedAt: string;
}

/** Coppia di metadati che pagoPA riceve con l'avviso. */
export interface MetadataEntry {
  /** Chiave, da 1 a 140 caratteri. */
  key: string;
  /** Valore, da 1 a 140 caratteri. */
  value: string;
}

/** Spostamento sul conto attuale di un tipo di entrata di ciò che resta da pagare su un altro. */
export interface MoveRevenueTypeAccountRequest {
  /** IBAN del conto che si lascia: si sposta solo ciò che oggi andrebbe su quel conto. */
  fromIban: string;
  /** Motivo dello spostamento (da 1 a 500 caratteri), conservato nell'iter. Non deve contenere dati personali. */
  reason: string;
  /** Vero per sapere che cosa accadrebbe, senza alcun effetto. */
  dryRun?: boolean | null | undefined;
  /** Quanti documenti spostare con questa richiesta, da 1 a 1000 (500 se manca). */
  limit?: number | null | undefined;
  /** Cursore della risposta precedente, per proseguire. */
  cursor?: string | null | undefined;
}

/** Movimento: una riga del conto di una voce di debito, mai modificata. */
export interface Movement {
  /** Posizione, da 1, senza salti. */
  ordinal: number;
  /** Posizione della voce di debito nel documento. */
  itemOrdinal: number;
  /** Tipo: charge, adjustment, payment, … */
  kind: "charge" | "adjustment" | "payment" | "reversal" | (string & {});
  /** Importo in centesimi di euro: positivo se accresce il debito, negativo se lo riduce. */
  amountCents: number;
  /** Rata a cui si riferisce. */
  installmentOrdinal?: number | null | undefined;
  /** Riscossione a cui si riferisce. */
  paymentId?: string | null | undefined;
  /** Istante in cui il contribuente ha pagato, secondo la riscossione a cui si riferisce. */
  paidAt?: string | null | undefined;
  /** Chi l'ha causato. */
  actor: string;
  /** Motivo, quando è stato chiesto. */
  reason?: string | null | undefined;
  /** Istante di registrazione. */
  recordedAt: string;
}

/** Movimenti di un documento. */
export interface MovementList {
  /** I movimenti, dal primo. */
  items: Movement[];
}

/** Chiave da rilasciare. */
export interface NewApiKey {
  /** Nome con cui le persone la riconoscono, per esempio il sistema che la userà. */
  name: string;
  /** Permessi; `admin` li comprende tutti. */
  scopes: string[];
  /** Codice fiscale dell'ente per cui vale; se manca, l'ente di chi la chiede. */
  organization?: string | null | undefined;
  /** Codice dell'ufficio per cui vale; se manca, tutti gli uffici o quello di chi la chiede. */
  department?: string | null | undefined;
  /** Istante dal quale non vale più; se manca, vale fino alla revoca. */
  expiresAt?: string | null | undefined;
  /**
   * Codici dei tipi di entrata ai quali è limitata, da 1 a 20: la chiave vede ed emette solo documenti le cui voci sono tutte di questi tipi, e non
   * può amministrare chiavi e webhook. Se manca, vale per tutti; una volta rilasciata il limite non cambia.
   */
  revenueTypes?: string[] | null | undefined;
}

/** Rotazione di una chiave. */
export interface NewApiKeyRotation {
  /** Istante fino al quale vale anche il segreto precedente, al più 90 giorni da adesso; se manca, 24 ore da adesso. */
  previousValidUntil?: string | null | undefined;
}

/** Conto da registrare. */
export interface NewBankAccount {
  /** IBAN, con o senza spazi. */
  iban: string;
  /** Nome con cui le persone lo riconoscono. */
  name: string;
  /** Solo per i conti postali: intestazione stampata sui bollettini; se manca, la denominazione dell'ente. */
  postalHolder?: string | null | undefined;
  /** Solo per i conti postali: autorizzazione di Poste Italiane alla stampa in proprio, «AUT. DB/… DEL …». */
  postalAuthorization?: string | null | undefined;
}

/** Pagamento sul web da aprire. */
export interface NewCheckout {
  /** Identificativo scelto dal portale, diverso per ogni pagamento: ripeterlo restituisce lo stesso. */
  externalId: string;
  /** Da 1 a 5 avvisi diversi. */
  notices: NewCheckoutNotice[];
  returnUrls: CheckoutReturnUrls;
  /** Indirizzo al quale la pagina di pagamento invia la propria conferma; non è conservato. */
  email?: string | null | undefined;
}

/** Avviso da pagare. */
export interface NewCheckoutNotice {
  /** Codice fiscale dell'ente creditore. */
  organization: string;
  /** Numero avviso, 18 cifre. */
  noticeNumber: string;
}

/** Ufficio da registrare. */
export interface NewDepartment {
  /** Codice, unico nell'ente: lettere minuscole, cifre e trattini. */
  code: string;
  /** Denominazione. */
  name: string;
}

/** Ente creditore da registrare. */
export interface NewOrganization {
  /** Codice fiscale, 11 cifre. */
  fiscalCode: string;
  /** Denominazione. */
  name: string;
  /** Codice di segregazione assegnato da pagoPA, due cifre. */
  segregationCode: string;
  /** Codice nell'indice delle pubbliche amministrazioni (IPA). */
  ipaCode?: string | null | undefined;
  /** Codice con cui l'ente è cercato nel circuito CBILL. */
  cbillCode?: string | null | undefined;
  /** Codice applicazione, due cifre, per i numeri avviso con prima cifra 0. */
  applicationCode?: string | null | undefined;
  /** Settore che l'avviso indica come mittente. */
  sector?: string | null | undefined;
  /** Codice fiscale dell'intermediario presso pagoPA; se manca, l'ente stesso. */
  brokerFiscalCode?: string | null | undefined;
  /** Stazione presso pagoPA; se manca, codice fiscale dell'ente seguito da `_01`. */
  stationId?: string | null | undefined;
  /** Giorni di scadenza comunicati a pagoPA per i debiti senza scadenza; se manca, 30. */
  defaultDueDays?: number | null | undefined;
  /** Fino a tre righe che dicono a chi rivolgersi per informazioni. */
  contactLines?: string[] | null | undefined;
  /** Seconda lingua degli avvisi: de, en, fr, sl. */
  secondLanguage?: string | null | undefined;
  /** Fino a venti inizi degli indirizzi, `https` e senza query, ai quali un pagamento sul web può riportare chi paga. */
  returnUrlPrefixes?: string[] | null | undefined;
  /** `true` per comunicare gli avvisi all'archivio di pagoPA (ACA); se manca, `false`. */
  acaEnabled?: boolean | null | undefined;
}

/** Logo da caricare. */
export interface NewOrganizationLogo {
  /** Immagine PNG o JPEG, in base64; al più 256 kB prima della codifica. */
  content: string;
}

/** Tipo di entrata da registrare. */
export interface NewRevenueType {
  /** Codice, unico nell'ente: lettere minuscole, cifre e trattini. */
  code: string;
  /** Denominazione. */
  name: string;
  /** Tributaria (`tax`) o extratributaria (`non-tax`). */
  category: "tax" | "non-tax" | (string & {});
  /** Codice della tassonomia pagoPA, per esempio `9/0101101IM/`. */
  taxonomyCode: string;
  /** IBAN su cui si incassa: un conto registrato dell'ente o, se c'è, del beneficiario. */
  iban: string;
  /** IBAN di un conto postale, per i pagamenti con bollettino; vale la stessa regola. */
  postalIban?: string | null | undefined;
  /** Capitolo di bilancio. */
  budgetChapter?: string | null | undefined;
  /** Vero se una scadenza di sabato o festiva passa al primo giorno lavorativo; se manca, vero per i tributi. */
  dueDatesRoll?: boolean | null | undefined;
  /** Vero se si può pagare una parte di una rata; se manca, falso. */
  allowsPartialPayment?: boolean | null | undefined;
  /**
   * Superato da spontaneous e senza effetto.
   * @deprecated
   */
  allowsSpontaneousPayment?: boolean | null | undefined;
  /** Anni per cui i documenti si conservano; se manca, 10. */
  retentionYears?: number | null | undefined;
  beneficiary?: RevenueBeneficiary | undefined;
  spontaneous?: SpontaneousSettings | undefined;
  /**
   * Importo di una marca da bollo digitale, in centesimi. Solo per il tipo di entrata delle marche, uno per ente: le sue voci sono marche e il suo conto non
   * riceve nulla, perché l'imposta va all'Agenzia delle Entrate.
   */
  stampAmountCents?: number | null | undefined;
}

/** Destinatario di notifiche da registrare. */
export interface NewWebhookEndpoint {
  /** Indirizzo https, della rete pubblica o di una rete ammessa dall'installazione, che riceverà una POST per ogni evento. */
  url: string;
  /** Tipi di evento richiesti; `payment.*` per i tipi di una famiglia, `*` per tutti, anche futuri. */
  eventTypes: string[];
  /** Codice fiscale dell'ente; se manca, l'ente di chi registra. */
  organization?: string | null | undefined;
  /** Codice dell'ufficio; se manca, l'ufficio di chi registra o, per una credenziale dell'intero ente, tutti gli uffici. */
  department?: string | null | undefined;
  /** Descrizione con cui le persone lo riconoscono, per esempio il sistema che riceve. */
  description?: string | null | undefined;
  /** Codici dei tipi di entrata che gli eventi devono riguardare; vuoto o assente per tutti. */
  revenueTypes?: string[] | null | undefined;
  /** Codici degli uffici che gli eventi devono riguardare, solo per chi li riceve dell'intero ente; vuoto o assente per tutti. */
  departments?: string[] | null | undefined;
  /** Versione del corpo delle notifiche; se manca, l'ultima. Non cambia più, anche se ne escono altre. */
  payloadVersion?: string | null | undefined;
}

/** Richiesta di recuperare gli eventi di un periodo. */
export interface NewWebhookRecovery {
  /** Istante dal quale, compreso, gli eventi si recuperano; non nel futuro. */
  since: string;
  /** Istante fino al quale, escluso, gli eventi si recuperano; se manca, quello della richiesta. */
  until?: string | null | undefined;
  /** Vero per recuperare solo ciò la cui consegna è stata abbandonata; se manca, falso: tutti gli eventi del periodo. */
  onlyFailed?: boolean | null | undefined;
}

/** Rotazione del segreto di un destinatario. */
export interface NewWebhookSecretRotation {
  /** Ore, da 0 a 168, per le quali le consegne sono firmate anche con il segreto precedente; se manca, 24. Con 0 il segreto precedente cessa subito. */
  overlapHours?: number | null | undefined;
}

/** Stampa massiva: gli avvisi di molti documenti, preparati in ordine di stampa. */
export interface NoticeBatch {
  /** Identificativo assegnato dal sistema. */
  id: string;
  /** Codice fiscale dell'ente creditore. */
  organization: string;
  /** Stato: waiting, running, completed, cancelled, failed. */
  state: "waiting" | "running" | "completed" | "cancelled" | "failed" | (string & {});
  /** Documenti scelti. */
  total: number;
  /** Avvisi preparati. */
  made: number;
  /** Documenti senza avviso, elencati con il motivo nell'indice. */
  refused: number;
  /** Pagine degli avvisi preparati. */
  pages: number;
  /** Istante della richiesta. */
  createdAt: string;
  /** Istante in cui è finita. */
  finishedAt?: string | null | undefined;
  /** Codice della causa, nello stato failed. */
  failureCode?: string | null | undefined;
  /** La causa in parole e che cosa fare, nello stato failed. */
  failureDetail?: string | null | undefined;
  /** Le parti in cui sono divisi i file, nell'ordine di stampa; assente finché la stampa non è completed e negli elenchi. */
  parts?: NoticeBatchPart[] | null | undefined;
}

/** Pagina di stampe massive. */
export interface NoticeBatchPage {
  /** Le stampe massive, dalla più recente. */
  items: NoticeBatch[];
  /** Da passare come cursor per la pagina successiva; assente nell'ultima. */
  nextCursor?: string | null | undefined;
}

/** Una parte dei file di una stampa massiva. */
export interface NoticeBatchPart {
  /** Numero della parte, da 1: il valore di part negli scaricamenti. */
  part: number;
  /** Avvisi nella parte. */
  notices: number;
  /** Pagine del PDF della parte. */
  pages: number;
}

/** Avviso da scaricare. */
export interface NoticeDownloadRequest {
  /** Codice fiscale dell'ente creditore. */
  organization: string;
  /** Numero avviso, 18 cifre. */
  noticeNumber: string;
  /** Codice fiscale del debitore o di un coobbligato. */
  debtorFiscalCode: string;
}

/** Avviso trovato: ciò che ne direbbe a chiunque lo sportello che lo incassa. */
export interface NoticeLookup {
  /** Codice fiscale dell'ente creditore. */
  organization: string;
  /** Denominazione dell'ente creditore. */
  organizationName: string;
  /** Numero avviso. */
  noticeNumber: string;
  /** Causale. */
  subject: string;
  /** Quanto resta da pagare, in centesimi di euro. */
  amountCents: number;
  /** Vero se si può pagare adesso. */
  payable: boolean;
  /** Perché non si può pagare: already-paid, expired, cancelled, suspended, not-yet-valid, closed-by-another-option. */
  notPayableReason?: "already-paid" | "expired" | "cancelled" | "suspended" | "not-yet-valid" | "closed-by-another-option" | (string & {}) | null | undefined;
  /** Scadenza. */
  dueOn?: string | null | undefined;
  /** Ultimo giorno per pagare; assente se non c'è. */
  payableUntil?: string | null | undefined;
  /** Tutte le soluzioni di pagamento del documento; solo se il codice fiscale indicato è quello giusto. */
  options?: PaymentOption[] | null | undefined;
}

/** Avviso da cercare. */
export interface NoticeLookupRequest {
  /** Codice fiscale dell'ente creditore. */
  organization: string;
  /** Numero avviso, 18 cifre. */
  noticeNumber: string;
  /** Codice fiscale del debitore o di un coobbligato: con quello giusto la risposta comprende tutte le soluzioni. */
  debtorFiscalCode?: string | null | undefined;
}

/** Ente creditore. */
export interface Organization {
  /** Codice fiscale, 11 cifre. */
  fiscalCode: string;
  /** Denominazione. */
  name: string;
  /** Codice nell'indice delle pubbliche amministrazioni (IPA). */
  ipaCode?: string | null | undefined;
  /** Codice con cui l'ente è cercato nel circuito CBILL. */
  cbillCode?: string | null | undefined;
  /** Codice di segregazione assegnato da pagoPA: due cifre, dopo la prima, di ogni numero avviso. */
  segregationCode: string;
  /** Codice applicazione, per i numeri avviso con prima cifra 0 portati da altri sistemi. */
  applicationCode?: string | null | undefined;
  /** Settore che l'avviso indica come mittente. */
  sector?: string | null | undefined;
  /** Codice fiscale dell'intermediario presso pagoPA; l'ente stesso quando è collegato direttamente. */
  brokerFiscalCode: string;
  /** Stazione presso pagoPA. */
  stationId: string;
  /** Giorni di scadenza comunicati a pagoPA per i debiti senza scadenza. */
  defaultDueDays: number;
  /** Righe che dicono a chi rivolgersi per informazioni; l'avviso le stampa sotto la denominazione. */
  readonly contactLines: string[];
  /** Seconda lingua degli avvisi, accanto all'italiano: de, en, fr, sl. Assente per avvisi in solo italiano. */
  secondLanguage?: "de" | "en" | "fr" | "sl" | (string & {}) | null | undefined;
  /** Inizi degli indirizzi ai quali un pagamento sul web può riportare chi paga. */
  readonly returnUrlPrefixes: string[];
  /** Se gli avvisi sono comunicati all'archivio di pagoPA (ACA), con il quale il Nodo risponde quando la stazione dell'ente non risponde. */
  acaEnabled: boolean;
  /** Istante della registrazione. */
  createdAt: string;
  /** Istante dell'ultima modifica. */
  updatedAt: string;
  /** Contrassegno della versione, da ripetere in If-Match per modificare la risorsa. */
  readonly etag: string;
}

/** Logo di un ente. */
export interface OrganizationLogo {
  /** Formato: image/png, image/jpeg. */
  contentType: "image/png" | "image/jpeg" | (string & {});
  /** L'immagine, in base64. */
  content: string;
  /** Istante del caricamento. */
  updatedAt: string;
}

/** Pagina di enti creditori. */
export interface OrganizationPage {
  /** Gli enti. */
  items: Organization[];
  /** Da passare come cursor per la pagina successiva; assente nell'ultima. */
  nextCursor?: string | null | undefined;
}

/** Dati modificabili di un ente creditore. */
export interface OrganizationSettings {
  /** Denominazione. */
  name: string;
  /** Codice di segregazione assegnato da pagoPA, due cifre. */
  segregationCode: string;
  /** Codice nell'indice delle pubbliche amministrazioni (IPA). */
  ipaCode?: string | null | undefined;
  /** Codice con cui l'ente è cercato nel circuito CBILL. */
  cbillCode?: string | null | undefined;
  /** Codice applicazione, due cifre, per i numeri avviso con prima cifra 0. */
  applicationCode?: string | null | undefined;
  /** Settore che l'avviso indica come mittente. */
  sector?: string | null | undefined;
  /** Codice fiscale dell'intermediario presso pagoPA; se manca, l'ente stesso. */
  brokerFiscalCode?: string | null | undefined;
  /** Stazione presso pagoPA; se manca, codice fiscale dell'ente seguito da `_01`. */
  stationId?: string | null | undefined;
  /** Giorni di scadenza comunicati a pagoPA per i debiti senza scadenza; se manca, 30. */
  defaultDueDays?: number | null | undefined;
  /** Fino a tre righe che dicono a chi rivolgersi per informazioni. */
  contactLines?: string[] | null | undefined;
  /** Seconda lingua degli avvisi: de, en, fr, sl. */
  secondLanguage?: string | null | undefined;
  /**
   * Fino a venti inizi degli indirizzi, `https` e senza query, ai quali un pagamento sul web può riportare chi paga: vale l'indirizzo stesso e
   * ogni indirizzo che lo continua dopo una barra. Senza, il pagamento sul web non si può aprire.
   */
  returnUrlPrefixes?: string[] | null | undefined;
  /**
   * `true` per comunicare gli avvisi all'archivio di pagoPA (ACA), con il quale il Nodo risponde quando la stazione dell'ente non risponde.
   *             L'ente deve essere abilitato presso pagoPA. Con `false`, o se manca, gli avvisi già comunicati sono ritirati.
   */
  acaEnabled?: boolean | null | undefined;
}

/** Riscossione: denaro arrivato, da qualunque canale. */
export interface Payment {
  /** Identificativo assegnato dal sistema. */
  id: string;
  /** Codice fiscale dell'ente creditore. */
  organization: string;
  /** Canale: pagopa, counter, bank-transfer, postal, direct-debit, f24, other. */
  channel: "pagopa" | "counter" | "bank-transfer" | "postal" | "direct-debit" | "f24" | "other" | (string & {});
  /** Identificativo del pagamento presso il canale; per pagoPA è l'identificativo della ricevuta (IUR). */
  channelPaymentId: string;
  /** Numero avviso pagato, come è arrivato. */
  noticeNumber?: string | null | undefined;
  /** Documento a cui il denaro si riferisce; assente se non è stato trovato. */
  documentId?: string | null | undefined;
  /** Rata indicata dal pagatore, nel documento. */
  installmentOrdinal?: number | null | undefined;
  /** Importo arrivato, in centesimi di euro. */
  amountCents: number;
  /** Quanto ne è stato imputato al debito, in centesimi di euro; il resto è da rimborsare o compensare. */
  appliedCents: number;
  /** Esito: exact, partial, excess, duplicate, unmatched. */
  outcome: "exact" | "partial" | "excess" | "duplicate" | "unmatched" | (string & {});
  /** Perché non è stato trovato un debito: notice-unknown, document-cancelled, partial-not-allowed, … */
  reason?: "notice-unknown" | "document-cancelled" | "document-written-off" | "document-enforced" | "document-draft" | "partial-not-allowed" | "beneficiary-copy" | (string & {}) | null | undefined;
  /** Prestatore di servizi di pagamento. */
  pspName?: string | null | undefined;
  /** Vero se pagoPA ha incassato dal proprio archivio mentre l'ente non rispondeva: importo e stato del debito potevano non essere aggiornati. */
  standIn: boolean;
  /** Da chi si è saputo del pagamento: office (un ufficio), receipt (la ricevuta), recovery (la ricevuta, chiesta dopo). */
  origin: "office" | "receipt" | "recovery" | (string & {});
  /** Istante del pagamento. */
  paidAt: string;
  /** Istante di registrazione. */
  recordedAt: string;
}

/** Documento di pagamento: le voci di debito di un contribuente, i modi di pagarle e ciò che resta da pagare. */
export interface PaymentDocument {
  /** Identificativo assegnato dal sistema. */
  id: string;
  /** Codice fiscale dell'ente creditore. */
  organization: string;
  /** Codice dell'ufficio che vanta il credito. */
  department: string;
  /** Identificativo del debito nel sistema dell'ufficio. */
  externalId: string;
  /** Chi lo ha chiesto: `department` l'ufficio, `spontaneous` chi paga senza avviso. */
  origin: "department" | "spontaneous" | (string & {});
  /** Stato: draft, issued, partially-paid, paid, settled, cancelled, written-off, enforced. */
  state: "draft" | "issued" | "partially-paid" | "paid" | "settled" | "cancelled" | "written-off" | "enforced" | (string & {});
  /** Vero se oggi il documento è sospeso. */
  suspended: boolean;
  /** Primo giorno della sospensione in corso o prevista. */
  suspendedFrom?: string | null | undefined;
  /** Ultimo giorno della sospensione; assente se dura fino alla ripresa. */
  suspendedUntil?: string | null | undefined;
  /** Vero se una scadenza è trascorsa e la somma non è ancora pagata. */
  overdue: boolean;
  /** Oggetto del pagamento. */
  subject: string;
  debtor: DocumentDebtor;
  /** I coobbligati. */
  coObligors: DocumentCoObligor[];
  /** Somma delle voci, in centesimi di euro. */
  amountCents: number;
  /** Quanto resta da pagare, in centesimi di euro. */
  residualCents: number;
  /** Le voci di debito. */
  items: DebtItem[];
  /** Le soluzioni di pagamento, alternative tra loro. */
  options: PaymentOption[];
  /** Primo giorno in cui si può pagare. */
  validFrom?: string | null | undefined;
  /** Ultimo giorno in cui si può pagare. */
  payableUntil?: string | null | undefined;
  /** Data stampata sull'avviso. */
  printedOn?: string | null | undefined;
  /** Metadati inviati a pagoPA con l'avviso. */
  metadata?: MetadataEntry[] | null | undefined;
  /** Istante di registrazione. */
  createdAt: string;
  /** Istante dell'ultima modifica. */
  updatedAt: string;
  /** Istante di emissione; assente per le bozze. */
  issuedAt?: string | null | undefined;
  /** Contrassegno della versione, che un comando può ripetere in If-Match; cambia anche a mezzanotte, con le scadenze. */
  etag: string;
}

/** Pagina di documenti di pagamento. */
export interface PaymentDocumentPage {
  /** I documenti, dal più recente. */
  items: PaymentDocumentSummary[];
  /** Da passare come cursor per la pagina successiva; assente nell'ultima. */
  nextCursor?: string | null | undefined;
}

/** Ripresa di un documento sospeso. */
export interface PaymentDocumentResumption {
  /** Posizione tra i provvedimenti sul documento, da 1. */
  ordinal: number;
  /** Motivo. */
  reason: string;
  order?: AdministrativeOrder | undefined;
  /** Chi l'ha disposta. */
  actor: string;
  /** Istante di registrazione. */
  recordedAt: string;
}

/** Documento di pagamento, in breve. */
export interface PaymentDocumentSummary {
  /** Identificativo assegnato dal sistema. */
  id: string;
  /** Codice fiscale dell'ente creditore. */
  organization: string;
  /** Codice dell'ufficio. */
  department: string;
  /** Identificativo del debito nel sistema dell'ufficio. */
  externalId: string;
  /** Chi lo ha chiesto: `department` l'ufficio, `spontaneous` chi paga senza avviso. */
  origin: "department" | "spontaneous" | (string & {});
  /** Stato del documento. */
  state: "draft" | "issued" | "partially-paid" | "paid" | "settled" | "cancelled" | "written-off" | "enforced" | (string & {});
  /** Vero se oggi il documento è sospeso. */
  suspended: boolean;
  /** Oggetto del pagamento. */
  subject: string;
  /** Codice fiscale del debitore; ANONIMO per chi non ne ha uno italiano, che si riconosce solo da `debtorForeign`. */
  debtorFiscalCode: string;
  debtorForeign?: ForeignIdentity | undefined;
  /** Cognome e nome, o denominazione, del debitore. */
  debtorName: string;
  /** Somma delle voci, in centesimi di euro. */
  amountCents: number;
  /** Quanto resta da pagare, in centesimi di euro. */
  residualCents: number;
  /** Istante di registrazione. */
  createdAt: string;
  /** Istante di emissione; assente per le bozze. */
  issuedAt?: string | null | undefined;
}

/** Sospensione di un documento. */
export interface PaymentDocumentSuspension {
  /** Posizione tra i provvedimenti sul documento, da 1. */
  ordinal: number;
  /** Perché è sospeso: administrative, judicial, request, law. */
  kind: "administrative" | "judicial" | "request" | "law" | (string & {});
  /** Primo giorno. */
  from: string;
  /** Ultimo giorno, dopo il quale cessa da sola; assente se dura fino alla ripresa. */
  until?: string | null | undefined;
  /** Motivo. */
  reason: string;
  order?: AdministrativeOrder | undefined;
  /** Chi l'ha disposta. */
  actor: string;
  /** Istante di registrazione. */
  recordedAt: string;
  resumption?: PaymentDocumentResumption | undefined;
}

/** Sospensioni di un documento. */
export interface PaymentDocumentSuspensionList {
  /** Le sospensioni, dalla prima. */
  items: PaymentDocumentSuspension[];
}

/** Soluzione di pagamento. */
export interface PaymentOption {
  /** Posizione nel documento, da 1. */
  ordinal: number;
  /** Tipo: single, installments, reduced. */
  kind: "single" | "installments" | "reduced" | (string & {});
  /** Vero se è stata scelta, pagandola, un'altra soluzione. */
  closed: boolean;
  /** Quanto si paga con questa soluzione, in centesimi di euro. */
  amountCents: number;
  /** Solo per «reduced»: giorni dalla notifica entro cui vale l'importo ridotto. */
  withinDays?: number | null | undefined;
  /** Le rate, nell'ordine. */
  installments: Installment[];
}

/** Un modo di pagare tutto il documento. */
export interface PaymentOptionRequest {
  /** «single» rata unica, «installments» rate, «reduced» ridotto entro n giorni dalla notifica. */
  kind: "single" | "installments" | "reduced" | (string & {});
  /** Scadenza della rata unica, o del pagamento ridotto. */
  dueOn?: string | null | undefined;
  /** Solo per «reduced»: giorni dalla notifica entro cui vale l'importo ridotto, stampati sull'avviso senza data e senza ultimo giorno per pagare. Se la data della notifica è già nota, indicare invece la scadenza `dueOn`. */
  withinDays?: number | null | undefined;
  /** Solo per «reduced»: importo ridotto in centesimi, minore del totale. */
  amountCents?: number | null | undefined;
  /** Solo per «single» e «reduced»: numero avviso già in uso presso l'ufficio (18 cifre). */
  noticeNumber?: string | null | undefined;
  /** Solo per «single» e «reduced»: IUV già in uso presso l'ufficio (15 o 17 cifre). */
  iuv?: string | null | undefined;
  /** Solo per «installments»: le rate con scadenza e importo, da 2 a 120; la loro somma è il totale del documento. */
  installments?: InstallmentRequest[] | null | undefined;
  plan?: InstallmentPlan | undefined;
}

/** Pagina di riscossioni. */
export interface PaymentPage {
  /** Le riscossioni, dalla più recente. */
  items: Payment[];
  /** Da passare come cursor per la pagina successiva; assente nell'ultima. */
  nextCursor?: string | null | undefined;
}

/** Errore, nella forma di RFC 9457. */
export interface Problem {
  /** Indirizzo della pagina che spiega l'errore. */
  type: string;
  /** Titolo dell'errore, uguale per tutti gli errori con lo stesso codice. */
  title: string;
  /** Stato HTTP della risposta. */
  status: number;
  /** Che cosa è successo e che cosa fare. */
  detail: string;
  /** Percorso della richiesta, senza parametri. */
  instance: string;
  /** Codice stabile dell'errore, sul quale un programma può decidere. */
  code: string;
  /** Identificativo della richiesta, da citare nelle segnalazioni. */
  requestId: string;
  /** Campi da correggere, quando l'errore riguarda i dati inviati. */
  errors?: ProblemError[] | null | undefined;
}

/** Campo da correggere. */
export interface ProblemError {
  /** Posizione nella richiesta (JSON pointer, RFC 6901). */
  pointer: string;
  /** Codice stabile dell'errore del campo. */
  code: string;
  /** Che cosa correggere. */
  detail: string;
}

/** Ricevuta: la prova di un pagamento, conservata così com'è arrivata. */
export interface Receipt {
  /** Identificativo assegnato dal sistema. */
  id: string;
  /** Codice fiscale dell'ente creditore. */
  organization: string;
  /** Canale da cui è arrivata. */
  channel: string;
  /** Identificativo della ricevuta presso il canale (IUR). */
  receiptId: string;
  /** Numero avviso che la ricevuta dichiara. */
  noticeNumber?: string | null | undefined;
  /** Riscossione registrata grazie a questa ricevuta. */
  paymentId?: string | null | undefined;
  /** Formato: pagopa-rt-v1, pagopa-rt-v2; pagopa-biz-json se la ricevuta è stata recuperata. */
  format: "pagopa-rt-v1" | "pagopa-rt-v2" | "pagopa-biz-json" | (string & {});
  /** Stato: recorded (registrata), pending (conservata, da registrare), not-paid (attesta un pagamento non riuscito). */
  state: "recorded" | "pending" | "not-paid" | (string & {});
  /** Tipo del contenuto; quello JSON si scarica come application/octet-stream. */
  contentType: string;
  /** Impronta SHA-256 del contenuto, in esadecimale. */
  contentSha256: string;
  /** Istante di arrivo. */
  receivedAt: string;
  /** Tentativi falliti di registrarla; presente nello stato pending dopo il primo. */
  failedAttempts?: number | null | undefined;
  /** Istante dal quale si ritenta di registrarla; presente nello stato pending dopo un tentativo fallito. */
  nextAttemptAt?: string | null | undefined;
  late?: LateReceipt | undefined;
}

/** Pagina di ricevute. */
export interface ReceiptPage {
  /** Le ricevute, dalla più recente. */
  items: Receipt[];
  /** Da passare come cursor per la pagina successiva; assente nell'ultima. */
  nextCursor?: string | null | undefined;
}

/** Recupero di una ricevuta: la ricerca, presso pagoPA, della prova di un pagamento che non è arrivata. */
export interface ReceiptRecovery {
  /** Identificativo assegnato dal sistema. */
  id: string;
  /** Codice fiscale dell'ente creditore. */
  organization: string;
  /** Identificativo univoco della riscossione (IUR), quello della ricevuta. */
  iur: string;
  /** Identificativo univoco del versamento (IUV); assente se non è stato indicato. */
  iuv?: string | null | undefined;
  /**
   * Stato: pending (la ricerca continua), recovered (ricevuta acquisita e riscossione registrata), already-received (la ricevuta è arrivata
   * dal Nodo), failed (ricerca conclusa senza esito dopo circa 90 giorni).
   */
  state: "pending" | "recovered" | "already-received" | "failed" | (string & {});
  /** Tentativi compiuti. */
  attempts: number;
  /** Istante dal quale si compie il prossimo tentativo; presente nello stato pending. */
  nextAttemptAt?: string | null | undefined;
  /**
   * Perché l'ultimo tentativo non è riuscito: not-found (pagoPA non ha ancora la ricevuta), too-many-requests, key-refused,
   * organization-refused, unavailable, answer-too-large, answer-not-readable, answer-differs (è un'altra ricevuta, o non è coerente),
   * not-paid (pagamento non riuscito), internal-error.
   */
  lastError?: "not-found" | "too-many-requests" | "key-refused" | "organization-refused" | "unavailable" | "answer-too-large" | "answer-not-readable" | "answer-differs" | "not-paid" | "internal-error" | (string & {}) | null | undefined;
  /** Stato HTTP dell'ultima risposta di pagoPA; assente se non è arrivata. */
  lastStatus?: number | null | undefined;
  /** Ricevuta con questo IUR, quando c'è. */
  receiptId?: string | null | undefined;
  /** Riscossione che la ricevuta attesta, quando è registrata. */
  paymentId?: string | null | undefined;
  /** Istante della prima richiesta. */
  createdAt: string;
  /** Istante in cui la ricerca si è conclusa. */
  endedAt?: string | null | undefined;
}

/** Pagina di recuperi di ricevute. */
export interface ReceiptRecoveryPage {
  /** I recuperi, dal più recente. */
  items: ReceiptRecovery[];
  /** Da passare come cursor per la pagina successiva; assente nell'ultima. */
  nextCursor?: string | null | undefined;
}

/** Richiesta di recuperare una ricevuta. */
export interface ReceiptRecoveryRequest {
  /** Codice fiscale dell'ente creditore. Può mancare quando la chiave appartiene a un ente. */
  organization?: string | null | undefined;
  /** IUR: identificativo della ricevuta, riportato nell'attestazione di chi ha pagato e nel flusso di rendicontazione. */
  iur: string;
  /** IUV del pagamento, se è noto: la ricevuta deve riportarlo. */
  iuv?: string | null | undefined;
}

/** Riscossione avvenuta allo sportello, in banca o per altro canale. */
export interface RecordPaymentRequest {
  /** Codice fiscale dell'ente creditore. Può mancare quando la chiave appartiene a un ente. */
  organization?: string | null | undefined;
  /** Canale: counter, bank-transfer, postal, direct-debit, f24, other. Le ricevute pagoPA arrivano solo dal Nodo. */
  channel: "counter" | "bank-transfer" | "postal" | "direct-debit" | "f24" | "other" | (string & {});
  /** Identificativo del pagamento presso il canale, registrato una sola volta: da 1 a 255 caratteri tra lettere, cifre e «. _ : / -». */
  channelPaymentId: string;
  /** Numero avviso pagato (18 cifre), in alternativa al documento. Senza l'uno né l'altro il denaro resta da attribuire. */
  noticeNumber?: string | null | undefined;
  /** Documento pagato, in alternativa al numero avviso. */
  documentId?: string | null | undefined;
  /** Con il documento, la rata pagata; se manca, la prima ancora da pagare con questo importo, o la prima da pagare. */
  installmentOrdinal?: number | null | undefined;
  /** Importo in centesimi di euro, da 1 a 99.999.999.999. */
  amountCents: number;
  /** Istante del pagamento, non futuro. */
  paidAt: string;
}

/** Destinatario di notifiche appena registrato. */
export interface RegisteredWebhookEndpoint {
  /** Identificativo. */
  id: string;
  /** Segreto che verifica le firme, `whsec_` e 32 byte in base64; mostrato solo in questa risposta. */
  secret: string;
  /** Codice fiscale dell'ente di cui riceve le notifiche. */
  organization: string;
  /** Indirizzo che riceve le notifiche. */
  url: string;
  /** Tipi di evento richiesti. */
  eventTypes: string[];
  /** Vero: riceve da subito. */
  enabled: boolean;
  /** Istante della registrazione. */
  createdAt: string;
  /** Codici dei tipi di entrata che gli eventi riguardano; vuoto per tutti. */
  revenueTypes: string[];
  /** Codici degli uffici che gli eventi riguardano; vuoto per tutti. */
  departments: string[];
  /** Versione del corpo delle notifiche. */
  payloadVersion: string;
  /** Codice dell'ufficio di cui riceve le notifiche; assente per tutti gli uffici. */
  department?: string | null | undefined;
  /** Descrizione con cui le persone lo riconoscono. */
  description?: string | null | undefined;
}

/** Ripresa di un documento sospeso. */
export interface ResumePaymentDocumentRequest {
  /** Motivo (da 1 a 500 caratteri), conservato nell'iter. Non deve contenere dati personali. */
  reason: string;
  order?: AdministrativeOrder | undefined;
  /** Vero per sapere che cosa accadrebbe, senza alcun effetto. */
  dryRun?: boolean | null | undefined;
}

/** Altro ente al quale l'entrata appartiene, per esempio la Provincia per il TEFA. */
export interface RevenueBeneficiary {
  /** Codice fiscale, 11 cifre. */
  fiscalCode: string;
  /** Denominazione. */
  name: string;
}

/** Tipo di entrata. */
export interface RevenueType {
  /** Codice, unico nell'ente. */
  code: string;
  /** Denominazione. */
  name: string;
  /** Tributaria (`tax`) o extratributaria (`non-tax`). */
  category: "tax" | "non-tax" | (string & {});
  /** Codice della tassonomia pagoPA. */
  taxonomyCode: string;
  /** IBAN su cui si incassa. */
  iban: string;
  /** IBAN del conto postale su cui si incassano i pagamenti con bollettino. */
  postalIban?: string | null | undefined;
  /** Capitolo di bilancio. */
  budgetChapter?: string | null | undefined;
  /** Vero se una scadenza di sabato o festiva passa al primo giorno lavorativo. */
  dueDatesRoll: boolean;
  /** Vero se si può pagare una parte di una rata. */
  allowsPartialPayment: boolean;
  /**
   * Superato da spontaneous e senza effetto: riporta il valore inviato.
   * @deprecated
   */
  allowsSpontaneousPayment: boolean;
  /** Anni per cui i documenti si conservano. */
  retentionYears: number;
  beneficiary?: RevenueBeneficiary | undefined;
  spontaneous?: SpontaneousSettings | undefined;
  /** Importo di una marca da bollo digitale, in centesimi; presente solo nel tipo di entrata delle marche. */
  stampAmountCents?: number | null | undefined;
  /** Istante della registrazione. */
  createdAt: string;
  /** Istante dell'ultima modifica. */
  updatedAt: string;
  /** Contrassegno della versione, da ripetere in If-Match per modificare la risorsa. */
  readonly etag: string;
}

/** Pagina di tipi di entrata. */
export interface RevenueTypePage {
  /** I tipi di entrata. */
  items: RevenueType[];
  /** Da passare come cursor per la pagina successiva; assente nell'ultima. */
  nextCursor?: string | null | undefined;
}

/** Dati modificabili di un tipo di entrata. */
export interface RevenueTypeSettings {
  /** Denominazione. */
  name: string;
  /** Tributaria (`tax`) o extratributaria (`non-tax`). */
  category: "tax" | "non-tax" | (string & {});
  /** Codice della tassonomia pagoPA, per esempio `9/0101101IM/`. */
  taxonomyCode: string;
  /** IBAN su cui si incassa: un conto registrato dell'ente o, se c'è, del beneficiario. */
  iban: string;
  /** IBAN di un conto postale, per i pagamenti con bollettino; vale la stessa regola. */
  postalIban?: string | null | undefined;
  /** Capitolo di bilancio. */
  budgetChapter?: string | null | undefined;
  /** Vero se una scadenza di sabato o festiva passa al primo giorno lavorativo; se manca, vero per i tributi. */
  dueDatesRoll?: boolean | null | undefined;
  /** Vero se si può pagare una parte di una rata; se manca, falso. */
  allowsPartialPayment?: boolean | null | undefined;
  /**
   * Superato da spontaneous e senza effetto.
   * @deprecated
   */
  allowsSpontaneousPayment?: boolean | null | undefined;
  /** Anni per cui i documenti si conservano; se manca, 10. */
  retentionYears?: number | null | undefined;
  beneficiary?: RevenueBeneficiary | undefined;
  spontaneous?: SpontaneousSettings | undefined;
  /**
   * Importo di una marca da bollo digitale, in centesimi. Solo per il tipo di entrata delle marche, uno per ente: le sue voci sono marche e il suo conto non
   * riceve nulla, perché l'imposta va all'Agenzia delle Entrate.
   */
  stampAmountCents?: number | null | undefined;
}

/** Chiave con il segreto nuovo. */
export interface RotatedApiKey {
  /** Identificativo della chiave, che non cambia. */
  id: string;
  /** La chiave intera con il segreto nuovo, mostrata solo in questa risposta. */
  key: string;
  /** Parte non segreta della chiave nuova, dopo `rk_`. */
  prefix: string;
  /** Istante fino al quale vale anche il segreto precedente. */
  previousValidUntil: string;
  /** Codici dei tipi di entrata ai quali la chiave resta limitata; assente se vale per tutti. */
  revenueTypes?: string[] | null | undefined;
}

/** Destinatario con il segreto nuovo. */
export interface RotatedWebhookSecret {
  /** Identificativo del destinatario, che non cambia. */
  id: string;
  /** Segreto nuovo, `whsec_` e 32 byte in base64; mostrato solo in questa risposta. */
  secret: string;
  /** Istante fino al quale le consegne sono firmate anche con il segreto precedente. */
  previousValidUntil: string;
}

/**
 * Ricerca dei documenti di un contribuente, per codice fiscale o per identità estera. L'uno e l'altra viaggiano nel corpo della richiesta, mai
 * nell'indirizzo.
 */
export interface SearchPaymentDocumentsRequest {
  /** Codice fiscale del debitore o di un coobbligato. */
  debtorFiscalCode?: string | null | undefined;
  debtorForeign?: ForeignIdentity | undefined;
  /** Solo i documenti in questo stato. */
  state?: "draft" | "issued" | "partially-paid" | "paid" | "settled" | "cancelled" | "written-off" | "enforced" | (string & {}) | null | undefined;
  /** Vero per avere anche i pagamenti spontanei che nessuno ha ancora eseguito; di norma sono esclusi. */
  includeOpenSpontaneous?: boolean | null | undefined;
  /** Quanti documenti per pagina, da 1 a 200 (50 se manca). */
  limit?: number | null | undefined;
  /** Cursore della pagina precedente. */
  cursor?: string | null | undefined;
}

/** Stato del servizio. */
export interface ServiceStatus {
  /** Vale `up` quando il servizio risponde e la base dati è raggiungibile. */
  status: string;
}

/**
 * Regola dell'importo. `fixed`: amountCents. `entered`: lo indica chi paga, tra minCents e maxCents. `computed`: baseCents più
 * la somma di terms; il totale deve stare tra minCents e maxCents.
 */
export interface SpontaneousAmount {
  /** Tipo della regola: `fixed`, `entered`, `computed`. */
  kind: "fixed" | "entered" | "computed" | (string & {});
  /** Importo fisso, in centesimi. */
  amountCents?: number | null | undefined;
  /** Parte fissa di un importo calcolato, in centesimi; se manca, 0. */
  baseCents?: number | null | undefined;
  /** Addendi di un importo calcolato. */
  terms?: SpontaneousTerm[] | null | undefined;
  /** Importo minimo, in centesimi. */
  minCents?: number | null | undefined;
  /** Importo massimo, in centesimi. */
  maxCents?: number | null | undefined;
}

/** Chi può pagare con un servizio. */
export interface SpontaneousDebtor {
  /** Persone fisiche (`F`), persone giuridiche (`G`) o entrambe. */
  kinds: string[];
  /** Vero se il debitore si può non indicare; se manca, falso. */
  anonymous?: boolean | null | undefined;
}

/** Testi di un campo in un'altra lingua; quelli assenti restano in italiano. */
export interface SpontaneousFieldTexts {
  /** Etichetta. */
  title?: string | null | undefined;
  /** Descrizione. */
  description?: string | null | undefined;
  /** Testo da mostrare per ogni valore tra cui scegliere. */
  enum?: { [key: string]: string } | null | undefined;
}

/** Come mostrare il modulo, nella lingua chiesta. */
export interface SpontaneousForm {
  /** Nomi dei campi nell'ordine in cui mostrarli: tutti, anche quelli che l'ente non ha ordinato. */
  order: string[];
  /** Indicazioni per ogni campo, secondo il suo nome. */
  fields: { [key: string]: SpontaneousUiField };
  /** Nomi dei campi con dati personali. */
  personal: string[];
  /** Testo da mostrare per i valori tra cui scegliere, secondo il nome del campo; un valore assente si mostra com'è. */
  labels: { [key: string]: { [key: string]: string } };
}

/** Chi paga per conto del debitore. */
export interface SpontaneousPayer {
  /** Cognome e nome, o denominazione. */
  fullName: string;
  /** Codice fiscale: 16 caratteri, oppure 11 cifre. */
  fiscalCode?: string | null | undefined;
  /** Indirizzo di posta elettronica. */
  email?: string | null | undefined;
}

/** Pagamento spontaneo: un documento di pagamento chiesto da chi paga. */
export interface SpontaneousPayment {
  /** Identificativo assegnato dal sistema. */
  id: string;
  /** Codice fiscale dell'ente creditore. */
  organization: string;
  /** Codice del servizio. */
  service: string;
  /** Identificativo della richiesta nel portale. */
  externalId: string;
  /** Documento di pagamento che ne è nato. */
  documentId: string;
  /** Numero avviso con cui si paga, in ogni canale (18 cifre). */
  noticeNumber: string;
  /** IUV (17 cifre). */
  iuv: string;
  /** Importo in centesimi di euro, calcolato dal servizio. */
  amountCents: number;
  /** Quanto resta da pagare, in centesimi di euro. */
  residualCents: number;
  /** Oggetto del pagamento. */
  subject: string;
  /** Ultimo giorno in cui si può pagare, fino alle 24 ora italiana. */
  payableUntil: string;
  /**
   * «open» si può pagare, «paid» pagato, «partly-paid» pagato in parte, «expired» non pagato in tempo, «cancelled» annullato dall'ufficio. Lo
   * decidono le ricevute, mai il ritorno del browser: un pagamento scaduto diventa «paid» se il denaro arriva comunque.
   */
  status: "open" | "paid" | "partly-paid" | "expired" | "cancelled" | (string & {});
  /** Istante della richiesta. */
  createdAt: string;
}

/** Pagamento spontaneo: ciò che il contribuente ha scritto nel modulo di un servizio. */
export interface SpontaneousPaymentRequest {
  /** Codice fiscale dell'ente creditore. Può mancare quando la chiave appartiene a un ente. */
  organization?: string | null | undefined;
  /** Codice del servizio, come nel catalogo. */
  service: string;
  /**
   * Identificativo della richiesta nel portale, unico per la chiave: da 1 a 100 caratteri tra lettere, cifre e «. _ : / -», senza dati personali.
   * Lo stesso contenuto inviato di nuovo restituisce il pagamento già creato.
   */
  externalId: string;
  debtor?: Debtor | undefined;
  payer?: SpontaneousPayer | undefined;
  /** I campi del modulo, per nome. */
  data: unknown;
  /** Importo in centesimi di euro, solo per i servizi in cui lo sceglie chi paga. */
  amountCents?: number | null | undefined;
  /**
   * Vero se il portale ha identificato il debitore (SPID, CIE). Solo allora si cerca un pagamento simile: a chiunque altro si direbbe che cosa
   * ha pagato una certa persona.
   */
  debtorVerified?: boolean | null | undefined;
  /** Vero per procedere anche se il debitore ha già un pagamento simile, dopo averlo avvertito. */
  acceptSimilar?: boolean | null | undefined;
  /**
   * Marche da bollo digitali da aggiungere, nel numero che il servizio ammette: si sommano all'importo. Il pagamento si fa allora solo sul web
   * (`POST /v1/checkouts`).
   */
  stamps?: StampRequest[] | null | undefined;
}

/** Quanto costerebbe un pagamento spontaneo. */
export interface SpontaneousQuote {
  /** Importo in centesimi di euro. */
  amountCents: number;
  /** Oggetto del pagamento. */
  subject: string;
  /** Ultimo giorno in cui si potrebbe pagare, se fosse creato oggi. */
  dueOn: string;
  /** Giorno dell'ultimo pagamento simile dello stesso debitore, se il portale lo ha identificato e ce n'è uno. */
  similarCreatedOn?: string | null | undefined;
}

/** Servizio che si paga senza avviso, con il suo modulo. */
export interface SpontaneousServiceDetails {
  /** Codice del servizio. */
  code: string;
  /** Lingua chiesta per i testi; quelli non tradotti sono in italiano. */
  language: "it" | "de" | "en" | "fr" | "sl" | (string & {});
  /** Titolo. */
  title: string;
  /** Descrizione. */
  description?: string | null | undefined;
  /** Gruppo. */
  group?: string | null | undefined;
  /** Dati da chiedere a chi paga: un oggetto JSON Schema 2020-12, con titoli e descrizioni nella lingua chiesta. */
  schema: unknown;
  ui: SpontaneousForm;
  /** Come si determina l'importo: `fixed`, `entered`, `computed`. */
  amountKind: "fixed" | "entered" | "computed" | (string & {});
  /** Importo minimo, in centesimi; se è fisso, l'importo. */
  minCents: number;
  /** Importo massimo, in centesimi; se è fisso, l'importo. */
  maxCents: number;
  /** Marche da bollo digitali che una richiesta può aggiungere, al più; il loro costo non è compreso tra importo minimo e massimo. */
  stamps: number;
  debtor: SpontaneousDebtor;
  validity: SpontaneousValidity;
  /** Contrassegno della versione. */
  etag: string;
}

/** Pagina del catalogo. */
export interface SpontaneousServicePage {
  /** I servizi. */
  items: SpontaneousServiceSummary[];
  /** Da passare come cursor per la pagina successiva; assente nell'ultima. */
  nextCursor?: string | null | undefined;
}

/** Servizio del catalogo. */
export interface SpontaneousServiceSummary {
  /** Codice del servizio. */
  code: string;
  /** Titolo, nella lingua chiesta se è tradotto. */
  title: string;
  /** Descrizione. */
  description?: string | null | undefined;
  /** Gruppo. */
  group?: string | null | undefined;
  /** Come si determina l'importo: `fixed`, `entered`, `computed`. */
  amountKind: "fixed" | "entered" | "computed" | (string & {});
  /** Importo, in centesimi, quando è fisso. */
  amountCents?: number | null | undefined;
}

/** Pagamento spontaneo: ciò che un tipo di entrata offre a chi paga senza avviso. I testi sono testo semplice, mai HTML. */
export interface SpontaneousSettings {
  /** Vero se il servizio è offerto; falso lo toglie dal catalogo e per chi paga non esiste. */
  enabled: boolean;
  /** Codice dell'ufficio dell'ente a cui appartengono i documenti creati e che riceve notizia dei pagamenti. */
  department: string;
  /** Titolo del servizio. */
  title: string;
  /**
   * Dati richiesti a chi paga: un oggetto JSON Schema 2020-12, al più 32 KiB, nel sottoinsieme descritto in «Portali: pagare senza avviso».
   * Ciò che non ne fa parte è rifiutato (`schema-not-allowed`).
   */
  schema: unknown;
  amount: SpontaneousAmount;
  /** Causale: testo con `{campo}`, `{year}` e `{date}`. I campi personali non vi sono ammessi (`subject-not-allowed`). */
  subject: string;
  validity: SpontaneousValidity;
  debtor: SpontaneousDebtor;
  /** Descrizione del servizio. */
  description?: string | null | undefined;
  /** Gruppo con cui il portale riunisce i servizi, per esempio `Scuola`. */
  group?: string | null | undefined;
  ui?: SpontaneousUi | undefined;
  /** Titolo, descrizione e gruppo in altre lingue: `de`, `en`, `fr`, `sl`. */
  translations?: { [key: string]: SpontaneousTexts } | null | undefined;
  /** Giorni entro i quali una richiesta uguale dello stesso debitore è segnalata; se manca, 0: mai. */
  similarWithinDays?: number | null | undefined;
  /** Richieste non pagate che un debitore può avere insieme; se manca, 5. */
  maxOpenPerDebtor?: number | null | undefined;
  /** Richieste accolte in un'ora per questo servizio; se manca, 1000. */
  maxPerHour?: number | null | undefined;
  /** Codice del servizio presso il Nodo dei pagamenti, per le richieste che partono da un PSP: 5 lettere maiuscole e cifre, unico nell'ente. */
  nodeServiceCode?: string | null | undefined;
  /**
   * Marche da bollo digitali che una richiesta può aggiungere, al più; se manca, nessuna. Serve il tipo di entrata delle marche
   * (`stampAmountCents`).
   */
  stamps?: number | null | undefined;
}

/** Tariffa secondo il valore di un campo a scelta o sì/no. */
export interface SpontaneousTariff {
  /** Nome del campo. */
  field: string;
  /** Centesimi per ogni valore del campo. */
  cents: { [key: string]: number };
}

/**
 * Addendo di un importo calcolato: un campo intero per centsPerUnit; un campo a scelta o sì/no con la sua tariffa cents; un campo intero per
 * la tariffa di un altro campo (times). I campi devono essere obbligatori nello schema.
 */
export interface SpontaneousTerm {
  /** Nome del campo. */
  field: string;
  /** Centesimi per ogni unità del campo intero. */
  centsPerUnit?: number | null | undefined;
  /** Centesimi per ogni valore del campo: ogni valore ammesso deve avere i suoi; per un campo sì/no `true` e `false`. */
  cents?: { [key: string]: number } | null | undefined;
  times?: SpontaneousTariff | undefined;
}

/** Testi di un servizio in un'altra lingua; quelli assenti restano in italiano. */
export interface SpontaneousTexts {
  /** Titolo. */
  title?: string | null | undefined;
  /** Descrizione. */
  description?: string | null | undefined;
  /** Gruppo. */
  group?: string | null | undefined;
}

/** Indicazioni per mostrare il modulo. Non sostituiscono i controlli dello schema. */
export interface SpontaneousUi {
  /** Nomi dei campi nell'ordine in cui mostrarli. */
  order?: string[] | null | undefined;
  /** Indicazioni per ogni campo, secondo il suo nome. */
  fields?: { [key: string]: SpontaneousUiField } | null | undefined;
  /** Nomi dei campi con dati personali, che la causale non può contenere. */
  personal?: string[] | null | undefined;
  /** Testi dei campi in altre lingue (`de`, `en`, `fr`, `sl`), secondo il nome del campo. */
  translations?: { [key: string]: { [key: string]: SpontaneousFieldTexts } } | null | undefined;
}

/** Come mostrare un campo. */
export interface SpontaneousUiField {
  /** Controllo da usare. */
  widget?: "text" | "textarea" | "select" | "radio" | "checkbox" | "date" | "money" | "plate" | "fiscal-code" | (string & {}) | null | undefined;
  /** Esempio mostrato nel campo vuoto. */
  placeholder?: string | null | undefined;
  /** Spiegazione accanto al campo. */
  help?: string | null | undefined;
  /** Larghezza: intera (`full`, se manca) o metà (`half`). */
  width?: "full" | "half" | (string & {}) | null | undefined;
  visibleWhen?: SpontaneousVisibility | undefined;
}

/** Durata di una richiesta di pagamento spontaneo. */
export interface SpontaneousValidity {
  /** Giorni in cui si può pagare, compreso quello della richiesta: 1 vale fino alla mezzanotte di oggi. */
  days: number;
}

/** Condizione per mostrare un campo. */
export interface SpontaneousVisibility {
  /** Nome di un altro campo. */
  field: string;
  /** Valore che deve avere, scritto come testo: `true` o `false` per un campo sì/no. */
  value: string;
}

/** Marca da bollo digitale acquistata, arrivata con una ricevuta. */
export interface Stamp {
  /** Posizione tra le marche del documento, da 1, in ordine di arrivo: non cambia. */
  number: number;
  /**
   * Esito dei controlli: `valid`; `digest-differs` è per un documento diverso da quello indicato nella voce; `amount-differs` il suo
   * importo non è quello dell'accredito; `signature-invalid` la firma non corrisponde al contenuto; `unreadable` non si può leggere. La firma
   * prova che la marca è integra; che il firmatario sia un prestatore abilitato non è controllato.
   */
  state: "valid" | "digest-differs" | "amount-differs" | "signature-invalid" | "unreadable" | (string & {});
  /** Posizione della voce per cui è stata chiesta; assente se il documento non ne chiedeva. */
  itemOrdinal?: number | null | undefined;
  /** Importo dell'accredito, in centesimi di euro. */
  amountCents: number;
  /** Identificativo della marca (IUBD); assente se non si può leggere. */
  iubd?: string | null | undefined;
  /** Impronta del documento per cui è stata acquistata, in base64. */
  documentHash?: string | null | undefined;
  /** Istante di acquisto. */
  purchasedAt?: string | null | undefined;
  /** Codice fiscale di chi l'ha venduta. */
  sellerFiscalCode?: string | null | undefined;
  /** Denominazione di chi l'ha venduta. */
  sellerName?: string | null | undefined;
  /** Riscossione con cui è stata pagata. */
  paymentId: string;
  /** Ricevuta con cui è arrivata. */
  receiptId: string;
}

/** Marche da bollo digitali di un documento di pagamento. */
export interface StampList {
  /** Le marche, in ordine di arrivo; nessuna finché non è arrivata la ricevuta. */
  items: Stamp[];
}

/** Marca da bollo digitale: per quale documento è chiesta. */
export interface StampRequest {
  /**
   * Impronta del documento: i 32 byte del suo SHA-256 in base64, 44 caratteri. Non la base64 della forma esadecimale. Arriva a chi emette la marca
   * così com'è scritta qui.
   */
  documentHash: string;
  /** Provincia di residenza di chi chiede la marca: due lettere maiuscole. */
  province: string;
}

/** Ciò che chi paga ha scritto nel modulo, per l'ufficio che deve dare seguito al pagamento. */
export interface SubmittedForm {
  /** Identificativo del pagamento spontaneo. */
  spontaneousPaymentId: string;
  /** Documento di pagamento. */
  documentId: string;
  /** Codice del servizio. */
  service: string;
  /** I campi del modulo, per nome; assenti dopo che un pagamento non eseguito ha perso i dati personali. */
  data?: unknown | undefined;
  payer?: SpontaneousPayer | undefined;
  /** Istante della richiesta. */
  createdAt: string;
}

/** Sospensione di un documento di pagamento. */
export interface SuspendPaymentDocumentRequest {
  /** Perché si sospende: administrative, judicial, request, law. */
  kind: "administrative" | "judicial" | "request" | "law" | (string & {});
  /** Primo giorno della sospensione (oggi se manca). */
  from?: string | null | undefined;
  /** Ultimo giorno della sospensione, che poi cessa da sola; se manca, dura fino alla ripresa. */
  until?: string | null | undefined;
  /** Motivo (da 1 a 500 caratteri), conservato nell'iter. Non deve contenere dati personali. */
  reason: string;
  order?: AdministrativeOrder | undefined;
  /** Vero per sapere se la sospensione sarebbe ammessa, senza alcun effetto. */
  dryRun?: boolean | null | undefined;
}

/** Evento dell'iter. */
export interface TimelineEvent {
  /** Posizione, da 1, senza salti. */
  ordinal: number;
  /** Tipo, da cui dipendono i dati. */
  type: "account-moved" | "cancelled" | "contacts-removed" | "drafted" | "issued" | "notice-issued" | "options-closed" | "reduction-granted" | "replaced" | "restored" | "resumed" | "suspended" | "payment-recorded" | (string & {});
  /** Chi l'ha causato: una chiave, un canale o il sistema. */
  actor: string;
  /** Istante. */
  occurredAt: string;
  /** Dati dell'evento, senza dati personali. */
  data: unknown;
  /** Impronta SHA-256 dell'evento e di quello precedente, in esadecimale. */
  hash: string;
}

/** Tentativo di consegnare un evento a un destinatario. */
export interface WebhookAttempt {
  /** Numero del tentativo, da 1 a 10; una nuova consegna di ciò che era finito ricomincia da 1. */
  number: number;
  /** Istante in cui il tentativo è cominciato. */
  startedAt: string;
  /** Durata in millisecondi, dal collegamento alla risposta. */
  durationMs: number;
  /** Stato HTTP della risposta; assente se non ve n'è stata una. */
  status?: number | null | undefined;
  /** Che cosa è andato storto, per esempio `timeout`; assente per un tentativo riuscito. */
  error?: string | null | undefined;
  /**
   * Primo kilobyte del corpo della risposta, letto come UTF-8; i caratteri non validi e quelli di controllo sono sostituiti da U+FFFD. Assente
   * se il corpo è vuoto.
   */
  answer?: string | null | undefined;
}

/** Pagina di tentativi. */
export interface WebhookAttemptPage {
  /** I tentativi. */
  items: WebhookAttempt[];
  /** Da passare come cursor per la pagina successiva; assente nell'ultima. */
  nextCursor?: string | null | undefined;
}

/** Consegna di un evento a un destinatario. */
export interface WebhookDelivery {
  /** Evento consegnato; è anche il valore di `webhook-id`, lo stesso a ogni tentativo. */
  eventId: string;
  /** Tipo dell'evento. */
  type: string;
  /** Stato: `pending` in attesa, `delivered` consegnato, `failed` abbandonato. */
  state: string;
  /** Tentativi compiuti, al più dieci; una nuova consegna di ciò che era finito li conta da capo. */
  attempts: number;
  /** Stato HTTP dell'ultimo tentativo; assente se non vi è stata risposta. */
  lastStatus?: number | null | undefined;
  /** Che cosa è andato storto nell'ultimo tentativo, per esempio `timeout`. */
  lastError?: string | null | undefined;
  /** Istante del prossimo tentativo; solo per le consegne in attesa. */
  nextAttemptAt?: string | null | undefined;
  /** Istante della consegna riuscita. */
  deliveredAt?: string | null | undefined;
}

/** Pagina di consegne. */
export interface WebhookDeliveryPage {
  /** Le consegne. */
  items: WebhookDelivery[];
  /** Da passare come cursor per la pagina successiva; assente nell'ultima. */
  nextCursor?: string | null | undefined;
}

/** Indirizzo al quale un sistema riceve le notifiche; il segreto non vi compare mai. */
export interface WebhookEndpoint {
  /** Identificativo. */
  id: string;
  /** Codice fiscale dell'ente di cui riceve le notifiche. */
  organization: string;
  /** Codice dell'ufficio di cui riceve le notifiche; assente per tutti gli uffici. */
  department?: string | null | undefined;
  /** Indirizzo https al quale arriva una POST per ogni evento. */
  url: string;
  /** Tipi di evento richiesti; `payment.*` per i tipi di una famiglia, `*` per tutti. */
  readonly eventTypes: string[];
  /** Codici dei tipi di entrata che gli eventi riguardano; vuoto per tutti. */
  readonly revenueTypes: string[];
  /** Codici degli uffici che gli eventi riguardano, per chi riceve quelli dell'intero ente; vuoto per tutti. */
  readonly departments: string[];
  /** Versione del corpo delle notifiche, stabilita alla registrazione. */
  payloadVersion: string;
  /** Descrizione con cui le persone lo riconoscono. */
  description?: string | null | undefined;
  /** Falso da quando è stato disattivato; `disabledReason` dice perché. */
  enabled: boolean;
  /**
   * Perché è stato disattivato: requested (da chi lo gestisce), gone (ha risposto 410), failing (nessun tentativo è riuscito per cinque giorni).
   * Assente se è attivo o se è stato disattivato prima che il motivo fosse conservato.
   */
  disabledReason?: "requested" | "gone" | "failing" | (string & {}) | null | undefined;
  /** Istante dal quale è in pausa: gli eventi lo attendono. Assente se non è in pausa. */
  pausedAt?: string | null | undefined;
  /** Istante dal quale nessun tentativo riesce; assente se l'ultimo è riuscito o se non ve ne sono stati. */
  failingSince?: string | null | undefined;
  /** Istante della registrazione. */
  createdAt: string;
  /** Istante fino al quale le consegne sono firmate anche con il segreto precedente all'ultima rotazione; assente se non ve ne sono state. */
  previousValidUntil?: string | null | undefined;
  /** Contrassegno della versione, da ripetere in If-Match per modificare la risorsa. */
  readonly etag: string;
}

/** Ciò che cambia di un destinatario di notifiche; i membri che mancano restano come sono. */
export interface WebhookEndpointChange {
  /** Indirizzo https, della rete pubblica o di una rete ammessa dall'installazione, che riceverà le notifiche. */
  url?: string | null | undefined;
  /** Tipi di evento richiesti, in luogo dei precedenti; `payment.*` per i tipi di una famiglia, `*` per tutti, anche futuri. */
  eventTypes?: string[] | null | undefined;
  /** Descrizione con cui le persone lo riconoscono; vuota o `null` per toglierla. */
  description?: string | null | undefined;
  /** Codici dei tipi di entrata che gli eventi devono riguardare; vuoto o `null` per tutti. */
  revenueTypes?: string[] | null | undefined;
  /** Codici degli uffici che gli eventi devono riguardare, solo per chi li riceve dell'intero ente; vuoto o `null` per tutti. */
  departments?: string[] | null | undefined;
}

/** Pagina di destinatari di notifiche. */
export interface WebhookEndpointPage {
  /** I destinatari. */
  items: WebhookEndpoint[];
  /** Da passare come cursor per la pagina successiva; assente nell'ultima. */
  nextCursor?: string | null | undefined;
}

/** Pagina di eventi. */
export interface WebhookEventPage {
  /** Gli eventi. */
  items: WebhookEvent[];
  /** Da passare come cursor per la pagina successiva; assente se per ora non ci sono altri eventi. Con i filtri può esserci anche dopo una pagina vuota. */
  nextCursor?: string | null | undefined;
  /** Da conservare e passare come cursor alla prossima lettura, con gli stessi filtri; assente finché non c'è alcun evento. */
  resumeCursor?: string | null | undefined;
}

/** Misure delle consegne finite degli eventi di un periodo. */
export interface WebhookPeriodStatistics {
  /** Consegne riuscite. */
  delivered: number;
  /** Consegne abbandonate. */
  failed: number;
  /** Durata media, in millisecondi, delle ultime 10.000 consegne riuscite; assente se non ve ne sono. */
  meanMs?: number | null | undefined;
  /** Durata entro la quale è finito il tentativo del 95 % delle ultime 10.000 consegne riuscite, in millisecondi; assente se non ve ne sono. */
  percentile95Ms?: number | null | undefined;
}

/** Recupero: gli eventi di un periodo, consegnati di nuovo a un destinatario. */
export interface WebhookRecovery {
  /** Identificativo. */
  id: string;
  /** Identificativo del destinatario. */
  endpointId: string;
  /** Istante dal quale, compreso, gli eventi si recuperano. */
  since: string;
  /** Istante fino al quale, escluso, gli eventi si recuperano. */
  until: string;
  /** Vero se si recupera solo ciò la cui consegna è stata abbandonata. */
  onlyFailed: boolean;
  /**
   * Stato: running (in corso), completed (ogni evento del periodo è in consegna o consegnato), stopped (interrotto, perché il destinatario è
   * stato disattivato).
   */
  state: "running" | "completed" | "stopped" | (string & {});
  /** Eventi messi in consegna finora. */
  events: number;
  /** Istante della richiesta. */
  createdAt: string;
  /** Istante in cui si è concluso; assente finché è in corso. */
  endedAt?: string | null | undefined;
}

/** Pagina di recuperi. */
export interface WebhookRecoveryPage {
  /** I recuperi. */
  items: WebhookRecovery[];
  /** Da passare come cursor per la pagina successiva; assente nell'ultima. */
  nextCursor?: string | null | undefined;
}

/** Misure delle consegne a un destinatario. */
export interface WebhookStatistics {
  /** Consegne in attesa, ora. */
  waiting: number;
  /** Da quanti secondi è accaduto l'evento che attende da più tempo; assente se nessuno attende. */
  oldestWaitingSeconds?: number | null | undefined;
  last24Hours: WebhookPeriodStatistics;
  last7Days: WebhookPeriodStatistics;
}
