// Written by `dotnet msbuild openapi/publish.proj` from openapi/riscossione.v1.json; never edit it by hand.
import { BulkLoadsHelpers } from "../bulk-loads.js";
import { NoticeBatchesHelpers } from "../notice-batches.js";
import { RevenueTypesHelpers } from "../revenue-types.js";
import type { CallOptions, FileResponse } from "../call.js";
import { enumerate } from "../paging.js";
import { Resource, type Connection } from "../resource.js";
import type { WebhookEvent } from "./event-types.js";
import type { AccountMove, ApiKey, ApiKeyPage, ApiKeySettings, BankAccount, BankAccountPage, BankAccountSettings, BulkLoad, BulkLoadPage, BulkLoadResult, BulkLoadResultPage, CancelPaymentDocumentRequest, Checkout, CreateNoticeBatchRequest, Department, DepartmentPage, DepartmentSettings, DocumentTimeline, IssuePaymentDocumentRequest, IssuedApiKey, MoveRevenueTypeAccountRequest, MovementList, NewApiKey, NewApiKeyRotation, NewBankAccount, NewCheckout, NewDepartment, NewOrganization, NewOrganizationLogo, NewRevenueType, NewWebhookEndpoint, NewWebhookRecovery, NewWebhookSecretRotation, NoticeBatch, NoticeBatchPage, NoticeDownloadRequest, NoticeLookup, NoticeLookupRequest, Organization, OrganizationLogo, OrganizationPage, OrganizationSettings, Payment, PaymentDocument, PaymentDocumentPage, PaymentDocumentSummary, PaymentDocumentSuspension, PaymentDocumentSuspensionList, PaymentPage, Receipt, ReceiptPage, ReceiptRecovery, ReceiptRecoveryPage, ReceiptRecoveryRequest, RecordPaymentRequest, RegisteredWebhookEndpoint, ResumePaymentDocumentRequest, RevenueType, RevenueTypePage, RevenueTypeSettings, RotatedApiKey, RotatedWebhookSecret, SearchPaymentDocumentsRequest, ServiceStatus, SpontaneousPayment, SpontaneousPaymentRequest, SpontaneousQuote, SpontaneousServiceDetails, SpontaneousServicePage, SpontaneousServiceSummary, StampList, SubmittedForm, SuspendPaymentDocumentRequest, WebhookAttempt, WebhookAttemptPage, WebhookDelivery, WebhookDeliveryPage, WebhookEndpoint, WebhookEndpointChange, WebhookEndpointPage, WebhookEventPage, WebhookRecovery, WebhookRecoveryPage, WebhookStatistics } from "./types.js";


/** Opzioni di {@link ApiKeys.find}. */
export interface FindApiKeysOptions extends CallOptions {
  /** Quanti elementi per pagina; se manca, 50. */
  limit?: number | undefined;
  /** Il nextCursor della pagina precedente, ottenuta con gli stessi filtri. */
  cursor?: string | undefined;
}

/** Opzioni di {@link ApiKeys.change}. */
export interface ChangeApiKeyOptions extends CallOptions {
  /** L'ETag della versione letta, con le virgolette: la modifica è rifiutata (412) se nel frattempo qualcun altro l'ha cambiata. */
  ifMatch: string;
}

/** Opzioni di {@link ApiKeys.revoke}. */
export interface RevokeApiKeyOptions extends CallOptions {
  /** L'ETag della versione letta, con le virgolette: la modifica è rifiutata (412) se nel frattempo qualcun altro l'ha cambiata. */
  ifMatch?: string | undefined;
}

/** Chiavi API. */
export class ApiKeys extends Resource {
  /**
   * Rilascia una chiave.
   *
   * La chiave è mostrata solo in questa risposta: l'archivio ne conserva soltanto l'impronta. Permesso richiesto: `admin`.
   * @returns Chiave appena rilasciata.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  issue(body: NewApiKey, options: CallOptions = {}): Promise<IssuedApiKey> {
    return this.send({
      method: "POST",
      path: "/v1/api-keys",
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Elenca le chiavi.
   *
   * Dalla più vecchia, comprese quelle scadute e revocate. Permesso richiesto: `admin`.
   * @returns Pagina di chiavi.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  find(options: FindApiKeysOptions = {}): Promise<ApiKeyPage> {
    return this.send({
      method: "GET",
      path: "/v1/api-keys",
      query: { limit: options.limit, cursor: options.cursor },
      accept: "application/json",
    }, options);
  }

  /** Come {@link ApiKeys.find}, per tutte le pagine: ciascuna è chiesta quando serve. */
  findAll(options: FindApiKeysOptions = {}): AsyncGenerator<ApiKey, void, undefined> {
    return enumerate((cursor) => this.find({ ...options, cursor }), options.cursor);
  }

  /**
   * Ruota il segreto di una chiave.
   *
   * Il segreto nuovo è mostrato solo in questa risposta; il precedente resta valido fino all'istante scelto, per dare ai sistemi il tempo di aggiornarsi. Ogni segreto anteriore cessa subito di essere valido. Permesso richiesto: `admin`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Chiave con il segreto nuovo.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  rotate(id: string, body: NewApiKeyRotation, options: CallOptions = {}): Promise<RotatedApiKey> {
    return this.send({
      method: "POST",
      path: "/v1/api-keys/{id}/rotations",
      pathValues: { id },
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Modifica nome e scadenza di una chiave.
   *
   * Sostituisce tutti i dati modificabili: senza scadenza la chiave vale fino alla revoca. Permessi, ente e ufficio non cambiano mai, e una chiave scaduta o revocata non torna valida: in quei casi se ne rilascia un'altra. Permesso richiesto: `admin`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Chiave con cui un sistema si presenta; il segreto non vi compare mai.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  change(id: string, body: ApiKeySettings, options: ChangeApiKeyOptions): Promise<ApiKey> {
    return this.send({
      method: "PUT",
      path: "/v1/api-keys/{id}",
      pathValues: { id },
      ifMatch: options?.ifMatch ?? "",
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Revoca una chiave.
   *
   * Da subito la chiave non vale più; la sua registrazione resta. Revocarla di nuovo non ha effetto. L'ultima chiave di amministrazione dell'installazione non si può revocare (last-admin-key): rilasciarne prima un'altra. Permesso richiesto: `admin`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Chiave con cui un sistema si presenta; il segreto non vi compare mai.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  revoke(id: string, options: RevokeApiKeyOptions = {}): Promise<ApiKey> {
    return this.send({
      method: "DELETE",
      path: "/v1/api-keys/{id}",
      pathValues: { id },
      ifMatch: options.ifMatch,
      accept: "application/json",
    }, options);
  }
}

/** Opzioni di {@link BulkLoads.find}. */
export interface FindBulkLoadsOptions extends CallOptions {
  /** Solo gli elementi in questo stato. */
  state?: "receiving" | "waiting" | "running" | "paused" | "publishing" | "discarding" | "completed" | "failed" | "cancelled" | (string & {}) | undefined;
  /** Quanti elementi per pagina; se manca, 50. */
  limit?: number | undefined;
  /** Il nextCursor della pagina precedente, ottenuta con gli stessi filtri. */
  cursor?: string | undefined;
}

/** Opzioni di {@link BulkLoads.create}. */
export interface CreateBulkLoadOptions extends CallOptions {
  /** continue-on-failure (se manca), atomic (tutto o niente) o dry-run (prova, senza effetti). */
  mode?: "continue-on-failure" | "atomic" | "dry-run" | (string & {}) | undefined;
  /** Azione delle righe che non ne indicano una: issue (se manca), replace o cancel. */
  action?: "issue" | "replace" | "cancel" | (string & {}) | undefined;
  /** Nome del caricamento, per riconoscerlo. Non deve contenere dati personali. */
  name?: string | undefined;
  /** Codice fiscale dell'ente creditore, 11 cifre. */
  organization?: string | undefined;
  /** Codice dell'ufficio. */
  department?: string | undefined;
}

/** Opzioni di {@link BulkLoads.findResults}. */
export interface FindBulkLoadResultsOptions extends CallOptions {
  /** Solo gli elementi con questo esito. */
  outcome?: "issued" | "unchanged" | "replaced" | "cancelled" | "rejected" | "discarded" | (string & {}) | undefined;
  /** Quanti elementi per pagina; se manca, 50. */
  limit?: number | undefined;
  /** Il nextCursor della pagina precedente, ottenuta con gli stessi filtri. */
  cursor?: string | undefined;
}

/** Opzioni di {@link BulkLoads.downloadResultsAsNdjson}. */
export interface DownloadBulkLoadResultsAsNdjsonOptions extends CallOptions {
  /** Solo gli elementi con questo esito. */
  outcome?: "issued" | "unchanged" | "replaced" | "cancelled" | "rejected" | "discarded" | (string & {}) | undefined;
}

/** Opzioni di {@link BulkLoads.downloadResultsAsCsv}. */
export interface DownloadBulkLoadResultsAsCsvOptions extends CallOptions {
  /** Solo gli elementi con questo esito. */
  outcome?: "issued" | "unchanged" | "replaced" | "cancelled" | "rejected" | "discarded" | (string & {}) | undefined;
}

/** Caricamenti di molti documenti in un solo invio. */
export class BulkLoads extends BulkLoadsHelpers {
  /**
   * Elenca i caricamenti.
   *
   * Dal più recente. Permesso richiesto: `bulk-loads:read`.
   * @returns Pagina di caricamenti.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  find(options: FindBulkLoadsOptions = {}): Promise<BulkLoadPage> {
    return this.send({
      method: "GET",
      path: "/v1/bulk-loads",
      query: { state: options.state, limit: options.limit, cursor: options.cursor },
      accept: "application/json",
    }, options);
  }

  /** Come {@link BulkLoads.find}, per tutte le pagine: ciascuna è chiesta quando serve. */
  findAll(options: FindBulkLoadsOptions = {}): AsyncGenerator<BulkLoad, void, undefined> {
    return enumerate((cursor) => this.find({ ...options, cursor }), options.cursor);
  }

