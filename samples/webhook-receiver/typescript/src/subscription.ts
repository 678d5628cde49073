import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { EventTypes, RiscossioneError, RiscossioneNetworkError, type RiscossioneClient, type WebhookEndpoint } from "@comune-lecce/riscossione";
import type { Settings } from "./settings.js";
import type { Store } from "./store.js";

const eventTypesOfThisOffice = [EventTypes.all];
const eventsPerPage = 200;
const overlapHours = 24;
const catchUpIntervalMs = 5 * 60_000;

/** The registration at the API: made once, kept up to date, and read for what was missed. */
export class Subscription {
  readonly #client: RiscossioneClient;
  readonly #store: Store;
  readonly #settings: Settings;

  constructor(client: RiscossioneClient, store: Store, settings: Settings) {
    this.#client = client;
    this.#store = store;
    this.#settings = settings;
  }

  /** Registers this address, or repairs the registration: another address, an endpoint that was disabled. */
  async ensure(): Promise<void> {
    let endpoint = (await this.#registered()) ?? (await this.#register());
    if (endpoint.url !== this.#settings.address) {
      endpoint = await this.#client.webhooks.changeEndpoint(endpoint.id, { url: this.#settings.address }, { ifMatch: endpoint.etag });
    }
    if (!endpoint.enabled) {
      endpoint = await this.#client.webhooks.resumeEndpoint(endpoint.id);
    }
    console.log(`Destinatario ${endpoint.id} dell'ufficio ${endpoint.department}, consegne a ${endpoint.url}`);
  }

  /** Now and every five minutes, keeps the events whose deliveries did not arrive. */
  async follow(): Promise<never> {
    for (;;) {
      try {
        await this.#catchUp();
      } catch (failure) {
        if (!(failure instanceof RiscossioneError || failure instanceof RiscossioneNetworkError)) {
          throw failure;
        }
        console.log(`Lettura degli eventi da riprovare: ${failure.message}`);
      }
      await setTimeout(catchUpIntervalMs);
    }
  }

  /** Takes a new secret. The previous one stays valid at both sides for a day, so no delivery is refused. */
  async rotate(): Promise<void> {
    const registration = await this.#store.registration();
    if (registration === undefined) {
      throw new Error("Nessun destinatario è registrato: avviare prima il ricevente senza --rotate.");
    }
    // Kept before the call: repeated after a crash, it gives the same secret.
    const idempotencyKey = await this.#store.keyOf("rotation", randomUUID());
    const rotated = await this.#client.webhooks.rotateSecret(registration.endpoint, { overlapHours }, { idempotencyKey });
    await this.#store.keepSecret(rotated.secret, rotated.previousValidUntil);
    console.log(`Segreto ruotato; il precedente vale fino a ${rotated.previousValidUntil}`);
  }

  async #registered(): Promise<WebhookEndpoint | undefined> {
    const registration = await this.#store.registration();
    if (registration === undefined) {
      return undefined;
    }
    try {
      return await this.#client.webhooks.readEndpoint(registration.endpoint);
    } catch (failure) {
      if (failure instanceof RiscossioneError && failure.status === 404) {
        // Another API, or another database.
        await this.#store.forget();
        return undefined;
      }
      throw failure;
    }
  }

  async #register(): Promise<WebhookEndpoint> {
    const idempotencyKey = await this.#store.keyOf("registration", randomUUID());
    const { address: url, organization, department } = this.#settings;
    const registered = await this.#client.webhooks.registerEndpoint(
      { url, eventTypes: eventTypesOfThisOffice, organization, department, description: "Esempio: ricevente" },
      { idempotencyKey },
    );
    const endpoint = await this.#client.webhooks.readEndpoint(registered.id);
    await this.#store.keepRegistration({ endpoint: endpoint.id, since: endpoint.createdAt }, registered.secret);
    await this.#client.webhooks.sendTestEvent(endpoint.id);
    return endpoint;
  }

  async #catchUp(): Promise<void> {
    // A cursor belongs to its filters, so they never change.
    const { since } = (await this.#store.registration())!;
    let found = 0;
    let isMore;
    do {
      const cursor = await this.#store.cursor();
      const page = await this.#client.webhooks.findEvents({ since, department: this.#settings.department, limit: eventsPerPage, cursor });
      // A test is about the delivery, and there are those of other receivers.
      found += await this.#store.keep(page.items.filter(({ type }) => type !== EventTypes.webhookTestSent));
      // The cursor comes after its events: after a crash between the two, the page is read again.
      if (page.resumeCursor) {
        await this.#store.keepCursor(page.resumeCursor);
      }
      isMore = Boolean(page.nextCursor);
    } while (isMore);
    console.log(found === 0 ? "Nessun evento mancante" : `Eventi mancanti recuperati: ${found}`);
  }
}
