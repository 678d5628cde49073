using System.Globalization;
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
    /// <exception cref="RiscossioneException">The API refused; see its code.</exception>
    public virtual async Task<IReadOnlyList<string>> SaveAsync(
        string id,
        string format,
        string folder,
        CancellationToken cancellationToken = default
    )
    {
        var batch = await ReadAsync(id, cancellationToken: cancellationToken).ConfigureAwait(false);
        Directory.CreateDirectory(folder);
        var files = new List<string>();
        for (var part = 1; part <= CountOfParts(batch); part++)
        {
            var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"avvisi-{batch.Id}-{part:000}.{format}"));
            if (!File.Exists(file))
            {
                await SavePartAsync(batch.Id, format, part, file, cancellationToken).ConfigureAwait(false);
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

    private async Task SavePartAsync(string id, string format, int part, string path, CancellationToken cancellationToken)
    {
        var partial = path + ".partial";
        using (var file = await DownloadPartAsync(id, format, part, cancellationToken).ConfigureAwait(false))
        {
            var target = File.Create(partial);
            await using (target.ConfigureAwait(false))
            {
                await file.Content.CopyToAsync(target, cancellationToken).ConfigureAwait(false);
            }
        }

        File.Move(partial, path, overwrite: true);
    }

    private Task<FileResponse> DownloadPartAsync(string id, string format, int part, CancellationToken cancellationToken) =>
        format switch
        {
            NoticeBatchFormats.Pdf => DownloadAsPdfAsync(id, part, cancellationToken: cancellationToken),
            NoticeBatchFormats.Zip => DownloadAsZipAsync(id, part, cancellationToken: cancellationToken),
            _ => throw new ArgumentException("The format is pdf or zip.", nameof(format)),
        };

    /// <summary>One for a batch that is not completed, so that the API says why there are no files.</summary>
    private static int CountOfParts(NoticeBatch batch) => batch.Parts?.Count ?? 1;
}
