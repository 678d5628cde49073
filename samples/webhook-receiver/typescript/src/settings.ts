import { parseArgs } from "node:util";

export const usage = `Si usa con --key rk_…, la chiave dell'API, e se serve con:
  --api http://localhost:5080          l'API
  --listen http://127.0.0.1:5096       dove ascolta questo programma
  --address https://uffici.example/notifiche   dove l'API consegna; se manca, LISTEN/notifiche
  --organization 80008510754           l'ente
  --department tributi                 l'ufficio
  --data data                          la cartella di questo programma
  --rotate                             ruota il segreto e termina`;

/** The command line; an option that is missing is read from the environment: `RISCOSSIONE_KEY` for `--key`. */
export interface Settings {
  readonly api: string;
  /** A key of the department with the scopes `webhooks:manage` and `documents:read`. */
  readonly key: string;
  readonly listen: string;
  /** The registered address, such as the public one of a proxy. */
  readonly address: string;
  readonly organization: string;
  readonly department: string;
  readonly data: string;
  readonly rotate: boolean;
}

/** Undefined when an option is unknown or the key is missing. */
export function readSettings(args: string[]): Settings | undefined {
  const text = { type: "string" } as const;
  const options = { api: text, key: text, listen: text, address: text, organization: text, department: text, data: text, rotate: { type: "boolean" } } as const;
  let given;
  try {
    given = parseArgs({ args, options }).values;
  } catch {
    return undefined;
  }
  const take = (name: Exclude<keyof typeof options, "rotate">, otherwise: string): string =>
    given[name] ?? (process.env[`RISCOSSIONE_${name.toUpperCase()}`] || otherwise);
  const listen = take("listen", "http://127.0.0.1:5096").replace(/\/$/, "");
  const settings = {
    api: take("api", "http://localhost:5080"),
    key: take("key", ""),
    listen,
    address: take("address", `${listen}/notifiche`),
    organization: take("organization", "80008510754"),
    department: take("department", "tributi"),
    data: take("data", "data"),
    rotate: given.rotate ?? false,
  };
  return settings.key === "" ? undefined : settings;
}
