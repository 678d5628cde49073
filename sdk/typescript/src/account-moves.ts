import type { RiscossioneClient } from "./client.js";
import type { AccountMove, MoveRevenueTypeAccountRequest } from "./generated/client.js";

/**
 * Moves all unpaid shares of a revenue type from a former account to its present one, in as many requests as necessary, and returns the
 * sums. With `dryRun` it changes nothing and returns the expected result. After a failure call it again: completed moves remain.
 */
export async function moveWholeAccount(
  client: RiscossioneClient,
  organization: string,
  revenueType: string,
  request: MoveRevenueTypeAccountRequest,
): Promise<AccountMove> {
  let page = await client.moveRevenueTypeAccount({ organization, revenueType, body: request });
  let total = page;
  while (page.nextCursor) {
    page = await client.moveRevenueTypeAccount({ organization, revenueType, body: { ...request, cursor: page.nextCursor } });
    total = {
      ...total,
      documents: total.documents + page.documents,
      installments: total.installments + page.installments,
      skippedDocuments: [...total.skippedDocuments, ...page.skippedDocuments],
    };
  }
  const { nextCursor: _, ...sums } = total;
  return sums;
}
