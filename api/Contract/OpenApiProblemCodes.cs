using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>Lists the codes of problems, with their status, meaning and remedy: <c>x-problem-codes</c>.</summary>
internal sealed class OpenApiProblemCodes : IDocumentFilter
{
    public const string Extension = "x-problem-codes";

    /// <inheritdoc />
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
        swaggerDoc.Extensions[Extension] = new JsonNodeExtension(
            new JsonObject(
                Codes.All.OrderBy(code => code.Value, StringComparer.Ordinal).Select(code => KeyValuePair.Create(code.Value, Explain(code)))
            )
        );
    }

    private static JsonNode? Explain(RefusalCode code)
    {
        var help = ProblemHelp.Of(code);
        return new JsonObject
        {
            ["status"] = Problems.StatusOf(code),
            ["title"] = code.Title,
            ["when"] = help.When,
            ["remedy"] = help.Remedy,
        };
    }
}
