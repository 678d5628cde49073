using System.Globalization;
using System.Text.Json;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Diagnostics;

namespace Lecce.Riscossione.Api.Http;

/// <summary>HTTP's words for every way of saying no.</summary>
internal static class Problems
{
    /// <summary>The media type of every 4xx and 5xx.</summary>
    public const string ContentType = "application/problem+json";

    private const string RetryAfterSeconds = "5";

    /// <summary>The status of a code.</summary>
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

    /// <summary>Sends a refusal as the answer.</summary>
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
            ProblemPages.PathOf(refusal.Code),
            refusal.Code.Title,
            status,
            refusal.Detail,
            Short(context.Request.Path.ToUriComponent(), Problem.LongestInstance),
            refusal.Code.Value,
            context.TraceIdentifier,
            refusal.Errors.Count == 0
                ? null
                :
                [
                    .. refusal.Errors.Select(error => new ProblemError(
                        Short(error.Pointer, ProblemError.LongestPointer),
                        error.Code,
                        error.Detail
                    )),
                ]
        );

        // Not under the request's cancellation: a request that ran out of time is told so too.
        return context.Response.WriteAsJsonAsync(problem, Json.Options, ContentType, CancellationToken.None);
    }

    /// <summary>What the caller wrote, repeated no longer than the document says.</summary>
    private static string Short(string text, int most) => text.Length <= most ? text : text[..most];

    /// <summary>Gives a body to what the framework refused with a bare status: unknown routes, wrong methods, bodies too large.</summary>
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

    /// <summary>The refusal that stands for a status of the framework.</summary>
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

    /// <summary>The refusal that stands for a request that could not be read.</summary>
    public static Refusal OfBadRequest(BadHttpRequestException exception) =>
        exception.InnerException is JsonException json ? OfJson(json) : OfStatus(exception.StatusCode);

    /// <summary>The refusal that stands for a body that is not the expected JSON; it never repeats what the body says.</summary>
    public static Refusal OfJson(JsonException exception) => JsonFaults.ToRefusal(exception);
}

/// <summary>Turns what handlers throw into problems. Only what nobody foresaw is logged.</summary>
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
