import { resultOf } from "./answer.js";
import type { ApiCall, CallOptions } from "./call.js";
import { FlatOperations } from "./generated/flat.js";
import { streamedBody, webCrypto } from "./platform.js";
import { addressOf, bodyOf, check } from "./request.js";
import { defaultLimits, sendWithRetries, systemClock, type Clock, type RetryLimits } from "./retry.js";

/** Indirizzo, credenziali e limiti del client. */
export interface RiscossioneOptions extends Partial<RetryLimits> {
  /** L'indirizzo dell'API; versione e percorso li aggiunge il client. */
  baseUrl: string;
  /** Una chiave API, o una funzione che restituisce un token di accesso valido, chiamata prima di ogni richiesta. */
  apiKey: string | (() => string | Promise<string>);
  /** Prende il posto di `fetch`, per esempio nelle prove. */
  fetch?: typeof fetch | undefined;
  /** Prende il posto dell'orologio nelle prove. */
  clock?: Clock | undefined;
}

const maxUploadMs = 24 * 60 * 60 * 1_000;
const idempotencyKeyHeader = "idempotency-key";
const repeatableMethods = ["GET", "HEAD", "PUT", "DELETE", "POST"];

/**
 * Il client dell'API: una proprietà per ogni risorsa, con un metodo per ogni operazione. Ne basta uno per tutta la vita del programma.
 * Una risposta non riuscita è un {@link RiscossioneError}, una risposta che non arriva un {@link RiscossioneNetworkError}.
 */
export class RiscossioneClient extends FlatOperations {
  readonly #options: RiscossioneOptions;
  readonly #limits: RetryLimits;
  readonly #clock: Clock;

  /** @throws TypeError se `baseUrl` non è un indirizzo. */
  constructor(options: RiscossioneOptions) {
    super({ send: (call, options) => this.send(call, options), wait: (ms, signal) => this.#clock.wait(ms, signal) });
    new URL(options.baseUrl);
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options };
    this.#clock = options.clock ?? systemClock;
  }

  /**
   * Esegue una richiesta qualsiasi con la chiave e i tentativi di questo client, e restituisce la risposta, con qualsiasi stato. Il corpo della
   * risposta non ha limiti di tempo.
   */
  raw(call: ApiCall, options: CallOptions = {}): Promise<Response> {
    return this.#send(call, options, (response) => response);
  }

  protected async send<T>(call: ApiCall, options: CallOptions = {}): Promise<T> {
    return (await this.#send(call, options, (response) => resultOf(call, response))) as T;
  }

  async #send<T>(call: ApiCall, options: CallOptions, read: (response: Response) => T | Promise<T>): Promise<T> {
    check(call, options);
    const address = addressOf(this.#options.baseUrl, call);
    const headers = await this.#headersOf(call, options);
    const body = bodyOf(call);
    const sent: RequestInit = call.upload ? await streamedBody(call.upload) : body === undefined ? {} : { body };
    const init: RequestInit = { method: call.method, headers, redirect: "manual", ...sent };
    const fetchNow = this.#options.fetch ?? fetch;
    const isUpload = call.upload !== undefined;
    let answer: Response | undefined;
    const attempts = {
      limits: limitsOf(this.#limits, isUpload, options.timeoutMs),
      clock: this.#clock,
      signal: options.signal,
      repeatable: !isUpload && repeatableMethods.includes(call.method),
    };
    try {
      return await sendWithRetries((signal) => fetchNow(address, { ...init, signal }), (response) => read((answer = response)), attempts);
    } finally {
      if (answer) {
        options.onResponse?.({ status: answer.status, headers: answer.headers });
      }
    }
  }

  async #headersOf(call: ApiCall, options: CallOptions): Promise<Headers> {
    const { apiKey } = this.#options;
    const headers = new Headers({ authorization: `Bearer ${typeof apiKey === "string" ? apiKey : await apiKey()}` });
    if (call.accept !== undefined) {
      headers.set("accept", `${call.accept}, application/problem+json`);
    }
    if (call.body !== undefined && call.contentType !== undefined) {
      headers.set("content-type", call.contentType);
    }
    for (const [name, value] of Object.entries(call.headers ?? {})) {
      if (value !== undefined) {
        headers.set(name, value);
      }
    }
    if (call.ifMatch !== undefined) {
      headers.set("if-match", call.ifMatch);
    }
    // All attempts have one key, so that the API acts once.
    if (call.method === "POST" && !headers.has(idempotencyKeyHeader)) {
      headers.set(idempotencyKeyHeader, options.idempotencyKey ?? (await webCrypto()).randomUUID());
    }
    return headers;
  }
}

function limitsOf(limits: RetryLimits, isUpload: boolean, timeoutMs: number | undefined): RetryLimits {
  const totalTimeoutMs = timeoutMs ?? (isUpload ? maxUploadMs : limits.totalTimeoutMs);
  return { ...limits, totalTimeoutMs, attemptTimeoutMs: isUpload ? totalTimeoutMs : Math.min(limits.attemptTimeoutMs, totalTimeoutMs) };
}
