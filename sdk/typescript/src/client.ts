import { addressOf, bodyOf, check, isDownload, type ApiCall, type CallOptions, type FileResponse } from "./call.js";
import { RiscossioneError } from "./error.js";
import { RiscossioneOperations } from "./generated/client.js";
import { defaultLimits, sendWithRetries, systemClock, type Clock, type RetryLimits } from "./retry.js";

/** Address, credentials and limits of the client. */
export interface RiscossioneOptions extends Partial<RetryLimits> {
  /** The address of the API; the client adds version and path. */
  baseUrl: string;
  /** The bearer credential: an API key, or a function that returns a current access token. */
  apiKey: string | (() => string | Promise<string>);
  /** Replaces the platform's `fetch`, for example in tests. */
  fetch?: typeof fetch;
  /** Replaces the clock of waits in tests. */
  clock?: Clock;
}

const maxUploadMs = 24 * 60 * 60 * 1_000;
const idempotencyKeyHeader = "idempotency-key";

/**
 * The API client: one method for each operation. Keep one for the life of the program. Every unsuccessful answer becomes a {@link
 * RiscossioneError}.
 */
export class RiscossioneClient extends RiscossioneOperations {
  readonly #options: RiscossioneOptions;
  readonly #limits: RetryLimits;

  constructor(options: RiscossioneOptions) {
    super();
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options };
  }

  /** Makes any call with this client's key and retries, and returns the answer with any status. */
  async raw(call: ApiCall, options: CallOptions = {}): Promise<Response> {
    check(call);
    const address = addressOf(this.#options.baseUrl, call);
    const headers = await this.#headersOf(call, options);
    const body = bodyOf(call);
    const fetchNow = this.#options.fetch ?? fetch;
    const init: RequestInit = { method: call.method, headers, body, redirect: "manual" };
    const isUpload = call.upload !== undefined;
    // Not all type declarations of fetch know `duplex`, which a stream requires.
    const streamed = isUpload ? { ...init, duplex: "half" } : init;
    const send = (signal: AbortSignal): Promise<Response> => fetchNow(address, { ...streamed, signal });
    const repeatable = !isUpload && ["GET", "HEAD", "PUT", "DELETE", "POST"].includes(call.method);
    const limits = isUpload ? { ...this.#limits, attemptTimeoutMs: maxUploadMs } : this.#limits;
    const response = await sendWithRetries(send, repeatable, limits, this.#options.clock ?? systemClock, options.signal, isDownload(call));
    options.onResponse?.({ status: response.status, headers: response.headers });
    return response;
  }

  protected override async send<T>(call: ApiCall, options: CallOptions = {}): Promise<T> {
    const response = await this.raw(call, options);
    if (!response.ok) {
      throw await RiscossioneError.from(response);
    }
    return (await resultOf(call, response)) as T;
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
    // All attempts have one key, so that the API acts once.
    if (call.method === "POST" && !headers.has(idempotencyKeyHeader)) {
      headers.set(idempotencyKeyHeader, options.idempotencyKey ?? crypto.randomUUID());
    }
    return headers;
  }
}

async function resultOf(call: ApiCall, response: Response): Promise<unknown> {
  if (call.accept === undefined) {
    await response.body?.cancel();
    return undefined;
  }
  return isDownload(call) ? fileOf(response) : response.json();
}

function fileOf(response: Response): FileResponse {
  const fileName = /filename="?([^";]+)"?/i.exec(response.headers.get("content-disposition") ?? "")?.[1];
  return {
    stream: response.body ?? new Blob().stream(),
    mediaType: response.headers.get("content-type")?.split(";")[0]?.trim() || "application/octet-stream",
    ...(fileName === undefined ? {} : { fileName }),
    blob: () => response.blob(),
  };
}
