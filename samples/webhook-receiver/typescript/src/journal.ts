import { mkdir, open, readFile, rename, rm, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";

const ownerOnly = 0o600;

/** A file of JSON lines that only grows. A line is on the disk when `append` returns. */
export class Journal<T> {
  readonly #file: FileHandle;
  #end: number;

  private constructor(file: FileHandle, end: number) {
    this.#file = file;
    this.#end = end;
  }

  /** Opens a journal and reads its lines. A last line that a crash has cut is dropped. */
  static async open<T>(path: string): Promise<{ journal: Journal<T>; lines: T[] }> {
    await mkdir(dirname(path), { recursive: true });
    const text = (await readIfThere(path)) ?? Buffer.alloc(0);
    const end = text.lastIndexOf("\n") + 1;
    const file = await open(path, end === 0 ? "w+" : "r+", ownerOnly);
    await file.truncate(end);
    const lines = text.subarray(0, end).toString("utf8").split("\n").filter((line) => line !== "");
    return { journal: new Journal<T>(file, end), lines: lines.map((line) => JSON.parse(line) as T) };
  }

  /** Appends lines; await it before the next call. */
  async append(lines: readonly T[]): Promise<void> {
    const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(""), "utf8");
    // A write that failed halfway is overwritten by the next.
    await this.#file.write(bytes, 0, bytes.length, this.#end);
    await this.#file.datasync();
    this.#end += bytes.length;
  }
}

/** Writes a file whole or not at all. */
export async function replaceFile(path: string, content: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  const file = await open(draft, "w", ownerOnly);
  try {
    await file.writeFile(JSON.stringify(content));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

export async function readFileIfThere<T>(path: string): Promise<T | undefined> {
  const text = await readIfThere(path);
  return text === undefined ? undefined : (JSON.parse(text.toString("utf8")) as T);
}

export const removeFile = (path: string): Promise<void> => rm(path, { force: true });

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === "ENOENT") {
      return undefined;
    }
    throw failure;
  }
}
