using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Lecce.Riscossione.Sdk;

/// <summary>Settings of a bulk load.</summary>
public sealed class BulkLoadSettings
{
    /// <summary>What a bad row does to the load: see <see cref="BulkLoadModes"/>. By default the other rows take effect.</summary>
    public string? Mode { get; set; }

    /// <summary>The action of rows without one: <c>issue</c> (default), <c>replace</c> or <c>cancel</c>.</summary>
    public string? Action { get; set; }

    /// <summary>A name for people; no personal data.</summary>
    public string? Name { get; set; }

    /// <summary>Fiscal code of the organization, when the key covers several.</summary>
    public string? Organization { get; set; }

    /// <summary>Code of the department, when the key covers several.</summary>
    public string? Department { get; set; }

    /// <summary>The interval between two reads of the progress. Default one second.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);
}

public partial class BulkLoadsClient
{
    /// <summary>
    /// Sends any number of documents as one load, streaming them, and waits until the load ends. Sending the same documents again is
    /// harmless: they are reported as unchanged.
    /// </summary>
    /// <param name="documents">The requests, read once.</param>
    /// <param name="settings">Settings of the load.</param>
    /// <param name="progress">Receives the progress of the load after its reception.</param>
    /// <param name="cancellationToken">Stops sending or waiting; a received load continues.</param>
    /// <returns>The ended load; <see cref="FindAllResultsAsync"/> lists the outcome of each row.</returns>
    public virtual async Task<BulkLoad> LoadAsync(
        IAsyncEnumerable<IssuePaymentDocumentRequest> documents,
        BulkLoadSettings? settings = null,
        IProgress<BulkLoad>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(documents);
        using var content = new Lines<IssuePaymentDocumentRequest>(documents, WriteDocument, cancellationToken);
        return await LoadContentAsync(content, settings, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends any number of rows as one load, each with its own action, and waits until the load ends.</summary>
    /// <param name="rows">Rows that issue, replace or cancel, read once. If reading fails, the load is discarded.</param>
    /// <param name="settings">Settings of the load.</param>
    /// <param name="progress">Receives the progress of the load after its reception.</param>
    /// <param name="cancellationToken">Stops sending or waiting; a received load continues.</param>
    /// <returns>The ended load; <see cref="FindAllResultsAsync"/> lists the outcome of each row.</returns>
    /// <exception cref="InvalidOperationException">A row is null.</exception>
    public virtual async Task<BulkLoad> LoadAsync(
        IAsyncEnumerable<BulkRow> rows,
        BulkLoadSettings? settings = null,
        IProgress<BulkLoad>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        using var content = new Lines<BulkRow>(rows, WriteRow, cancellationToken);
        return await LoadContentAsync(content, settings, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends rows that are already in an accepted format, for example a CSV file.</summary>
    /// <param name="rows">
    /// The rows, with their <c>Content-Type</c> (<c>application/x-ndjson</c>, or <c>text/csv</c> with its charset) and, if they are
    /// compressed, <c>Content-Encoding: gzip</c>.
    /// </param>
    /// <param name="settings">Settings of the load.</param>
    /// <param name="cancellationToken">Stops sending and discards the load.</param>
    /// <returns>The received load, waiting for its turn.</returns>
    public virtual async Task<BulkLoad> SendAsync(
        HttpContent rows,
        BulkLoadSettings? settings = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        var call = new ApiCall("POST", "v1/bulk-loads");
        call.Query("mode", settings?.Mode);
        call.Query("action", settings?.Action);
        call.Query("name", settings?.Name);
        call.Query("organization", settings?.Organization);
        call.Query("department", settings?.Department);
        call.Accept("application/json");
        call.Upload(rows);
        return await client.SendAsync<BulkLoad>(call, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until a load ends.</summary>
    /// <param name="id">The load.</param>
    /// <param name="pollInterval">The interval between two reads; one second if null.</param>
    /// <param name="progress">Receives the result of every read.</param>
    /// <param name="cancellationToken">Stops waiting; the load continues.</param>
    /// <returns>The ended load: completed, failed or cancelled.</returns>
    public virtual Task<BulkLoad> WaitForCompletionAsync(
        string id,
        TimeSpan? pollInterval = null,
        IProgress<BulkLoad>? progress = null,
        CancellationToken cancellationToken = default
    ) =>
        Polling.UntilAsync(
            stop => ReadAsync(id, cancellationToken: stop),
            load => load.State is BulkLoadStates.Completed or BulkLoadStates.Failed or BulkLoadStates.Cancelled,
            pollInterval,
            progress,
            cancellationToken
        );

    private async Task<BulkLoad> LoadContentAsync(
        HttpContent content,
        BulkLoadSettings? settings,
        IProgress<BulkLoad>? progress,
        CancellationToken cancellationToken
    )
    {
        settings ??= new BulkLoadSettings();
        var load = await SendAsync(content, settings, cancellationToken).ConfigureAwait(false);
        return await WaitForCompletionAsync(load.Id, settings.PollInterval, progress, cancellationToken).ConfigureAwait(false);
    }

    private static void WriteDocument(Utf8JsonWriter line, IssuePaymentDocumentRequest document) =>
        JsonSerializer.Serialize(line, document, Json.Of<IssuePaymentDocumentRequest>());

    private static void WriteRow(Utf8JsonWriter line, BulkRow row)
    {
        line.WriteStartObject();
        line.WriteString("action", row.Action);
        if (row.Reason is not null)
        {
            line.WriteString("reason", row.Reason);
        }

        if (row.ExternalId is not null)
        {
            line.WriteString("externalId", row.ExternalId);
        }

        if (row.Document is not null)
        {
            using var document = JsonSerializer.SerializeToDocument(row.Document, Json.Of<IssuePaymentDocumentRequest>());
            foreach (var property in document.RootElement.EnumerateObject())
            {
                property.WriteTo(line);
            }
        }

        line.WriteEndObject();
    }

    /// <summary>Writes one row per line, compressed, while the rows are read.</summary>
    private sealed class Lines<T> : HttpContent
        where T : class
    {
        private readonly IAsyncEnumerable<T> rows;
        private readonly Action<Utf8JsonWriter, T> write;
        private readonly MemoryStream line = new();
        private readonly CancellationToken cancellation;

        public Lines(IAsyncEnumerable<T> rows, Action<Utf8JsonWriter, T> write, CancellationToken cancellation)
        {
            this.rows = rows;
            this.write = write;
            this.cancellation = cancellation;
            Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
            Headers.ContentEncoding.Add("gzip");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
            await using (gzip.ConfigureAwait(false))
            {
                var number = 0;
                await foreach (var row in rows.WithCancellation(cancellation).ConfigureAwait(false))
                {
                    number++;
                    if (row is null)
                    {
                        throw new InvalidOperationException(
                            FormattableString.Invariant($"Row {number} is null: nothing of the load remains.")
                        );
                    }

                    await gzip.WriteAsync(LineOf(row), cancellation).ConfigureAwait(false);
                }
            }
        }

        // Valid until the next call.
        private ReadOnlyMemory<byte> LineOf(T row)
        {
            line.SetLength(0);
            using (var json = new Utf8JsonWriter(line))
            {
                write(json, row);
            }

            line.WriteByte((byte)'\n');
            return line.GetBuffer().AsMemory(0, (int)line.Length);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
