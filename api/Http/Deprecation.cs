using System.Globalization;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Http;

/// <summary>An operation, or a whole version, that is going to be retired.</summary>
/// <param name="Since">The day from which nobody should begin to use it.</param>
/// <param name="Sunset">The day on which it stops answering.</param>
/// <param name="Link">The page that says what to use instead.</param>
internal sealed record DeprecatedOperation(LocalDate Since, LocalDate Sunset, string Link)
{
    /// <summary>RFC 9745, RFC 8594 and a link, as the headers have them.</summary>
    public (string Deprecation, string Sunset, string Link) Headers { get; } =
        (
            string.Create(CultureInfo.InvariantCulture, $"@{Start(Since).ToUnixTimeSeconds()}"),
            Start(Sunset).ToDateTimeOffset().ToString("R", CultureInfo.InvariantCulture),
            $"<{Link}>; rel=\"deprecation\"; type=\"text/html\""
        );

    private static Instant Start(LocalDate day) => day.AtStartOfDayInZone(Rome.Zone).ToInstant();
}

/// <summary>Tells clients, in every answer of a retiring operation, until when they can go on.</summary>
internal static class Deprecation
{
    /// <summary>Retires endpoints: headers in their answers, and <c>deprecated</c> in the published description.</summary>
    public static TBuilder Deprecated<TBuilder>(this TBuilder endpoints, LocalDate since, LocalDate sunset, string link)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new DeprecatedOperation(since, sunset, link));

    /// <summary>The middleware, placed after routing.</summary>
    public static Task Announce(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<DeprecatedOperation>() is { } deprecated)
        {
            // On starting, because the handling of an exception clears what was set before.
            context.Response.OnStarting(() =>
            {
                var headers = context.Response.Headers;
                headers["Deprecation"] = deprecated.Headers.Deprecation;
                headers["Sunset"] = deprecated.Headers.Sunset;
                headers.Link = deprecated.Headers.Link;
                return Task.CompletedTask;
            });
        }

        return next(context);
    }
}
