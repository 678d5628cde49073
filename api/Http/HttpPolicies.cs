using Lecce.Riscossione.Api.Access;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Lecce.Riscossione.Api.Http;

/// <summary>The rules that hold for every operation, stated once; no handler repeats them.</summary>
internal static class HttpPolicies
{
    public static void AddHttpPolicies(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddExceptionHandler<ProblemHandler>();
        services.AddRequestTimeout(configuration);
        services.AddSingleton(RateLimitOptions.From(configuration));
        services.AddSingleton<RateLimits>();
        services.AddSingleton<FailedAttempts>();
        services.AddSingleton<Idempotency>();
        services.AddSingleton<QueryParameters>();
    }

    /// <summary>In the order in which they look at a request: the cheapest refusals first, the body last.</summary>
    public static void UseHttpPolicies(this WebApplication app)
    {
        app.Use(Deprecation.Announce);
        app.UseRequestTimeouts();
        app.Use(AddressText.Check);
        app.Use(BodyLimit.Check);
        app.Use(FailedAttempts.Check);
        app.Use(Gate.Check);
        app.Use(RateLimits.Check);
        app.Use(QueryParameters.Check);
        app.Use(JsonCharset.Check);
        app.Use(Idempotency.Check);
    }

    /// <summary>Policies of the API operations only: their versions, and bodies of any size.</summary>
    public static RouteGroupBuilder WithPolicies(this RouteGroupBuilder operations)
    {
        operations.AddEndpointFilter(Versions.Tag);
        ((IEndpointConventionBuilder)operations).Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<IRequestSizeLimitMetadata>().Any(limit => limit.MaxRequestBodySize is null))
            {
                // A body of any size takes any time; that it keeps coming is the server's minimum rate.
                endpoint.Metadata.Add(new DisableRequestTimeoutAttribute());
                endpoint.Metadata.Add(new CountedIn(RateBucket.Bulk));
            }
        });
        return operations;
    }
}
