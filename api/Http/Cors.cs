using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Net.Http.Headers;

namespace Lecce.Riscossione.Api.Http;

/// <summary>
/// Lets pages of the origins in <c>Riscossione:Cors:Origins</c> call the API from a browser; by default none may. The list is separated by commas
/// or one value per entry. Cookies are never accepted, because callers send a bearer credential.
/// </summary>
internal static class Cors
{
    public const string Setting = "Riscossione:Cors:Origins";
    private const string Version = "/v1";
    private static readonly TimeSpan PreflightAge = TimeSpan.FromHours(1);

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete];

    private static readonly string[] Sent =
    [
        HeaderNames.Authorization,
        HeaderNames.ContentType,
        HeaderNames.ContentEncoding,
        HeaderNames.IfMatch,
        HeaderNames.IfNoneMatch,
        Idempotency.Header,
        "X-Request-Id",
    ];

    private static readonly string[] Shown =
    [
        HeaderNames.ETag,
        HeaderNames.Location,
        HeaderNames.RetryAfter,
        HeaderNames.ContentDisposition,
        HeaderNames.WWWAuthenticate,
        "Idempotency-Hit",
        "Deprecation",
        "Sunset",
        "RateLimit",
        "RateLimit-Policy",
        "X-RateLimit-Limit",
        "X-RateLimit-Remaining",
        "X-RateLimit-Reset",
        "X-Request-Id",
    ];

    /// <summary>The configured origins; empty when CORS is off.</summary>
    public static IReadOnlyList<string> Origins(IConfiguration configuration) => SettingList.Of(configuration, Setting);

    /// <summary>Faults of the list, one sentence each, with the remedy.</summary>
    public static IEnumerable<string> Errors(IConfiguration configuration, bool isDevelopment) =>
        Origins(configuration)
            .Where(origin => !IsOrigin(origin, isDevelopment))
            .Select(origin =>
                origin == "*"
                    ? $"{Setting} contiene «*»: elencare le origini, una per una. Chiunque altro chiama dal proprio server, senza CORS."
                    : $"{Setting} contiene «{origin}»: serve un'origine https senza percorso, per esempio https://portale.comune.example."
            );

    public static void AddCors(this IServiceCollection services, IConfiguration configuration)
    {
        var policy = new CorsPolicyBuilder([.. Origins(configuration).Select(origin => origin.ToLowerInvariant())])
            .WithMethods(Methods)
            .WithHeaders(Sent)
            .WithExposedHeaders(Shown)
            .SetPreflightMaxAge(PreflightAge)
            .Build();
        services.AddCors(options => options.AddDefaultPolicy(policy));
    }

    /// <summary>Adds the CORS middleware, before all others; does nothing without origins.</summary>
    public static void UseCors(this WebApplication app, IConfiguration configuration)
    {
        if (Origins(configuration).Count > 0)
        {
            app.UseWhen(
                context =>
                    context.Request.Path.StartsWithSegments(Version, StringComparison.Ordinal)
                    || context.Request.Path.StartsWithSegments(PublicPaths.OpenApi, StringComparison.Ordinal),
                api => api.UseCors()
            );
        }
    }

    private static bool IsOrigin(string text, bool isDevelopment) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri is { Scheme: "http", IsLoopback: true } && isDevelopment))
        && uri.UserInfo.Length == 0
        && string.Equals(text, uri.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase);
}
