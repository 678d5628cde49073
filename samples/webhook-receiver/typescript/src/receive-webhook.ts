import type { IncomingMessage } from "node:http";
import { verifyWebhook, WebhookRefusedError } from "@comune-lecce/riscossione";
import type { Store } from "./store.js";

// An event has some hundred bytes.
const maxBodyBytes = 64 * 1024;

/** Verifies a delivery, keeps its event and gives the status of the answer; the work comes later, in `EventHandler`. */
export async function receive(request: IncomingMessage, store: Store): Promise<number> {
  if (request.method !== "POST" || request.url !== "/notifiche") {
    return 404;
  }
  // Read each time, because another process may rotate them.
  const secrets = await store.secrets();
  if (secrets.length === 0) {
    return 503;
  }
  const body = await bytesOf(request);
  if (body === undefined) {
    return 413;
  }
  try {
    await store.keep([await verifyWebhook(body, request.headers, secrets)]);
    return 204;
  } catch (failure) {
    if (failure instanceof WebhookRefusedError) {
      return 400;
    }
    throw failure;
  }
}

/** The bytes as they came, which the signature covers; undefined for too many. */
async function bytesOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) {
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
