/** What differs between Node 18, later versions of Node, and browsers. */

// A constant of type string, so that bundlers for browsers do not look for the module.
const nodeCrypto: string = "node:crypto";

/** Web Crypto, which Node 18 has only in a module. */
export async function webCrypto(): Promise<Crypto> {
  if (globalThis.crypto !== undefined) {
    return globalThis.crypto;
  }
  const { webcrypto } = (await import(/* webpackIgnore: true */ /* @vite-ignore */ nodeCrypto)) as { webcrypto: Crypto };
  return webcrypto;
}

/** A signal that is aborted with the first of several. Node 18 has no `AbortSignal.any`; there the listeners stay for the life of the signals. */
export function firstOf(signals: readonly AbortSignal[]): AbortSignal {
  if ("any" in AbortSignal) {
    return AbortSignal.any([...signals]);
  }
  const controller = new AbortController();
  for (const signal of signals as readonly AbortSignal[]) {
    const abort = (): void => controller.abort(signal.reason);
    if (signal.aborted) {
      abort();
    }
    signal.addEventListener("abort", abort, { once: true });
  }
  return controller.signal;
}

/** A body that is produced while it is sent. A browser gathers it first: it streams bodies only over HTTP/2, and not every browser does. */
export async function streamedBody(body: ReadableStream): Promise<RequestInit> {
  // Not all type declarations of fetch know `duplex`, which a stream requires.
  return "document" in globalThis ? { body: await new Response(body).blob() } : ({ body, duplex: "half" } as RequestInit);
}
