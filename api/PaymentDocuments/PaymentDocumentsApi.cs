using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.PaymentDocuments.Change;
using Lecce.Riscossione.Api.PaymentDocuments.Find;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;

namespace Lecce.Riscossione.Api.PaymentDocuments;

internal static class PaymentDocumentsApi
{
    public static void MapPaymentDocuments(this IEndpointRouteBuilder v1)
    {
        var reading = v1.MapGroup("/payment-documents")
            .WithTags("PaymentDocuments")
            .RequireScope(Scopes.DocumentsRead, Covers.DepartmentOrDebtor);
        var tracing = v1.MapGroup("/payment-documents").WithTags("PaymentDocuments").RequireScope(Scopes.DocumentsRead, Covers.Department);
        var writing = v1.MapGroup("/payment-documents").WithTags("PaymentDocuments").RequireScope(Scopes.DocumentsWrite, Covers.Department);

        writing
            .MapPost("", IssueDocument.Handle)
            .WithName("IssuePaymentDocument")
            .WithSummary("Emette un documento di pagamento")
            .WithDescription(
                "Registra il debito, lo ripartisce tra le rate al centesimo e assegna un numero avviso a ogni rata. Ufficio ed externalId lo "
                    + "identificano: lo stesso contenuto inviato di nuovo restituisce il documento esistente (200), un contenuto diverso è rifiutato (409)."
            );
        reading
            .MapGet("", FindDocuments.Handle)
            .WithName("FindPaymentDocuments")
            .WithSummary("Elenca i documenti di pagamento")
            .WithDescription("Dal più recente, con filtri facoltativi e cursore.");
        reading
            .MapPost("/searches", FindDocuments.Search)
            .CountIn(RateBucket.Read)
            .WithName("SearchPaymentDocuments")
            .WithSummary("Cerca i documenti di un contribuente")
            .WithDescription("Per codice fiscale, o identità estera, del debitore o di un coobbligato, dal documento più recente.");
        reading
            .MapGet("/{id}", ReadDocument.Handle)
            .WithName("ReadPaymentDocument")
            .WithSummary("Legge un documento di pagamento")
            .WithDescription("Voci, soluzioni, rate con numero avviso e pagabilità, così come sono adesso.");
        tracing
            .MapGet("/{id}/timeline", DocumentHistory.Timeline)
            .WithName("ReadPaymentDocumentTimeline")
            .WithSummary("Legge l'iter di un documento")
            .WithDescription("Tutti gli eventi in ordine, con l'esito della verifica della catena di impronte.");
        tracing
            .MapGet("/{id}/movements", DocumentHistory.Movements)
            .WithName("ReadPaymentDocumentMovements")
            .WithSummary("Legge i movimenti di un documento")
            .WithDescription("Il conto delle voci di debito: la somma dei movimenti di una voce è ciò che ne resta da pagare.");
        writing
            .MapPost("/{id}/publication", PublishDocument.Handle)
            .WithName("PublishPaymentDocument")
            .WithSummary("Pubblica una bozza")
            .WithDescription("Assegna i numeri avviso e rende il documento pagabile. Ripeterla non ha effetto.");
        writing
            .MapPost("/{id}/cancellation", CancelDocument.Handle)
            .WithName("CancelPaymentDocument")
            .WithSummary("Annulla un documento di pagamento")
            .WithDescription(
                "Solo finché nulla è stato pagato. I numeri avviso restano assegnati per sempre a questo documento. Ripeterla non ha effetto."
            );
        writing
            .MapPost("/{id}/suspensions", SuspendDocument.Handle)
            .WithName("SuspendPaymentDocument")
            .WithSummary("Sospende un documento di pagamento")
            .WithDescription(
                "Nei giorni indicati gli avvisi non si possono pagare, e chi li chiede legge che il pagamento è sospeso. I numeri avviso restano gli "
                    + "stessi. Il denaro che arriva comunque è imputato al documento. Con dryRun risponde 200 e non ha effetto."
            );
        tracing
            .MapGet("/{id}/suspensions", ReadSuspensions.Handle)
            .WithName("ReadPaymentDocumentSuspensions")
            .WithSummary("Legge le sospensioni di un documento")
            .WithDescription("Tutte, dalla prima, ciascuna con la ripresa che l'ha fatta cessare.");
        writing
            .MapPost("/{id}/resumption", ResumeDocument.Handle)
            .WithName("ResumePaymentDocument")
            .WithSummary("Fa cessare la sospensione di un documento")
            .WithDescription(
                "Anche prima che cominci. Gli avvisi tornano pagabili subito, se l'ultimo giorno utile non è passato. Con dryRun non ha effetto."
            );
    }
}
