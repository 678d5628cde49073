namespace Lecce.Riscossione.Sdk;

/// <summary>Un file che si scarica. Fino a <see cref="Dispose"/> occupa un collegamento.</summary>
public sealed class FileResponse : IDisposable
{
    private readonly HttpResponseMessage? response;
    private readonly long? length;

    /// <summary>Un file che non viene dall'API: per le prove.</summary>
    /// <param name="content">I byte; <see cref="Dispose"/> chiude anche questo flusso.</param>
    /// <param name="mediaType">Il tipo.</param>
    /// <param name="fileName">Il nome proposto.</param>
    public FileResponse(Stream content, string mediaType = "application/octet-stream", string? fileName = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(mediaType);
        Content = content;
        MediaType = mediaType;
        FileName = fileName;
    }

    private FileResponse(HttpResponseMessage response, Stream content)
        : this(
            content,
            response.Content.Headers.ContentType?.MediaType ?? "application/octet-stream",
            (response.Content.Headers.ContentDisposition?.FileNameStar ?? response.Content.Headers.ContentDisposition?.FileName)?.Trim('"')
        )
    {
        this.response = response;
        length = response.Content.Headers.ContentLength;
    }

    /// <summary>
    /// I byte, letti dalla rete man mano che servono. Se il collegamento si interrompe, la lettura fallisce con
    /// <see cref="RiscossioneNetworkException"/>.
    /// </summary>
    public Stream Content { get; }

    /// <summary>Il tipo, per esempio <c>application/pdf</c>.</summary>
    public string MediaType { get; }

    /// <summary>Il nome che l'API propone; nullo se non ne propone.</summary>
    public string? FileName { get; }

    /// <summary>Scrive in un flusso ciò che resta da leggere.</summary>
    /// <param name="target">Il flusso; resta aperto.</param>
    /// <param name="cancellationToken">Interrompe lo scaricamento.</param>
    /// <exception cref="RiscossioneNetworkException">Lo scaricamento si è interrotto; il flusso contiene l'inizio del file.</exception>
    public async Task CopyToAsync(Stream target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        await Content.CopyToAsync(target, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Salva il file intero. Lo scrive prima in un file <c>.partial</c>, che prende il nome definitivo quando è completo: uno scaricamento
    /// interrotto lascia il file di prima.
    /// </summary>
    /// <param name="path">Dove salvarlo; un file con questo nome è sostituito.</param>
    /// <param name="cancellationToken">Interrompe lo scaricamento.</param>
    /// <exception cref="RiscossioneNetworkException">Lo scaricamento si è interrotto: chiedere di nuovo il file.</exception>
    public async Task SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var partial = path + ".partial";
        var target = File.Create(partial);
        await using (target.ConfigureAwait(false))
        {
            await CopyToAsync(target, cancellationToken).ConfigureAwait(false);
            if (length is { } whole && target.Length != whole)
            {
                throw new RiscossioneNetworkException(NetworkFailure.BrokenAnswer);
            }
        }

        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Chiude lo scaricamento.</summary>
    public void Dispose()
    {
        Content.Dispose();
        response?.Dispose();
    }

    internal static async Task<FileResponse> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return new(response, new AnswerStream(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false)));
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
