import type { Problem, ProblemError } from "./generated/client.js";

/** The API answered with something else than a success. */
export class RiscossioneError extends Error {
  override readonly name = "RiscossioneError";
  /** The HTTP status of the answer. */
  readonly status: number;
  /** The problem as the API describes it; undefined when the answer did not come from the API itself (a proxy, a wrong address). */
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

  /** Stable code of the problem; empty when there is none. */
  get code(): string {
    return this.problem?.code ?? "";
  }

  /** What happened and what to do next, in Italian; empty when the API did not say. */
  get detail(): string {
    return this.problem?.detail ?? "";
  }

  /** The request's number in the API's logs: quote it when asking for help. */
  get requestId(): string | undefined {
    return this.problem?.requestId;
  }

  /** The fields at fault; empty when the problem is not about fields. */
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
