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
                    + "document-paid, document-not-payable). Leggere l'avviso non lascia traccia nell'iter."
            );
    }
}
