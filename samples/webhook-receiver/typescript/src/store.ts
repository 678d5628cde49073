import { join } from "node:path";
import type { WebhookEvent } from "@comune-lecce/riscossione";
import type { Taking } from "./handle-events.js";
import { Journal, readFileIfThere, removeFile, replaceFile } from "./journal.js";

/** The endpoint, and the moment from which its events are read. */
export interface Registration {
  endpoint: string;
  since: string;
}

interface Secrets {
  current: string;
  previous?: string;
  previousValidUntil?: string;
}

/** A line marks one event as handled and holds its taking, so both are written or neither. */
interface Handled {
  id: string;
  taking?: Taking;
}

/**
 * A folder of files: events by id, takings, registration. It holds the secrets, so only its owner may read them. The ids of all events are in memory,
 * about 100 bytes each: with millions of events use a database.
 */
export class Store {
  readonly #folder: string;
  readonly #known = new Set<string>();
  readonly #waiting = new Map<string, { event: WebhookEvent; dueAtMs: number }>();
  #events!: Journal<WebhookEvent>;
  #handled!: Journal<Handled>;
  #turn: Promise<unknown> = Promise.resolve();
  #wake: () => void = () => undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Opens the journals. One process at a time does this; a rotation does not need it. */
  async openEvents(): Promise<void> {
    const events = await Journal.open<WebhookEvent>(this.#path("events.ndjson"));
    const handled = await Journal.open<Handled>(this.#path("handled.ndjson"));
    this.#events = events.journal;
    this.#handled = handled.journal;
    const done = new Set(handled.lines.map((line) => line.id));
    for (const event of events.lines) {
      this.#known.add(event.id);
      if (!done.has(event.id)) {
        this.#waiting.set(event.id, { event, dueAtMs: 0 });
      }
    }
  }

  /** Keeps the events that are new; they are on the disk when it returns. Returns how many were new. One call runs after another. */
  keep(events: readonly WebhookEvent[]): Promise<number> {
    const kept = this.#turn.then(() => this.#keepNew(events));
    this.#turn = kept.catch(() => undefined);
    return kept;
  }

  /** The oldest event that is to be handled now. */
  nextDue(): WebhookEvent | undefined {
    const now = Date.now();
    const due = [...this.#waiting.values()].filter(({ dueAtMs }) => dueAtMs <= now).map(({ event }) => event);
    return due.reduce<WebhookEvent | undefined>((first, event) => (first === undefined || event.id < first.id ? event : first), undefined);
  }

  /** Waits until an event arrives, or for a time. */
  waitForEvent(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Writes the effect of an event and that it is handled, in one line. */
  async markHandled({ id }: WebhookEvent, taking: Taking | undefined): Promise<void> {
    await this.#handled.append([taking === undefined ? { id } : { id, taking }]);
    this.#waiting.delete(id);
  }

  postpone(eventId: string, ms: number): void {
    const waiting = this.#waiting.get(eventId);
    if (waiting !== undefined) {
      waiting.dueAtMs = Date.now() + ms;
    }
  }

  registration(): Promise<Registration | undefined> {
    return readFileIfThere(this.#path("registration.json"));
  }

  /** Writes the secret first, so that a stored registration has one. */
  async keepRegistration(registration: Registration, secret: string): Promise<void> {
    await replaceFile(this.#path("secrets.json"), { current: secret } satisfies Secrets);
    await replaceFile(this.#path("registration.json"), registration);
  }

  /** Forgets the registration; events and takings stay. */
  async forget(): Promise<void> {
    for (const name of ["registration.json", "cursor.json", "secrets.json", "registration-key.json", "rotation-key.json"]) {
      await removeFile(this.#path(name));
    }
  }

  /** The secrets that are valid now: one, two after a rotation, none before the registration. */
  async secrets(): Promise<string[]> {
    const kept = await readFileIfThere<Secrets>(this.#path("secrets.json"));
    if (kept === undefined) {
      return [];
    }
    const { current, previous, previousValidUntil } = kept;
    return previous !== undefined && previousValidUntil !== undefined && Date.now() < Date.parse(previousValidUntil) ? [current, previous] : [current];
  }

  /** Keeps the secret of a rotation beside the previous one, and ends the rotation. */
  async keepSecret(secret: string, previousValidUntil: string): Promise<void> {
    const kept = await readFileIfThere<Secrets>(this.#path("secrets.json"));
    // Again after a crash: it is there already.
    if (kept !== undefined && kept.current !== secret) {
      await replaceFile(this.#path("secrets.json"), { current: secret, previous: kept.current, previousValidUntil } satisfies Secrets);
    }
    await removeFile(this.#path("rotation-key.json"));
  }

  /** The idempotency key of a call that is not complete; `key` when it has none yet. */
  async keyOf(call: "registration" | "rotation", key: string): Promise<string> {
    const path = this.#path(`${call}-key.json`);
    const kept = await readFileIfThere<string>(path);
    if (kept === undefined) {
      await replaceFile(path, key);
    }
    return kept ?? key;
  }

  cursor(): Promise<string | undefined> {
    return readFileIfThere(this.#path("cursor.json"));
  }

  keepCursor(cursor: string): Promise<void> {
    return replaceFile(this.#path("cursor.json"), cursor);
  }

  async #keepNew(events: readonly WebhookEvent[]): Promise<number> {
    const added = events.filter(({ id }) => !this.#known.has(id));
    if (added.length === 0) {
      return 0;
    }
    await this.#events.append(added);
    for (const event of added) {
      this.#known.add(event.id);
      this.#waiting.set(event.id, { event, dueAtMs: 0 });
    }
    this.#wake();
    return added.length;
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }
}
