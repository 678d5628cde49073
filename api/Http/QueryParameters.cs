using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Primitives;

namespace Lecce.Riscossione.Api.Http;

/// <summary>
/// Refuses query parameters and values that the published document does not allow. An ignored, misspelt filter would return a list that looks
/// filtered.
/// </summary>
internal sealed class QueryParameters(IApiDescriptionGroupCollectionProvider descriptions)
{
    private const int MaxErrors = 100;
    private static readonly FrozenDictionary<string, QueryParameter> None = FrozenDictionary<string, QueryParameter>.Empty;

    private readonly Lazy<FrozenDictionary<string, FrozenDictionary<string, QueryParameter>>> operations = new(() => Read(descriptions));

    /// <summary>The middleware. Runs after <see cref="Gate"/>, so that unauthenticated callers learn nothing about the parameters.</summary>
    /// <exception cref="Refusal">
    /// <see cref="Codes.UnknownParameter"/> for a name, <see cref="Codes.MalformedRequest"/> for an invalid number,
    /// <see cref="Codes.ValidationFailed"/> for a text too long or not listed. The pointer is the name.
    /// </exception>
    public static Task Check(HttpContext context, RequestDelegate next)
    {
        if (
            context.Request.QueryString.HasValue
            && context.GetEndpoint()?.Metadata is { } metadata
            && metadata.GetMetadata<RequiredScope>() is not null
            && metadata.GetMetadata<IEndpointNameMetadata>() is { } operation
        )
        {
            var parameters = context.RequestServices.GetRequiredService<QueryParameters>();
            var known = parameters.operations.Value.GetValueOrDefault(operation.EndpointName, None);
            CheckNames(known, context.Request.Query);
            CheckNumbers(known, context.Request.Query);
            CheckTexts(known, context.Request.Query);
        }

        return next(context);
    }

    private static void CheckNames(FrozenDictionary<string, QueryParameter> known, IQueryCollection query)
    {
        var unknown = query.Keys.Where(name => !known.ContainsKey(name)).ToList();
        if (unknown.Count == 0)
        {
            return;
        }

        var detail =
            known.Count == 0
                ? "Questa operazione non ha parametri."
                : $"I parametri sono: {string.Join(", ", known.Values.Select(one => one.Name).Order(StringComparer.Ordinal))}.";
        throw new Refusal(
            Codes.UnknownParameter,
            $"L'indirizzo contiene parametri che l'operazione non ha. {detail}",
            [.. unknown.Take(MaxErrors).Select(name => new FieldError(JsonPath.PointerTo(name), "unknown-parameter", detail))]
        );
    }

    private static void CheckNumbers(FrozenDictionary<string, QueryParameter> known, IQueryCollection query)
    {
        var unreadable = query
            .Where(one => known[one.Key].IsNumber && !IsNumber(one.Value))
            .Select(one => new FieldError(JsonPath.PointerTo(known[one.Key].Name), "not-readable", "Serve un numero intero."))
            .ToList();
        if (unreadable.Count > 0)
        {
            throw new Refusal(Codes.MalformedRequest, "Un parametro dell'indirizzo non è un numero intero: correggerlo.", unreadable);
        }
    }

    private static void CheckTexts(FrozenDictionary<string, QueryParameter> known, IQueryCollection query)
    {
        var validation = new Validation();
        foreach (var (key, value) in query)
        {
            var (name, isNumber, words) = known[key];
            var pointer = JsonPath.PointerTo(name);
            if (words is not null)
            {
                validation.Require(
                    words.Contains(value.ToString(), StringComparer.Ordinal),
                    pointer,
                    $"{name}-unknown",
                    $"I valori sono: {string.Join(", ", words)}."
                );
            }
            else if (!isNumber && KnownParameters.MaxLengthOf(name) is { } max)
            {
                validation.Require(value.ToString().Length <= max, pointer, "text-invalid", $"Al più {max} caratteri.");
            }
        }

        validation.ThrowIfAny();
    }

    private static bool IsNumber(StringValues value) =>
        StringValues.IsNullOrEmpty(value) || int.TryParse(value.ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out _);

    private static FrozenDictionary<string, FrozenDictionary<string, QueryParameter>> Read(
        IApiDescriptionGroupCollectionProvider descriptions
    ) =>
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
                        .DistinctBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase)
                        .ToFrozenDictionary(parameter => parameter.Name, Of, StringComparer.OrdinalIgnoreCase),
                StringComparer.Ordinal
            );

    private static QueryParameter Of(ApiParameterDescription parameter)
    {
        var declared = (parameter.ParameterDescriptor as IParameterInfoParameterDescriptor)?.ParameterInfo;
        return new QueryParameter(
            parameter.Name,
            (Nullable.GetUnderlyingType(parameter.Type) ?? parameter.Type) == typeof(int),
            declared?.GetCustomAttribute<ExtensibleEnumAttribute>()?.Values
        );
    }

    /// <summary>A parameter of a query.</summary>
    /// <param name="Name">The name in the document.</param>
    /// <param name="IsNumber">True for an integer, false for a text.</param>
    /// <param name="Words">The admitted texts; null for any.</param>
    private sealed record QueryParameter(string Name, bool IsNumber, IReadOnlyList<string>? Words);
}
