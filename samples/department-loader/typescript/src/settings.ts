import { parseArgs } from "node:util";

export const usage = `Si usa con il file CSV dell'ufficio e --key rk_…, la chiave dell'API, e se serve con:
  --api http://localhost:5080    l'API
  --organization 80008510754     l'ente
  --department tributi           l'ufficio
  --out data                     la cartella dei risultati`;

/** The command line; an option that is missing is read from the environment: `RISCOSSIONE_KEY` for `--key`. */
export interface Settings {
  readonly api: string;
  /** A key of the department with the scopes `bulk-loads:read`, `bulk-loads:write`, `documents:write` and `notices:read`. */
  readonly key: string;
  readonly organization: string;
  readonly department: string;
  readonly out: string;
  readonly file: string;
}

/** Undefined when an option is unknown, or the key or the file is missing. */
export function readSettings(args: string[]): Settings | undefined {
  const text = { type: "string" } as const;
  const options = { api: text, key: text, organization: text, department: text, out: text } as const;
  let given;
  try {
    given = parseArgs({ args, options, allowPositionals: true });
  } catch {
    return undefined;
  }
  const { values, positionals } = given;
  const take = (name: keyof typeof options, otherwise: string): string =>
    values[name] ?? (process.env[`RISCOSSIONE_${name.toUpperCase()}`] || otherwise);
  const [file, ...others] = positionals;
  const key = take("key", "");
  if (file === undefined || others.length > 0 || key === "") {
    return undefined;
  }
  return {
    api: take("api", "http://localhost:5080"),
    key,
    organization: take("organization", "80008510754"),
    department: take("department", "tributi"),
    out: take("out", "data"),
    file,
  };
}
