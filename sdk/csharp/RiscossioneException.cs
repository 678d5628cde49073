using System.Net;
using System.Text.Json;

namespace Lecce.Riscossione.Sdk;

/// <summary>
/// An unsuccessful answer of the API. Without a complete answer the client throws <see cref="RiscossioneNetworkException"/>.
/// </summary>
public sealed class RiscossioneException : Exception
{
    private const int MaxTextKept = 64 * 1024;

    /// <summary>A refusal that does not come from the API, for test doubles.</summary>
    /// <param name="status">The status of the answer.</param>
    /// <param name="problem">The problem document; null for an answer without one.</param>
    public RiscossioneException(HttpStatusCode status, Problem? problem = null)
        : base(problem is null ? $"The API answered {(int)status} without a problem document." : MessageOf(problem))
    {
        Status = status;
        Problem = problem;
    }

    private RiscossioneException(string message, HttpResponseMessage response, Exception? inner = null)
        : base(message, inner)
    {
        Status = response.StatusCode;
        RetryAfter = response.Headers.RetryAfter?.Delta;
    }

    /// <summary>The HTTP status of the answer.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>The problem document; null when the answer did not come from the API itself (a proxy, a wrong address).</summary>
    public Problem? Problem { get; private init; }

    /// <summary>The stable code of the problem; empty without a problem document.</summary>
    public string Code => Problem?.Code ?? "";

    /// <summary>What happened and what to do next, in Italian; may be empty.</summary>
    public string Detail => Problem?.Detail ?? "";

    /// <summary>The id of the request in the API's logs, for support. Null when the answer has none.</summary>
    public string? RequestId => Problem?.RequestId;

    /// <summary>The refused fields; empty when the problem does not concern fields.</summary>
    public IReadOnlyList<ProblemError> Errors => Problem?.Errors ?? [];

    /// <summary>The API's <c>Retry-After</c>; null without one.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The body of the answer, cut after 64 KiB.</summary>
    public string ResponseText { get; private init; } = "";

    internal static async Task<RiscossioneException> FromAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await ReadStartAsync(response.Content, cancellationToken).ConfigureAwait(false);
        var problem = Parse(response, text);
        if (problem is null)
        {
            return new($"The API answered {(int)response.StatusCode} without a problem document.", response) { ResponseText = text };
        }

        return new(MessageOf(problem), response) { Problem = problem, ResponseText = text };
    }

    internal static RiscossioneException Unreadable(HttpResponseMessage response, JsonException unreadable) =>
        new("The answer is not what this version of the client expects.", response, unreadable);

    private static string MessageOf(Problem problem)
    {
        var fields = string.Join(", ", problem.Errors?.Select(field => $"{field.Pointer}: {field.Code}") ?? []);
        var where = fields.Length == 0 ? "" : $" [{fields}]";
        return $"{problem.Status} {problem.Code}: {problem.Detail}{where}";
    }

    private static Problem? Parse(HttpResponseMessage response, string text)
    {
        if (response.Content.Headers.ContentType?.MediaType is not ("application/problem+json" or "application/json"))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(text, Json.Of<Problem>());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<string> ReadStartAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var reader = new StreamReader(stream);
        var start = new char[MaxTextKept];
        var length = await reader.ReadBlockAsync(start, cancellationToken).ConfigureAwait(false);
        return new string(start, 0, length);
    }
}