  /**
   * Carica documenti di pagamento in massa.
   *
   * Il corpo è un flusso di righe di qualunque lunghezza, anche compresso (Content-Encoding: gzip). application/x-ndjson: una richiesta di emissione per riga, con in più action (issue, replace, cancel) e reason, facoltativi. text/csv: intestazione con i nomi delle colonne, separatore «;» o «,», UTF-8 o windows-1252 (charset nel Content-Type), una riga per rata o per voce; quelle con lo stesso externalId sono consecutive e concordi. Colonne: externalId, action, reason, subject, debtorKind, debtorFiscalCode, debtorFullName, debtorStreet, debtorCivicNumber, debtorPostalCode, debtorCity, debtorProvince, debtorCountry, debtorEmail, revenueType, year, itemAmountCents, itemDescription, budgetChapter, dueOn, installmentDueOn, installmentAmountCents, noticeNumber, iuv, planCount, planFirstDueOn, planEveryMonths, validFrom, payableUntil, printedOn. La risposta arriva quando tutto è al sicuro; l'elaborazione segue. Inviare due volte lo stesso file non ha effetto: le righe uguali risultano unchanged. I documenti emessi così non sono notificati uno per uno: alla fine parte un solo evento bulk-load.completed. Permesso richiesto: `bulk-loads:write`.
   * @returns Caricamento massivo: un flusso di righe ricevuto per intero e poi elaborato a lotti.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  create(body: Blob, options: CreateBulkLoadOptions = {}): Promise<BulkLoad> {
    return this.send({
      method: "POST",
      path: "/v1/bulk-loads",
      query: { mode: options.mode, action: options.action, name: options.name, organization: options.organization, department: options.department },
      body,
      contentType: "application/x-ndjson",
      accept: "application/json",
    }, options);
  }

  /**
   * Legge un caricamento e il suo avanzamento.
   *
   * Righe lette, esiti, velocità e fine prevista. Permesso richiesto: `bulk-loads:read`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Caricamento massivo: un flusso di righe ricevuto per intero e poi elaborato a lotti.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  read(id: string, options: CallOptions = {}): Promise<BulkLoad> {
    return this.send({
      method: "GET",
      path: "/v1/bulk-loads/{id}",
      pathValues: { id },
      accept: "application/json",
    }, options);
  }

  /**
   * Elenca gli esiti delle righe.
   *
   * Nell'ordine del file, anche mentre il caricamento è in corso. Permesso richiesto: `bulk-loads:read`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Pagina di esiti.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  findResults(id: string, options: FindBulkLoadResultsOptions = {}): Promise<BulkLoadResultPage> {
    return this.send({
      method: "GET",
      path: "/v1/bulk-loads/{id}/results",
      pathValues: { id },
      query: { outcome: options.outcome, limit: options.limit, cursor: options.cursor },
      accept: "application/json",
    }, options);
  }

  /** Come {@link BulkLoads.findResults}, per tutte le pagine: ciascuna è chiesta quando serve. */
  findAllResults(id: string, options: FindBulkLoadResultsOptions = {}): AsyncGenerator<BulkLoadResult, void, undefined> {
    return enumerate((cursor) => this.findResults(id, { ...options, cursor }), options.cursor);
  }

  /**
   * Scarica gli esiti in NDJSON.
   *
   * Gli esiti disponibili in questo momento, una riga JSON per ciascuno. Permesso richiesto: `bulk-loads:read`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Il file, letto mentre arriva.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  downloadResultsAsNdjson(id: string, options: DownloadBulkLoadResultsAsNdjsonOptions = {}): Promise<FileResponse> {
    return this.send({
      method: "GET",
      path: "/v1/bulk-loads/{id}/results/ndjson",
      pathValues: { id },
      query: { outcome: options.outcome },
      accept: "text/plain",
    }, options);
  }

  /**
   * Scarica gli esiti in CSV.
   *
   * Gli esiti disponibili in questo momento, separati da «;», in UTF-8. Permesso richiesto: `bulk-loads:read`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Il file, letto mentre arriva.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  downloadResultsAsCsv(id: string, options: DownloadBulkLoadResultsAsCsvOptions = {}): Promise<FileResponse> {
    return this.send({
      method: "GET",
      path: "/v1/bulk-loads/{id}/results/csv",
      pathValues: { id },
      query: { outcome: options.outcome },
      accept: "text/csv",
    }, options);
  }

  /**
   * Sospende un caricamento.
   *
   * Si ferma dopo il lotto in corso. Ripeterla non ha effetto. Permesso richiesto: `bulk-loads:write`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Caricamento massivo: un flusso di righe ricevuto per intero e poi elaborato a lotti.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  pause(id: string, options: CallOptions = {}): Promise<BulkLoad> {
    return this.send({
      method: "POST",
      path: "/v1/bulk-loads/{id}/pause",
      pathValues: { id },
      accept: "application/json",
    }, options);
  }

  /**
   * Riprende un caricamento sospeso.
   *
   * Riparte dalla prima riga non elaborata. Ripeterla non ha effetto. Permesso richiesto: `bulk-loads:write`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Caricamento massivo: un flusso di righe ricevuto per intero e poi elaborato a lotti.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  resume(id: string, options: CallOptions = {}): Promise<BulkLoad> {
    return this.send({
      method: "POST",
      path: "/v1/bulk-loads/{id}/resumption",
      pathValues: { id },
      accept: "application/json",
    }, options);
  }

  /**
   * Interrompe un caricamento.
   *
   * Ciò che è già stato emesso resta emesso; in modalità atomic o dry-run non resta nulla. Permesso richiesto: `bulk-loads:write`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Caricamento massivo: un flusso di righe ricevuto per intero e poi elaborato a lotti.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  cancel(id: string, options: CallOptions = {}): Promise<BulkLoad> {
    return this.send({
      method: "POST",
      path: "/v1/bulk-loads/{id}/cancellation",
      pathValues: { id },
      accept: "application/json",
    }, options);
  }
}

/** Pagamenti sul web e ricerca di un avviso dal suo numero, per i portali. */
export class Checkouts extends Resource {
  /**
   * Apre un pagamento sul web.
   *
   * Prepara sulla pagina di pagamento di pagoPA un carrello con 1–5 avvisi: aprire checkoutUrl nel browser di chi paga, entro dieci minuti. Importi, beneficiari e causali sono quelli registrati. Lo stesso externalId, con lo stesso contenuto, restituisce lo stesso indirizzo (200) e, quando è scaduto, prepara un carrello nuovo. Un avviso che ora non si può pagare dà 409 document-not-payable; un indirizzo di ritorno non previsto dall'ente, 422 return-url-not-allowed. Se il servizio di pagoPA rifiuta il carrello, 422 checkout-refused; se non risponde, 503 checkout-unavailable. L'indirizzo email serve solo alla pagina di pagamento e non è conservato. Permesso richiesto: `checkouts:write`.
   * @returns Pagamento sul web: una visita alla pagina di pagamento di pagoPA, per uno o più avvisi.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  open(body: NewCheckout, options: CallOptions = {}): Promise<Checkout> {
    return this.send({
      method: "POST",
      path: "/v1/checkouts",
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Legge un pagamento sul web.
   *
   * Lo stato deriva dalle riscossioni registrate, mai dal ritorno del browser: resta open, in attesa di conferma, fino a mezz'ora dopo la scadenza del carrello, poi è unpaid. Una ricevuta che arriva più tardi lo rende comunque paid. Permesso richiesto: `checkouts:read`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Pagamento sul web: una visita alla pagina di pagamento di pagoPA, per uno o più avvisi.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  read(id: string, options: CallOptions = {}): Promise<Checkout> {
    return this.send({
      method: "GET",
      path: "/v1/checkouts/{id}",
      pathValues: { id },
      accept: "application/json",
    }, options);
  }

  /**
   * Cerca un avviso dal suo numero.
   *
   * Per chi paga senza identificarsi. Senza codice fiscale dà ciò che qualunque sportello direbbe: importo, ente, causale, scadenza e se si può pagare. Con il codice fiscale del debitore dà anche tutte le soluzioni. Un codice sbagliato e un numero inesistente ricevono la stessa risposta, 404 notice-not-found. Dopo 10 ricerche senza esito dello stesso avviso in un'ora, o 100 con la stessa chiave, la risposta è 429. Permesso richiesto: `notices:lookup`.
   * @returns Avviso trovato: ciò che ne direbbe a chiunque lo sportello che lo incassa.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  lookUpNotice(body: NoticeLookupRequest, options: CallOptions = {}): Promise<NoticeLookup> {
    return this.send({
      method: "POST",
      path: "/v1/notice-lookups",
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Scarica l'avviso cercato.
   *
   * PDF dell'avviso, per chi ne conosce il numero e il codice fiscale del debitore. Valgono gli stessi limiti di LookUpNotice; se non c'è nulla da pagare la risposta è 409, come per DownloadNotice. Permesso richiesto: `notices:lookup`.
   * @returns Il file, letto mentre arriva.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  downloadLookedUpNotice(body: NoticeDownloadRequest, options: CallOptions = {}): Promise<FileResponse> {
    return this.send({
      method: "POST",
      path: "/v1/notice-lookups/pdf",
      body,
      contentType: "application/json",
      accept: "application/pdf",
    }, options);
  }
}

/** Opzioni di {@link NoticeBatches.find}. */
export interface FindNoticeBatchesOptions extends CallOptions {
  /** Quanti elementi per pagina; se manca, 50. */
  limit?: number | undefined;
  /** Il nextCursor della pagina precedente, ottenuta con gli stessi filtri. */
  cursor?: string | undefined;
}

/** Opzioni di {@link NoticeBatches.downloadAsPdf}. */
export interface DownloadNoticeBatchAsPdfOptions extends CallOptions {
  /** Parte da scaricare, da 1; si può omettere se la stampa ha una parte sola. */
  part?: number | undefined;
}

/** Opzioni di {@link NoticeBatches.downloadAsZip}. */
export interface DownloadNoticeBatchAsZipOptions extends CallOptions {
  /** Parte da scaricare, da 1; si può omettere se la stampa ha una parte sola. */
  part?: number | undefined;
}

/** Stampa massiva degli avvisi. */
export class NoticeBatches extends NoticeBatchesHelpers {
  /**
   * Elenca le stampe massive.
   *
   * Dalla più recente, una pagina alla volta. Permesso richiesto: `notices:read`.
   * @returns Pagina di stampe massive.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  find(options: FindNoticeBatchesOptions = {}): Promise<NoticeBatchPage> {
    return this.send({
      method: "GET",
      path: "/v1/notice-batches",
      query: { limit: options.limit, cursor: options.cursor },
      accept: "application/json",
    }, options);
  }

  /** Come {@link NoticeBatches.find}, per tutte le pagine: ciascuna è chiesta quando serve. */
  findAll(options: FindNoticeBatchesOptions = {}): AsyncGenerator<NoticeBatch, void, undefined> {
    return enumerate((cursor) => this.find({ ...options, cursor }), options.cursor);
  }

