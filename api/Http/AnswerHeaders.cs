using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Http;

/// <summary>The headers that every answer carries.</summary>
internal static partial class AnswerHeaders
{
    private const string RequestId = "X-Request-Id";

    // An answer that is no page loads nothing and is shown in nobody's frame.
    private const string NothingMore = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Names the request, with the caller's own name when it is a plain one, and forbids caching and content guessing.</summary>
    public static Task Set(HttpContext context, RequestDelegate next)
    {
        var asked = context.Request.Headers[RequestId].ToString();
        context.TraceIdentifier = PlainName().IsMatch(asked)
            ? asked
            : Id.New(context.RequestServices.GetRequiredService<IClock>().GetCurrentInstant()).Value;

        // On starting, because the handling of an exception clears what was set before.
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
