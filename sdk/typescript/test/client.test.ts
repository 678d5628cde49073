import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import type { FileResponse } from "../src/call.js";
import { RiscossioneClient } from "../src/client.js";
import type { RetryLimits } from "../src/retry.js";
import { RiscossioneError, RiscossioneNetworkError } from "../src/error.js";
import { enumerate } from "../src/paging.js";
import { JumpingClock, ok, OpenClient, ScriptedApi } from "./scripted-api.js";

const withoutTimers = process.version.startsWith("v18.") && "Node 18 cannot hold setTimeout without holding fetch";

test("a problem becomes an error with its code, fields and request number", async () => {
  const problem = {
    title: "Dati non accettabili",
    status: 422,
    detail: "Correggere i campi indicati.",
    code: "validation-failed",
    requestId: "01J",
    errors: [{ pointer: "/items/0/amountCents", code: "amount-out-of-range", detail: "L'importo va da 1 centesimo." }],
  };
  const api = new ScriptedApi(
    () => new Response(JSON.stringify(problem), { status: 422, headers: { "content-type": "application/problem+json; charset=utf-8" } }),
  );
  await assert.rejects(new OpenClient(api).call({ method: "GET", path: "/v1/things" }), (error) => {
    assert.ok(error instanceof RiscossioneError);
    assert.equal(error.status, 422);
    assert.equal(error.code, "validation-failed");
    assert.equal(error.detail, "Correggere i campi indicati.");
    assert.equal(error.requestId, "01J");
    assert.deepEqual(error.errors, problem.errors);
    assert.equal(error.message, "422 validation-failed: Correggere i campi indicati. [/items/0/amountCents: amount-out-of-range]");
    return true;
  });
});

for (const [body, mediaType] of [
  ["<html>Bad gateway</html>", "text/html"],
  ["not json", "application/json"],
  ["{}", "application/problem+json"],
] as const) {
  test(`an error without a problem document is reported as such: ${body}`, async () => {
    const api = new ScriptedApi(() => new Response(body, { status: 502, headers: { "content-type": mediaType } }));
    await assert.rejects(new OpenClient(api, { maxAttempts: 1 }).call({ method: "GET", path: "/v1/things" }), {
      status: 502,
      code: "",
      responseText: body,
      message: "The API answered 502 without a problem document.",
    });
  });
}

test("values reach the address escaped and the key goes in the header", async () => {
  const api = new ScriptedApi(ok());
  await new OpenClient(api, { apiKey: () => Promise.resolve("fresh") }).call({
    method: "GET",
    path: "/v1/things/{id}",
    pathValues: { id: "a/b c" },
    query: { dueFrom: "2026-03-01", states: ["issued", "paid"], overdue: true, cursor: undefined, limit: null },
    accept: "application/json",
  });
  const request = api.requests[0]!;
  assert.equal(request.url, "http://localhost/base/v1/things/a%2Fb%20c?dueFrom=2026-03-01&states=issued&states=paid&overdue=true");
  assert.equal(request.headers.get("authorization"), "Bearer fresh");
});

test("a caller can see the headers of the answer", async () => {
  const api = new ScriptedApi(() => Response.json({}, { headers: { etag: '"3"' } }));
  let version: string | null = null;
  await new OpenClient(api).call(
    { method: "GET", path: "/v1/things/1", accept: "application/json" },
    { onResponse: (response) => (version = response.headers.get("etag")) },
  );
  assert.equal(version, '"3"');
});

