using System.Net;
using System.Net.Http.Headers;

namespace Lecce.Riscossione.Sdk;

/// <summary>
/// Captures status and headers of the answers in its scope, for example the ETag for the next change:
/// <code>
/// using var answer = ResponseCapture.Begin();
/// var document = await client.ReadPaymentDocumentAsync(id);
/// var version = answer.ETag;
/// </code>
/// It follows the flow of <c>await</c>, so parallel calls are independent.
/// </summary>
public sealed class ResponseCapture : IDisposable
{
    private static readonly AsyncLocal<ResponseCapture?> Current = new();
    private readonly ResponseCapture? outer = Current.Value;

    private ResponseCapture() { }

    /// <summary>Status of the latest answer; null before the first.</summary>
    public HttpStatusCode? Status { get; private set; }

    /// <summary>Headers of the latest answer; null before the first.</summary>
    public HttpResponseHeaders? Headers { get; private set; }

    /// <summary>The version of the resource in the latest answer, for <c>If-Match</c>; null without one.</summary>
    public string? ETag => Headers?.ETag?.ToString();

    /// <summary>True when the API repeated the stored answer of an earlier, equal request.</summary>
    public bool IsReplay =>
        Headers is not null && Headers.TryGetValues("Idempotency-Hit", out var values) && values.Contains("true", StringComparer.Ordinal);

    /// <summary>Opens a scope that ends when the capture is disposed.</summary>
    public static ResponseCapture Begin() => Current.Value = new ResponseCapture();

    /// <summary>Ends the scope.</summary>
    public void Dispose() => Current.Value = outer;

    internal static void Note(HttpResponseMessage response)
    {
        if (Current.Value is { } capture)
        {
            capture.Status = response.StatusCode;
            capture.Headers = response.Headers;
        }
    }
}
