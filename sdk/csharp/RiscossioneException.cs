using System.Net;
using System.Text.Json;

namespace Lecce.Riscossione.Sdk;

/// <summary>
/// Una risposta dell'API che non è riuscita. Se la risposta manca, o è incompleta, l'eccezione è <see cref="RiscossioneNetworkException"/>.
/// </summary>
public sealed class RiscossioneException : Exception
{
    private const int MaxTextKept = 64 * 1024;

    /// <summary>Un rifiuto che non viene dall'API: per le prove.</summary>
    /// <param name="status">Lo stato della risposta.</param>
    /// <param name="problem">Il problema; nullo per una risposta che non lo descrive.</param>
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

    /// <summary>Lo stato HTTP della risposta.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>Il problema descritto dall'API; nullo quando la risposta non viene dall'API (un proxy, un indirizzo errato).</summary>
    public Problem? Problem { get; private init; }

    /// <summary>Il codice del problema, stabile: vedere <see cref="ProblemCodes"/>. Vuoto se la risposta non viene dall'API.</summary>
    public string Code => Problem?.Code ?? "";

    /// <summary>Che cosa è accaduto e che cosa fare, in italiano; può essere vuoto.</summary>
    public string Detail => Problem?.Detail ?? "";

    /// <summary>L'identificativo della richiesta nei registri dell'API, per l'assistenza; nullo se la risposta non ne ha.</summary>
    public string? RequestId => Problem?.RequestId;

    /// <summary>I campi rifiutati; vuoto quando il problema non riguarda i campi.</summary>
    public IReadOnlyList<ProblemError> Errors => Problem?.Errors ?? [];

    /// <summary>Il <c>Retry-After</c> della risposta; nullo se non ne ha.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Il corpo della risposta, fino a 65.536 caratteri.</summary>
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
