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
            .MapGet("/{id}", FindNoticeBatches.One)
            .WithName("ReadNoticeBatch")
            .WithSummary("Legge una stampa massiva")
            .WithDescription("Stato e avanzamento.");
        writing
            .MapPost("/{id}/cancellation", FindNoticeBatches.Cancel)
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
            .WithSummary("Scarica gli avvisi in un solo PDF")
            .WithDescription("Per la stampa: gli avvisi nell'ordine chiesto, uno dopo l'altro; le pagine di ciascuno sono nell'indice.");
        reading
            .MapGet("/{id}/zip", NoticeBatchFiles.Zip)
            .WithMetadata(new DisableRequestTimeoutAttribute())
            .Produces<FileContentResult>(StatusCodes.Status200OK, "application/zip")
            .Produces<FileContentResult>(StatusCodes.Status206PartialContent, "application/zip")
            .Produces<Problem>(StatusCodes.Status409Conflict, Problems.ContentType)
            .WithName("DownloadNoticeBatchAsZip")
            .WithSummary("Scarica gli avvisi uno per uno in uno ZIP")
            .WithDescription(
                "Un PDF per documento, di nome uguale al suo identificativo, con l'impronta annotata nell'iter. Se dopo la stampa una versione "
                    + "nuova del programma disegna gli avvisi in altro modo, ciò che dicono non cambia ma i byte sì: quei file stanno in "
                    + "ridisegnati/ e ridisegnati.csv ne elenca l'impronta annotata e quella attuale; oltre diecimila, l'elenco continua in "
                    + "ridisegnati-2.csv e così via. Finché è la stessa versione a dare l'archivio, la risposta ne dice la lunghezza (Content-Length, "
                    + "Accept-Ranges, ETag): uno scaricamento interrotto riprende con Range e If-Range (206; 416 oltre la fine)."
            );
        reading
            .MapGet("/{id}/index", NoticeBatchFiles.Index)
            .WithMetadata(new DisableRequestTimeoutAttribute())
            .Produces<FileContentResult>(StatusCodes.Status200OK, "text/csv")
            .Produces<Problem>(StatusCodes.Status409Conflict, Problems.ContentType)
            .WithName("DownloadNoticeBatchIndex")
            .WithSummary("Scarica l'indice degli avvisi in CSV")
            .WithDescription(
                "Pagine nel PDF unico, documento, debitore e recapito, separati da «;», in UTF-8; per chi non ha avviso, codice e motivo."
            );
    }
}
