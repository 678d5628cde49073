using System.Runtime.CompilerServices;

namespace Lecce.Riscossione.Sdk;

/// <summary>Formati dei file di una stampa massiva.</summary>
public static class NoticeBatchFormats
{
    /// <summary>Un PDF per ogni parte, per la stampa.</summary>
    public const string Pdf = "pdf";

    /// <summary>Uno ZIP per ogni parte, con un PDF per ogni documento.</summary>
    public const string Zip = "zip";
}

public partial class NoticeBatchesClient
{
    /// <summary>
    /// Salva in una cartella tutte le parti di una stampa completata, un file per parte. Una parte che c'è già non si scarica di nuovo: dopo
    /// un errore si richiama, e riprende dalla prima parte che manca.
    /// </summary>
    /// <param name="id">Identificativo della stampa.</param>
    /// <param name="format">Il formato: vedere <see cref="NoticeBatchFormats"/>.</param>
    /// <param name="folder">La cartella; se non c'è, è creata.</param>
    /// <param name="cancellationToken">Interrompe lo scaricamento; le parti complete restano.</param>
    /// <returns>I file, nell'ordine di stampa.</returns>
    /// <exception cref="ArgumentException">Il formato non è noto, o la cartella è vuota.</exception>
    /// <exception cref="RiscossioneException">
    /// Una richiesta è stata rifiutata: <c>notice-batch-not-ready</c> se la stampa non è completata.
    /// </exception>
    /// <exception cref="RiscossioneNetworkException">Lo scaricamento si è interrotto.</exception>
    public virtual async Task<IReadOnlyList<string>> SaveAsync(
        string id,
        string format,
        string folder,
        CancellationToken cancellationToken = default
    )
    {
        MustBeKnown(format);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var batch = await ReadAsync(id, cancellationToken: cancellationToken).ConfigureAwait(false);
        Directory.CreateDirectory(folder);
        var files = new List<string>();
        for (var part = 1; part <= CountOfParts(batch); part++)
        {
            var file = Path.Combine(folder, FormattableString.Invariant($"avvisi-{batch.Id}-{part:000}.{format}"));
            if (!File.Exists(file))
            {
                using var download = await DownloadPartAsync(batch.Id, format, part, cancellationToken).ConfigureAwait(false);
                await download.SaveAsync(file, cancellationToken).ConfigureAwait(false);
            }

            files.Add(file);
        }

        return files;
    }

    /// <summary>Le parti di una stampa completata, una dopo l'altra, lette mentre arrivano. Chiudere ciascuna prima della successiva.</summary>
    /// <param name="id">Identificativo della stampa.</param>
    /// <param name="format">Il formato: vedere <see cref="NoticeBatchFormats"/>.</param>
    /// <param name="firstPart">La prima parte da scaricare: dopo un errore, quella che non è riuscita.</param>
    /// <param name="cancellationToken">Interrompe lo scaricamento.</param>
    /// <returns>Le parti, nell'ordine di stampa.</returns>
    /// <exception cref="RiscossioneException">
    /// Una richiesta è stata rifiutata: <c>notice-batch-not-ready</c> se la stampa non è completata.
    /// </exception>
    public virtual async IAsyncEnumerable<FileResponse> DownloadAsync(
        string id,
        string format,
        int firstPart = 1,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        MustBeKnown(format);
        var batch = await ReadAsync(id, cancellationToken: cancellationToken).ConfigureAwait(false);
        for (var part = firstPart; part <= CountOfParts(batch); part++)
        {
            yield return await DownloadPartAsync(batch.Id, format, part, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Attende che una stampa finisca.</summary>
    /// <param name="id">Identificativo della stampa.</param>
    /// <param name="pollInterval">L'intervallo tra due letture; se manca, un secondo.</param>
    /// <param name="progress">Riceve ciò che ogni lettura ha trovato, compresa l'ultima.</param>
    /// <param name="cancellationToken">Interrompe l'attesa; la stampa prosegue.</param>
    /// <returns>La stampa conclusa: completata, non riuscita o annullata.</returns>
    /// <exception cref="RiscossioneException">Una lettura è stata rifiutata.</exception>
    /// <exception cref="RiscossioneNetworkException">L'API non si raggiunge, non ha risposto in tempo o la risposta si è interrotta.</exception>
    public virtual Task<NoticeBatch> WaitForCompletionAsync(
        string id,
        TimeSpan? pollInterval = null,
        IProgress<NoticeBatch>? progress = null,
        CancellationToken cancellationToken = default
    ) =>
        Polling.UntilAsync(
            stop => ReadAsync(id, cancellationToken: stop),
            batch => batch.State is NoticeBatchStates.Completed or NoticeBatchStates.Failed or NoticeBatchStates.Cancelled,
            pollInterval,
            progress,
            cancellationToken
        );

    private Task<FileResponse> DownloadPartAsync(string id, string format, int part, CancellationToken cancellationToken) =>
        format == NoticeBatchFormats.Pdf
            ? DownloadAsPdfAsync(id, part, cancellationToken: cancellationToken)
            : DownloadAsZipAsync(id, part, cancellationToken: cancellationToken);

    private static void MustBeKnown(string format)
    {
        if (format is not (NoticeBatchFormats.Pdf or NoticeBatchFormats.Zip))
        {
            throw new ArgumentException("The format is pdf or zip. No request was sent.", nameof(format));
        }
    }

    /// <summary>One for a batch that is not completed, so that the API says why there are no files.</summary>
    private static int CountOfParts(NoticeBatch batch) => batch.Parts?.Count ?? 1;
}
