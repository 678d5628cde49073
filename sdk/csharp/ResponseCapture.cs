using System.Net;
using System.Net.Http.Headers;

namespace Lecce.Riscossione.Sdk;

/// <summary>
/// Captures status and headers of the answers to the calls that name it, for example the ETag for the next change:
/// <code>
/// var answer = new ResponseCapture();
/// var document = await client.PaymentDocuments.ReadAsync(id, new RequestOptions { Capture = answer });
/// var version = answer.ETag;
/// </code>
/// Parallel calls need a capture each.
/// </summary>
public sealed class ResponseCapture : IDisposable
{
    private static readonly AsyncLocal<ResponseCapture?> Current = new();
    private readonly ResponseCapture? outer = Current.Value;

    /// <summary>A capture without an answer yet.</summary>
    public ResponseCapture() { }

    /// <summary>Status of the latest answer; null before the first.</summary>
    public HttpStatusCode? Status { get; private set; }

    /// <summary>Headers of the latest answer; null before the first.</summary>
    public HttpResponseHeaders? Headers { get; private set; }

    /// <summary>The version of the resource in the latest answer, for <c>If-Match</c>; null without one.</summary>
    public string? ETag => Headers?.ETag?.ToString();

    /// <summary>True when the API repeated the stored answer of an earlier, equal request.</summary>
    public bool IsReplay =>
        Headers is not null && Headers.TryGetValues("Idempotency-Hit", out var values) && values.Contains("true", StringComparer.Ordinal);

    /// <summary>Opens a scope, along the flow of <c>await</c>, that ends when the capture is disposed.</summary>
    [Obsolete("Use RequestOptions.Capture.")]
    public static ResponseCapture Begin() => Current.Value = new ResponseCapture();

    /// <summary>Ends the scope of <see cref="Begin"/>; a capture of <see cref="RequestOptions"/> has none.</summary>
    public void Dispose()
    {
        if (ReferenceEquals(Current.Value, this))
        {
            Current.Value = outer;
        }
    }

    internal static void Note(HttpResponseMessage response, ResponseCapture? ofTheCall)
    {
        if ((ofTheCall ?? Current.Value) is { } capture)
        {
            capture.Status = response.StatusCode;
            capture.Headers = response.Headers;
        }
    }
}
