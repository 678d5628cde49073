using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Lecce.Riscossione.Sdk;

/// <summary>Impostazioni di un caricamento massivo.</summary>
public sealed class BulkLoadSettings
{
    /// <summary>Che cosa comporta una riga errata: vedere <see cref="BulkLoadModes"/>. Se manca, le altre righe hanno effetto.</summary>
    public string? Mode { get; set; }

    /// <summary>L'azione delle righe che non ne hanno una: vedere <see cref="BulkLoadActions"/>. Se manca, <c>issue</c>.</summary>
    public string? Action { get; set; }

    /// <summary>Un nome per le persone; nessun dato personale.</summary>
    public string? Name { get; set; }

    /// <summary>Codice fiscale dell'ente, quando la chiave ne copre più d'uno.</summary>
    public string? Organization { get; set; }

    /// <summary>Codice dell'ufficio, quando la chiave ne copre più d'uno.</summary>
    public string? Department { get; set; }

    /// <summary>L'intervallo tra due letture dell'avanzamento: un secondo, se non si cambia.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);
}

public partial class BulkLoadsClient
{
    /// <summary>
    /// Invia documenti in qualsiasi numero come un solo caricamento, mentre li legge, e attende che finisca. Inviare di nuovo gli stessi
    /// documenti non ha altri effetti: l'esito è <c>unchanged</c>.
    /// </summary>
    /// <param name="documents">Le richieste, lette una volta sola. Se la lettura fallisce, il caricamento è scartato.</param>
    /// <param name="settings">Impostazioni del caricamento.</param>
    /// <param name="progress">Riceve l'avanzamento, da quando il caricamento è ricevuto.</param>
    /// <param name="cancellationToken">Interrompe l'invio o l'attesa; un caricamento già ricevuto prosegue.</param>
    /// <returns>Il caricamento concluso; <see cref="FindAllResultsAsync"/> elenca gli esiti delle righe.</returns>
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

    /// <summary>Invia righe in qualsiasi numero come un solo caricamento, ciascuna con la sua azione, e attende che finisca.</summary>
    /// <param name="rows">
    /// Righe che emettono, sostituiscono o annullano, lette una volta sola. Se la lettura fallisce, il caricamento è scartato.
    /// </param>
    /// <param name="settings">Impostazioni del caricamento.</param>
    /// <param name="progress">Riceve l'avanzamento, da quando il caricamento è ricevuto.</param>
    /// <param name="cancellationToken">Interrompe l'invio o l'attesa; un caricamento già ricevuto prosegue.</param>
    /// <returns>Il caricamento concluso; <see cref="FindAllResultsAsync"/> elenca gli esiti delle righe.</returns>
    /// <exception cref="InvalidOperationException">Una riga è nulla.</exception>
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

    /// <summary>Invia righe che sono già in un formato accettato, per esempio un file CSV, senza attendere la fine.</summary>
    /// <param name="rows">
    /// Le righe, con il loro <c>Content-Type</c> (<c>application/x-ndjson</c>, oppure <c>text/csv</c> con la codifica dei caratteri) e, se
    /// sono compresse, <c>Content-Encoding: gzip</c>.
    /// </param>
    /// <param name="settings">Impostazioni del caricamento.</param>
    /// <param name="cancellationToken">Interrompe l'invio; il caricamento è scartato.</param>
    /// <returns>Il caricamento ricevuto, in attesa del suo turno.</returns>
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

    /// <summary>Attende che un caricamento finisca.</summary>
    /// <param name="id">Identificativo del caricamento.</param>
    /// <param name="pollInterval">L'intervallo tra due letture; se manca, un secondo.</param>
    /// <param name="progress">Riceve ciò che ogni lettura ha trovato, compresa l'ultima.</param>
    /// <param name="cancellationToken">Interrompe l'attesa; il caricamento prosegue.</param>
    /// <returns>Il caricamento concluso: completato, non riuscito o annullato.</returns>
    /// <exception cref="RiscossioneException">Una lettura è stata rifiutata.</exception>
    /// <exception cref="RiscossioneNetworkException">L'API non si raggiunge, non ha risposto in tempo o la risposta si è interrotta.</exception>
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
