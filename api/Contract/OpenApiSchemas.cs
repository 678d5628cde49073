using System.Reflection;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Http;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>Lets the schemas say what the JSON settings enforce: which properties must be there, and that nothing else may.</summary>
internal sealed class OpenApiSchemas : ISchemaFilter
{
    private const int MaxListedTextLength = 100;

    // The greatest integer that every JSON reader keeps exactly.
    private const string GreatestExactInteger = "9007199254740991";
    private const string GreatestInt32 = "2147483647";

    /// <inheritdoc />
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is OpenApiSchema bounded)
        {
            Bound(bounded);
        }

        if (schema is OpenApiSchema old && context.MemberInfo?.GetCustomAttribute<ObsoleteInContractAttribute>() is not null)
        {
            old.Deprecated = true;
        }

        if (schema is OpenApiSchema text && context.MemberInfo?.GetCustomAttribute<ExtensibleEnumAttribute>() is { } known)
        {
            List(text, known);
        }

        if (schema is not OpenApiSchema { Properties.Count: > 0 } record || context.Type.Assembly != typeof(OpenApiSchemas).Assembly)
        {
            return;
        }

        record.AdditionalPropertiesAllowed = false;
        record.Required = context
            .Type.GetProperties()
            .Where(property => !IsOptional(context.Type, property))
            .Select(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..])
            .Where(record.Properties.ContainsKey)
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Lists the values that a text may have today.</summary>
    public static void List(OpenApiSchema text, ExtensibleEnumAttribute known)
    {
        text.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
        text.Extensions["x-extensible-enum"] = new JsonNodeExtension(
            new JsonArray([.. known.Values.Select(value => JsonValue.Create(value))])
        );
    }

    /// <summary>Gives what its record left open the bounds that it has anyway.</summary>
    private static void Bound(OpenApiSchema schema)
    {
        if (schema.Type is { } type && type.HasFlag(JsonSchemaType.Integer))
        {
            schema.Maximum ??= schema.Format == "int64" ? GreatestExactInteger : GreatestInt32;
            schema.Minimum ??= $"-{schema.Maximum}";
        }

        // A record counts bytes; the document counts the letters of their base64.
        if (schema.Format == "byte")
        {
            schema.MinLength = LettersOf(schema.MinLength);
            schema.MaxLength = LettersOf(schema.MaxLength);
        }

        if (schema.Items is OpenApiSchema { Type: JsonSchemaType.String } text)
        {
            text.MaxLength ??= MaxListedTextLength;
        }

        if (schema.AdditionalProperties is OpenApiSchema { Type: JsonSchemaType.String } word)
        {
            word.MaxLength ??= MaxListedTextLength;
        }
    }

    private static int? LettersOf(int? bytes) => (bytes + 2) / 3 * 4;

    private static bool IsOptional(Type type, PropertyInfo property)
    {
        var parameters = type.GetConstructors().SelectMany(constructor => constructor.GetParameters());
        var hasDefault = parameters.Any(parameter =>
            parameter.HasDefaultValue && string.Equals(parameter.Name, property.Name, StringComparison.Ordinal)
        );
        return hasDefault || new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
    }
}
