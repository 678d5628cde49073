import { RiscossioneError, RiscossioneNetworkError } from "./error.js";
import { firstOf } from "./platform.js";

/** Limiti dei tentativi, in millisecondi. */
export interface RetryLimits {
  /** Quanti tentativi al massimo, compreso il primo; se manca, 4. Con 1 non si riprova. */
  maxAttempts: number;
  /** Il massimo della prima attesa, che è casuale; raddoppia a ogni tentativo. Se manca, 500. */
  baseDelayMs: number;
  /** Il massimo di ogni attesa casuale; se manca, 8.000. Un `Retry-After` dell'API può essere più lungo. */
  maxDelayMs: number;
  /** Il tempo di un tentativo, compresa la lettura della risposta; per un file, finché comincia ad arrivare. Se manca, 30.000. */
  attemptTimeoutMs: number;
  /** Il tempo di tutti i tentativi con le loro attese; un'attesa che lo supererebbe non comincia. Se manca, 100.000. */
  totalTimeoutMs: number;
}

/** L'orologio delle attese; nelle prove lo si sostituisce. */
export interface Clock {
  /** Millisecondi dal 1970. */
  now(): number;
  /** Attende; `signal` interrompe l'attesa con la sua ragione. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

export const defaultLimits: RetryLimits = {
  maxAttempts: 4,
  baseDelayMs: 500,
  maxDelayMs: 8_000,
  attemptTimeoutMs: 30_000,
  totalTimeoutMs: 100_000,
};

export const systemClock: Clock = {
  now: () => Date.now(),
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", stop);
        resolve();
      }, ms);
      signal?.addEventListener("abort", stop, { once: true });
    }),
};

/** What a call may do. */
export interface Attempts {
  limits: RetryLimits;
  clock: Clock;
  /** Stops the call: the caller's own. */
  signal: AbortSignal | undefined;
  /** False when a second request could have a second effect. */
  repeatable: boolean;
}

/**
 * Sends again after 408, 429, 5xx, a timeout or a broken connection, if a repetition has no second effect. Waits are random between zero
 * and a bound that doubles (full jitter), and at least the answer's `Retry-After`.
 *
 * @param read Reads the answer that stands, within the time of its attempt.
 * @throws RiscossioneError from `read`; RiscossioneNetworkError when no answer arrived.
 */
export async function sendWithRetries<T>(
  send: (signal: AbortSignal) => Promise<Response>,
  read: (response: Response) => T | Promise<T>,
  { limits, clock, signal, repeatable }: Attempts,
): Promise<T> {
  const started = clock.now();
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    const mayWait = (ms: number): boolean =>
      repeatable && attempt < limits.maxAttempts && clock.now() - started + ms <= limits.totalTimeoutMs;
    const time = new AbortController();
    const ms = Math.max(1, Math.min(limits.attemptTimeoutMs, limits.totalTimeoutMs - (clock.now() - started)));
    const timer = setTimeout(() => time.abort(new DOMException("The attempt took too long.", "TimeoutError")), ms);
    let wait: number;
    try {
      const response = await send(signal ? firstOf([signal, time.signal]) : time.signal);
      wait = waitAfter(attempt, response, limits, clock);
      if (!isTransient(response) || !mayWait(wait)) {
        return await read(response);
      }
      await response.body?.cancel();
    } catch (failure) {
      signal?.throwIfAborted();
      if (failure instanceof RiscossioneError) {
        throw failure;
      }
      wait = waitAfter(attempt, undefined, limits, clock);
      if (!mayWait(wait)) {
        throw new RiscossioneNetworkError(time.signal.aborted ? "timeout" : "connection", attempt, failure);
      }
    } finally {
      clearTimeout(timer);
    }
    await clock.wait(wait, signal);
  }
}

// A conflict with Retry-After is an earlier attempt of this request that is still in progress.
function isTransient({ status, headers }: Response): boolean {
  return status === 408 || status === 429 || status >= 500 || (status === 409 && headers.has("retry-after"));
}

function waitAfter(attempt: number, response: Response | undefined, limits: RetryLimits, clock: Clock): number {
  const jitter = Math.random() * Math.min(limits.maxDelayMs, limits.baseDelayMs * 2 ** (attempt - 1));
  const header = response?.headers.get("retry-after") ?? "";
  const asked = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - clock.now();
  return asked > 0 ? asked + jitter : jitter;
}
