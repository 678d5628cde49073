/** Limits of attempts. All times are in milliseconds. */
export interface RetryLimits {
  /** The maximum number of attempts, including the first one. Default 4; 1 disables retries. */
  maxAttempts: number;
  /** The upper bound of the first random wait; it doubles at each attempt. Default 500. */
  baseDelayMs: number;
  /** The upper bound of every random wait. Default 8,000. A `Retry-After` of the API may be longer. */
  maxDelayMs: number;
  /** The timeout of one attempt, with its whole answer; of a download, until it begins. Default 30,000. */
  attemptTimeoutMs: number;
  /** The timeout of all attempts and waits together; a wait that would exceed it is not begun. Default 100,000. */
  totalTimeoutMs: number;
}

/** The clock of waits, replaceable in tests. */
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
 * Sends again after 408, 429, 5xx, a timeout or a broken connection, if a repetition has no second effect. Waits are random between zero
 * and a bound that doubles (full jitter), and at least the answer's `Retry-After`.
 *
 * @param isDownload Ends the attempt's timeout when the answer begins: the caller reads the rest at its own pace.
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
