import type { WebhookEvent } from "./generated/client.js";

/** A webhook that is not authentic: answer 400 and ignore it. */
export class WebhookRefusedError extends Error {
  override readonly name = "WebhookRefusedError";
}

/** The maximum difference between the sender's and the receiver's clock: 5 minutes. */
export const webhookToleranceSeconds = 300;

type HeaderSource = Headers | Record<string, string | string[] | undefined>;

/**
 * Verifies that the API sent a webhook, recently, and that it arrived unchanged (Standard Webhooks 1.0), and reads its event.
 *
 * @param body The received bytes: a parsed and rewritten body has another signature.
 * @param headers The request's headers; the case of their names does not matter.
 * @param secrets The endpoint's secret, `whsec_…`; several during a rotation.
 * @param nowMs The receiver's clock.
 * @returns The event. Every delivery has the same id; ignore unknown types.
 * @throws {@link WebhookRefusedError} when the webhook is not authentic.
 * @throws TypeError when the receiver's own code is wrong: a parsed body, or a missing or malformed secret.
 */
export async function verifyWebhook(
  body: string | Uint8Array | ArrayBuffer,
  headers: HeaderSource,
  secrets: string | readonly string[],
  nowMs: number = Date.now(),
): Promise<WebhookEvent> {
  const bytes = bytesOf(body);
  const id = await verifySignature(bytes, headers, secrets, nowMs);
  let event: unknown;
  try {
    event = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new WebhookRefusedError("The body is not JSON.");
  }
  if (!isEnvelope(event)) {
    throw new WebhookRefusedError("The body is not an event.");
  }
  return { id, type: event.type, timestamp: event.timestamp, data: event.data };
}

/** Verifies headers and body without reading the event; returns the webhook's id. See {@link verifyWebhook}. */
export async function verifySignature(
  body: string | Uint8Array | ArrayBuffer,
  headers: HeaderSource,
  secrets: string | readonly string[],
  nowMs: number = Date.now(),
): Promise<string> {
  const bytes = bytesOf(body);
  const keys = await Promise.all(secretsOf(secrets).map(keyOf));
  const id = headerOf(headers, "webhook-id");
  const timestamp = headerOf(headers, "webhook-timestamp");
  const signatures = headerOf(headers, "webhook-signature").split(" ");
  if (!/^\d{1,12}$/.test(timestamp)) {
    throw new WebhookRefusedError("The timestamp is not a number.");
  }
  if (Math.abs(Math.floor(nowMs / 1000) - Number(timestamp)) > webhookToleranceSeconds) {
    throw new WebhookRefusedError("The timestamp is too far from now.");
  }
  const signed = concatenate(new TextEncoder().encode(`${id}.${timestamp}.`), bytes);
  for (const signature of signatures) {
    const given = signature.startsWith("v1,") ? fromBase64(signature.slice(3)) : undefined;
    for (const key of given ? keys : []) {
      // WebCrypto compares in constant time.
      if (await crypto.subtle.verify("HMAC", key, given!, signed)) {
        return id;
      }
    }
  }
  throw new WebhookRefusedError("No signature matches: the secret is another one, or the body is not as received.");
}

function isEnvelope(value: unknown): value is Omit<WebhookEvent, "id"> {
  const event = value as { type?: unknown; timestamp?: unknown; data?: unknown } | null;
  return typeof event?.type === "string" && typeof event.timestamp === "string" && typeof event.data === "object" && event.data !== null;
}

function headerOf(headers: HeaderSource, name: string): string {
  const found = headers instanceof Headers ? headers.get(name) : Object.entries(headers).find(([other]) => other.toLowerCase() === name)?.[1];
  const value = Array.isArray(found) && found.length === 1 ? found[0] : found;
  if (typeof value !== "string" || value === "") {
    throw new WebhookRefusedError(`The header ${name} is missing.`);
  }
  return value;
}

function bytesOf(body: string | Uint8Array | ArrayBuffer): Uint8Array {
  if (typeof body === "string") {
    return new TextEncoder().encode(body);
  }
  if (body instanceof Uint8Array) {
    return body;
  }
  if (body instanceof ArrayBuffer) {
    return new Uint8Array(body);
  }
  throw new TypeError("Give the body as it was received, text or bytes, not parsed: await request.text(), or express.raw({ type: \"*/*\" }).");
}

function secretsOf(secrets: string | readonly string[]): readonly string[] {
  const several = typeof secrets === "string" ? [secrets] : secrets;
  if (!Array.isArray(several) || several.length === 0 || several.some((secret) => typeof secret !== "string")) {
    throw new TypeError("The secret is missing: give the endpoint's secret, whsec_…, for instance from an environment variable that is set.");
  }
  return several as readonly string[];
}

async function keyOf(secret: string): Promise<CryptoKey> {
  const key = secret.startsWith("whsec_") ? fromBase64(secret.slice("whsec_".length)) : undefined;
  if (key === undefined || key.length < 24 || key.length > 64) {
    throw new TypeError("A secret is whsec_ followed by the Base64 of 24 to 64 bytes.");
  }
  return crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function concatenate(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
