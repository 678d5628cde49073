import type { CallOptions } from "./call.js";
import type { AccountMove, MoveRevenueTypeAccountRequest } from "./generated/types.js";
import { Resource } from "./resource.js";

/** I metodi dei tipi di entrata che sono più di una chiamata. */
export abstract class RevenueTypesHelpers extends Resource {
  abstract moveAccount(organization: string, revenueType: string, body: MoveRevenueTypeAccountRequest, options?: CallOptions): Promise<AccountMove>;

  /**
   * Sposta dal conto lasciato a quello attuale tutte le quote non pagate di un tipo di entrata, con tutte le richieste che servono. Con `dryRun`
   * non cambia nulla e dice che cosa cambierebbe. Dopo un errore si può ripetere: ciò che è spostato resta.
   *
   * @param organization Codice fiscale dell'ente.
   * @param revenueType Codice del tipo di entrata.
   * @param request Il conto lasciato e il motivo; il suo `cursor` è il punto di partenza.
   * @returns Le somme di tutte le richieste.
   * @throws RiscossioneError se una richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.
   */
  async moveWholeAccount(
    organization: string,
    revenueType: string,
    request: MoveRevenueTypeAccountRequest,
    options: Pick<CallOptions, "signal" | "timeoutMs"> = {},
  ): Promise<AccountMove> {
    let page = await this.moveAccount(organization, revenueType, request, options);
    let total = page;
    while (page.nextCursor) {
      page = await this.moveAccount(organization, revenueType, { ...request, cursor: page.nextCursor }, options);
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
}
