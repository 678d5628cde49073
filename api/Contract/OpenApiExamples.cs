using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>Gives every operation what was once really sent and answered (openapi/examples, recorded by the tests).</summary>
internal sealed class OpenApiExamples : IOperationFilter
{
    /// <inheritdoc />
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var recorded = Recorded(operation.OperationId);
        Show(operation.RequestBody?.Content, recorded?["request"]);
        foreach (var (status, response) in operation.Responses ?? [])
        {
            Show(response.Content, recorded?["answers"]?[status]);
        }
    }

    /// <summary>The call of an operation as it was recorded: <c>request</c> and <c>answers</c> by status, each by media type.</summary>
    public static JsonNode? Recorded(string? operationId)
    {
        using var file = typeof(OpenApiExamples).Assembly.GetManifestResourceStream($"Examples.{operationId}.json");
        return file is null ? null : JsonNode.Parse(file);
    }

    private static void Show(IDictionary<string, IOpenApiMediaType>? content, JsonNode? byMediaType)
    {
        foreach (var (mediaType, described) in content ?? new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal))
        {
            if (described is OpenApiMediaType media && byMediaType?[mediaType] is { } example)
            {
                media.Example = example.DeepClone();
            }
        }
    }
}