test("a file arrives byte for byte with its name, over a real connection", async () => {
  const bytes = [0x25, 0x50, 0x44, 0x46, 0xff];
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "application/pdf", "content-disposition": 'attachment; filename="avviso.pdf"' });
    response.end(Buffer.from(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    class Client extends RiscossioneClient {
      notice(): Promise<FileResponse> {
        return this.send({ method: "GET", path: "/v1/notice", accept: "application/pdf" });
      }
    }
    const { port } = server.address() as AddressInfo;
    const file = await new Client({ baseUrl: `http://127.0.0.1:${port}`, apiKey: "secret" }).notice();
    assert.equal(file.fileName, "avviso.pdf");
    assert.equal(file.mediaType, "application/pdf");
    assert.deepEqual([...new Uint8Array(await (await file.blob()).arrayBuffer())], bytes);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test("a file is read while it arrives, for longer than an attempt may take", { skip: withoutTimers }, async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  await withServer("application/zip", "first", async (client, answers) => {
    const file = await client.noticeBatches.downloadAsZip("01J");
    const reader = file.stream.pipeThrough(new TextDecoderStream()).getReader();
    assert.equal((await reader.read()).value, "first");
    t.mock.timers.tick(attemptTimeoutMs);
    answers[0]!.end("last");
    assert.equal((await reader.read()).value, "last");
    assert.equal((await reader.read()).done, true);
  }, { attemptTimeoutMs });
});

test("a file whose connection breaks fails as such while it is read", async () => {
  await withServer("application/zip", "first", async (client, answers) => {
    const file = await client.noticeBatches.downloadAsZip("01J");
    answers[0]!.destroy();
    await assert.rejects(file.blob(), (error) => {
      assert.ok(error instanceof RiscossioneNetworkError && error.reason === "connection");
      return true;
    });
  });
});

test("an answer in JSON that breaks off is asked for again, and given up as a connection that failed", async () => {
  await withServer("application/json", "{", async (client, answers) => {
    const refused = assert.rejects(client.status.read(), { name: "RiscossioneNetworkError", reason: "connection", attempts: 2 });
    for (let attempt = 0; attempt < 2; attempt++) {
      await answers.arrival(attempt);
      answers[attempt]!.destroy();
    }
    await refused;
  });
});

test("an answer in JSON that does not end is given up", { skip: withoutTimers }, async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  await withServer("application/json", "{", async (client, answers) => {
    const refused = assert.rejects(client.status.read(), { name: "RiscossioneNetworkError", reason: "timeout", attempts: 2 });
    for (let attempt = 0; attempt < 2; attempt++) {
      await answers.arrival(attempt);
      t.mock.timers.tick(attemptTimeoutMs);
    }
    await refused;
  }, { attemptTimeoutMs });
});

test("an answer that is not JSON did not come from the API", async () => {
  const api = new ScriptedApi(() => new Response("<html>Portale</html>", { headers: { "content-type": "text/html" } }));
  await assert.rejects(new OpenClient(api).status.read(), { name: "RiscossioneError", status: 200, code: "", responseText: "<html>Portale</html>" });
});

test("an address that is none is refused at once", () => {
  assert.throws(() => new RiscossioneClient({ baseUrl: "pagamenti", apiKey: "secret" }), TypeError);
});

// Shorter than any time that the platform itself measures; a mocked clock passes it.
const attemptTimeoutMs = 200;

class Answers extends Array<ServerResponse> {
  #arrived = new EventEmitter();

  /** Ends when the client has the beginning of this answer. */
  async arrival(index: number): Promise<void> {
    while (this.length <= index) {
      await once(this.#arrived, "answer");
    }
  }

  begin(answer: ServerResponse, mediaType: string, text: string): void {
    answer.writeHead(200, { "content-type": mediaType });
    answer.write(text, () => {
      this.push(answer);
      this.#arrived.emit("answer");
    });
  }
}

/** A client of a server that begins each answer with a text; the test ends them. */
async function withServer(
  mediaType: string,
  text: string,
  act: (client: RiscossioneClient, answers: Answers) => Promise<void>,
  limits: Partial<RetryLimits> = {},
): Promise<void> {
  const answers = new Answers();
  const server = createServer((_, response) => answers.begin(response, mediaType, text));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = server.address() as AddressInfo;
    await act(new RiscossioneClient({ baseUrl: `http://127.0.0.1:${port}`, apiKey: "secret", maxAttempts: 2, clock: new JumpingClock(), ...limits }), answers);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

for (const id of ["", " ", ".", "..", undefined, null]) {
  test(`an id that names nothing is refused before anything is sent: ${JSON.stringify(id)}`, async () => {
    const api = new ScriptedApi(ok());
    await assert.rejects(new OpenClient(api).paymentDocuments.read(id as string), { name: "TypeError", message: /\bid\b/ });
    assert.equal(api.requests.length, 0);
  });
}

for (const body of [undefined, null]) {
  test(`a body that is missing is refused before anything is sent: ${body}`, async () => {
    const api = new ScriptedApi(ok());
    await assert.rejects(new OpenClient(api).paymentDocuments.issue(body as never), { name: "TypeError", message: /body/ });
    assert.equal(api.requests.length, 0);
  });
}

test("a list is walked page by page, only as far as it is read", async () => {
  const fetched: (string | undefined)[] = [];
  const pages: Record<string, { items: number[]; nextCursor?: string | null }> = {
    "": { items: [1, 2], nextCursor: "b" },
    b: { items: [], nextCursor: "c" },
    c: { items: [3], nextCursor: null },
  };
  const fetchPage = (cursor: string | undefined) => {
    fetched.push(cursor);
    return Promise.resolve(pages[cursor ?? ""]!);
  };
  const items: number[] = [];
  for await (const item of enumerate(fetchPage)) {
    items.push(item);
  }
  for await (const item of enumerate(fetchPage)) {
    assert.equal(item, 1);
    break;
  }
  assert.deepEqual(items, [1, 2, 3]);
  assert.deepEqual(fetched, [undefined, "b", "c", undefined]);
});
