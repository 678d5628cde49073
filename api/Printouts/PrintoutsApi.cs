using Lecce.Riscossione.Api.Access;
using Microsoft.AspNetCore.Mvc;

namespace Lecce.Riscossione.Api.Printouts;

internal static class PrintoutsApi
{
    public static void MapPrintouts(this IEndpointRouteBuilder v1)
    {
        v1.MapGet("/payments/{id}/quittance", ReadQuittance.Handle)
            .WithTags("Payments")
            .RequireScope(Scopes.ReceiptsRead, Covers.DepartmentOrDebtor)
            .Produces<FileContentResult>(StatusCodes.Status200OK, "application/pdf")
            .WithName("DownloadQuittance")
            .WithSummary("Scarica la quietanza di una riscossione")
            .WithDescription(
                "PDF accessibile: chi deve, a chi, per quale avviso, importo, data, canale e prestatore, voci e accrediti a cui il denaro è "
                    + "imputato. Se la somma è doppia, in eccesso o senza debito lo dichiara, e non vale come quietanza per ciò che non è imputato. "
                    + "Il nome del debitore è quello del documento: chi ha materialmente pagato è nella ricevuta."
            );
        v1.MapGet("/payment-documents/{id}/summary", ReadDocumentSummary.Handle)
            .WithTags("PaymentDocuments")
            .RequireScope(Scopes.DocumentsRead, Covers.DepartmentOrDebtor)
            .Produces<FileContentResult>(StatusCodes.Status200OK, "application/pdf")
            .WithName("DownloadPaymentDocumentSummary")
            .WithSummary("Scarica il riepilogo di un documento")
            .WithDescription(
                "PDF accessibile con la situazione di oggi: voci, soluzioni, rate con il loro stato, riscossioni, movimenti e residuo. "
                    + "Non vale come quietanza."
            );
    }
}
