namespace Lecce.Riscossione.Sdk;

/// <summary>A file download. Dispose it after reading.</summary>
public sealed class FileResponse : IDisposable
{
    private readonly HttpResponseMessage? response;
    private readonly long? length;

    /// <summary>A file that does not come from the API, for test doubles.</summary>
    /// <param name="content">The bytes; disposed with the file.</param>
    /// <param name="mediaType">The media type.</param>
    /// <param name="fileName">The proposed name.</param>
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
    /// The bytes, read from the network as they are consumed. A connection that breaks is a <see cref="RiscossioneNetworkException"/>.
    /// </summary>
    public Stream Content { get; }

    /// <summary>The media type, for example <c>application/pdf</c>.</summary>
    public string MediaType { get; }

    /// <summary>The file name that the API proposes; null without one.</summary>
    public string? FileName { get; }

    /// <summary>Writes the rest of the content to a stream.</summary>
    /// <param name="target">It stays open.</param>
    /// <param name="cancellationToken">Stops the download.</param>
    /// <exception cref="RiscossioneNetworkException">The download broke off; the target has its beginning.</exception>
    public async Task CopyToAsync(Stream target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        await Content.CopyToAsync(target, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Saves the whole file. Writes to a <c>.partial</c> file first and renames it when it is complete, so that a download that breaks off
    /// leaves the former file.
    /// </summary>
    /// <param name="path">Where; a file of this name is replaced.</param>
    /// <param name="cancellationToken">Stops the download.</param>
    /// <exception cref="RiscossioneNetworkException">The download broke off: ask for the file again.</exception>
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

    /// <summary>Closes the download.</summary>
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
