import type { ApiCall, CallOptions } from "./call.js";

/**
 * Refuses a call that would reach another operation, or have an effect that the caller did not ask for: an id that is empty or a path segment
 * such as "..", a missing body, an empty version, a key that is empty or that the operation does not read.
 * @throws TypeError before anything is sent.
 */
export function check(call: ApiCall, options: CallOptions): void {
  for (const [name, value] of Object.entries(call.pathValues ?? {})) {
    const text = String(value ?? "").trim();
    if (text === "" || text === "." || text === "..") {
      throw new TypeError(`The value of ${name} is empty or not an identifier. No request was sent.`);
    }
  }
  if (call.contentType !== undefined && (call.body === undefined || call.body === null)) {
    throw new TypeError("The body is missing. No request was sent.");
  }
  if (call.ifMatch !== undefined && call.ifMatch.trim() === "") {
    throw new TypeError("ifMatch is missing: give the etag of the version that you read. No request was sent.");
  }
  const key = options.idempotencyKey;
  if (key !== undefined && (key.trim() === "" || call.method !== "POST")) {
    throw new TypeError("An idempotencyKey is a text, and only for a POST. No request was sent.");
  }
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
export function bodyOf({ body }: ApiCall): BodyInit | undefined {
  if (body === undefined || typeof body === "string" || body instanceof Blob || body instanceof Uint8Array) {
    return body as BodyInit | undefined;
  }
  return JSON.stringify(body);
}
