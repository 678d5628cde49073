using System.Net;
using System.Text.Json;

namespace Lecce.Riscossione.Sdk;

/// <summary>One field of the request that the API refused.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901) into the request's body.</param>
/// <param name="Code">Stable code, in kebab-case.</param>
/// <param name="Detail">What to do, in Italian.</param>
public sealed record RefusedField(string Pointer, string Code, string Detail);

/// <summary>The API answered with something else than a success.</summary>
public sealed class RiscossioneException : Exception
{
    private const int LongestTextKept = 64 * 1024;

    private RiscossioneException(string message, HttpResponseMessage response, Exception? inner = null)
        : base(message, inner)
    {
        Status = response.StatusCode;
        RetryAfter = response.Headers.RetryAfter?.Delta;
    }

    /// <summary>The HTTP status of the answer.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>Stable code of the problem; empty when the answer did not come from the API itself (a proxy, a wrong address).</summary>
    public string Code { get; private init; } = "";

    /// <summary>What the problem is called, in Italian; may be empty.</summary>
    public string Title { get; private init; } = "";

    /// <summary>What happened and what to do next, in Italian; may be empty.</summary>
    public string Detail { get; private init; } = "";

    /// <summary>The request's number in the API's logs: quote it when asking for help. Null when the answer has none.</summary>
    public string? RequestId { get; private init; }

    /// <summary>The fields at fault; empty when the problem is not about fields.</summary>
    public IReadOnlyList<RefusedField> Errors { get; private init; } = [];

    /// <summary>How long the API asks to wait before trying again; null when it does not say.</summary>
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

        var fields = problem.Errors ?? [];
        var where = fields.Count == 0 ? "" : $" [{string.Join(", ", fields.Select(field => $"{field.Pointer}: {field.Code}"))}]";
        return new($"{(int)response.StatusCode} {problem.Code}: {problem.Detail ?? problem.Title}{where}", response)
        {
            Code = problem.Code,
            Title = problem.Title ?? "",
            Detail = problem.Detail ?? "",
            RequestId = problem.RequestId,
            Errors = fields,
            ResponseText = text,
        };
    }

    internal static RiscossioneException Unreadable(HttpResponseMessage response, JsonException unreadable) =>
        new("The answer is not what this version of the client expects.", response, unreadable);

    private static ProblemBody? Parse(HttpResponseMessage response, string text)
    {
        if (response.Content.Headers.ContentType?.MediaType is not ("application/problem+json" or "application/json"))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<ProblemBody>(text, Json.Options) is { Code: not null } problem ? problem : null;
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
        var start = new char[LongestTextKept];
        var length = await reader.ReadBlockAsync(start, cancellationToken).ConfigureAwait(false);
        return new string(start, 0, length);
    }

    private sealed record ProblemBody(string Code, string? Title, string? Detail, string? RequestId, IReadOnlyList<RefusedField>? Errors);
}
