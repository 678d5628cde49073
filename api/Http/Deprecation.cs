using System.Globalization;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Http;

/// <summary>An operation or version that will be retired.</summary>
/// <param name="Since">The day of the deprecation.</param>
/// <param name="Sunset">The day on which it stops answering.</param>
/// <param name="Link">The page that names the replacement.</param>
internal sealed record DeprecatedOperation(LocalDate Since, LocalDate Sunset, string Link)
{
    /// <summary>The header values of RFC 9745, RFC 8594 and the link.</summary>
    public (string Deprecation, string Sunset, string Link) Headers { get; } =
        (
            string.Create(CultureInfo.InvariantCulture, $"@{Start(Since).ToUnixTimeSeconds()}"),
            Start(Sunset).ToDateTimeOffset().ToString("R", CultureInfo.InvariantCulture),
            $"<{Link}>; rel=\"deprecation\"; type=\"text/html\""
        );

    private static Instant Start(LocalDate day) => day.AtStartOfDayInZone(Rome.Zone).ToInstant();
}

/// <summary>Announces in every response of a deprecated operation when it will be retired.</summary>
internal static class Deprecation
{
    /// <summary>Deprecates endpoints: adds headers to their responses, and <c>deprecated</c> to the published description.</summary>
    public static TBuilder Deprecated<TBuilder>(this TBuilder endpoints, LocalDate since, LocalDate sunset, string link)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new DeprecatedOperation(since, sunset, link));

    /// <summary>The middleware. Runs after routing.</summary>
    public static Task Announce(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<DeprecatedOperation>() is { } deprecated)
        {
            // Set when the response starts, because exception handling clears earlier headers.
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
