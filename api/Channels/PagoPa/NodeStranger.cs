using System.Globalization;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>Refuses a caller that is not the Node: 403, or 429 when its address has made too many failed attempts.</summary>
internal static partial class NodeStranger
{
    /// <summary>Sets the status and returns the sentence for the body, which each endpoint writes in its own form.</summary>
    public static string Refuse(HttpContext context, ILogger logger)
    {
        NodeMeter.CountStranger();
        var attempts = context.RequestServices.GetRequiredService<FailedAttempts>();
        try
        {
            if (context.Connection.RemoteIpAddress is { } address)
            {
                attempts.Count(address);
            }

            NotTheNode(logger, context.TraceIdentifier);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return "Chiamante non riconosciuto: serve il certificato o il segreto concordato.";
        }
        catch (Refusal refusal) when (refusal.Code == Codes.TooManyRequests)
        {
            // Not logged: repeated attempts must not fill the disk.
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = refusal.RetryAfterSeconds?.ToString(CultureInfo.InvariantCulture);
            return refusal.Detail;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Request {RequestId} to the Node's address came without the agreed secret or certificate and was refused"
    )]
    private static partial void NotTheNode(ILogger logger, string requestId);
}
