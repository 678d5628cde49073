/** A request under construction; the generated methods fill it. */
export interface ApiCall {
  method: string;
  path: string;
  pathValues?: Record<string, string | number>;
  query?: Record<string, unknown>;
  headers?: Record<string, string | undefined>;
  body?: unknown;
  /** A body that is produced while it is sent; it cannot be sent again and has no time limit. */
  upload?: ReadableStream<Uint8Array<ArrayBuffer>>;
  contentType?: string;
  accept?: string;
}

/** Options of a single call. */
export interface CallOptions {
  /** Stops the call and its retries. */
  signal?: AbortSignal;
  /** Identifies this action across restarts of your program; without it each POST gets a random key. */
  idempotencyKey?: string;
  /** Receives status and headers of the answer, for example the `ETag` for the next change. */
  onResponse?: (response: { status: number; headers: Headers }) => void;
}

/** A file download. Read its stream to the end, or cancel it: until then it occupies a connection. */
export interface FileResponse {
  /**
   * The bytes, read from the network as they are consumed. They have no timeout: stop with the call's `signal` or `stream.cancel()`.
   */
  stream: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** The media type, for example `application/pdf`. */
  mediaType: string;
  /** The file name that the API proposes, if any. */
  fileName?: string;
  /** Reads the whole file into memory. */
  blob(): Promise<Blob>;
}

/**
 * Refuses a call that would reach another operation: an id that is empty or a path segment such as "..", or a missing body.
 * @throws TypeError before anything is sent.
 */
export function check(call: ApiCall): void {
  for (const [name, value] of Object.entries(call.pathValues ?? {})) {
    const text = String(value ?? "").trim();
    if (text === "" || text === "." || text === "..") {
      throw new TypeError(`The value of ${name} is empty or not an identifier. No request was sent.`);
    }
  }
  if (call.contentType !== undefined && (call.body === undefined || call.body === null)) {
    throw new TypeError("The body is missing. No request was sent.");
  }
}

/** True when the answer is a file, which is streamed, and not a JSON value. */
export function isDownload(call: ApiCall): boolean {
  return call.accept !== undefined && !/\bjson\b/i.test(call.accept);
}

/** The address of a call, with escaped values. Arrays repeat their name. */
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

/** The body for `fetch`: files and text as they are, anything else as JSON. */
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
