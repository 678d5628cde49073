import type { ApiCall, Bytes, FileResponse } from "./call.js";
import { RiscossioneError, RiscossioneNetworkError } from "./error.js";

/** Reads what a call answers: a file, which is streamed, or a JSON value. */
export async function resultOf(call: ApiCall, response: Response): Promise<unknown> {
  if (!response.ok) {
    throw await RiscossioneError.from(response);
  }
  if (call.accept !== undefined && !/\bjson\b/i.test(call.accept)) {
    return fileOf(response);
  }
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw RiscossioneError.unreadable(response.status, text);
  }
}

function fileOf(response: Response): FileResponse {
  const fileName = /filename="?([^";]+)"?/i.exec(response.headers.get("content-disposition") ?? "")?.[1];
  const mediaType = response.headers.get("content-type")?.split(";")[0]?.trim() || "application/octet-stream";
  const stream = response.body ? watched(response.body as ReadableStream<Bytes>) : new Blob().stream();
  return {
    stream,
    mediaType,
    ...(fileName === undefined ? {} : { fileName }),
    blob: () => new Response(stream, { headers: { "content-type": mediaType } }).blob(),
  };
}

/** The same bytes; a connection that breaks meanwhile is a {@link RiscossioneNetworkError}. */
function watched(body: ReadableStream<Bytes>): ReadableStream<Bytes> {
  const reader = body.getReader();
  return new ReadableStream<Bytes>(
    {
      pull: async (controller) => {
        try {
          const { done, value } = await reader.read();
          if (done) {
            controller.close();
          } else {
            controller.enqueue(value);
          }
        } catch (failure) {
          // The caller's own signal fails with its reason; a platform reports a broken connection as a TypeError.
          throw failure instanceof TypeError ? new RiscossioneNetworkError("connection", 1, failure) : failure;
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
