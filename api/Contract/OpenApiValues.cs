using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>Names and explains the values of texts that have a list, for both clients: <c>x-known-values</c>.</summary>
internal sealed class OpenApiValues : IDocumentFilter
{
    public const string Extension = "x-known-values";

    /// <inheritdoc />
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
        swaggerDoc.Extensions[Extension] = new JsonNodeExtension(
            new JsonObject(ValueList.All.Select(list => KeyValuePair.Create(list.Name, (JsonNode?)Described(list))))
        );
    }

    private static JsonObject Described(ValueList list) =>
        new()
        {
            ["summary"] = list.Summary,
            ["values"] = new JsonObject(
                list.Values.Select(one => KeyValuePair.Create(one.Value, (JsonNode?)JsonValue.Create(one.Meaning)))
            ),
        };
}
