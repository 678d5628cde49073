using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Template;

namespace Lecce.Riscossione.Api.Http;

/// <summary>
/// The content types that a request's operation accepts. For a 415 routing has already replaced the endpoint, so the operation is looked up again
/// by method and path.
/// </summary>
internal static class AcceptedTypes
{
    /// <summary>The accepted content types; JSON if the operation declares none.</summary>
    public static IReadOnlyList<string> Of(HttpContext context)
    {
        var declared = context
            .RequestServices.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => Takes(endpoint, context.Request))
            .SelectMany(endpoint => endpoint.Metadata.GetOrderedMetadata<IAcceptsMetadata>())
            .SelectMany(accepts => accepts.ContentTypes)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        return declared is [] ? ["application/json"] : declared;
    }

    private static bool Takes(RouteEndpoint endpoint, HttpRequest request) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { } methods
        && methods.HttpMethods.Contains(request.Method, StringComparer.OrdinalIgnoreCase)
        && new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), new RouteValueDictionary()).TryMatch(
            request.Path,
            new RouteValueDictionary()
        );
}
