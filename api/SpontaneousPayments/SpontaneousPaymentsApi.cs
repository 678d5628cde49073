using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Http;

namespace Lecce.Riscossione.Api.SpontaneousPayments;

internal static class SpontaneousPaymentsApi
{
    public static void MapSpontaneousPayments(this IEndpointRouteBuilder v1)
    {
        var payments = v1.MapGroup("/spontaneous-payments").WithTags("SpontaneousPayments");
        payments
            .MapPost("/quotes", QuoteSpontaneousPayment.Handle)
            .RequireScope(Scopes.SpontaneousWrite, Covers.Own)
            .CountIn(RateBucket.Read)
            .Produces<Problem>(StatusCodes.Status409Conflict, Problems.ContentType)
            .WithName("QuoteSpontaneousPayment")
            .WithSummary("Calcola un pagamento spontaneo")
            .WithDescription("Controlla il modulo come farebbe la creazione e dice importo, oggetto e scadenza; non registra nulla.");
        payments
            .MapPost("", CreateSpontaneousPayment.Handle)
            .RequireScope(Scopes.SpontaneousWrite, Covers.Own)
            .WithName("CreateSpontaneousPayment")
            .WithSummary("Crea un pagamento spontaneo")
            .WithDescription(
                "Controlla il modulo, calcola l'importo e assegna un numero avviso, pagabile in ogni canale fino alla scadenza del servizio. Chiave ed "
                    + "externalId lo identificano: lo stesso contenuto inviato di nuovo restituisce il pagamento esistente (200), un contenuto diverso è "
                    + "rifiutato (409)."
            );
        payments
            .MapGet("/{id}", ReadSpontaneousPayment.Handle)
            .RequireScope(Scopes.SpontaneousRead, Covers.Own)
            .WithName("ReadSpontaneousPayment")
            .WithSummary("Legge un pagamento spontaneo")
            .WithDescription("Numero avviso, importo e stato. Solo la chiave che lo ha creato può leggerlo.");
        payments
            .MapGet("/{id}/form", ReadSubmittedForm.Handle)
            .RequireScope(Scopes.DocumentsRead, Covers.Department)
            .WithName("ReadSubmittedForm")
            .WithSummary("Legge il modulo di un pagamento spontaneo")
            .WithDescription("Ciò che ha scritto chi paga, per l'ufficio a cui appartiene il documento.");
    }
}
