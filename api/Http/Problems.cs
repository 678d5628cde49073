using System.Globalization;
using System.Text.Json;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Diagnostics;

namespace Lecce.Riscossione.Api.Http;

/// <summary>Maps refusals to HTTP statuses and problem documents.</summary>
internal static class Problems
{
    /// <summary>The media type of every 4xx and 5xx response.</summary>
    public const string ContentType = "application/problem+json";

    private const string RetryAfterSeconds = "5";

    /// <summary>The HTTP status of a code.</summary>
    public static int StatusOf(RefusalCode code) =>
        code == Codes.MethodNotAllowed
            ? StatusCodes.Status405MethodNotAllowed
            : code.Kind switch
            {
                RefusalKind.Malformed => StatusCodes.Status400BadRequest,
                RefusalKind.Unauthenticated => StatusCodes.Status401Unauthorized,
                RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
                RefusalKind.NotFound => StatusCodes.Status404NotFound,
                RefusalKind.Conflict => StatusCodes.Status409Conflict,
                RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
                RefusalKind.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
                RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
                RefusalKind.Stale => StatusCodes.Status412PreconditionFailed,
                RefusalKind.VersionMissing => StatusCodes.Status428PreconditionRequired,
                RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
                RefusalKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
                RefusalKind.Failed => StatusCodes.Status500InternalServerError,
                _ => throw new InvalidOperationException($"The code {code.Value} has no status."),
            };

    /// <summary>Writes a refusal as the response.</summary>
    public static Task Write(HttpContext context, Refusal refusal)
    {
        RefusalMeter.Count(refusal.Code);
        var status = StatusOf(refusal.Code);
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        if (refusal.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
        else if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        var problem = new Problem(
            PublicPaths.ProblemOf(refusal.Code),
            refusal.Code.Title,
            status,
            refusal.Detail,
            Short(context.Request.Path.ToUriComponent(), Problem.MaxInstanceLength),
            refusal.Code.Value,
            context.TraceIdentifier,
            refusal.Errors.Count == 0
                ? null
                :
                [
                    .. refusal.Errors.Select(error => new ProblemError(
                        Short(error.Pointer, ProblemError.MaxPointerLength),
                        error.Code,
                        error.Detail
                    )),
                ]
        );

        // Not cancelled with the request, so that a request that timed out also gets its problem.
        return context.Response.WriteAsJsonAsync(problem, Json.Options, ContentType, CancellationToken.None);
    }

    /// <summary>Cuts caller text to the published maximum length.</summary>
    private static string Short(string text, int max) => text.Length <= max ? text : text[..max];

    /// <summary>Adds a body to bare statuses of the framework: unknown routes, wrong methods, bodies too large.</summary>
    public static Task WriteBareStatus(StatusCodeContext context) =>
        Write(
            context.HttpContext,
            context.HttpContext.Response.StatusCode == StatusCodes.Status415UnsupportedMediaType
                ? new Refusal(
                    Codes.UnsupportedMediaType,
                    $"Il corpo della richiesta deve essere {string.Join(" oppure ", AcceptedTypes.Of(context.HttpContext))}."
                )
                : OfStatus(context.HttpContext.Response.StatusCode)
        );

    /// <summary>The refusal for a status of the framework.</summary>
    public static Refusal OfStatus(int status) =>
        status switch
        {
            StatusCodes.Status401Unauthorized => new(Codes.Unauthenticated, "Serve una chiave valida nell'intestazione Authorization."),
            StatusCodes.Status403Forbidden => new(Codes.ScopeMissing, "La chiave non ha il permesso necessario."),
            StatusCodes.Status404NotFound => new(Codes.NotFound, "L'indirizzo richiesto non esiste: verificare il percorso."),
            StatusCodes.Status405MethodNotAllowed => new(Codes.MethodNotAllowed, "Questo indirizzo non ammette il metodo HTTP usato."),
            StatusCodes.Status413PayloadTooLarge => new(Codes.RequestTooLarge, "La richiesta supera la dimensione ammessa: ridurla."),
            StatusCodes.Status415UnsupportedMediaType => new(
                Codes.UnsupportedMediaType,
                "Il corpo della richiesta deve essere application/json, in UTF-8."
            ),
            >= 400 and < 500 => new(Codes.MalformedRequest, "La richiesta non è leggibile: verificare parametri, intestazioni e corpo."),
            _ => new(Codes.InternalError, "Si è verificato un errore imprevisto: riprovare e, se si ripete, segnalare requestId."),
        };

    /// <summary>The refusal for an unreadable request.</summary>
    public static Refusal OfBadRequest(BadHttpRequestException exception) =>
        exception.InnerException is JsonException json ? OfJson(json) : OfStatus(exception.StatusCode);

    /// <summary>The refusal for a JSON body that does not match; never repeats its content.</summary>
    public static Refusal OfJson(JsonException exception) => JsonFaults.ToRefusal(exception);
}

/// <summary>Turns exceptions into problems. Only unexpected exceptions are logged.</summary>
internal sealed partial class ProblemHandler(Dialect dialect, ILogger<ProblemHandler> logger) : IExceptionHandler
{
    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.Response.HasStarted)
        {
            return false;
        }

        await Problems.Write(httpContext, Translate(httpContext, exception));
        return true;
    }

    private Refusal Translate(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case Refusal refusal:
                return refusal;
            case BadHttpRequestException bad:
                return Problems.OfBadRequest(bad);
            case OperationCanceledException:
                return new Refusal(Codes.Unavailable, "Il servizio si sta fermando: riprovare tra qualche secondo.");
            case var _ when dialect.IsOutage(exception):
                DatabaseAway(exception.GetType().Name, exception.HResult, context.TraceIdentifier);
                return new Refusal(
                    Codes.Unavailable,
                    "La base dati non è raggiungibile: ripetere la stessa richiesta tra qualche secondo."
                );
            default:
                Unforeseen(exception, context.TraceIdentifier);
                return Problems.OfStatus(StatusCodes.Status500InternalServerError);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database is away: {Failure} {Code} of request {RequestId}")]
    private partial void DatabaseAway(string failure, int code, string requestId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Unforeseen failure of request {RequestId}")]
    private partial void Unforeseen(Exception exception, string requestId);
}
