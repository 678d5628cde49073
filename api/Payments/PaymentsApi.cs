using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Payments.Recovery;

namespace Lecce.Riscossione.Api.Payments;

internal static class PaymentsApi
{
    public static void MapPayments(this IEndpointRouteBuilder v1)
    {
        var payments = v1.MapGroup("/payments").WithTags("Payments");
        payments
            .MapPost("", CollectPayment.Handle)
            .RequireScope(Scopes.PaymentsRecord, Covers.Department)
            .WithName("RecordPayment")
            .WithSummary("Registra una riscossione")
            .WithDescription(
                "Denaro incassato allo sportello, in banca o per altro canale. Non è mai rifiutato per lo stato del debito: è imputato fino a "
                    + "concorrenza del dovuto e classificato (exact, partial, excess, duplicate, unmatched). Ripetere lo stesso canale e identificativo non ha effetto."
            );
        payments
            .MapGet("", FindPayments.Handle)
            .RequireScope(Scopes.PaymentsRead, Covers.DepartmentOrDebtor)
            .WithName("FindPayments")
            .WithSummary("Elenca le riscossioni")
            .WithDescription("Dalla più recente, con filtri facoltativi e cursore.");
        payments
            .MapGet("/{id}", FindPayments.One)
            .RequireScope(Scopes.PaymentsRead, Covers.DepartmentOrDebtor)
            .WithName("ReadPayment")
            .WithSummary("Legge una riscossione")
            .WithDescription("Importo, esito e documento a cui è stata imputata.");

        var stamps = v1.MapGroup("/payment-documents/{id}/stamps")
            .WithTags("PaymentDocuments")
            .RequireScope(Scopes.DocumentsRead, Covers.DepartmentOrDebtor);
        stamps
            .MapGet("", ReadStamps.Handle)
            .WithName("ReadPaymentDocumentStamps")
            .WithSummary("Elenca le marche da bollo di un documento")
            .WithDescription(
                "Le marche da bollo digitali arrivate con le ricevute, con l'esito dei controlli. La ricevuta è accettata e il debito è pagato qualunque sia "
                    + "l'esito; una marca che non è valid va contestata a chi l'ha venduta. Prima del pagamento l'elenco è vuoto: ciò che è chiesto è nelle voci."
            );
        stamps
            .MapGet("/{number}/content", ReadStamps.HandleContent)
            .Produces<Microsoft.AspNetCore.Mvc.FileContentResult>(StatusCodes.Status200OK, "application/xml")
            .WithName("DownloadPaymentDocumentStamp")
            .WithSummary("Scarica una marca da bollo")
            .WithDescription("La marca firmata, byte per byte come è arrivata; il file ha per nome il suo identificativo (IUBD).");

        var receipts = v1.MapGroup("/receipts").WithTags("Receipts").RequireScope(Scopes.ReceiptsRead, Covers.DepartmentOrDebtor);
        receipts
            .MapGet("", FindReceipts.Handle)
            .WithName("FindReceipts")
            .WithSummary("Cerca le ricevute")
            .WithDescription("Dalla più recente, con filtri facoltativi e cursore.");
        receipts
            .MapGet("/{id}", FindReceipts.HandleOne)
            .WithName("ReadReceipt")
            .WithSummary("Legge una ricevuta")
            .WithDescription("Dati di arrivo e impronta del contenuto.");
        receipts
            .MapGet("/{id}/content", FindReceipts.HandleContent)
            .Produces<Microsoft.AspNetCore.Mvc.FileContentResult>(StatusCodes.Status200OK, "application/xml", "application/octet-stream")
            .WithName("DownloadReceipt")
            .WithSummary("Scarica una ricevuta")
            .WithDescription(
                "Il contenuto, byte per byte come è arrivato: XML del Nodo oppure, se la ricevuta è stata recuperata, JSON (application/octet-stream)."
            );
        receipts
            .MapGet("/{id}/late-content", FindReceipts.HandleLateContent)
            .Produces<Microsoft.AspNetCore.Mvc.FileContentResult>(StatusCodes.Status200OK, "application/xml")
            .WithName("DownloadLateReceipt")
            .WithSummary("Scarica la ricevuta arrivata dopo il recupero")
            .WithDescription("Il contenuto della ricevuta del Nodo (late), byte per byte; 404 se non è arrivata.");

        var recoveries = v1.MapGroup("/receipt-recoveries").WithTags("Receipts");
        recoveries
            .MapPost("", RequestReceiptRecovery.Handle)
            .RequireScope(Scopes.PaymentsRecord, Covers.Organization)
            .WithName("RequestReceiptRecovery")
            .WithSummary("Chiede il recupero di una ricevuta")
            .WithDescription(
                "Per un pagamento pagoPA attestato da chi ha pagato la cui ricevuta non è arrivata. La ricevuta si chiede a pagoPA subito e poi "
                    + "sempre più di rado, per circa 90 giorni; quando c'è, la riscossione è registrata come se la ricevuta fosse arrivata "
                    + "(origin è recovery). Ripetere la richiesta con lo stesso IUR restituisce il recupero esistente (200), o lo riprende se "
                    + "era fallito; con un altro IUV dà 409 receipt-recovery-differs. Se l'installazione non è collegata al servizio di pagoPA: "
                    + "409 receipt-recovery-off."
            );
        recoveries
            .MapGet("", FindReceiptRecoveries.Handle)
            .RequireScope(Scopes.ReceiptsRead, Covers.Organization)
            .WithName("FindReceiptRecoveries")
            .WithSummary("Elenca i recuperi di ricevute")
            .WithDescription("Dal più recente, con filtri facoltativi e cursore.");
        recoveries
            .MapGet("/{id}", FindReceiptRecoveries.HandleOne)
            .RequireScope(Scopes.ReceiptsRead, Covers.Organization)
            .WithName("ReadReceiptRecovery")
            .WithSummary("Legge un recupero di ricevuta")
            .WithDescription("Stato, tentativi e, quando ci sono, ricevuta e riscossione.");
    }
}