  /**
   * Prepara gli avvisi di molti documenti.
   *
   * I documenti sono scelti subito dopo la richiesta; gli avvisi sono preparati in seguito e dicono ciò che resta da pagare in quel momento. Di ciascuno l'impronta SHA-256 è annotata nell'iter del documento (notice-issued). I documenti senza avviso (bozze, pagati, annullati) non fermano gli altri: sono nell'indice con il motivo. Permesso richiesto: `documents:write`.
   * @returns Stampa massiva: gli avvisi di molti documenti, preparati in ordine di stampa.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  create(body: CreateNoticeBatchRequest, options: CallOptions = {}): Promise<NoticeBatch> {
    return this.send({
      method: "POST",
      path: "/v1/notice-batches",
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Legge una stampa massiva.
   *
   * Stato e avanzamento; alla fine, le parti in cui sono divisi i file. Permesso richiesto: `notices:read`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Stampa massiva: gli avvisi di molti documenti, preparati in ordine di stampa.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  read(id: string, options: CallOptions = {}): Promise<NoticeBatch> {
    return this.send({
      method: "GET",
      path: "/v1/notice-batches/{id}",
      pathValues: { id },
      accept: "application/json",
    }, options);
  }

  /**
   * Scarica una parte degli avvisi in un solo PDF.
   *
   * Per la stampa: fino a 2.000 avvisi nell'ordine chiesto, uno dopo l'altro; le pagine di ciascuno sono nell'indice. Uno scaricamento interrotto si ripete per quella sola parte. Permesso richiesto: `notices:read`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Il file, letto mentre arriva.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  downloadAsPdf(id: string, options: DownloadNoticeBatchAsPdfOptions = {}): Promise<FileResponse> {
    return this.send({
      method: "GET",
      path: "/v1/notice-batches/{id}/pdf",
      pathValues: { id },
      query: { part: options.part },
      accept: "application/pdf",
    }, options);
  }

  /**
   * Scarica una parte degli avvisi, uno per uno, in uno ZIP.
   *
   * Fino a 2.000 documenti: un PDF ciascuno, di nome uguale al suo identificativo, con l'impronta annotata nell'iter. Se dopo la stampa una versione nuova del programma disegna gli avvisi in altro modo, ciò che dicono non cambia ma i byte sì: quei file stanno in ridisegnati/ e ridisegnati.csv ne elenca l'impronta annotata e quella attuale. Uno scaricamento interrotto si ripete per quella sola parte. Permesso richiesto: `notices:read`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Il file, letto mentre arriva.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  downloadAsZip(id: string, options: DownloadNoticeBatchAsZipOptions = {}): Promise<FileResponse> {
    return this.send({
      method: "GET",
      path: "/v1/notice-batches/{id}/zip",
      pathValues: { id },
      query: { part: options.part },
      accept: "application/zip",
    }, options);
  }

  /**
   * Scarica l'indice degli avvisi in CSV.
   *
   * Di tutta la stampa: pagine nel PDF della parte, documento, debitore e recapito, separati da «;», in UTF-8; per chi non ha avviso, codice e motivo. L'ultima colonna è la parte. Permesso richiesto: `notices:read`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Il file, letto mentre arriva.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  downloadIndex(id: string, options: CallOptions = {}): Promise<FileResponse> {
    return this.send({
      method: "GET",
      path: "/v1/notice-batches/{id}/index",
      pathValues: { id },
      accept: "text/csv",
    }, options);
  }

  /**
   * Interrompe una stampa massiva.
   *
   * Ciò che è già annotato nell'iter dei documenti resta. Ripeterla non ha effetto. Permesso richiesto: `documents:write`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Stampa massiva: gli avvisi di molti documenti, preparati in ordine di stampa.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  cancel(id: string, options: CallOptions = {}): Promise<NoticeBatch> {
    return this.send({
      method: "POST",
      path: "/v1/notice-batches/{id}/cancellation",
      pathValues: { id },
      accept: "application/json",
    }, options);
  }
}

/** Opzioni di {@link Organizations.find}. */
export interface FindOrganizationsOptions extends CallOptions {
  /** Quanti elementi per pagina; se manca, 50. */
  limit?: number | undefined;
  /** Il nextCursor della pagina precedente, ottenuta con gli stessi filtri. */
  cursor?: string | undefined;
}

/** Opzioni di {@link Organizations.change}. */
export interface ChangeOrganizationOptions extends CallOptions {
  /** L'ETag della versione letta, con le virgolette: la modifica è rifiutata (412) se nel frattempo qualcun altro l'ha cambiata. */
  ifMatch: string;
}

/** Opzioni di {@link Organizations.setLogo}. */
export interface SetOrganizationLogoOptions extends CallOptions {
  /** L'ETag della versione letta, con le virgolette: la modifica è rifiutata (412) se nel frattempo qualcun altro l'ha cambiata. */
  ifMatch: string;
}

/** Opzioni di {@link Organizations.removeLogo}. */
export interface RemoveOrganizationLogoOptions extends CallOptions {
  /** L'ETag della versione letta, con le virgolette: la modifica è rifiutata (412) se nel frattempo qualcun altro l'ha cambiata. */
  ifMatch?: string | undefined;
}

/** Opzioni di {@link Organizations.findDepartments}. */
export interface FindDepartmentsOptions extends CallOptions {
  /** Quanti elementi per pagina; se manca, 50. */
  limit?: number | undefined;
  /** Il nextCursor della pagina precedente, ottenuta con gli stessi filtri. */
  cursor?: string | undefined;
}

/** Opzioni di {@link Organizations.changeDepartment}. */
export interface ChangeDepartmentOptions extends CallOptions {
  /** L'ETag della versione letta, con le virgolette: la modifica è rifiutata (412) se nel frattempo qualcun altro l'ha cambiata. */
  ifMatch: string;
}

/** Opzioni di {@link Organizations.findBankAccounts}. */
export interface FindBankAccountsOptions extends CallOptions {
  /** Quanti elementi per pagina; se manca, 50. */
  limit?: number | undefined;
  /** Il nextCursor della pagina precedente, ottenuta con gli stessi filtri. */
  cursor?: string | undefined;
}

/** Opzioni di {@link Organizations.changeBankAccount}. */
export interface ChangeBankAccountOptions extends CallOptions {
  /** L'ETag della versione letta, con le virgolette: la modifica è rifiutata (412) se nel frattempo qualcun altro l'ha cambiata. */
  ifMatch: string;
}

/** Enti creditori, con uffici e conti. */
export class Organizations extends Resource {
  /**
   * Registra un ente creditore.
   *
   * Riservato a chi amministra l'intera installazione. Inviare di nuovo gli stessi dati restituisce l'ente già registrato (200). Permesso richiesto: `organizations:write`.
   * @returns Ente creditore.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  create(body: NewOrganization, options: CallOptions = {}): Promise<Organization> {
    return this.send({
      method: "POST",
      path: "/v1/organizations",
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Elenca gli enti creditori.
   *
   * Gli enti visibili con la chiave usata, in ordine di codice fiscale. Permesso richiesto: `organizations:read`.
   * @returns Pagina di enti creditori.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  find(options: FindOrganizationsOptions = {}): Promise<OrganizationPage> {
    return this.send({
      method: "GET",
      path: "/v1/organizations",
      query: { limit: options.limit, cursor: options.cursor },
      accept: "application/json",
    }, options);
  }

  /** Come {@link Organizations.find}, per tutte le pagine: ciascuna è chiesta quando serve. */
  findAll(options: FindOrganizationsOptions = {}): AsyncGenerator<Organization, void, undefined> {
    return enumerate((cursor) => this.find({ ...options, cursor }), options.cursor);
  }

  /**
   * Legge un ente creditore.
   *
   * I dati con cui l'ente si presenta ai contribuenti e a pagoPA. Permesso richiesto: `organizations:read`.
   * @param organization Codice fiscale dell'ente creditore, 11 cifre.
   * @returns Ente creditore.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  read(organization: string, options: CallOptions = {}): Promise<Organization> {
    return this.send({
      method: "GET",
      path: "/v1/organizations/{organization}",
      pathValues: { organization },
      accept: "application/json",
    }, options);
  }

  /**
   * Modifica un ente creditore.
   *
   * Sostituisce tutti i dati modificabili: quelli omessi tornano al valore predefinito. Permesso richiesto: `organizations:write`.
   * @param organization Codice fiscale dell'ente creditore, 11 cifre.
   * @returns Ente creditore.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  change(organization: string, body: OrganizationSettings, options: ChangeOrganizationOptions): Promise<Organization> {
    return this.send({
      method: "PUT",
      path: "/v1/organizations/{organization}",
      pathValues: { organization },
      ifMatch: options?.ifMatch ?? "",
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Carica il logo di un ente.
   *
   * Stampato sugli avvisi in un riquadro di 30×30 mm, senza deformarlo. PNG o JPEG, al più 256 kB e 4096 pixel per lato; sostituisce il precedente. In If-Match l'etag dell'ente, che cambia con il logo. Permesso richiesto: `organizations:write`.
   * @param organization Codice fiscale dell'ente creditore, 11 cifre.
   * @returns Logo di un ente.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  setLogo(organization: string, body: NewOrganizationLogo, options: SetOrganizationLogoOptions): Promise<OrganizationLogo> {
    return this.send({
      method: "PUT",
      path: "/v1/organizations/{organization}/logo",
      pathValues: { organization },
      ifMatch: options?.ifMatch ?? "",
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Legge il logo di un ente.
   *
   * L'immagine così come è stata caricata. Permesso richiesto: `organizations:read`.
   * @param organization Codice fiscale dell'ente creditore, 11 cifre.
   * @returns Logo di un ente.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  readLogo(organization: string, options: CallOptions = {}): Promise<OrganizationLogo> {
    return this.send({
      method: "GET",
      path: "/v1/organizations/{organization}/logo",
      pathValues: { organization },
      accept: "application/json",
    }, options);
  }

  /**
   * Elimina il logo di un ente.
   *
   * Restituisce il logo eliminato; gli avvisi successivi non lo riportano. Permesso richiesto: `organizations:write`.
   * @param organization Codice fiscale dell'ente creditore, 11 cifre.
   * @returns Logo di un ente.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  removeLogo(organization: string, options: RemoveOrganizationLogoOptions = {}): Promise<OrganizationLogo> {
    return this.send({
      method: "DELETE",
      path: "/v1/organizations/{organization}/logo",
      pathValues: { organization },
      ifMatch: options.ifMatch,
      accept: "application/json",
    }, options);
  }

  /**
   * Registra un ufficio.
   *
   * L'ufficio (sistema competente) a cui appartengono i crediti. Inviare di nuovo gli stessi dati restituisce 200. Permesso richiesto: `organizations:write`.
   * @param organization Codice fiscale dell'ente creditore, 11 cifre.
   * @returns Ufficio (sistema competente) a cui appartengono i crediti.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  createDepartment(organization: string, body: NewDepartment, options: CallOptions = {}): Promise<Department> {
    return this.send({
      method: "POST",
      path: "/v1/organizations/{organization}/departments",
      pathValues: { organization },
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Elenca gli uffici.
   *
   * Gli uffici dell'ente, in ordine di codice. Permesso richiesto: `organizations:read`.
   * @param organization Codice fiscale dell'ente creditore, 11 cifre.
   * @returns Pagina di uffici.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  findDepartments(organization: string, options: FindDepartmentsOptions = {}): Promise<DepartmentPage> {
    return this.send({
      method: "GET",
      path: "/v1/organizations/{organization}/departments",
      pathValues: { organization },
      query: { limit: options.limit, cursor: options.cursor },
      accept: "application/json",
    }, options);
  }

  /** Come {@link Organizations.findDepartments}, per tutte le pagine: ciascuna è chiesta quando serve. */
  findAllDepartments(organization: string, options: FindDepartmentsOptions = {}): AsyncGenerator<Department, void, undefined> {
    return enumerate((cursor) => this.findDepartments(organization, { ...options, cursor }), options.cursor);
  }

