import { webCrypto } from "./platform.js";
import type { WebhookEvent } from "./generated/event-types.js";

/** Una notifica non autentica: rispondere 400 e ignorarla. */
export class WebhookRefusedError extends Error {
  override readonly name = "WebhookRefusedError";
}

/** La differenza massima tra l'orologio di chi invia e quello di chi riceve: 5 minuti. */
export const webhookToleranceSeconds = 300;

type HeaderSource = Headers | Record<string, string | string[] | undefined>;

/**
 * Verifica che una notifica venga dall'API, da poco, e sia arrivata intatta (Standard Webhooks 1.0), e ne legge l'evento.
 *
 * @param body I byte ricevuti: un corpo letto e riscritto ha un'altra firma.
 * @param headers Le intestazioni della richiesta; i nomi possono avere maiuscole o minuscole.
 * @param secrets Il segreto del destinatario, `whsec_…`; più d'uno durante una rotazione.
 * @param nowMs L'orologio di chi riceve, in millisecondi dal 1970.
 * @returns L'evento: `type` dice quali sono i suoi dati. Ogni consegna ha lo stesso `id`; ignorare i tipi che non si conoscono.
 * @throws WebhookRefusedError se la notifica non è autentica; TypeError se è errato il codice di chi riceve: un corpo già letto come JSON, un
 * segreto mancante o malformato.
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
  // The signature says that the API wrote it, and the contract what the API writes.
  return { id, type: event.type, timestamp: event.timestamp, data: event.data } as WebhookEvent;
}

/** Verifica intestazioni e corpo senza leggere l'evento; restituisce l'identificativo della notifica. Vedere {@link verifyWebhook}. */
export async function verifySignature(
  body: string | Uint8Array | ArrayBuffer,
  headers: HeaderSource,
  secrets: string | readonly string[],
  nowMs: number = Date.now(),
): Promise<string> {
  const bytes = bytesOf(body);
  const { subtle } = await webCrypto();
  const keys = await Promise.all(secretsOf(secrets).map((secret) => keyOf(subtle, secret)));
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
      if (await subtle.verify("HMAC", key, given!, signed)) {
        return id;
      }
    }
  }
  throw new WebhookRefusedError("No signature matches: the secret is another one, or the body is not as received.");
}

function isEnvelope(value: unknown): value is { type: string; timestamp: string; data: object } {
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

async function keyOf(subtle: SubtleCrypto, secret: string): Promise<CryptoKey> {
  const key = secret.startsWith("whsec_") ? fromBase64(secret.slice("whsec_".length)) : undefined;
  if (key === undefined || key.length < 24 || key.length > 64) {
    throw new TypeError("A secret is whsec_ followed by the Base64 of 24 to 64 bytes.");
  }
  return subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
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
