import type { ApiCall, Bytes, CallOptions } from "./call.js";
import type { BulkLoad, IssuePaymentDocumentRequest } from "./generated/types.js";
import { Resource, type WaitOptions } from "./resource.js";

/** Impostazioni di un caricamento massivo. */
export interface BulkLoadSettings extends WaitOptions<BulkLoad> {
  /** Che cosa comporta una riga errata: vedere `BulkLoadModes`. Se manca, le altre righe hanno effetto. */
  mode?: string | undefined;
  /** L'azione delle righe che non ne hanno una: `issue` (se manca), `replace` o `cancel`. */
  action?: string | undefined;
  /** Un nome per le persone; nessun dato personale. */
  name?: string | undefined;
  /** Codice fiscale dell'ente, quando la chiave ne copre più d'uno. */
  organization?: string | undefined;
  /** Codice dell'ufficio, quando la chiave ne copre più d'uno. */
  department?: string | undefined;
  /** Interrompe l'invio, e il caricamento è scartato; o l'attesa, e il caricamento prosegue. */
  signal?: AbortSignal | undefined;
}

/** Una riga: un documento da emettere, o una riga con un'altra azione, creata con {@link BulkRows}. */
export type BulkRow =
  | (IssuePaymentDocumentRequest & { action?: "issue" | "replace"; reason?: string })
  | { action: "cancel"; externalId: string; reason?: string };

/** Righe con la loro azione; un documento da solo segue `action` del caricamento. `reason` è riportato nell'iter del documento. */
export const BulkRows = {
  /** Emette un documento; se ne esiste uno uguale, l'esito è `unchanged`. */
  issue(document: IssuePaymentDocumentRequest): BulkRow {
    return { ...given(document), action: "issue" };
  },
  /** Annulla il documento con questo `externalId`, se non ha riscossioni, ed emette questo al suo posto. */
  replace(document: IssuePaymentDocumentRequest, reason?: string): BulkRow {
    return { ...given(document), action: "replace", ...(reason === undefined ? {} : { reason }) };
  },
  /** Annulla un documento, se non ha riscossioni. */
  cancel(externalId: string, reason?: string): BulkRow {
    if (typeof externalId !== "string" || externalId.trim() === "") {
      throw new TypeError("The externalId of the document to cancel is missing.");
    }
    return { action: "cancel", externalId, ...(reason === undefined ? {} : { reason }) };
  },
};

const ended = ["completed", "failed", "cancelled"];

/** I metodi dei caricamenti massivi che sono più di una chiamata. */
export abstract class BulkLoadsHelpers extends Resource {
  abstract read(id: string, options?: CallOptions): Promise<BulkLoad>;

  /**
   * Invia righe in qualsiasi numero come un solo caricamento e attende che finisca. Inviare di nuovo gli stessi documenti non ha altri effetti:
   * l'esito è `unchanged`. In Node le righe sono inviate mentre si leggono; un browser le raccoglie prima in memoria.
   *
   * @param rows Documenti da emettere, o righe create con {@link BulkRows}; lette una volta sola. Se la lettura fallisce, il caricamento è scartato.
   * @returns Il caricamento finito; `findAllResults` elenca gli esiti delle righe.
   * @throws TypeError per una riga nulla o assente.
   * @throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  async load(rows: Iterable<BulkRow> | AsyncIterable<BulkRow>, settings: BulkLoadSettings = {}): Promise<BulkLoad> {
    const received = await this.sendRows(rows, settings);
    return this.waitForCompletion(received.id, settings);
  }

  /**
   * Come {@link load}, senza attendere la fine.
   *
   * @returns Il caricamento ricevuto, in attesa del suo turno.
   */
  async sendRows(
    rows: Iterable<BulkRow> | AsyncIterable<BulkRow>,
    settings: Omit<BulkLoadSettings, "onProgress" | "pollIntervalMs"> = {},
  ): Promise<BulkLoad> {
    const { mode, action, name, organization, department, signal } = settings;
    const lines = new Lines(rows);
    const call: ApiCall = {
      method: "POST",
      path: "/v1/bulk-loads",
      query: { mode, action, name, organization, department },
      headers: { "content-type": "application/x-ndjson", "content-encoding": "gzip" },
      upload: lines.stream().pipeThrough(new CompressionStream("gzip")),
      accept: "application/json",
    };
    try {
      return await this.send<BulkLoad>(call, { signal });
    } catch (failure) {
      // The error of fetch does not give the reason of a failed body.
      throw lines.failure ?? failure;
    }
  }

  /**
   * Attende che un caricamento finisca.
   *
   * @param id Identificativo del caricamento.
   * @returns Il caricamento finito: completato, non riuscito o annullato.
   * @throws RiscossioneError se una lettura è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  waitForCompletion(id: string, options: WaitOptions<BulkLoad> = {}): Promise<BulkLoad> {
    return this.until(() => this.read(id, { signal: options.signal }), (load) => ended.includes(load.state), options);
  }
}

/** One row per line, produced when the connection has room for it. */
class Lines {
  /** Why reading the rows failed, if it did. */
  failure: unknown;
  readonly #rows: Iterable<BulkRow> | AsyncIterable<BulkRow>;

  constructor(rows: Iterable<BulkRow> | AsyncIterable<BulkRow>) {
    this.#rows = rows;
  }

  stream(): ReadableStream<Bytes> {
    const iterator = this.#lines();
    return new ReadableStream({
      pull: async (controller) => {
        try {
          const { done, value } = await iterator.next();
          if (done) {
            controller.close();
          } else {
            controller.enqueue(value);
          }
        } catch (failure) {
          this.failure = failure;
          throw failure;
        }
      },
      cancel: async () => {
        await iterator.return(undefined);
      },
    });
  }

  async *#lines(): AsyncGenerator<Bytes, void, undefined> {
    const text = new TextEncoder();
    let number = 0;
    for await (const row of this.#rows) {
      number++;
      if (row === undefined || row === null) {
        throw new TypeError(`The row ${number} is missing: nothing of the load remains.`);
      }
      yield text.encode(`${JSON.stringify(row)}\n`);
    }
  }
}

function given(document: IssuePaymentDocumentRequest): IssuePaymentDocumentRequest {
  if (document === undefined || document === null) {
    throw new TypeError("The document of the row is missing.");
  }
  return document;
}
