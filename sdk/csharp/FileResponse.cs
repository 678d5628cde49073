namespace Lecce.Riscossione.Sdk;

/// <summary>A file download. Dispose it after reading.</summary>
public sealed class FileResponse : IDisposable
{
    private readonly HttpResponseMessage response;

    private FileResponse(HttpResponseMessage response, Stream content)
    {
        this.response = response;
        Content = content;
    }

    /// <summary>The bytes, read from the network as they are consumed.</summary>
    public Stream Content { get; }

    /// <summary>The media type, for example <c>application/pdf</c>.</summary>
    public string MediaType => response.Content.Headers.ContentType?.MediaType ?? "application/octet-stream";

    /// <summary>The file name that the API proposes; null without one.</summary>
    public string? FileName =>
        (response.Content.Headers.ContentDisposition?.FileNameStar ?? response.Content.Headers.ContentDisposition?.FileName)?.Trim('"');

    /// <summary>Closes the download.</summary>
    public void Dispose() => response.Dispose();

    internal static async Task<FileResponse> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return new(response, await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
