using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;

namespace Lecce.Riscossione.Api.NoticeBatches;

internal static class NoticeBatchesApi
{
    public static void AddNoticeBatches(this IServiceCollection services) => services.AddSingleton<NoticeDownloads>();

    public static void MapNoticeBatches(this IEndpointRouteBuilder v1)
    {
        var reading = v1.MapGroup("/notice-batches").WithTags("NoticeBatches").RequireScope(Scopes.NoticesRead, Covers.Department);
        var writing = v1.MapGroup("/notice-batches").WithTags("NoticeBatches").RequireScope(Scopes.DocumentsWrite, Covers.Department);
        writing
            .MapPost("/", CreateNoticeBatch.Handle)
            .WithName("CreateNoticeBatch")
            .WithSummary("Prepara gli avvisi di molti documenti")
            .WithDescription(
                "I documenti sono scelti subito dopo la richiesta; gli avvisi sono preparati in seguito e dicono ciò che resta da pagare in quel momento. Di ciascuno "
                    + "l'impronta SHA-256 è annotata nell'iter del documento (notice-issued). I documenti senza avviso (bozze, pagati, annullati) non "
                    + "fermano gli altri: sono nell'indice con il motivo."
            );
        reading
            .MapGet("/", FindNoticeBatches.Handle)
            .WithName("FindNoticeBatches")
            .WithSummary("Elenca le stampe massive")
            .WithDescription("Dalla più recente, una pagina alla volta.");
        reading
            .MapGet("/{id}", FindNoticeBatches.HandleOne)
            .WithName("ReadNoticeBatch")
            .WithSummary("Legge una stampa massiva")
            .WithDescription("Stato e avanzamento; alla fine, le parti in cui sono divisi i file.");
        writing
            .MapPost("/{id}/cancellation", CancelNoticeBatch.Handle)
            .Produces<Problem>(StatusCodes.Status409Conflict, Problems.ContentType)
            .WithName("CancelNoticeBatch")
            .WithSummary("Interrompe una stampa massiva")
            .WithDescription("Ciò che è già annotato nell'iter dei documenti resta. Ripeterla non ha effetto.");
        reading
            .MapGet("/{id}/pdf", NoticeBatchFiles.Pdf)
            .WithMetadata(new DisableRequestTimeoutAttribute())
            .Produces<FileContentResult>(StatusCodes.Status200OK, "application/pdf")
            .Produces<Problem>(StatusCodes.Status409Conflict, Problems.ContentType)
            .WithName("DownloadNoticeBatchAsPdf")
            .WithSummary("Scarica una parte degli avvisi in un solo PDF")
            .WithDescription(
                "Per la stampa: fino a 2.000 avvisi nell'ordine chiesto, uno dopo l'altro; le pagine di ciascuno sono nell'indice. Uno scaricamento "
                    + "interrotto si ripete per quella sola parte."
            );
        reading
            .MapGet("/{id}/zip", NoticeBatchFiles.Zip)
            .WithMetadata(new DisableRequestTimeoutAttribute())
            .Produces<FileContentResult>(StatusCodes.Status200OK, "application/zip")
            .Produces<Problem>(StatusCodes.Status409Conflict, Problems.ContentType)
            .WithName("DownloadNoticeBatchAsZip")
            .WithSummary("Scarica una parte degli avvisi, uno per uno, in uno ZIP")
            .WithDescription(
                "Fino a 2.000 documenti: un PDF ciascuno, di nome uguale al suo identificativo, con l'impronta annotata nell'iter. Se dopo la stampa una "
                    + "versione nuova del programma disegna gli avvisi in altro modo, ciò che dicono non cambia ma i byte sì: quei file stanno in "
                    + "ridisegnati/ e ridisegnati.csv ne elenca l'impronta annotata e quella attuale. Uno scaricamento interrotto si ripete per quella "
                    + "sola parte."
            );
        reading
            .MapGet("/{id}/index", NoticeBatchFiles.Index)
            .WithMetadata(new DisableRequestTimeoutAttribute())
            .Produces<FileContentResult>(StatusCodes.Status200OK, "text/csv")
            .Produces<Problem>(StatusCodes.Status409Conflict, Problems.ContentType)
            .WithName("DownloadNoticeBatchIndex")
            .WithSummary("Scarica l'indice degli avvisi in CSV")
            .WithDescription(
                "Di tutta la stampa: pagine nel PDF della parte, documento, debitore e recapito, separati da «;», in UTF-8; per chi non ha avviso, "
                    + "codice e motivo. L'ultima colonna è la parte."
            );
    }
}
