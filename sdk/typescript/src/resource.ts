import type { ApiCall, CallOptions } from "./call.js";

/** What a resource needs of its client. */
export interface Connection {
  /** Sends a call and reads its answer. */
  send<T>(call: ApiCall, options: CallOptions): Promise<T>;
  /** Waits by the client's clock. */
  wait(ms: number, signal: AbortSignal | undefined): Promise<void>;
}

/** What the generated classes have in common. */
export abstract class Resource {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  protected send<T>(call: ApiCall, options: CallOptions): Promise<T> {
    return this.#connection.send(call, options);
  }

  /** Reads something again and again until it has ended. */
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
