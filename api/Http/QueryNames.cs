using System.Collections.Frozen;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Lecce.Riscossione.Api.Http;

/// <summary>
/// Refuses a query parameter that the operation does not have. Otherwise a misspelled filter would be ignored, and the whole list taken as the
/// filtered one. The published document lists the parameters of each operation.
/// </summary>
internal sealed class QueryNames(IApiDescriptionGroupCollectionProvider descriptions)
{
    private const int MaxErrors = 100;
    private static readonly FrozenSet<string> None = FrozenSet<string>.Empty;

    private readonly Lazy<FrozenDictionary<string, FrozenSet<string>>> names = new(() => Read(descriptions));

    /// <summary>The middleware, placed after <see cref="Gate"/>: strangers learn nothing about the parameters.</summary>
    /// <exception cref="Refusal"><see cref="Codes.UnknownParameter"/>, with every unknown name as a pointer.</exception>
    public static Task Check(HttpContext context, RequestDelegate next)
    {
        if (
            context.Request.QueryString.HasValue
            && context.GetEndpoint()?.Metadata is { } metadata
            && metadata.GetMetadata<RequiredScope>() is not null
            && metadata.GetMetadata<IEndpointNameMetadata>() is { } operation
        )
        {
            context.RequestServices.GetRequiredService<QueryNames>().Check(operation.EndpointName, context.Request.Query);
        }

        return next(context);
    }

    private void Check(string operation, IQueryCollection query)
    {
        var known = names.Value.GetValueOrDefault(operation, None);
        var unknown = query.Keys.Where(name => !known.Contains(name)).ToList();
        if (unknown.Count == 0)
        {
            return;
        }

        var detail =
            known.Count == 0
                ? "Questa operazione non ha parametri."
                : $"I parametri sono: {string.Join(", ", known.Order(StringComparer.Ordinal))}.";
        throw new Refusal(
            Codes.UnknownParameter,
            $"L'indirizzo contiene parametri che l'operazione non ha. {detail}",
            [.. unknown.Take(MaxErrors).Select(name => new FieldError(JsonPath.PointerTo(name), "unknown-parameter", detail))]
        );
    }

    private static FrozenDictionary<string, FrozenSet<string>> Read(IApiDescriptionGroupCollectionProvider descriptions) =>
        descriptions
            .ApiDescriptionGroups.Items.SelectMany(group => group.Items)
            .Select(one => (Name: one.ActionDescriptor.EndpointMetadata.OfType<IEndpointNameMetadata>().LastOrDefault()?.EndpointName, one))
            .Where(one => one.Name is not null)
            .GroupBy(one => one.Name!, one => one.one, StringComparer.Ordinal)
            .ToFrozenDictionary(
                operation => operation.Key,
                operation =>
                    operation
                        .SelectMany(one => one.ParameterDescriptions)
                        .Where(parameter => parameter.Source == BindingSource.Query)
                        .Select(parameter => parameter.Name)
                        .ToFrozenSet(StringComparer.OrdinalIgnoreCase),
                StringComparer.Ordinal
            );
}
