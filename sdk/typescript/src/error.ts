import type { Problem, ProblemError } from "./generated/types.js";

/** Una risposta dell'API che non è riuscita: la richiesta è stata rifiutata, o il servizio non può rispondere. */
export class RiscossioneError extends Error {
  override readonly name = "RiscossioneError";
  /** Lo stato HTTP della risposta. */
  readonly status: number;
  /** Il problema descritto dall'API; assente quando la risposta non viene dall'API (un proxy, un indirizzo errato). */
  readonly problem: Problem | undefined;
  /** Il corpo della risposta. */
  readonly responseText: string;

  private constructor(status: number, responseText: string, problem: Problem | undefined, message: string) {
    super(message);
    this.status = status;
    this.responseText = responseText;
    this.problem = problem;
  }

  /** Il codice del problema, stabile; vuoto se la risposta non viene dall'API. */
  get code(): string {
    return this.problem?.code ?? "";
  }

  /** Che cosa è accaduto e che cosa fare, in italiano; può essere vuoto. */
  get detail(): string {
    return this.problem?.detail ?? "";
  }

  /** L'identificativo della richiesta nei registri dell'API, per l'assistenza. */
  get requestId(): string | undefined {
    return this.problem?.requestId;
  }

  /** I campi rifiutati; vuoto quando il problema non riguarda i campi. */
  get errors(): readonly ProblemError[] {
    return this.problem?.errors ?? [];
  }

  /** Legge il corpo della risposta. */
  static async from(response: Response): Promise<RiscossioneError> {
    const text = await response.text();
    const problem = /^application\/(problem\+)?json\b/i.test(response.headers.get("content-type") ?? "") ? problemIn(text) : undefined;
    if (problem === undefined) {
      return new RiscossioneError(response.status, text, undefined, `The API answered ${response.status} without a problem document.`);
    }
    const fields = (problem.errors ?? []).map((field) => `${field.pointer}: ${field.code}`).join(", ");
    const where = fields === "" ? "" : ` [${fields}]`;
    return new RiscossioneError(response.status, text, problem, `${response.status} ${problem.code}: ${problem.detail}${where}`);
  }

  /** Una risposta riuscita che l'API non ha scritto. */
  static unreadable(status: number, text: string): RiscossioneError {
    return new RiscossioneError(status, text, undefined, `The answer ${status} is not JSON: it did not come from the API.`);
  }
}

/**
 * L'API non ha risposto: il collegamento non si apre, si interrompe, o la risposta non arriva in tempo. La richiesta può essere stata eseguita:
 * ripeterla con la stessa `idempotencyKey` non ha un secondo effetto. Un'interruzione chiesta con `signal` non è di questa classe.
 */
export class RiscossioneNetworkError extends Error {
  override readonly name = "RiscossioneNetworkError";
  /** `timeout` se la risposta non è arrivata in tempo; `connection` se il collegamento manca o si è interrotto. */
  readonly reason: "timeout" | "connection";
  /** Quante volte la richiesta è stata inviata. */
  readonly attempts: number;
  /** L'errore della piattaforma. */
  override readonly cause: unknown;

  constructor(reason: "timeout" | "connection", attempts: number, cause: unknown) {
    const what = reason === "timeout" ? "The API did not answer in time" : "The connection to the API failed";
    super(`${what}, ${attempts === 1 ? "at the first attempt" : `after ${attempts} attempts`}.`);
    this.reason = reason;
    this.attempts = attempts;
    this.cause = cause;
  }
}

function problemIn(responseText: string): Problem | undefined {
  try {
    const value: unknown = JSON.parse(responseText);
    return typeof value === "object" && value !== null && "code" in value ? (value as Problem) : undefined;
  } catch {
    return undefined;
  }
}
