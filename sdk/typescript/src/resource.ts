import type { ApiCall, CallOptions } from "./call.js";

/** Ciò che una risorsa usa del client. */
export interface Connection {
  /** Esegue una richiesta e ne legge la risposta. */
  send<T>(call: ApiCall, options: CallOptions): Promise<T>;
  /** Attende, secondo l'orologio del client. */
  wait(ms: number, signal: AbortSignal | undefined): Promise<void>;
}

/** Ciò che le risorse hanno in comune. */
export abstract class Resource {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  protected send<T>(call: ApiCall, options: CallOptions): Promise<T> {
    return this.#connection.send(call, options);
  }

  /** Rilegge finché ciò che si attende è finito. */
  protected async until<T>(read: () => Promise<T>, hasEnded: (current: T) => boolean, options: WaitOptions<T>): Promise<T> {
    for (;;) {
      const current = await read();
      options.onProgress?.(current);
      if (hasEnded(current)) {
        return current;
      }
      await this.#connection.wait(options.pollIntervalMs ?? 1_000, options.signal);
    }
  }
}

/** Come si attende che qualcosa finisca. */
export interface WaitOptions<T> {
  /** Riceve ciò che ogni lettura ha trovato, compresa l'ultima. */
  onProgress?: ((current: T) => void) | undefined;
  /** L'intervallo tra due letture, in millisecondi; se manca, 1.000. */
  pollIntervalMs?: number | undefined;
  /** Interrompe l'attesa; ciò che è in corso prosegue. */
  signal?: AbortSignal | undefined;
}
