using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Http;
using Microsoft.AspNetCore.Mvc;

namespace Lecce.Riscossione.Api.Notices;

internal static class NoticesApi
{
    public static void MapNotices(this IEndpointRouteBuilder v1)
    {
        v1.MapGet("/payment-documents/{id}/notice", ReadNotice.Handle)
            .WithTags("PaymentDocuments")
            .RequireScope(Scopes.NoticesRead, Covers.DepartmentOrDebtor)
            .Produces<FileContentResult>(StatusCodes.Status200OK, "application/pdf")
            .Produces<Problem>(StatusCodes.Status409Conflict, Problems.ContentType)
            .WithName("DownloadNotice")
            .WithSummary("Scarica l'avviso di pagamento")
            .WithDescription(
                "PDF accessibile secondo il modello pagoPA, con ciò che adesso resta da pagare: rata unica, rate, importo ridotto. Con installment, "
                    + "la sola rata indicata. Di più piani di rate, il primo ancora pagabile. Il bollettino postale c'è quando tutto l'importo va a conti "
                    + "postali e quello dell'ente ha l'autorizzazione alla stampa. Se non c'è nulla da pagare risponde 409 (document-draft, "
                    + "document-paid, document-not-payable), e così per un documento con una marca da bollo (stamp-not-on-notice). Leggere l'avviso "
                    + "non lascia traccia nell'iter."
            );
        var lookups = v1.MapGroup("/notice-lookups")
            .WithTags("Checkouts")
            .RequireScope(Scopes.NoticesLookup, Covers.Department)
            .CountIn(RateBucket.Read);
        lookups
            .MapPost("", LookUpNotice.Handle)
            .WithName("LookUpNotice")
            .WithSummary("Cerca un avviso dal suo numero")
            .WithDescription(
                "Per chi paga senza identificarsi. Senza codice fiscale dà ciò che qualunque sportello direbbe: importo, ente, causale, scadenza e "
                    + "se si può pagare. Con il codice fiscale del debitore dà anche tutte le soluzioni. Un codice sbagliato e un numero inesistente "
                    + "ricevono la stessa risposta, 404 notice-not-found. Dopo 10 ricerche senza esito dello stesso avviso in un'ora, o 100 con la stessa "
                    + "chiave, la risposta è 429."
            );
        lookups
            .MapPost("/pdf", LookUpNotice.Download)
            .Produces<FileContentResult>(StatusCodes.Status200OK, "application/pdf")
            .WithName("DownloadLookedUpNotice")
            .WithSummary("Scarica l'avviso cercato")
            .WithDescription(
                "PDF dell'avviso, per chi ne conosce il numero e il codice fiscale del debitore. Valgono gli stessi limiti di LookUpNotice; se non c'è "
                    + "nulla da pagare la risposta è 409, come per DownloadNotice."
            );
    }
}
