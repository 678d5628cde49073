import type { CallOptions, FileResponse } from "./call.js";
import type { NoticeBatch } from "./generated/types.js";
import { Resource, type WaitOptions } from "./resource.js";

const ended = ["completed", "failed", "cancelled"];

/** I metodi delle stampe massive che sono più di una chiamata. */
export abstract class NoticeBatchesHelpers extends Resource {
  abstract read(id: string, options?: CallOptions): Promise<NoticeBatch>;
  abstract downloadAsPdf(id: string, options?: CallOptions & { part?: number | undefined }): Promise<FileResponse>;
  abstract downloadAsZip(id: string, options?: CallOptions & { part?: number | undefined }): Promise<FileResponse>;

  /**
   * Le parti di una stampa completata, una dopo l'altra, lette mentre arrivano. Leggere ciascuna fino in fondo, o annullarla, prima della
   * successiva.
   *
   * @param id Identificativo della stampa.
   * @param format `pdf`: un file per parte, per la stampa; `zip`: un file per ogni documento.
   * @param firstPart La prima parte da scaricare: dopo un errore, quella che non è riuscita.
   * @throws RiscossioneError `notice-batch-not-ready` se la stampa non è completata.
   */
  async *download(id: string, format: "pdf" | "zip", firstPart = 1, options: CallOptions = {}): AsyncGenerator<FileResponse, void, undefined> {
    const { parts } = await this.read(id, options);
    for (let part = firstPart; part <= (parts?.length ?? 1); part++) {
      yield format === "pdf" ? await this.downloadAsPdf(id, { ...options, part }) : await this.downloadAsZip(id, { ...options, part });
    }
  }

  /**
   * Attende che una stampa finisca.
   *
   * @param id Identificativo della stampa.
   * @returns La stampa finita: completata, non riuscita o annullata.
   * @throws RiscossioneError se una lettura è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  waitForCompletion(id: string, options: WaitOptions<NoticeBatch> = {}): Promise<NoticeBatch> {
    return this.until(() => this.read(id, { signal: options.signal }), (batch) => ended.includes(batch.state), options);
  }
}
