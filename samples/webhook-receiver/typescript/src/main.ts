import { once } from "node:events";
import { createServer } from "node:http";
import { RiscossioneClient, RiscossioneError, RiscossioneNetworkError } from "@comune-lecce/riscossione";
import { EventHandler } from "./handle-events.js";
import { receive } from "./receive-webhook.js";
import { readSettings, usage } from "./settings.js";
import { Store } from "./store.js";
import { Subscription } from "./subscription.js";

const settings = readSettings(process.argv.slice(2));
if (settings === undefined) {
  console.error(usage);
  process.exit(1);
}

const client = new RiscossioneClient({ baseUrl: settings.api, apiKey: settings.key });
const store = new Store(settings.data);
const subscription = new Subscription(client, store, settings);
try {
  if (settings.rotate) {
    await subscription.rotate();
  } else {
    await serve();
  }
} catch (failure) {
  console.error(reasonOf(failure));
  process.exit(1);
}

async function serve(): Promise<void> {
  const handler = new EventHandler(client, store);
  await store.openEvents();
  const server = createServer((request, response) => {
    receive(request, store)
      .then((status) => response.writeHead(status).end())
      .catch((failure: unknown) => {
        // Not kept, so the API must deliver it again.
        console.error(reasonOf(failure));
        response.writeHead(500).end();
      });
  });
  // Registering asks for a test event, which must find the receiver listening.
  const { hostname, port } = new URL(settings!.listen);
  server.listen(Number(port), hostname);
  await once(server, "listening");
  console.log(`In ascolto su ${settings!.listen}/notifiche`);
  await subscription.ensure();
  await Promise.all([handler.run(), subscription.follow()]);
}

function reasonOf(failure: unknown): string {
  if (failure instanceof RiscossioneError) {
    return `L'API rifiuta (${failure.code}): ${failure.detail}`;
  }
  return failure instanceof RiscossioneNetworkError ? `L'API su ${settings!.api} non risponde: ${failure.message}` : String(failure);
}
