import { addressOf, bodyOf, check, isDownload, type ApiCall, type CallOptions, type FileResponse } from "./call.js";
import { RiscossioneError } from "./error.js";
import { RiscossioneOperations } from "./generated/client.js";
import { defaultLimits, sendWithRetries, systemClock, type Clock, type RetryLimits } from "./retry.js";

/** How the client reaches the API and how patient it is. */
export interface RiscossioneOptions extends Partial<RetryLimits> {
  /** Address under which the API answers; the client adds the version and the path. */
  baseUrl: string;
  /** The secret sent as bearer token: an API key, or a function that gives a fresh access token. */
  apiKey: string | (() => string | Promise<string>);
  /** Replaces the platform's `fetch`, for instance in tests. */
  fetch?: typeof fetch;
  /** Replaces the clock of waits in tests. */
  clock?: Clock;
}

const longestUploadMs = 24 * 60 * 60 * 1_000;
const idempotencyKeyHeader = "idempotency-key";

/**
 * The API as one object: a method for each operation. Keep one for the life of the program.
 * Every answer that is not a success becomes a {@link RiscossioneError}.
 */
export class RiscossioneClient extends RiscossioneOperations {
  readonly #options: RiscossioneOptions;
  readonly #limits: RetryLimits;

  constructor(options: RiscossioneOptions) {
    super();
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options };
  }

  /** Makes any call with this client's key and retries, and gives the answer as it came, whatever its status. */
  async raw(call: ApiCall, options: CallOptions = {}): Promise<Response> {
    check(call);
    const address = addressOf(this.#options.baseUrl, call);
    const headers = await this.#headersOf(call, options);
    const body = bodyOf(call);
    const fetchNow = this.#options.fetch ?? fetch;
    const init: RequestInit = { method: call.method, headers, body, redirect: "manual" };
    const isUpload = call.upload !== undefined;
    // Not all descriptions of fetch know `duplex`, without which it refuses a stream.
    const streamed = isUpload ? { ...init, duplex: "half" } : init;
    const send = (signal: AbortSignal): Promise<Response> => fetchNow(address, { ...streamed, signal });
    const repeatable = !isUpload && ["GET", "HEAD", "PUT", "DELETE", "POST"].includes(call.method);
    const limits = isUpload ? { ...this.#limits, attemptTimeoutMs: longestUploadMs } : this.#limits;
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
    // One key for all attempts: whatever arrives twice is done once.
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