  /**
   * Legge un ufficio.
   *
   * L'ufficio con il codice indicato. Permesso richiesto: `organizations:read`.
   * @param organization Codice fiscale dell'ente creditore, 11 cifre.
   * @param department Codice dell'ufficio.
   * @returns Ufficio (sistema competente) a cui appartengono i crediti.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  readDepartment(organization: string, department: string, options: CallOptions = {}): Promise<Department> {
    return this.send({
      method: "GET",
      path: "/v1/organizations/{organization}/departments/{department}",
      pathValues: { organization, department },
      accept: "application/json",
    }, options);
  }

  /**
   * Modifica un ufficio.
   *
   * Modifica il nome; il codice non cambia. Permesso richiesto: `organizations:write`.
   * @param organization Codice fiscale dell'ente creditore, 11 cifre.
   * @param department Codice dell'ufficio.
   * @returns Ufficio (sistema competente) a cui appartengono i crediti.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  changeDepartment(organization: string, department: string, body: DepartmentSettings, options: ChangeDepartmentOptions): Promise<Department> {
    return this.send({
      method: "PUT",
      path: "/v1/organizations/{organization}/departments/{department}",
      pathValues: { organization, department },
      ifMatch: options?.ifMatch ?? "",
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Registra un conto.
   *
   * Un conto, bancario o postale, su cui l'ente incassa. Inviare di nuovo gli stessi dati restituisce 200. Permesso richiesto: `organizations:write`.
   * @param organization Codice fiscale dell'ente creditore, 11 cifre.
   * @returns Conto, bancario o postale, su cui un ente incassa.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  createBankAccount(organization: string, body: NewBankAccount, options: CallOptions = {}): Promise<BankAccount> {
    return this.send({
      method: "POST",
      path: "/v1/organizations/{organization}/bank-accounts",
      pathValues: { organization },
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Elenca i conti.
   *
   * I conti dell'ente, in ordine di IBAN. Permesso richiesto: `organizations:read`.
   * @param organization Codice fiscale dell'ente creditore, 11 cifre.
   * @returns Pagina di conti.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  findBankAccounts(organization: string, options: FindBankAccountsOptions = {}): Promise<BankAccountPage> {
    return this.send({
      method: "GET",
      path: "/v1/organizations/{organization}/bank-accounts",
      pathValues: { organization },
      query: { limit: options.limit, cursor: options.cursor },
      accept: "application/json",
    }, options);
  }

  /** Come {@link Organizations.findBankAccounts}, per tutte le pagine: ciascuna è chiesta quando serve. */
  findAllBankAccounts(organization: string, options: FindBankAccountsOptions = {}): AsyncGenerator<BankAccount, void, undefined> {
    return enumerate((cursor) => this.findBankAccounts(organization, { ...options, cursor }), options.cursor);
  }

  /**
   * Legge un conto.
   *
   * Il conto con l'IBAN indicato. Permesso richiesto: `organizations:read`.
   * @param organization Codice fiscale dell'ente creditore, 11 cifre.
   * @param iban IBAN, senza spazi.
   * @returns Conto, bancario o postale, su cui un ente incassa.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  readBankAccount(organization: string, iban: string, options: CallOptions = {}): Promise<BankAccount> {
    return this.send({
      method: "GET",
      path: "/v1/organizations/{organization}/bank-accounts/{iban}",
      pathValues: { organization, iban },
      accept: "application/json",
    }, options);
  }

  /**
   * Modifica un conto.
   *
   * Sostituisce nome, intestazione e autorizzazione dei bollettini: quelli omessi sono eliminati; l'IBAN non cambia. Permesso richiesto: `organizations:write`.
   * @param organization Codice fiscale dell'ente creditore, 11 cifre.
   * @param iban IBAN, senza spazi.
   * @returns Conto, bancario o postale, su cui un ente incassa.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  changeBankAccount(organization: string, iban: string, body: BankAccountSettings, options: ChangeBankAccountOptions): Promise<BankAccount> {
    return this.send({
      method: "PUT",
      path: "/v1/organizations/{organization}/bank-accounts/{iban}",
      pathValues: { organization, iban },
      ifMatch: options?.ifMatch ?? "",
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }
}

/** Opzioni di {@link PaymentDocuments.find}. */
export interface FindPaymentDocumentsOptions extends CallOptions {
  /** Codice fiscale dell'ente creditore, 11 cifre. */
  organization?: string | undefined;
  /** Codice dell'ufficio. */
  department?: string | undefined;
  /** Solo gli elementi in questo stato. */
  state?: "draft" | "issued" | "partially-paid" | "paid" | "settled" | "cancelled" | "written-off" | "enforced" | (string & {}) | undefined;
  /** Identificativo dato dal sistema dell'ufficio. */
  externalId?: string | undefined;
  /** Numero avviso, 18 cifre. */
  noticeNumber?: string | undefined;
  /** Codice del tipo di entrata. */
  revenueType?: string | undefined;
  /** includeOpenSpontaneous */
  includeOpenSpontaneous?: boolean | undefined;
  /** Quanti elementi per pagina; se manca, 50. */
  limit?: number | undefined;
  /** Il nextCursor della pagina precedente, ottenuta con gli stessi filtri. */
  cursor?: string | undefined;
}

/** Opzioni di {@link PaymentDocuments.suspend}. */
export interface SuspendPaymentDocumentOptions extends CallOptions {
  /** L'ETag della versione letta, con le virgolette: la modifica è rifiutata (412) se nel frattempo qualcun altro l'ha cambiata. */
  ifMatch?: string | undefined;
}

/** Opzioni di {@link PaymentDocuments.publish}. */
export interface PublishPaymentDocumentOptions extends CallOptions {
  /** L'ETag della versione letta, con le virgolette: la modifica è rifiutata (412) se nel frattempo qualcun altro l'ha cambiata. */
  ifMatch?: string | undefined;
}

/** Opzioni di {@link PaymentDocuments.cancel}. */
export interface CancelPaymentDocumentOptions extends CallOptions {
  /** L'ETag della versione letta, con le virgolette: la modifica è rifiutata (412) se nel frattempo qualcun altro l'ha cambiata. */
  ifMatch?: string | undefined;
}

/** Opzioni di {@link PaymentDocuments.resume}. */
export interface ResumePaymentDocumentOptions extends CallOptions {
  /** L'ETag della versione letta, con le virgolette: la modifica è rifiutata (412) se nel frattempo qualcun altro l'ha cambiata. */
  ifMatch?: string | undefined;
}

/** Opzioni di {@link PaymentDocuments.downloadNotice}. */
export interface DownloadNoticeOptions extends CallOptions {
  /** Posizione della rata nel documento, da 1; se manca, tutto ciò che si può pagare. */
  installment?: number | undefined;
  /** Seconda lingua: de, en, fr, sl; «it» per il solo italiano; se manca, la scelta dell'ente. */
  language?: "it" | "de" | "en" | "fr" | "sl" | (string & {}) | undefined;
}

/** Documenti di pagamento e loro iter. */
export class PaymentDocuments extends Resource {
  /**
   * Elenca i documenti di pagamento.
   *
   * Dal più recente, con filtri facoltativi e cursore. Permesso richiesto: `documents:read`.
   * @returns Pagina di documenti di pagamento.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  find(options: FindPaymentDocumentsOptions = {}): Promise<PaymentDocumentPage> {
    return this.send({
      method: "GET",
      path: "/v1/payment-documents",
      query: { organization: options.organization, department: options.department, state: options.state, externalId: options.externalId, noticeNumber: options.noticeNumber, revenueType: options.revenueType, includeOpenSpontaneous: options.includeOpenSpontaneous, limit: options.limit, cursor: options.cursor },
      accept: "application/json",
    }, options);
  }

  /** Come {@link PaymentDocuments.find}, per tutte le pagine: ciascuna è chiesta quando serve. */
  findAll(options: FindPaymentDocumentsOptions = {}): AsyncGenerator<PaymentDocumentSummary, void, undefined> {
    return enumerate((cursor) => this.find({ ...options, cursor }), options.cursor);
  }

  /**
   * Emette un documento di pagamento.
   *
   * Registra il debito, lo ripartisce tra le rate al centesimo e assegna un numero avviso a ogni rata. Ufficio ed externalId lo identificano: lo stesso contenuto inviato di nuovo restituisce il documento esistente (200), un contenuto diverso è rifiutato (409). Permesso richiesto: `documents:write`.
   * @returns Documento di pagamento: le voci di debito di un contribuente, i modi di pagarle e ciò che resta da pagare.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  issue(body: IssuePaymentDocumentRequest, options: CallOptions = {}): Promise<PaymentDocument> {
    return this.send({
      method: "POST",
      path: "/v1/payment-documents",
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Cerca i documenti di un contribuente.
   *
   * Per codice fiscale, o identità estera, del debitore o di un coobbligato, dal documento più recente. Permesso richiesto: `documents:read`.
   * @returns Pagina di documenti di pagamento.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  search(body: SearchPaymentDocumentsRequest, options: CallOptions = {}): Promise<PaymentDocumentPage> {
    return this.send({
      method: "POST",
      path: "/v1/payment-documents/searches",
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /** Come {@link PaymentDocuments.search}, per tutte le pagine: ciascuna è chiesta quando serve. */
  searchAll(body: SearchPaymentDocumentsRequest, options: CallOptions = {}): AsyncGenerator<PaymentDocumentSummary, void, undefined> {
    return enumerate((cursor) => this.search({ ...body, cursor }, options), body.cursor);
  }

