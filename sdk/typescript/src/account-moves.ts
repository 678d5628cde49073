import type { RiscossioneClient } from "./client.js";
import type { AccountMove, MoveRevenueTypeAccountRequest } from "./generated/client.js";

/**
 * Moves everything that is still unpaid of a revenue type from an account that it has left to its present one, request after request until
 * nothing is left, and gives the sums. With `dryRun` nothing changes and the answer says what would. After a failure call it again: what was
 * moved stays moved.
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
