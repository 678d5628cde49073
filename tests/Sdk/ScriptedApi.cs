using System.Net;
using System.Text;

namespace Lecce.Riscossione.Tests.Sdk;

/// <summary>A fake API: answers requests from a script, in order, and records them. The last answer repeats.</summary>
internal sealed class ScriptedApi(params Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>[] script)
    : HttpMessageHandler
{
    public List<string> Calls { get; } = [];
    public List<string?> IdempotencyKeys { get; } = [];
    public List<string> Versions { get; } = [];
    public List<string> Bodies { get; } = [];
    public List<string?> Authorizations { get; } = [];

    public static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Answer(
        HttpStatusCode status,
        string body = "{}",
        string mediaType = "application/json",
        Action<HttpResponseMessage>? with = null
    ) =>
        (_, _) =>
        {
            var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, mediaType) };
            with?.Invoke(response);
            return Task.FromResult(response);
        };

    public static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> BrokenConnection() =>
        (_, _) => throw new HttpRequestException("connection reset");

    public static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Silence() =>
        async (_, cancel) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
            throw new InvalidOperationException("Silence ends only by cancellation.");
        };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var turn = Math.Min(Calls.Count, script.Length - 1);
        Calls.Add($"{request.Method} {request.RequestUri?.PathAndQuery}");
        IdempotencyKeys.Add(request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null);
        Versions.AddRange(request.Headers.TryGetValues("If-Match", out var versions) ? versions : []);
        Authorizations.Add(request.Headers.Authorization?.ToString());
        Bodies.Add(request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
        return await script[turn](request, cancellationToken);
    }
}
