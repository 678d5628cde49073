using System.Runtime.CompilerServices;

namespace Lecce.Riscossione.Sdk;

/// <summary>The formats of the files of a notice batch.</summary>
public static class NoticeBatchFormats
{
    /// <summary>One PDF a part, for printing.</summary>
    public const string Pdf = "pdf";

    /// <summary>One ZIP a part, with a PDF for each document.</summary>
    public const string Zip = "zip";
}

public partial class NoticeBatchesClient
{
    /// <summary>
    /// Saves all parts of a completed batch in a folder, one file each. A part that is in the folder is not downloaded again: after a failure call
    /// it again, and it continues at the first missing part.
    /// </summary>
    /// <param name="id">The batch.</param>
    /// <param name="format">See <see cref="NoticeBatchFormats"/>.</param>
    /// <param name="folder">It is created if it does not exist.</param>
    /// <param name="cancellationToken">Stops the download; the parts that are complete remain.</param>
    /// <returns>The files, in the order of printing.</returns>
    /// <exception cref="ArgumentException">The format is unknown, or the folder is empty.</exception>
    /// <exception cref="RiscossioneException">The API refused; see its code.</exception>
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

    /// <summary>The parts of a completed batch, one after another, each read while it arrives. Dispose each before the next.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="format">See <see cref="NoticeBatchFormats"/>.</param>
    /// <param name="firstPart">The first part to download: after a failure, the one that failed.</param>
    /// <param name="cancellationToken">Stops the download.</param>
    /// <exception cref="RiscossioneException">The API refused; see its code.</exception>
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

    /// <summary>Waits until a batch ends.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="pollInterval">The interval between two reads; one second if null.</param>
    /// <param name="progress">Receives the result of every read.</param>
    /// <param name="cancellationToken">Stops waiting; the batch continues.</param>
    /// <returns>The ended batch: completed, failed or cancelled.</returns>
    /// <exception cref="RiscossioneException">The API refused a read.</exception>
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
