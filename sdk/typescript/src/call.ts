/** One request in the making; the generated methods fill it. */
export interface ApiCall {
  method: string;
  path: string;
  pathValues?: Record<string, string | number>;
  query?: Record<string, unknown>;
  headers?: Record<string, string | undefined>;
  body?: unknown;
  /** A body that is made while it is sent: it cannot be sent again, and takes its time. */
  upload?: ReadableStream<Uint8Array<ArrayBuffer>>;
  contentType?: string;
  accept?: string;
}

/** What a caller may say about a single call. */
export interface CallOptions {
  /** Stops the call, its retries included. */
  signal?: AbortSignal;
  /** Identifies this very action across restarts of your program; without it each POST gets a random one. */
  idempotencyKey?: string;
  /** Sees status and headers of the answer, for instance the `ETag` that the next change must name. */
  onResponse?: (response: { status: number; headers: Headers }) => void;
}

/** A file that is being received. Read its stream to the end, or cancel it: until then it holds a connection. */
export interface FileResponse {
  /** The bytes, read from the network as they are consumed. No time-out ends them: stop with the call's `signal` or `stream.cancel()`. */
  stream: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** For instance `application/pdf`. */
  mediaType: string;
  /** The name that the API proposes, if any. */
  fileName?: string;
  /** Reads the whole file into memory. */
  blob(): Promise<Blob>;
}

/**
 * Refuses a call that would reach another operation than the one meant: an id that is empty or a step of a path, a body that is missing.
 * @throws TypeError before anything is sent.
 */
export function check(call: ApiCall): void {
  for (const [name, value] of Object.entries(call.pathValues ?? {})) {
    const text = String(value ?? "").trim();
    if (text === "" || text === "." || text === "..") {
      throw new TypeError(`The value of ${name} is empty or not an identifier: nothing was sent.`);
    }
  }
  if (call.contentType !== undefined && (call.body === undefined || call.body === null)) {
    throw new TypeError("The body is missing: nothing was sent.");
  }
}

/** True when the answer is a file, which is read while it arrives, and not a JSON value. */
export function isDownload(call: ApiCall): boolean {
  return call.accept !== undefined && !/\bjson\b/i.test(call.accept);
}

/** The address of a call, its values escaped. Arrays repeat their name. */
export function addressOf(baseUrl: string, call: ApiCall): string {
  const path = call.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(call.pathValues?.[name])));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(call.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) {
        query.append(name, String(one));
      }
    }
  }
  const text = query.toString();
  return baseUrl.replace(/\/+$/, "") + path + (text === "" ? "" : `?${text}`);
}

/** A body as `fetch` wants it: files and text as they are, anything else as JSON. */
export function bodyOf(call: ApiCall): BodyInit | undefined {
  if (call.upload !== undefined) {
    return call.upload;
  }
  const body = call.body;
  if (body === undefined || typeof body === "string" || body instanceof Blob || body instanceof Uint8Array) {
    return body as BodyInit | undefined;
  }
  return JSON.stringify(body);
}
