using System.Globalization;
using System.Reflection;
using Lecce.Riscossione.Api.Http;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>Describes and bounds the parameters, which mean the same wherever they occur.</summary>
internal sealed class OpenApiParameters : IParameterFilter
{
    /// <inheritdoc />
    public void Apply(IOpenApiParameter parameter, ParameterFilterContext context)
    {
        if (parameter is not OpenApiParameter { Schema: OpenApiSchema schema } described || parameter.Name is null)
        {
            return;
        }

        var (description, maxLength) = KnownParameters.Of(parameter.Name);
        described.Description ??= description;
        if (schema.Type == JsonSchemaType.String && schema.Format is null)
        {
            schema.MaxLength ??= maxLength;
        }

        if (context.ParameterInfo?.GetCustomAttribute<ExtensibleEnumAttribute>() is { } known)
        {
            OpenApiSchemas.List(schema, known);
        }

        if (parameter.Name is "limit" or "installment" or "part")
        {
            schema.Minimum = "1";
        }

        if (parameter.Name == "limit")
        {
            schema.Maximum = Paging.MaxLimit.ToString(CultureInfo.InvariantCulture);
        }

        if (parameter.Name == "wait")
        {
            (schema.Minimum, schema.Maximum) = ("0", Paging.MaxWaitSeconds.ToString(CultureInfo.InvariantCulture));
        }
    }
}
