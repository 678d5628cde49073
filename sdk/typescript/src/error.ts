import type { Problem, ProblemError } from "./generated/client.js";

/** An unsuccessful answer of the API. */
export class RiscossioneError extends Error {
  override readonly name = "RiscossioneError";
  /** The HTTP status of the answer. */
  readonly status: number;
  /** The problem document; undefined when the answer did not come from the API itself (a proxy, a wrong address). */
  readonly problem: Problem | undefined;
  /** The body of the answer. */
  readonly responseText: string;

  private constructor(status: number, responseText: string, problem: Problem | undefined) {
    const fields = (problem?.errors ?? []).map((field) => `${field.pointer}: ${field.code}`).join(", ");
    const where = fields === "" ? "" : ` [${fields}]`;
    super(problem ? `${status} ${problem.code}: ${problem.detail}${where}` : `The API answered ${status} without a problem document.`);
    this.status = status;
    this.responseText = responseText;
    this.problem = problem;
  }

  /** The stable code of the problem; empty without a problem document. */
  get code(): string {
    return this.problem?.code ?? "";
  }

  /** What happened and what to do next, in Italian; may be empty. */
  get detail(): string {
    return this.problem?.detail ?? "";
  }

  /** The id of the request in the API's logs, for support. */
  get requestId(): string | undefined {
    return this.problem?.requestId;
  }

  /** The refused fields; empty when the problem does not concern fields. */
  get errors(): readonly ProblemError[] {
    return this.problem?.errors ?? [];
  }

  /** Reads the answer's body. */
  static async from(response: Response): Promise<RiscossioneError> {
    const responseText = await response.text();
    const isJson = /^application\/(problem\+)?json\b/i.test(response.headers.get("content-type") ?? "");
    return new RiscossioneError(response.status, responseText, isJson ? problemIn(responseText) : undefined);
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
