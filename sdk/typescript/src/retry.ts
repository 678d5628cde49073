/** How patient the client is. All times are in milliseconds. */
export interface RetryLimits {
  /** Times a request is sent at most, the first time included. Default 4; 1 switches retries off. */
  maxAttempts: number;
  /** Upper bound of the first random wait; it doubles at each attempt. Default 500. */
  baseDelayMs: number;
  /** Upper bound of every random wait. Default 8,000. A `Retry-After` sent by the API may be longer. */
  maxDelayMs: number;
  /** How long one attempt may take, the whole answer included; of a file, until it begins to arrive. Default 30,000. */
  attemptTimeoutMs: number;
  /** How long attempts and waits may take together; no wait begins that would end later. Default 100,000. */
  totalTimeoutMs: number;
}

/** The clock of waits; tests give their own. */
export interface Clock {
  now(): number;
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

/**
 * Sends again after 408, 429, 5xx, a timeout or a broken connection, if repeating cannot have a second effect. Waits are random
 * between zero and a bound that doubles (full jitter), and never shorter than the `Retry-After` of the answer.
 *
 * @param isDownload Ends the attempt's time-out when the answer begins: what follows is read at the caller's own pace.
 */
export async function sendWithRetries(
  send: (signal: AbortSignal) => Promise<Response>,
  repeatable: boolean,
  limits: RetryLimits,
  clock: Clock,
  signal: AbortSignal | undefined,
  isDownload = false,
): Promise<Response> {
  const started = clock.now();
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    const timeout = isDownload ? untilAnswer(limits.attemptTimeoutMs) : { signal: AbortSignal.timeout(limits.attemptTimeoutMs), end: () => {} };
    const outcome = await send(signal ? AbortSignal.any([signal, timeout.signal]) : timeout.signal).then(
      (response) => ({ response, failure: undefined }),
      (failure: unknown) => ({ response: undefined, failure }),
    );
    timeout.end();
    signal?.throwIfAborted();
    const { response, failure } = outcome;
    const wait = waitAfter(attempt, response, limits, clock);
    const isFinal = !repeatable || attempt >= limits.maxAttempts || (response !== undefined && !isTransient(response));
    if (isFinal || clock.now() - started + wait > limits.totalTimeoutMs) {
      if (response === undefined) {
        throw failure;
      }
      return response;
    }
    await response?.body?.cancel();
    await clock.wait(wait, signal);
  }
}

function untilAnswer(ms: number): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new DOMException("The API did not answer in time.", "TimeoutError")), ms);
  return { signal: controller.signal, end: () => clearTimeout(timer) };
}

// A conflict that says when to come back is our own earlier attempt, still at work on the other side.
function isTransient({ status, headers }: Response): boolean {
  return status === 408 || status === 429 || status >= 500 || (status === 409 && headers.has("retry-after"));
}

function waitAfter(attempt: number, response: Response | undefined, limits: RetryLimits, clock: Clock): number {
  const jitter = Math.random() * Math.min(limits.maxDelayMs, limits.baseDelayMs * 2 ** (attempt - 1));
  const header = response?.headers.get("retry-after") ?? "";
  const asked = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - clock.now();
  return asked > 0 ? asked + jitter : jitter;
}