  /**
   * Legge un documento di pagamento.
   *
   * Voci, soluzioni, rate con numero avviso e pagabilità, così come sono adesso. Permesso richiesto: `documents:read`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Documento di pagamento: le voci di debito di un contribuente, i modi di pagarle e ciò che resta da pagare.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  read(id: string, options: CallOptions = {}): Promise<PaymentDocument> {
    return this.send({
      method: "GET",
      path: "/v1/payment-documents/{id}",
      pathValues: { id },
      accept: "application/json",
    }, options);
  }

  /**
   * Legge l'iter di un documento.
   *
   * Tutti gli eventi in ordine, con l'esito della verifica della catena di impronte. Permesso richiesto: `documents:read`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Iter di un documento: ogni evento, in ordine, concatenato al precedente da un'impronta.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  readTimeline(id: string, options: CallOptions = {}): Promise<DocumentTimeline> {
    return this.send({
      method: "GET",
      path: "/v1/payment-documents/{id}/timeline",
      pathValues: { id },
      accept: "application/json",
    }, options);
  }

  /**
   * Legge i movimenti di un documento.
   *
   * Il conto delle voci di debito: la somma dei movimenti di una voce è ciò che ne resta da pagare. Permesso richiesto: `documents:read`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Movimenti di un documento.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  readMovements(id: string, options: CallOptions = {}): Promise<MovementList> {
    return this.send({
      method: "GET",
      path: "/v1/payment-documents/{id}/movements",
      pathValues: { id },
      accept: "application/json",
    }, options);
  }

  /**
   * Legge le sospensioni di un documento.
   *
   * Tutte, dalla prima, ciascuna con la ripresa che l'ha fatta cessare. Permesso richiesto: `documents:read`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Sospensioni di un documento.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  readSuspensions(id: string, options: CallOptions = {}): Promise<PaymentDocumentSuspensionList> {
    return this.send({
      method: "GET",
      path: "/v1/payment-documents/{id}/suspensions",
      pathValues: { id },
      accept: "application/json",
    }, options);
  }

  /**
   * Sospende un documento di pagamento.
   *
   * Nei giorni indicati gli avvisi non si possono pagare, e chi li chiede legge che il pagamento è sospeso. I numeri avviso restano gli stessi. Il denaro che arriva comunque è imputato al documento. Con dryRun risponde 200 e non ha effetto. Permesso richiesto: `documents:write`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Sospensione di un documento.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  suspend(id: string, body: SuspendPaymentDocumentRequest, options: SuspendPaymentDocumentOptions = {}): Promise<PaymentDocumentSuspension> {
    return this.send({
      method: "POST",
      path: "/v1/payment-documents/{id}/suspensions",
      pathValues: { id },
      ifMatch: options.ifMatch,
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Pubblica una bozza.
   *
   * Assegna i numeri avviso e rende il documento pagabile. Ripeterla non ha effetto. Permesso richiesto: `documents:write`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Documento di pagamento: le voci di debito di un contribuente, i modi di pagarle e ciò che resta da pagare.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  publish(id: string, options: PublishPaymentDocumentOptions = {}): Promise<PaymentDocument> {
    return this.send({
      method: "POST",
      path: "/v1/payment-documents/{id}/publication",
      pathValues: { id },
      ifMatch: options.ifMatch,
      accept: "application/json",
    }, options);
  }

  /**
   * Annulla un documento di pagamento.
   *
   * Solo finché nulla è stato pagato. I numeri avviso restano assegnati per sempre a questo documento. Ripeterla non ha effetto. Permesso richiesto: `documents:write`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Documento di pagamento: le voci di debito di un contribuente, i modi di pagarle e ciò che resta da pagare.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  cancel(id: string, body: CancelPaymentDocumentRequest, options: CancelPaymentDocumentOptions = {}): Promise<PaymentDocument> {
    return this.send({
      method: "POST",
      path: "/v1/payment-documents/{id}/cancellation",
      pathValues: { id },
      ifMatch: options.ifMatch,
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Fa cessare la sospensione di un documento.
   *
   * Anche prima che cominci. Gli avvisi tornano pagabili subito, se l'ultimo giorno utile non è passato. Con dryRun non ha effetto. Permesso richiesto: `documents:write`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Documento di pagamento: le voci di debito di un contribuente, i modi di pagarle e ciò che resta da pagare.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  resume(id: string, body: ResumePaymentDocumentRequest, options: ResumePaymentDocumentOptions = {}): Promise<PaymentDocument> {
    return this.send({
      method: "POST",
      path: "/v1/payment-documents/{id}/resumption",
      pathValues: { id },
      ifMatch: options.ifMatch,
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Elenca le marche da bollo di un documento.
   *
   * Le marche da bollo digitali arrivate con le ricevute, con l'esito dei controlli. La ricevuta è accettata e il debito è pagato qualunque sia l'esito; una marca che non è valid va contestata a chi l'ha venduta. Prima del pagamento l'elenco è vuoto: ciò che è chiesto è nelle voci. Permesso richiesto: `documents:read`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Marche da bollo digitali di un documento di pagamento.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  readStamps(id: string, options: CallOptions = {}): Promise<StampList> {
    return this.send({
      method: "GET",
      path: "/v1/payment-documents/{id}/stamps",
      pathValues: { id },
      accept: "application/json",
    }, options);
  }

  /**
   * Scarica una marca da bollo.
   *
   * La marca firmata, byte per byte come è arrivata; il file ha per nome il suo identificativo (IUBD). Permesso richiesto: `documents:read`.
   * @param id Identificativo assegnato dal sistema.
   * @param number Posizione nell'elenco, da 1.
   * @returns Il file, letto mentre arriva.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  downloadStamp(id: string, number: number, options: CallOptions = {}): Promise<FileResponse> {
    return this.send({
      method: "GET",
      path: "/v1/payment-documents/{id}/stamps/{number}/content",
      pathValues: { id, number },
      accept: "application/xml",
    }, options);
  }

  /**
   * Scarica l'avviso di pagamento.
   *
   * PDF accessibile secondo il modello pagoPA, con ciò che adesso resta da pagare: rata unica, rate, importo ridotto. Con installment, la sola rata indicata. Di più piani di rate, il primo ancora pagabile. Il bollettino postale c'è quando tutto l'importo va a conti postali e quello dell'ente ha l'autorizzazione alla stampa. Se non c'è nulla da pagare risponde 409 (document-draft, document-paid, document-not-payable), e così per un documento con una marca da bollo (stamp-not-on-notice). Leggere l'avviso non lascia traccia nell'iter. Permesso richiesto: `notices:read`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Il file, letto mentre arriva.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  downloadNotice(id: string, options: DownloadNoticeOptions = {}): Promise<FileResponse> {
    return this.send({
      method: "GET",
      path: "/v1/payment-documents/{id}/notice",
      pathValues: { id },
      query: { installment: options.installment, language: options.language },
      accept: "application/pdf",
    }, options);
  }

  /**
   * Scarica il riepilogo di un documento.
   *
   * PDF accessibile con la situazione di oggi: voci, soluzioni, rate con il loro stato, riscossioni, movimenti e residuo. Non vale come quietanza. Permesso richiesto: `documents:read`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Il file, letto mentre arriva.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  downloadSummary(id: string, options: CallOptions = {}): Promise<FileResponse> {
    return this.send({
      method: "GET",
      path: "/v1/payment-documents/{id}/summary",
      pathValues: { id },
      accept: "application/pdf",
    }, options);
  }
}

/** Opzioni di {@link Payments.find}. */
export interface FindPaymentsOptions extends CallOptions {
  /** Canale da cui è arrivato il pagamento. */
  channel?: "pagopa" | "counter" | "bank-transfer" | "postal" | "direct-debit" | "f24" | "other" | (string & {}) | undefined;
  /** Identificativo del pagamento nel suo canale. */
  channelPaymentId?: string | undefined;
  /** Solo gli elementi con questo esito. */
  outcome?: "exact" | "partial" | "excess" | "duplicate" | "unmatched" | (string & {}) | undefined;
  /** Identificativo del documento di pagamento. */
  documentId?: string | undefined;
  /** Numero avviso, 18 cifre. */
  noticeNumber?: string | undefined;
  /** standIn */
  standIn?: boolean | undefined;
  /** Quanti elementi per pagina; se manca, 50. */
  limit?: number | undefined;
  /** Il nextCursor della pagina precedente, ottenuta con gli stessi filtri. */
  cursor?: string | undefined;
}

/** Riscossioni di ogni canale. */
export class Payments extends Resource {
  /**
   * Registra una riscossione.
   *
   * Denaro incassato allo sportello, in banca o per altro canale. Non è mai rifiutato per lo stato del debito: è imputato fino a concorrenza del dovuto e classificato (exact, partial, excess, duplicate, unmatched). Ripetere lo stesso canale e identificativo non ha effetto. Permesso richiesto: `payments:record`.
   * @returns Riscossione: denaro arrivato, da qualunque canale.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  record(body: RecordPaymentRequest, options: CallOptions = {}): Promise<Payment> {
    return this.send({
      method: "POST",
      path: "/v1/payments",
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Elenca le riscossioni.
   *
   * Dalla più recente, con filtri facoltativi e cursore. Permesso richiesto: `payments:read`.
   * @returns Pagina di riscossioni.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  find(options: FindPaymentsOptions = {}): Promise<PaymentPage> {
    return this.send({
      method: "GET",
      path: "/v1/payments",
      query: { channel: options.channel, channelPaymentId: options.channelPaymentId, outcome: options.outcome, documentId: options.documentId, noticeNumber: options.noticeNumber, standIn: options.standIn, limit: options.limit, cursor: options.cursor },
      accept: "application/json",
    }, options);
  }

  /** Come {@link Payments.find}, per tutte le pagine: ciascuna è chiesta quando serve. */
  findAll(options: FindPaymentsOptions = {}): AsyncGenerator<Payment, void, undefined> {
    return enumerate((cursor) => this.find({ ...options, cursor }), options.cursor);
  }

  /**
   * Legge una riscossione.
   *
   * Importo, esito e documento a cui è stata imputata. Permesso richiesto: `payments:read`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Riscossione: denaro arrivato, da qualunque canale.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  read(id: string, options: CallOptions = {}): Promise<Payment> {
    return this.send({
      method: "GET",
      path: "/v1/payments/{id}",
      pathValues: { id },
      accept: "application/json",
    }, options);
  }

  /**
   * Scarica la quietanza di una riscossione.
   *
   * PDF accessibile: chi deve, a chi, per quale avviso, importo, data, canale e prestatore, voci e accrediti a cui il denaro è imputato. Se la somma è doppia, in eccesso o senza debito lo dichiara, e non vale come quietanza per ciò che non è imputato. Il nome del debitore è quello del documento: chi ha materialmente pagato è nella ricevuta. Permesso richiesto: `receipts:read`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Il file, letto mentre arriva.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  downloadQuittance(id: string, options: CallOptions = {}): Promise<FileResponse> {
    return this.send({
      method: "GET",
      path: "/v1/payments/{id}/quittance",
      pathValues: { id },
      accept: "application/pdf",
    }, options);
  }
}

/** Opzioni di {@link Receipts.find}. */
export interface FindReceiptsOptions extends CallOptions {
  /** Identificativo dato alla ricevuta da chi l'ha emessa. */
  receiptId?: string | undefined;
  /** Numero avviso, 18 cifre. */
  noticeNumber?: string | undefined;
  /** Identificativo della riscossione. */
  paymentId?: string | undefined;
  /** Solo gli elementi in questo stato. */
  state?: "recorded" | "pending" | "not-paid" | (string & {}) | undefined;
  /** Quanti elementi per pagina; se manca, 50. */
  limit?: number | undefined;
  /** Il nextCursor della pagina precedente, ottenuta con gli stessi filtri. */
  cursor?: string | undefined;
}

/** Opzioni di {@link Receipts.findRecoveries}. */
export interface FindReceiptRecoveriesOptions extends CallOptions {
  /** iur */
  iur?: string | undefined;
  /** Solo gli elementi in questo stato. */
  state?: "pending" | "recovered" | "already-received" | "failed" | (string & {}) | undefined;
  /** Quanti elementi per pagina; se manca, 50. */
  limit?: number | undefined;
  /** Il nextCursor della pagina precedente, ottenuta con gli stessi filtri. */
  cursor?: string | undefined;
}

/** Ricevute telematiche. */
export class Receipts extends Resource {
  /**
   * Cerca le ricevute.
   *
   * Dalla più recente, con filtri facoltativi e cursore. Permesso richiesto: `receipts:read`.
   * @returns Pagina di ricevute.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  find(options: FindReceiptsOptions = {}): Promise<ReceiptPage> {
    return this.send({
      method: "GET",
      path: "/v1/receipts",
      query: { receiptId: options.receiptId, noticeNumber: options.noticeNumber, paymentId: options.paymentId, state: options.state, limit: options.limit, cursor: options.cursor },
      accept: "application/json",
    }, options);
  }

  /** Come {@link Receipts.find}, per tutte le pagine: ciascuna è chiesta quando serve. */
  findAll(options: FindReceiptsOptions = {}): AsyncGenerator<Receipt, void, undefined> {
    return enumerate((cursor) => this.find({ ...options, cursor }), options.cursor);
  }

