import type { ApiCall, CallOptions } from "../src/call.js";
import { RiscossioneClient, type RiscossioneOptions } from "../src/client.js";
import type { Clock } from "../src/retry.js";

export type Answer = (request: Request) => Response | Promise<Response>;

export const ok =
  (body: unknown = {}): Answer =>
  () =>
    Response.json(body);

export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  () =>
    new Response("{}", { status: code, headers: { "content-type": "application/json", ...headers } });

export const brokenConnection: Answer = () => {
  throw new TypeError("fetch failed");
};

/** Never answers; fails when the attempt is given up, which may be before the request is read. */
export const silence: Answer = ({ signal }) =>
  new Promise((_, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) {
      stop();
    }
    signal.addEventListener("abort", stop);
  });

/** A fake API: answers requests from a script, in order, and records them. The last answer repeats. */
export class ScriptedApi {
  readonly requests: Request[] = [];
  readonly bodies: string[] = [];
  readonly #script: Answer[];

  constructor(...script: Answer[]) {
    this.#script = script;
  }

  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const answer = this.#script[Math.min(this.requests.length, this.#script.length - 1)]!;
    this.requests.push(request);
    this.bodies.push(await request.clone().text());
    return answer(request);
  };
}

/** A clock that skips every wait and records its length. */
export class JumpingClock implements Clock {
  readonly waits: number[] = [];
  #now = Date.UTC(2026, 0, 1);

  now(): number {
    return this.#now;
  }

  wait(ms: number): Promise<void> {
    this.waits.push(ms);
    this.#now += ms;
    return Promise.resolve();
  }
}

/** Exposes what the generated methods use, so that tests do not depend on particular operations. */
export class OpenClient extends RiscossioneClient {
  constructor(api: ScriptedApi, options: Partial<RiscossioneOptions> = {}) {
    super({ baseUrl: "http://localhost/base/", apiKey: "secret", fetch: api.fetch, clock: new JumpingClock(), ...options });
  }

  call<T>(call: ApiCall, options?: CallOptions): Promise<T> {
    return this.send<T>(call, options);
  }
}
