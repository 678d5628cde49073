import type { WebhookEvent } from "./generated/client.js";

/** A webhook that must not be trusted: answer 400 and do nothing. */
export class WebhookRefusedError extends Error {
  override readonly name = "WebhookRefusedError";
}

/** How far the sender's clock and the receiver's may differ, either way: 5 minutes. */
export const webhookToleranceSeconds = 300;

type HeaderSource = Headers | Record<string, string | string[] | undefined>;

/**
 * Checks that a webhook was sent by the API, recently, and arrived unchanged (Standard Webhooks 1.0), and reads its event.
 *
 * @param body The body exactly as received: one that was parsed and written again has another signature.
 * @param headers The request's headers.
 * @param secrets The endpoint's secret, `whsec_…`; several while one replaces another.
 * @param nowMs The receiver's clock.
 * @returns The event. Its id is the same however often it is delivered; ignore types that you do not know.
 * @throws {@link WebhookRefusedError} when the webhook must not be trusted.
 */
export async function verifyWebhook(
  body: string | Uint8Array,
  headers: HeaderSource,
  secrets: string | readonly string[],
  nowMs: number = Date.now(),
): Promise<WebhookEvent> {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
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

/** Verifies headers and body without reading the event; gives the webhook's id. See {@link verifyWebhook}. */
export async function verifySignature(
  body: Uint8Array,
  headers: HeaderSource,
  secrets: string | readonly string[],
  nowMs: number = Date.now(),
): Promise<string> {
  const keys = await Promise.all((typeof secrets === "string" ? [secrets] : secrets).map(keyOf));
  const id = headerOf(headers, "webhook-id");
  const timestamp = headerOf(headers, "webhook-timestamp");
  const signatures = headerOf(headers, "webhook-signature").split(" ");
  if (!/^\d{1,12}$/.test(timestamp)) {
    throw new WebhookRefusedError("The timestamp is not a number.");
  }
  if (Math.abs(Math.floor(nowMs / 1000) - Number(timestamp)) > webhookToleranceSeconds) {
    throw new WebhookRefusedError("The timestamp is too far from now.");
  }
  const signed = concatenate(new TextEncoder().encode(`${id}.${timestamp}.`), body);
  for (const signature of signatures) {
    const given = signature.startsWith("v1,") ? fromBase64(signature.slice(3)) : undefined;
    for (const key of given ? keys : []) {
      // WebCrypto compares in constant time.
      if (await crypto.subtle.verify("HMAC", key, given!, signed)) {
        return id;
      }
    }
  }
  throw new WebhookRefusedError("No signature matches.");
}

function isEnvelope(value: unknown): value is Omit<WebhookEvent, "id"> {
  const event = value as { type?: unknown; timestamp?: unknown; data?: unknown } | null;
  return typeof event?.type === "string" && typeof event.timestamp === "string" && typeof event.data === "object" && event.data !== null;
}

function headerOf(headers: HeaderSource, name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : headers[name];
  if (typeof value !== "string" || value === "") {
    throw new WebhookRefusedError(`The header ${name} is missing.`);
  }
  return value;
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