  /**
   * Legge una ricevuta.
   *
   * Dati di arrivo e impronta del contenuto. Permesso richiesto: `receipts:read`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Ricevuta: la prova di un pagamento, conservata così com'è arrivata.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  read(id: string, options: CallOptions = {}): Promise<Receipt> {
    return this.send({
      method: "GET",
      path: "/v1/receipts/{id}",
      pathValues: { id },
      accept: "application/json",
    }, options);
  }

  /**
   * Scarica una ricevuta.
   *
   * Il contenuto, byte per byte come è arrivato: XML del Nodo oppure, se la ricevuta è stata recuperata, JSON (application/octet-stream). Permesso richiesto: `receipts:read`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Il file, letto mentre arriva.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  download(id: string, options: CallOptions = {}): Promise<FileResponse> {
    return this.send({
      method: "GET",
      path: "/v1/receipts/{id}/content",
      pathValues: { id },
      accept: "application/xml, application/octet-stream",
    }, options);
  }

  /**
   * Scarica la ricevuta arrivata dopo il recupero.
   *
   * Il contenuto della ricevuta del Nodo (late), byte per byte; 404 se non è arrivata. Permesso richiesto: `receipts:read`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Il file, letto mentre arriva.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  downloadLate(id: string, options: CallOptions = {}): Promise<FileResponse> {
    return this.send({
      method: "GET",
      path: "/v1/receipts/{id}/late-content",
      pathValues: { id },
      accept: "application/xml",
    }, options);
  }

  /**
   * Chiede il recupero di una ricevuta.
   *
   * Per un pagamento pagoPA attestato da chi ha pagato la cui ricevuta non è arrivata. La ricevuta si chiede a pagoPA subito e poi sempre più di rado, per circa 90 giorni; quando c'è, la riscossione è registrata come se la ricevuta fosse arrivata (origin è recovery). Ripetere la richiesta con lo stesso IUR restituisce il recupero esistente (200), o lo riprende se era fallito; con un altro IUV dà 409 receipt-recovery-differs. Se l'installazione non è collegata al servizio di pagoPA: 409 receipt-recovery-off. Permesso richiesto: `payments:record`.
   * @returns Recupero di una ricevuta: la ricerca, presso pagoPA, della prova di un pagamento che non è arrivata.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  requestRecovery(body: ReceiptRecoveryRequest, options: CallOptions = {}): Promise<ReceiptRecovery> {
    return this.send({
      method: "POST",
      path: "/v1/receipt-recoveries",
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Elenca i recuperi di ricevute.
   *
   * Dal più recente, con filtri facoltativi e cursore. Permesso richiesto: `receipts:read`.
   * @returns Pagina di recuperi di ricevute.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  findRecoveries(options: FindReceiptRecoveriesOptions = {}): Promise<ReceiptRecoveryPage> {
    return this.send({
      method: "GET",
      path: "/v1/receipt-recoveries",
      query: { iur: options.iur, state: options.state, limit: options.limit, cursor: options.cursor },
      accept: "application/json",
    }, options);
  }

  /** Come {@link Receipts.findRecoveries}, per tutte le pagine: ciascuna è chiesta quando serve. */
  findAllRecoveries(options: FindReceiptRecoveriesOptions = {}): AsyncGenerator<ReceiptRecovery, void, undefined> {
    return enumerate((cursor) => this.findRecoveries({ ...options, cursor }), options.cursor);
  }

  /**
   * Legge un recupero di ricevuta.
   *
   * Stato, tentativi e, quando ci sono, ricevuta e riscossione. Permesso richiesto: `receipts:read`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Recupero di una ricevuta: la ricerca, presso pagoPA, della prova di un pagamento che non è arrivata.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  readRecovery(id: string, options: CallOptions = {}): Promise<ReceiptRecovery> {
    return this.send({
      method: "GET",
      path: "/v1/receipt-recoveries/{id}",
      pathValues: { id },
      accept: "application/json",
    }, options);
  }
}

/** Opzioni di {@link RevenueTypes.find}. */
export interface FindRevenueTypesOptions extends CallOptions {
  /** Quanti elementi per pagina; se manca, 50. */
  limit?: number | undefined;
  /** Il nextCursor della pagina precedente, ottenuta con gli stessi filtri. */
  cursor?: string | undefined;
}

/** Opzioni di {@link RevenueTypes.change}. */
export interface ChangeRevenueTypeOptions extends CallOptions {
  /** L'ETag della versione letta, con le virgolette: la modifica è rifiutata (412) se nel frattempo qualcun altro l'ha cambiata. */
  ifMatch: string;
}

/** Tipi di entrata. */
export class RevenueTypes extends RevenueTypesHelpers {
  /**
   * Registra un tipo di entrata.
   *
   * Inviare di nuovo gli stessi dati restituisce il tipo di entrata già registrato (200). Permesso richiesto: `organizations:write`.
   * @param organization Codice fiscale dell'ente creditore, 11 cifre.
   * @returns Tipo di entrata.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  create(organization: string, body: NewRevenueType, options: CallOptions = {}): Promise<RevenueType> {
    return this.send({
      method: "POST",
      path: "/v1/organizations/{organization}/revenue-types",
      pathValues: { organization },
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Elenca i tipi di entrata.
   *
   * I tipi di entrata dell'ente, in ordine di codice. Permesso richiesto: `organizations:read`.
   * @param organization Codice fiscale dell'ente creditore, 11 cifre.
   * @returns Pagina di tipi di entrata.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  find(organization: string, options: FindRevenueTypesOptions = {}): Promise<RevenueTypePage> {
    return this.send({
      method: "GET",
      path: "/v1/organizations/{organization}/revenue-types",
      pathValues: { organization },
      query: { limit: options.limit, cursor: options.cursor },
      accept: "application/json",
    }, options);
  }

  /** Come {@link RevenueTypes.find}, per tutte le pagine: ciascuna è chiesta quando serve. */
  findAll(organization: string, options: FindRevenueTypesOptions = {}): AsyncGenerator<RevenueType, void, undefined> {
    return enumerate((cursor) => this.find(organization, { ...options, cursor }), options.cursor);
  }

  /**
   * Legge un tipo di entrata.
   *
   * Il tipo di entrata con il codice indicato. Permesso richiesto: `organizations:read`.
   * @param organization Codice fiscale dell'ente creditore, 11 cifre.
   * @param revenueType Codice del tipo di entrata.
   * @returns Tipo di entrata.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  read(organization: string, revenueType: string, options: CallOptions = {}): Promise<RevenueType> {
    return this.send({
      method: "GET",
      path: "/v1/organizations/{organization}/revenue-types/{revenueType}",
      pathValues: { organization, revenueType },
      accept: "application/json",
    }, options);
  }

  /**
   * Modifica un tipo di entrata.
   *
   * Sostituisce tutti i dati modificabili; vale per i documenti emessi da ora in poi. Permesso richiesto: `organizations:write`.
   * @param organization Codice fiscale dell'ente creditore, 11 cifre.
   * @param revenueType Codice del tipo di entrata.
   * @returns Tipo di entrata.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  change(organization: string, revenueType: string, body: RevenueTypeSettings, options: ChangeRevenueTypeOptions): Promise<RevenueType> {
    return this.send({
      method: "PUT",
      path: "/v1/organizations/{organization}/revenue-types/{revenueType}",
      pathValues: { organization, revenueType },
      ifMatch: options?.ifMatch ?? "",
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Sposta sul conto nuovo ciò che resta da pagare.
   *
   * Dopo che il tipo di entrata ha cambiato conto: le rate non ancora pagate che andrebbero sul conto lasciato vanno su quello attuale, e l'iter di ogni documento lo racconta. Con dryRun dice che cosa accadrebbe. Ogni richiesta sposta al più limit documenti; con nextCursor si prosegue. Gli avvisi già stampati restano validi con pagoPA, ma i loro bollettini postali portano il conto di prima. Permesso richiesto: `organizations:write`.
   * @param organization Codice fiscale dell'ente creditore, 11 cifre.
   * @param revenueType Codice del tipo di entrata.
   * @returns Che cosa è stato spostato.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  moveAccount(organization: string, revenueType: string, body: MoveRevenueTypeAccountRequest, options: CallOptions = {}): Promise<AccountMove> {
    return this.send({
      method: "POST",
      path: "/v1/organizations/{organization}/revenue-types/{revenueType}/account-moves",
      pathValues: { organization, revenueType },
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }
}

/** Pagamenti senza avviso: calcolo dell'importo, richiesta e lettura. */
export class SpontaneousPayments extends Resource {
  /**
   * Calcola un pagamento spontaneo.
   *
   * Controlla il modulo come farebbe la creazione e dice importo, oggetto e scadenza; non registra nulla. Permesso richiesto: `spontaneous:write`.
   * @returns Quanto costerebbe un pagamento spontaneo.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  quote(body: SpontaneousPaymentRequest, options: CallOptions = {}): Promise<SpontaneousQuote> {
    return this.send({
      method: "POST",
      path: "/v1/spontaneous-payments/quotes",
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Crea un pagamento spontaneo.
   *
   * Controlla il modulo, calcola l'importo e assegna un numero avviso, pagabile in ogni canale fino alla scadenza del servizio. Chiave ed externalId lo identificano: lo stesso contenuto inviato di nuovo restituisce il pagamento esistente (200), un contenuto diverso è rifiutato (409). Permesso richiesto: `spontaneous:write`.
   * @returns Pagamento spontaneo: un documento di pagamento chiesto da chi paga.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  create(body: SpontaneousPaymentRequest, options: CallOptions = {}): Promise<SpontaneousPayment> {
    return this.send({
      method: "POST",
      path: "/v1/spontaneous-payments",
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Legge un pagamento spontaneo.
   *
   * Numero avviso, importo e stato. Solo la chiave che lo ha creato può leggerlo. Permesso richiesto: `spontaneous:read`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Pagamento spontaneo: un documento di pagamento chiesto da chi paga.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  read(id: string, options: CallOptions = {}): Promise<SpontaneousPayment> {
    return this.send({
      method: "GET",
      path: "/v1/spontaneous-payments/{id}",
      pathValues: { id },
      accept: "application/json",
    }, options);
  }

  /**
   * Legge il modulo di un pagamento spontaneo.
   *
   * Ciò che ha scritto chi paga, per l'ufficio a cui appartiene il documento. Permesso richiesto: `documents:read`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Ciò che chi paga ha scritto nel modulo, per l'ufficio che deve dare seguito al pagamento.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  readSubmittedForm(id: string, options: CallOptions = {}): Promise<SubmittedForm> {
    return this.send({
      method: "GET",
      path: "/v1/spontaneous-payments/{id}/form",
      pathValues: { id },
      accept: "application/json",
    }, options);
  }
}

/** Opzioni di {@link SpontaneousServices.find}. */
export interface FindSpontaneousServicesOptions extends CallOptions {
  /** Lingua dei testi: it (se manca), de, en, fr, sl; un testo non tradotto è in italiano. */
  lang?: "it" | "de" | "en" | "fr" | "sl" | (string & {}) | undefined;
  /** Quanti elementi per pagina; se manca, 50. */
  limit?: number | undefined;
  /** Il nextCursor della pagina precedente, ottenuta con gli stessi filtri. */
  cursor?: string | undefined;
}

/** Opzioni di {@link SpontaneousServices.read}. */
export interface ReadSpontaneousServiceOptions extends CallOptions {
  /** Lingua dei testi: it (se manca), de, en, fr, sl; un testo non tradotto è in italiano. */
  lang?: "it" | "de" | "en" | "fr" | "sl" | (string & {}) | undefined;
}

/** Catalogo di ciò che si può pagare senza avviso. */
export class SpontaneousServices extends Resource {
  /**
   * Elenca i servizi che si pagano senza avviso.
   *
   * Il catalogo per i portali: i servizi attivi dell'ente, in ordine di codice. La risposta vale per un minuto (Cache-Control) e ha un ETag. Permesso richiesto: `spontaneous:read`.
   * @param organization Codice fiscale dell'ente creditore, 11 cifre.
   * @returns Pagina del catalogo.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  find(organization: string, options: FindSpontaneousServicesOptions = {}): Promise<SpontaneousServicePage> {
    return this.send({
      method: "GET",
      path: "/v1/organizations/{organization}/spontaneous-services",
      pathValues: { organization },
      query: { lang: options.lang, limit: options.limit, cursor: options.cursor },
      accept: "application/json",
    }, options);
  }

  /** Come {@link SpontaneousServices.find}, per tutte le pagine: ciascuna è chiesta quando serve. */
  findAll(organization: string, options: FindSpontaneousServicesOptions = {}): AsyncGenerator<SpontaneousServiceSummary, void, undefined> {
    return enumerate((cursor) => this.find(organization, { ...options, cursor }), options.cursor);
  }

