/**
 * Enumerates all items of a list; each page is fetched when the loop reaches it:
 *
 * ```ts
 * for await (const document of enumerate((cursor) => client.findPaymentDocuments({ state: "issued", cursor }))) { … }
 * ```
 */
export async function* enumerate<T>(
  fetchPage: (cursor: string | undefined) => Promise<{ items: readonly T[]; nextCursor?: string | null }>,
): AsyncGenerator<T, void, undefined> {
  let cursor: string | undefined;
  do {
    const page = await fetchPage(cursor);
    yield* page.items;
    cursor = page.nextCursor || undefined;
  } while (cursor !== undefined);
}
