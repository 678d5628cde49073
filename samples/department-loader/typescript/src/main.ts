import { RiscossioneClient, RiscossioneError, RiscossioneNetworkError } from "@comune-lecce/riscossione";
import { Loader, StoppedError } from "./loader.js";
import { readSettings, usage } from "./settings.js";

const settings = readSettings(process.argv.slice(2));
if (settings === undefined) {
  console.error(usage);
  process.exit(1);
}

const client = new RiscossioneClient({ baseUrl: settings.api, apiKey: settings.key });
try {
  await new Loader(client, settings).run();
} catch (failure) {
  if (failure instanceof StoppedError) {
    console.error(`${settings.file}: ${failure.message}`);
  } else if (failure instanceof RiscossioneError) {
    console.error(`L'API rifiuta (${failure.code}): ${failure.detail}`);
  } else if (failure instanceof RiscossioneNetworkError) {
    console.error(`L'API su ${settings.api} non risponde: ${failure.message} Ripetere il comando: riprende da qui.`);
  } else {
    console.error(String(failure));
  }
  process.exit(1);
}
