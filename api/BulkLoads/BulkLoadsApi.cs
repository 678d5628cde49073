using Lecce.Riscossione.Api.Access;
using Microsoft.AspNetCore.Mvc;

namespace Lecce.Riscossione.Api.BulkLoads;

internal static class BulkLoadsApi
{
    public static void AddBulkLoads(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(configuration.GetSection("Riscossione:BulkLoads").Get<BulkLoadOptions>() ?? new BulkLoadOptions());

    public static void MapBulkLoads(this IEndpointRouteBuilder v1)
    {
        var reading = v1.MapGroup("/bulk-loads").WithTags("BulkLoads").RequireScope(Scopes.BulkLoadsRead, Covers.Department);
        var writing = v1.MapGroup("/bulk-loads").WithTags("BulkLoads").RequireScope(Scopes.BulkLoadsWrite, Covers.Department);

        writing
            .MapPost("/", ReceiveBulkLoad.Handle)
            .Accepts<Stream>("application/x-ndjson", "text/csv")
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .WithName("CreateBulkLoad")
            .WithSummary("Carica documenti di pagamento in massa")
            .WithDescription(
                "Il corpo è un flusso di righe di qualunque lunghezza, anche compresso (Content-Encoding: gzip). application/x-ndjson: una "
                    + "richiesta di emissione per riga, con in più action (issue, replace, cancel) e reason, facoltativi. text/csv: "
                    + "intestazione con i nomi delle colonne, separatore «;» o «,», UTF-8 o windows-1252 (charset nel Content-Type), una riga "
                    + "per rata o per voce; quelle con lo stesso externalId sono consecutive e concordi. Colonne: externalId, action, reason, subject, debtorKind, "
                    + "debtorFiscalCode, debtorFullName, debtorStreet, debtorCivicNumber, debtorPostalCode, debtorCity, debtorProvince, "
                    + "debtorCountry, debtorEmail, revenueType, year, itemAmountCents, itemDescription, budgetChapter, dueOn, "
                    + "installmentDueOn, installmentAmountCents, noticeNumber, iuv, planCount, planFirstDueOn, planEveryMonths, validFrom, "
                    + "payableUntil, printedOn. La risposta arriva quando tutto è al sicuro; l'elaborazione segue. Inviare due volte lo stesso "
                    + "file non ha effetto: le righe uguali risultano unchanged. I documenti emessi così non sono notificati uno per uno: "
                    + "alla fine parte un solo evento bulk-load.completed."
            );
        reading
            .MapGet("/", FindBulkLoads.Handle)
            .WithName("FindBulkLoads")
            .WithSummary("Elenca i caricamenti")
            .WithDescription("Dal più recente.");
        reading
            .MapGet("/{id}", FindBulkLoads.HandleOne)
            .WithName("ReadBulkLoad")
            .WithSummary("Legge un caricamento e il suo avanzamento")
            .WithDescription("Righe lette, esiti, velocità e fine prevista.");
        writing
            .MapPost("/{id}/pause", SteerBulkLoad.Pause)
            .WithName("PauseBulkLoad")
            .WithSummary("Sospende un caricamento")
            .WithDescription("Si ferma dopo il lotto in corso. Ripeterla non ha effetto.");
        writing
            .MapPost("/{id}/resumption", SteerBulkLoad.Resume)
            .WithName("ResumeBulkLoad")
            .WithSummary("Riprende un caricamento sospeso")
            .WithDescription("Riparte dalla prima riga non elaborata. Ripeterla non ha effetto.");
        writing
            .MapPost("/{id}/cancellation", SteerBulkLoad.Cancel)
            .WithName("CancelBulkLoad")
            .WithSummary("Interrompe un caricamento")
            .WithDescription("Ciò che è già stato emesso resta emesso; in modalità atomic o dry-run non resta nulla.");
        reading
            .MapGet("/{id}/results", BulkLoadResults.Page)
            .WithName("FindBulkLoadResults")
            .WithSummary("Elenca gli esiti delle righe")
            .WithDescription("Nell'ordine del file, anche mentre il caricamento è in corso.");
        reading
            .MapGet("/{id}/results/ndjson", BulkLoadResults.Ndjson)
            .Produces<FileContentResult>(StatusCodes.Status200OK, "text/plain")
            .WithName("DownloadBulkLoadResultsAsNdjson")
            .WithSummary("Scarica gli esiti in NDJSON")
            .WithDescription("Gli esiti disponibili in questo momento, una riga JSON per ciascuno.");
        reading
            .MapGet("/{id}/results/csv", BulkLoadResults.Csv)
            .Produces<FileContentResult>(StatusCodes.Status200OK, "text/csv")
            .WithName("DownloadBulkLoadResultsAsCsv")
            .WithSummary("Scarica gli esiti in CSV")
            .WithDescription("Gli esiti disponibili in questo momento, separati da «;», in UTF-8.");
    }
}
