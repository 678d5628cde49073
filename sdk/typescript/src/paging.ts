/**
 * Elenca tutti gli elementi di una lista, dalla pagina che comincia da `from`; ogni pagina è chiesta quando il ciclo vi arriva. Per le liste
 * dell'API lo fanno già i metodi `findAll…`.
 */
export async function* enumerate<T>(
  fetchPage: (cursor: string | undefined) => Promise<{ items: readonly T[]; nextCursor?: string | null | undefined }>,
  from?: string | null,
): AsyncGenerator<T, void, undefined> {
  let cursor = from || undefined;
  do {
    const page = await fetchPage(cursor);
    yield* page.items;
    cursor = page.nextCursor || undefined;
  } while (cursor !== undefined);
}
