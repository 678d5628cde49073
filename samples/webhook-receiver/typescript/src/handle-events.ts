import type { RiscossioneClient, WebhookEvent } from "@comune-lecce/riscossione";
import type { Store } from "./store.js";

/** Money that the office has booked. */
export interface Taking {
  paymentId: string;
  documentId: string | undefined;
  amountCents: number;
}

const retryIntervalMs = 60_000;

/** Handles the events that are kept, oldest first, each once. An event that fails is tried again later; the others go ahead. */
export class EventHandler {
  readonly #client: RiscossioneClient;
  readonly #store: Store;

  constructor(client: RiscossioneClient, store: Store) {
    this.#client = client;
    this.#store = store;
  }

  /**
   * What this office does with an event: change it for your own. After a crash it runs again for the same event, so an effect in another system
   * must be repeatable there, by `event.id`. The returned taking is written exactly once.
   */
  async #handle(event: WebhookEvent): Promise<Taking | undefined> {
    switch (event.type) {
      case "payment.recorded": {
        const { paymentId, amountCents } = event.data;
        const documentId = event.data.documentId ?? undefined;
        if (documentId === undefined) {
          say(event, `incassati ${euro(amountCents)} senza un documento`);
        } else {
          // Events may arrive in another order, so the state is read and not computed.
          const document = await this.#client.paymentDocuments.read(documentId);
          say(event, `incassati ${euro(amountCents)} per «${document.subject}», restano ${euro(document.residualCents)}`);
        }
        return { paymentId, documentId, amountCents };
      }
      case "webhook-endpoint.test":
        say(event, "la prova è riuscita");
        return undefined;
      default:
        // Also types that did not exist when this program was written.
        say(event, "ignorato");
        return undefined;
    }
  }

  async run(): Promise<never> {
    for (;;) {
      const event = this.#store.nextDue();
      if (event === undefined) {
        await this.#store.waitForEvent(retryIntervalMs);
        continue;
      }
      let taking;
      try {
        taking = await this.#handle(event);
      } catch (failure) {
        this.#store.postpone(event.id, retryIntervalMs);
        say(event, `da riprovare: ${failure instanceof Error ? failure.message : String(failure)}`);
        continue;
      }
      await this.#store.markHandled(event, taking);
    }
  }
}

function say(event: WebhookEvent, text: string): void {
  console.log(`${event.id} ${event.type}: ${text}`);
}

const euro = (cents: number): string => new Intl.NumberFormat("it-IT", { style: "currency", currency: "EUR" }).format(cents / 100).replace("\u00a0", " ");
