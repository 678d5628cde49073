using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Http;

/// <summary>The headers of every response.</summary>
internal static partial class AnswerHeaders
{
    private const string RequestId = "X-Request-Id";

    // Responses that are no pages load nothing and cannot be framed.
    private const string NothingMore = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Sets the request id, the caller's own if it is a plain name, and forbids caching and content sniffing.</summary>
    public static Task Set(HttpContext context, RequestDelegate next)
    {
        var asked = context.Request.Headers[RequestId].ToString();
        context.TraceIdentifier = PlainName().IsMatch(asked)
            ? asked
            : Id.New(context.RequestServices.GetRequiredService<IClock>().GetCurrentInstant()).Value;

        // Set when the response starts, because exception handling clears earlier headers.
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers[RequestId] = context.TraceIdentifier;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers.XFrameOptions = "DENY";
            if (headers.ContentSecurityPolicy.Count == 0)
            {
                headers.ContentSecurityPolicy = NothingMore;
            }

            if (headers.CacheControl.Count == 0 || context.Response.StatusCode >= StatusCodes.Status400BadRequest)
            {
                headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(context);
    }

    [GeneratedRegex("^[A-Za-z0-9._-]{1,64}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex PlainName();
}
