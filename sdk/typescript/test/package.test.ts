// The package as npm packs it, in projects that install it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { buildSync } from "esbuild";
import { missingForBrowser, openInChromium } from "./chromium.js";

const baseUrl = process.env["RISCOSSIONE_URL"];
const apiKey = process.env["RISCOSSIONE_API_KEY"];
const root = process.cwd();
const project = mkdtempSync(join(tmpdir(), "riscossione-package-"));
after(() => rmSync(project, { recursive: true }));

const node = (folder: string, ...values: string[]): string => execFileSync(process.execPath, values, { cwd: folder, encoding: "utf8", stdio: "pipe" });
const tool = (path: string): string => join(root, "node_modules", path);

/** What a program prints that has the package as `sdk`, as an ES module and as CommonJS. */
const inBothFormats = (program: string): string[] => [
  node(project, "--input-type=module", "-e", `import * as sdk from "@comune-lecce/riscossione"; ${program}`),
  node(project, "--input-type=commonjs", "-e", `const sdk = require("@comune-lecce/riscossione"); ${program}`),
];

interface Packed {
  filename: string;
  files: { path: string }[];
}
const [packed] = JSON.parse(
  execFileSync("npm", ["pack", "--json", "--pack-destination", project], { cwd: root, encoding: "utf8", stdio: "pipe", shell: process.platform === "win32" }).replace(/^[^[]*/, ""),
) as [Packed];
const tarball = join(project, packed.filename);
const installed = join(project, "node_modules/@comune-lecce/riscossione");
mkdirSync(installed, { recursive: true });
execFileSync("tar", ["-xzf", tarball, "--strip-components=1", "-C", installed]);
writeFileSync(join(project, "package.json"), '{ "type": "module" }');

test("the package has both module formats with their types, the sources, and no tests", () => {
  const paths = packed.files.map((file) => file.path);
  for (const format of ["esm", "cjs"]) {
    assert.ok(paths.includes(`dist/${format}/index.js`) && paths.includes(`dist/${format}/index.d.ts`), format);
  }
  assert.ok(paths.includes("README.md") && paths.includes("README.en.md") && paths.includes("LICENSE") && paths.includes("src/index.ts"));
  assert.deepEqual(paths.filter((path) => /test|scripts|check|node_modules/.test(path)), []);
});

test("nothing is installed with the package", () => {
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as Record<string, unknown>;
  assert.deepEqual([dependencies, peerDependencies], [undefined, undefined]);
});

test("import and require give the same names", () => {
  const names = 'process.stdout.write(Object.keys(sdk).sort().join(" "))';
  const [esm, cjs] = inBothFormats(names);
  assert.match(esm!, /RiscossioneClient/);
  assert.equal(esm, cjs);
});

test("import and require do the same work with a running API", { skip: baseUrl && apiKey ? false : "RISCOSSIONE_URL names no running API" }, () => {
  const work = `(async () => {
    const client = new sdk.RiscossioneClient({ baseUrl: ${JSON.stringify(baseUrl)}, apiKey: ${JSON.stringify(apiKey)} });
    const rows = [sdk.BulkRows.cancel("packed-1", "prova")];
    const load = await client.bulkLoads.load(rows, { organization: "80008510754", department: "tributi", pollIntervalMs: 50 });
    const results = await (await client.bulkLoads.downloadResultsAsCsv(load.id)).blob();
    const refusal = await new sdk.RiscossioneClient({ baseUrl: ${JSON.stringify(baseUrl)}, apiKey: "rk_unknown" }).apiKeys.find().catch((error) => error);
    const signed = await sdk.verifyWebhook("{}", { "webhook-id": "1", "webhook-timestamp": "1", "webhook-signature": "v1,AA==" }, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").catch((error) => error);
    console.log(load.state === sdk.BulkLoadStates.completed, results.size > 0, refusal.code === sdk.ProblemCodes.unauthenticated, signed instanceof sdk.WebhookRefusedError);
  })()`;
  assert.deepEqual(inBothFormats(work), ["true true true true\n", "true true true true\n"]);
});

test("publint finds no fault", () => {
  assert.match(node(root, tool("publint/src/cli.js"), tarball, "--strict"), /All good!/);
});

test("every kind of resolution finds the right types", () => {
  assert.match(node(root, tool("@arethetypeswrong/cli/dist/index.js"), tarball, "--format", "ascii", "--no-emoji"), /No problems found/);
});

const program = `import { EventTypes, RiscossioneClient, RiscossioneNetworkError, verifyWebhook, type CallOptions } from "@comune-lecce/riscossione";
import type { UnknownWebhookEvent, WebhookEvent } from "@comune-lecce/riscossione";
export async function act(limit: number | undefined, options: CallOptions): Promise<string[]> {
  const client = new RiscossioneClient({ baseUrl: "https://pagamenti.example", apiKey: "secret" });
  const page = await client.paymentDocuments.find({ ...options, limit, state: "issued" });
  const load = await client.bulkLoads.waitForCompletion("01J", { onProgress: (seen) => console.log(seen.rowsRead), signal: options.signal });
  const file = await client.noticeBatches.downloadAsZip("01J", { part: 1 });
  await file.stream.pipeThrough(new TextDecoderStream()).cancel();
  const event = await verifyWebhook("{}", {}, "whsec_");
  return [...page.items.map((one) => one.id), load.id, subjectOf(event)];
}
export function subjectOf(event: WebhookEvent): string {
  switch (event.type) {
    case "payment.recorded":
      return event.data.paymentId;
    case EventTypes.bulkLoadCompleted:
      return event.data.bulkLoadId;
    default: {
      // @ts-expect-error The data of another type have no such member.
      event.data.paymentId?.length;
      const type: string = event.type;
      return type;
    }
  }
}
export const isLater = (event: WebhookEvent): event is UnknownWebhookEvent => !(Object.values(EventTypes) as string[]).includes(event.type);
export const wasCut = (error: unknown): boolean => error instanceof RiscossioneNetworkError && error.reason === "connection";
`;

test("a page of an allowed origin calls the API in a browser: reads, loads rows, downloads, and reads refusals", { skip: missingForBrowser }, async () => {
  const seen = await openInChromium(
    join(installed, "dist/esm"),
    `import { BulkRows, RiscossioneClient, RiscossioneError } from "/sdk/index.js";
    const client = new RiscossioneClient({ baseUrl: ${JSON.stringify(baseUrl)}, apiKey: ${JSON.stringify(apiKey)} });
    let etag;
    const department = await client.organizations.readDepartment("80008510754", "tributi", { onResponse: ({ headers }) => (etag = headers.get("etag")) });
    const load = await client.bulkLoads.load([BulkRows.cancel("browser-1", "prova")], { organization: "80008510754", department: "tributi", pollIntervalMs: 50 });
    const results = await client.bulkLoads.downloadResultsAsCsv(load.id);
    const stranger = new RiscossioneClient({ baseUrl: ${JSON.stringify(baseUrl)}, apiKey: "rk_unknown" });
    const refusal = await stranger.apiKeys.find().catch((error) => error);
    tell({
      hasVersion: etag === department.etag,
      rows: load.rowsRead,
      file: [results.mediaType, typeof results.fileName, (await results.blob()).size > 0],
      refusal: refusal instanceof RiscossioneError && refusal.code,
    });`,
  );
  assert.deepEqual(seen, { hasVersion: true, rows: 1, file: ["text/csv", "string", true], refusal: "unauthenticated" });
});

for (const compiler of ["typescript-5.0", "typescript", "typescript-7"]) {
  for (const [module, resolution, extension, platform] of [
    ["NodeNext", "NodeNext", "mts", "node"],
    ["NodeNext", "NodeNext", "cts", "node"],
    ["ESNext", "Bundler", "ts", "browser"],
  ] as const) {
    test(`${compiler} compiles a strict program for ${platform} with ${resolution} resolution, ${extension}`, () => {
      const folder = mkdtempSync(join(project, "program-"));
      writeFileSync(join(folder, `program.${extension}`), program);
      const options = {
        module,
        moduleResolution: resolution,
        target: "ES2022",
        ...(platform === "node"
          ? { lib: ["ES2022"], types: ["node"], typeRoots: [tool("@types")] }
          : { lib: ["ES2022", "DOM", "DOM.Iterable"], types: [] }),
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        skipLibCheck: false,
        noEmit: true,
      };
      writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, include: ["."] }));
      try {
        node(folder, tool(`${compiler}/bin/tsc`), "-p", folder);
      } catch (failure) {
        assert.fail((failure as { stdout: string }).stdout);
      }
    });
  }
}

test("a page that only calls, verifies or compares states carries a known number of bytes", () => {
  const sizeOf = (code: string): number => {
    const stdin = { contents: code, resolveDir: project };
    const { outputFiles } = buildSync({ stdin, bundle: true, minify: true, platform: "browser", format: "esm", write: false, logLevel: "error" });
    return outputFiles[0]!.contents.length;
  };
  const whole = sizeOf('import { RiscossioneClient } from "@comune-lecce/riscossione"; console.log(new RiscossioneClient({}));');
  const receiver = sizeOf('import { verifyWebhook } from "@comune-lecce/riscossione"; console.log(verifyWebhook);');
  const states = sizeOf('import { DocumentStates } from "@comune-lecce/riscossione"; console.log(DocumentStates.paid);');
  console.log(`bytes, minified: client ${whole}, verifyWebhook ${receiver}, DocumentStates ${states}`);
  assert.ok(whole < 34_000 && receiver < 2_600 && states < 300, `${whole}, ${receiver} and ${states} bytes`);
});