  /**
   * Legge un servizio e il suo modulo.
   *
   * Lo schema dei dati da chiedere, le indicazioni per mostrarli, i limiti dell'importo, chi può pagare. Nella lingua chiesta con lang sono tradotti anche titoli e descrizioni dei campi nello schema; i valori restano quelli da inviare. Permesso richiesto: `spontaneous:read`.
   * @param organization Codice fiscale dell'ente creditore, 11 cifre.
   * @param service Codice del servizio, che è quello del suo tipo di entrata.
   * @returns Servizio che si paga senza avviso, con il suo modulo.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  read(organization: string, service: string, options: ReadSpontaneousServiceOptions = {}): Promise<SpontaneousServiceDetails> {
    return this.send({
      method: "GET",
      path: "/v1/organizations/{organization}/spontaneous-services/{service}",
      pathValues: { organization, service },
      query: { lang: options.lang },
      accept: "application/json",
    }, options);
  }
}

/** Stato del servizio. */
export class Status extends Resource {
  /**
   * Stato del servizio.
   *
   * Indica se il servizio è operativo, cioè se la base dati legge e scrive. Non richiede credenziali.
   * @returns Stato del servizio.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  read(options: CallOptions = {}): Promise<ServiceStatus> {
    return this.send({
      method: "GET",
      path: "/status",
      accept: "application/json",
    }, options);
  }
}

/** Opzioni di {@link Webhooks.findEndpoints}. */
export interface FindWebhookEndpointsOptions extends CallOptions {
  /** Quanti elementi per pagina; se manca, 50. */
  limit?: number | undefined;
  /** Il nextCursor della pagina precedente, ottenuta con gli stessi filtri. */
  cursor?: string | undefined;
}

/** Opzioni di {@link Webhooks.changeEndpoint}. */
export interface ChangeWebhookEndpointOptions extends CallOptions {
  /** L'ETag della versione letta, con le virgolette: la modifica è rifiutata (412) se nel frattempo qualcun altro l'ha cambiata. */
  ifMatch: string;
}

/** Opzioni di {@link Webhooks.disableEndpoint}. */
export interface DisableWebhookEndpointOptions extends CallOptions {
  /** L'ETag della versione letta, con le virgolette: la modifica è rifiutata (412) se nel frattempo qualcun altro l'ha cambiata. */
  ifMatch?: string | undefined;
}

/** Opzioni di {@link Webhooks.findRecoveries}. */
export interface FindWebhookRecoveriesOptions extends CallOptions {
  /** Quanti elementi per pagina; se manca, 50. */
  limit?: number | undefined;
  /** Il nextCursor della pagina precedente, ottenuta con gli stessi filtri. */
  cursor?: string | undefined;
}

/** Opzioni di {@link Webhooks.findDeliveries}. */
export interface FindWebhookDeliveriesOptions extends CallOptions {
  /** Quanti elementi per pagina; se manca, 50. */
  limit?: number | undefined;
  /** Il nextCursor della pagina precedente, ottenuta con gli stessi filtri. */
  cursor?: string | undefined;
}

/** Opzioni di {@link Webhooks.findAttempts}. */
export interface FindWebhookAttemptsOptions extends CallOptions {
  /** Quanti elementi per pagina; se manca, 50. */
  limit?: number | undefined;
  /** Il nextCursor della pagina precedente, ottenuta con gli stessi filtri. */
  cursor?: string | undefined;
}

/** Opzioni di {@link Webhooks.findEvents}. */
export interface FindEventsOptions extends CallOptions {
  /** Quanti elementi per pagina; se manca, 50. */
  limit?: number | undefined;
  /** Il nextCursor della pagina precedente, ottenuta con gli stessi filtri. */
  cursor?: string | undefined;
  /** Tipo di evento; payment.* per i tipi di una famiglia. */
  type?: string | undefined;
  /** Codice del tipo di entrata. */
  revenueType?: string | undefined;
  /** Codice dell'ufficio. */
  department?: string | undefined;
  /** Dall'istante indicato, compreso: data e ora con il fuso (RFC 3339). */
  since?: string | undefined;
  /** Fino all'istante indicato, escluso: data e ora con il fuso (RFC 3339). */
  until?: string | undefined;
  /** Secondi, da 0 (se manca) a 20, per i quali attendere se non c'è ancora nulla da leggere. */
  wait?: number | undefined;
}

/** Notifiche ai sistemi degli uffici. */
export class Webhooks extends Resource {
  /**
   * Registra un destinatario di notifiche.
   *
   * Da subito ogni evento richiesto è notificato con una POST firmata secondo Standard Webhooks 1.0. Il segreto che verifica le firme è mostrato solo in questa risposta. Una consegna non riuscita si ripete fino a dieci tentativi in tutto, in 3,1–3,5 giorni. Un ufficio ha al più 20 destinatari attivi, salvo altro limite dell'installazione: oltre, la risposta è 409 too-many-webhook-endpoints. Permesso richiesto: `webhooks:manage`.
   * @returns Destinatario di notifiche appena registrato.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  registerEndpoint(body: NewWebhookEndpoint, options: CallOptions = {}): Promise<RegisteredWebhookEndpoint> {
    return this.send({
      method: "POST",
      path: "/v1/webhook-endpoints",
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Elenca i destinatari di notifiche.
   *
   * Dal più vecchio, compresi quelli disattivati; senza i segreti. Permesso richiesto: `webhooks:manage`.
   * @returns Pagina di destinatari di notifiche.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  findEndpoints(options: FindWebhookEndpointsOptions = {}): Promise<WebhookEndpointPage> {
    return this.send({
      method: "GET",
      path: "/v1/webhook-endpoints",
      query: { limit: options.limit, cursor: options.cursor },
      accept: "application/json",
    }, options);
  }

  /** Come {@link Webhooks.findEndpoints}, per tutte le pagine: ciascuna è chiesta quando serve. */
  findAllEndpoints(options: FindWebhookEndpointsOptions = {}): AsyncGenerator<WebhookEndpoint, void, undefined> {
    return enumerate((cursor) => this.findEndpoints({ ...options, cursor }), options.cursor);
  }

  /**
   * Legge un destinatario di notifiche.
   *
   * Come è registrato ora, senza il segreto. Permesso richiesto: `webhooks:manage`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Indirizzo al quale un sistema riceve le notifiche; il segreto non vi compare mai.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  readEndpoint(id: string, options: CallOptions = {}): Promise<WebhookEndpoint> {
    return this.send({
      method: "GET",
      path: "/v1/webhook-endpoints/{id}",
      pathValues: { id },
      accept: "application/json",
    }, options);
  }

  /**
   * Modifica un destinatario di notifiche.
   *
   * Cambia solo i membri indicati (RFC 7396); identificativo e segreto restano. Al nuovo indirizzo vanno anche le consegne in attesa; i nuovi tipi valgono per gli eventi che seguono. Permesso richiesto: `webhooks:manage`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Indirizzo al quale un sistema riceve le notifiche; il segreto non vi compare mai.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  changeEndpoint(id: string, body: WebhookEndpointChange, options: ChangeWebhookEndpointOptions): Promise<WebhookEndpoint> {
    return this.send({
      method: "PATCH",
      path: "/v1/webhook-endpoints/{id}",
      pathValues: { id },
      ifMatch: options?.ifMatch ?? "",
      body,
      contentType: "application/merge-patch+json",
      accept: "application/json",
    }, options);
  }

  /**
   * Disattiva un destinatario di notifiche.
   *
   * Non riceve più nulla, neanche gli eventi in attesa; la sua registrazione resta e si può riattivare. Disattivarlo di nuovo non ha effetto. Permesso richiesto: `webhooks:manage`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Indirizzo al quale un sistema riceve le notifiche; il segreto non vi compare mai.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  disableEndpoint(id: string, options: DisableWebhookEndpointOptions = {}): Promise<WebhookEndpoint> {
    return this.send({
      method: "DELETE",
      path: "/v1/webhook-endpoints/{id}",
      pathValues: { id },
      ifMatch: options.ifMatch,
      accept: "application/json",
    }, options);
  }

  /**
   * Mette in pausa un destinatario di notifiche.
   *
   * Entro un minuto non riceve più nulla; ciò che accade nel frattempo lo attende e gli è consegnato alla ripresa. Ciò che attende da più di 30 giorni, salvo altra durata dell'installazione, è abbandonato, e si recupera dopo la ripresa con StartWebhookRecovery. Ripeterla non ha effetto. Permesso richiesto: `webhooks:manage`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Indirizzo al quale un sistema riceve le notifiche; il segreto non vi compare mai.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  pauseEndpoint(id: string, options: CallOptions = {}): Promise<WebhookEndpoint> {
    return this.send({
      method: "POST",
      path: "/v1/webhook-endpoints/{id}/pause",
      pathValues: { id },
      accept: "application/json",
    }, options);
  }

  /**
   * Riprende o riattiva un destinatario di notifiche.
   *
   * Dopo una pausa riceve subito ciò che lo attendeva. Se era disattivato riceve gli eventi da ora in poi, con lo stesso segreto; quelli persi si chiedono con StartWebhookRecovery. Ripeterla non ha effetto. Permesso richiesto: `webhooks:manage`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Indirizzo al quale un sistema riceve le notifiche; il segreto non vi compare mai.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  resumeEndpoint(id: string, options: CallOptions = {}): Promise<WebhookEndpoint> {
    return this.send({
      method: "POST",
      path: "/v1/webhook-endpoints/{id}/resumption",
      pathValues: { id },
      accept: "application/json",
    }, options);
  }

  /**
   * Recupera gli eventi di un periodo.
   *
   * Gli eventi del periodo che il destinatario chiede ora gli sono consegnati di nuovo, con lo stesso webhook-id, anche se non gli erano mai stati inviati; con onlyFailed solo quelli la cui consegna è stata abbandonata. Il recupero procede da sé, dal più vecchio, finché le consegne in attesa del destinatario sono meno di 1.000: gli eventi nuovi non aspettano che finisca. Uno alla volta per destinatario. Permesso richiesto: `webhooks:manage`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Recupero: gli eventi di un periodo, consegnati di nuovo a un destinatario.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  startRecovery(id: string, body: NewWebhookRecovery, options: CallOptions = {}): Promise<WebhookRecovery> {
    return this.send({
      method: "POST",
      path: "/v1/webhook-endpoints/{id}/recoveries",
      pathValues: { id },
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Elenca i recuperi di un destinatario.
   *
   * Dal più recente, con gli eventi messi in consegna finora. Permesso richiesto: `webhooks:manage`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Pagina di recuperi.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  findRecoveries(id: string, options: FindWebhookRecoveriesOptions = {}): Promise<WebhookRecoveryPage> {
    return this.send({
      method: "GET",
      path: "/v1/webhook-endpoints/{id}/recoveries",
      pathValues: { id },
      query: { limit: options.limit, cursor: options.cursor },
      accept: "application/json",
    }, options);
  }

  /** Come {@link Webhooks.findRecoveries}, per tutte le pagine: ciascuna è chiesta quando serve. */
  findAllRecoveries(id: string, options: FindWebhookRecoveriesOptions = {}): AsyncGenerator<WebhookRecovery, void, undefined> {
    return enumerate((cursor) => this.findRecoveries(id, { ...options, cursor }), options.cursor);
  }

