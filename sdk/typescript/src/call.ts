// The type is spelt so because `Uint8Array` takes an argument only from TypeScript 5.7 on.
/** Byte in una memoria propria. */
export type Bytes = ReturnType<InstanceType<typeof TextEncoder>["encode"]>;

/** Una richiesta, come la preparano i metodi generati. */
export interface ApiCall {
  /** Il metodo HTTP. */
  method: string;
  /** Il percorso, con i nomi dei valori tra graffe: `/v1/payments/{id}`. */
  path: string;
  /** I valori del percorso. */
  pathValues?: Record<string, string | number>;
  /** I filtri; un elenco ripete il suo nome. */
  query?: Record<string, unknown>;
  /** Altre intestazioni. */
  headers?: Record<string, string | undefined>;
  /** La versione che la richiesta cambia; se è vuota, la richiesta non parte. */
  ifMatch?: string | undefined;
  /** Il corpo: testo, byte e `Blob` come sono, il resto come JSON. */
  body?: unknown;
  /** Un corpo prodotto mentre è inviato: non può essere inviato di nuovo e non ha limiti di tempo. */
  upload?: ReadableStream<Bytes>;
  /** Il tipo del corpo. */
  contentType?: string;
  /** Il tipo della risposta. */
  accept?: string;
}

/** Opzioni di una sola chiamata. */
export interface CallOptions {
  /** Interrompe la chiamata e i suoi tentativi. */
  signal?: AbortSignal | undefined;
  /**
   * `Idempotency-Key` di una POST, fino a 255 caratteri: l'API risponde a una ripetizione con la prima risposta, per 7 giorni, anche dopo il riavvio
   * del programma. Se manca, ogni chiamata ne ha una casuale.
   */
  idempotencyKey?: string | undefined;
  /** Il tempo della chiamata con i suoi tentativi, in millisecondi; al posto di `totalTimeoutMs` del client. */
  timeoutMs?: number | undefined;
  /** Riceve stato e intestazioni della risposta, per esempio l'`ETag` per la prossima modifica. */
  onResponse?: ((response: { status: number; headers: Headers }) => void) | undefined;
}

/** Un file. Leggere lo stream fino in fondo, o annullarlo: fino ad allora occupa un collegamento. */
export interface FileResponse {
  /**
   * I byte, letti dalla rete man mano che servono. Non hanno un limite di tempo: si interrompono con `signal` della chiamata o con
   * `stream.cancel()`. Se il collegamento si interrompe, la lettura fallisce con RiscossioneNetworkError.
   */
  stream: ReadableStream<Bytes>;
  /** Il tipo, per esempio `application/pdf`. */
  mediaType: string;
  /** Il nome che l'API propone, se c'è. */
  fileName?: string;
  /** Legge tutto il file in memoria. */
  blob(): Promise<Blob>;
}
