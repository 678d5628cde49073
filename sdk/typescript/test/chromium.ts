import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const program = ["chromium", "chromium-browser", "google-chrome"]
  .flatMap((name) => (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, name)))
  .find((path) => existsSync(path));
const origin = process.env["RISCOSSIONE_ORIGIN"];

/** What a test in a browser lacks; false for nothing. */
export const missingForBrowser = !program ? "Chromium is not installed" : !origin ? "RISCOSSIONE_ORIGIN names no origin that the API allows" : false;

/**
 * Runs a module in a page of the allowed origin, with the modules of a folder under /sdk/.
 *
 * @param module Its `tell(value)` ends the page.
 * @returns What the page told, or the error that it met.
 */
export async function openInChromium(folder: string, module: string): Promise<unknown> {
  const profile = mkdtempSync(join(tmpdir(), "riscossione-browser-"));
  let told!: (value: unknown) => void;
  const answer = new Promise((resolve) => (told = resolve));
  const page = `<!doctype html><title>Prova</title><script>
    const tell = (value) => fetch("/told", { method: "POST", body: JSON.stringify(value) });
    addEventListener("unhandledrejection", ({ reason }) => tell(String(reason.stack ?? reason)));
    addEventListener("error", ({ message }) => tell(message));
    </script><script type="module">${module}</script>`;
  const server = createServer((request, response) => {
    if (request.method === "POST") {
      let text = "";
      request.on("data", (chunk) => (text += chunk));
      request.on("end", () => told(JSON.parse(text)));
      response.end();
    } else if (request.url?.startsWith("/sdk/")) {
      response.setHeader("content-type", "text/javascript").end(readFileSync(join(folder, request.url.slice("/sdk/".length))));
    } else {
      response.setHeader("content-type", "text/html").end(page);
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { host } = new URL(origin!);
  const browser = spawn(
    program!,
    [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      `--user-data-dir=${profile}`,
      `--host-resolver-rules=MAP ${host} 127.0.0.1:${(server.address() as AddressInfo).port}`,
      origin!,
    ],
    { stdio: "ignore" },
  );
  const ended = new Promise((resolve) => browser.once("exit", resolve));
  try {
    return await Promise.race([answer, ended.then((code) => `Chromium ended with ${code}.`)]);
  } finally {
    browser.kill("SIGKILL");
    await ended;
    server.closeAllConnections();
    server.close();
    // Its own processes may write for some seconds after it has ended.
    rmSync(profile, { recursive: true, maxRetries: 30 });
  }
}