  /**
   * Legge un recupero.
   *
   * Stato ed eventi messi in consegna finora. Permesso richiesto: `webhooks:manage`.
   * @param id Identificativo assegnato dal sistema.
   * @param recoveryId recoveryId
   * @returns Recupero: gli eventi di un periodo, consegnati di nuovo a un destinatario.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  readRecovery(id: string, recoveryId: string, options: CallOptions = {}): Promise<WebhookRecovery> {
    return this.send({
      method: "GET",
      path: "/v1/webhook-endpoints/{id}/recoveries/{recoveryId}",
      pathValues: { id, recoveryId },
      accept: "application/json",
    }, options);
  }

  /**
   * Ruota il segreto di un destinatario.
   *
   * Il segreto nuovo è mostrato solo in questa risposta. Per le ore indicate ogni consegna porta due firme, prima quella del segreto nuovo e poi quella del precedente, per dare al ricevente il tempo di aggiornarsi. I segreti validi sono al più due: una seconda rotazione nel frattempo fa cessare subito il più vecchio. Permesso richiesto: `webhooks:manage`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Destinatario con il segreto nuovo.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  rotateSecret(id: string, body: NewWebhookSecretRotation, options: CallOptions = {}): Promise<RotatedWebhookSecret> {
    return this.send({
      method: "POST",
      path: "/v1/webhook-endpoints/{id}/secret-rotations",
      pathValues: { id },
      body,
      contentType: "application/json",
      accept: "application/json",
    }, options);
  }

  /**
   * Legge le misure di un destinatario.
   *
   * Consegne riuscite, abbandonate e in attesa, età della più vecchia in attesa; durata media e 95º percentile delle ultime 10.000 consegne riuscite di ciascun periodo. I periodi contano gli eventi che vi sono accaduti. Permesso richiesto: `webhooks:manage`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Misure delle consegne a un destinatario.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  readStatistics(id: string, options: CallOptions = {}): Promise<WebhookStatistics> {
    return this.send({
      method: "GET",
      path: "/v1/webhook-endpoints/{id}/statistics",
      pathValues: { id },
      accept: "application/json",
    }, options);
  }

  /**
   * Elenca le consegne a un destinatario.
   *
   * Dalla più recente, con l'esito dell'ultimo tentativo di ciascuna. Permesso richiesto: `webhooks:manage`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Pagina di consegne.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  findDeliveries(id: string, options: FindWebhookDeliveriesOptions = {}): Promise<WebhookDeliveryPage> {
    return this.send({
      method: "GET",
      path: "/v1/webhook-endpoints/{id}/deliveries",
      pathValues: { id },
      query: { limit: options.limit, cursor: options.cursor },
      accept: "application/json",
    }, options);
  }

  /** Come {@link Webhooks.findDeliveries}, per tutte le pagine: ciascuna è chiesta quando serve. */
  findAllDeliveries(id: string, options: FindWebhookDeliveriesOptions = {}): AsyncGenerator<WebhookDelivery, void, undefined> {
    return enumerate((cursor) => this.findDeliveries(id, { ...options, cursor }), options.cursor);
  }

  /**
   * Elenca i tentativi di una consegna.
   *
   * Dal più recente, con l'esito, la durata e il primo kilobyte della risposta di ciascuno. I tentativi non riusciti si conservano per 30 giorni. Permesso richiesto: `webhooks:manage`.
   * @param id Identificativo assegnato dal sistema.
   * @param eventId eventId
   * @returns Pagina di tentativi.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  findAttempts(id: string, eventId: string, options: FindWebhookAttemptsOptions = {}): Promise<WebhookAttemptPage> {
    return this.send({
      method: "GET",
      path: "/v1/webhook-endpoints/{id}/deliveries/{eventId}/attempts",
      pathValues: { id, eventId },
      query: { limit: options.limit, cursor: options.cursor },
      accept: "application/json",
    }, options);
  }

  /** Come {@link Webhooks.findAttempts}, per tutte le pagine: ciascuna è chiesta quando serve. */
  findAllAttempts(id: string, eventId: string, options: FindWebhookAttemptsOptions = {}): AsyncGenerator<WebhookAttempt, void, undefined> {
    return enumerate((cursor) => this.findAttempts(id, eventId, { ...options, cursor }), options.cursor);
  }

  /**
   * Invia un evento di prova a un destinatario.
   *
   * Un evento webhook-endpoint.test, firmato, consegnato e ripetuto come gli altri, arriva a questo destinatario soltanto, quali che siano i suoi tipi di evento. L'esito si legge tra le consegne. Permesso richiesto: `webhooks:manage`.
   * @param id Identificativo assegnato dal sistema.
   * @returns Consegna di un evento a un destinatario.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  sendTestEvent(id: string, options: CallOptions = {}): Promise<WebhookDelivery> {
    return this.send({
      method: "POST",
      path: "/v1/webhook-endpoints/{id}/test-events",
      pathValues: { id },
      accept: "application/json",
    }, options);
  }

  /**
   * Consegna di nuovo un evento.
   *
   * Lo stesso evento, con lo stesso webhook-id, riparte subito verso questo destinatario. Una consegna riuscita o abbandonata ricomincia, con altri dieci tentativi; di una in attesa si anticipa il prossimo. Permesso richiesto: `webhooks:manage`.
   * @param id Identificativo assegnato dal sistema.
   * @param eventId eventId
   * @returns Consegna di un evento a un destinatario.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  redeliver(id: string, eventId: string, options: CallOptions = {}): Promise<WebhookDelivery> {
    return this.send({
      method: "POST",
      path: "/v1/webhook-endpoints/{id}/deliveries/{eventId}/redelivery",
      pathValues: { id, eventId },
      accept: "application/json",
    }, options);
  }

  /**
   * Elenca gli eventi.
   *
   * Per chi non può ricevere notifiche: gli stessi eventi, dal più vecchio; su SQL Server sono visibili dopo cinque secondi. Conservare resumeCursor e ripartire da lì, con gli stessi filtri: nessun evento va perso né si ripete. Con wait la risposta arriva appena c'è un evento, o vuota quando il tempo è trascorso. Attendono insieme al più 20 letture della stessa credenziale e 1000 in tutto: oltre, la risposta è 429 too-many-waits. Permesso richiesto: `webhooks:manage`.
   * @returns Pagina di eventi.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  findEvents(options: FindEventsOptions = {}): Promise<WebhookEventPage> {
    return this.send({
      method: "GET",
      path: "/v1/events",
      query: { limit: options.limit, cursor: options.cursor, type: options.type, revenueType: options.revenueType, department: options.department, since: options.since, until: options.until, wait: options.wait },
      accept: "application/json",
    }, options);
  }

  /** Come {@link Webhooks.findEvents}, per tutte le pagine: ciascuna è chiesta quando serve. */
  findAllEvents(options: FindEventsOptions = {}): AsyncGenerator<WebhookEvent, void, undefined> {
    return enumerate((cursor) => this.findEvents({ ...options, cursor }), options.cursor);
  }
}

/** Una proprietà per ogni risorsa dell'API. */
export abstract class Resources {
  /** Chiavi API. */
  readonly apiKeys: ApiKeys;
  /** Caricamenti di molti documenti in un solo invio. */
  readonly bulkLoads: BulkLoads;
  /** Pagamenti sul web e ricerca di un avviso dal suo numero, per i portali. */
  readonly checkouts: Checkouts;
  /** Stampa massiva degli avvisi. */
  readonly noticeBatches: NoticeBatches;
  /** Enti creditori, con uffici e conti. */
  readonly organizations: Organizations;
  /** Documenti di pagamento e loro iter. */
  readonly paymentDocuments: PaymentDocuments;
  /** Riscossioni di ogni canale. */
  readonly payments: Payments;
  /** Ricevute telematiche. */
  readonly receipts: Receipts;
  /** Tipi di entrata. */
  readonly revenueTypes: RevenueTypes;
  /** Pagamenti senza avviso: calcolo dell'importo, richiesta e lettura. */
  readonly spontaneousPayments: SpontaneousPayments;
  /** Catalogo di ciò che si può pagare senza avviso. */
  readonly spontaneousServices: SpontaneousServices;
  /** Stato del servizio. */
  readonly status: Status;
  /** Notifiche ai sistemi degli uffici. */
  readonly webhooks: Webhooks;

  protected constructor(connection: Connection) {
    this.apiKeys = new ApiKeys(connection);
    this.bulkLoads = new BulkLoads(connection);
    this.checkouts = new Checkouts(connection);
    this.noticeBatches = new NoticeBatches(connection);
    this.organizations = new Organizations(connection);
    this.paymentDocuments = new PaymentDocuments(connection);
    this.payments = new Payments(connection);
    this.receipts = new Receipts(connection);
    this.revenueTypes = new RevenueTypes(connection);
    this.spontaneousPayments = new SpontaneousPayments(connection);
    this.spontaneousServices = new SpontaneousServices(connection);
    this.status = new Status(connection);
    this.webhooks = new Webhooks(connection);
  }
}
