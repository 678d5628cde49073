using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>Adds to each operation the request and the answers that the tests recorded (openapi/examples).</summary>
internal sealed class OpenApiExamples : IOperationFilter
{
    /// <inheritdoc />
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var recorded = Recorded(operation.OperationId);
        ShowParameters(operation, context.ApiDescription.RelativePath!, (string?)recorded?["path"]);
        Show(operation.RequestBody?.Content, recorded?["request"]);
        foreach (var (status, response) in operation.Responses ?? [])
        {
            Show(response.Content, recorded?["answers"]?[status]);
        }
    }

    /// <summary>The call of an operation as it was recorded: <c>path</c>, <c>request</c> and <c>answers</c> by status, each by media type.</summary>
    public static JsonNode? Recorded(string? operationId)
    {
        using var file = typeof(OpenApiExamples).Assembly.GetManifestResourceStream($"Examples.{operationId}.json");
        return file is null ? null : JsonNode.Parse(file);
    }

    private static void ShowParameters(OpenApiOperation operation, string template, string? path)
    {
        if (path is null)
        {
            return;
        }

        var address = path.Split('?', 2);
        var values = template
            .Split('/')
            .Zip(address[0].Trim('/').Split('/'))
            .Where(part => part.First.StartsWith('{'))
            .ToDictionary(part => part.First.Trim('{', '}'), part => part.Second, StringComparer.Ordinal);
        foreach (var (name, value) in QueryHelpers.ParseQuery(address.ElementAtOrDefault(1)))
        {
            values[name] = value.ToString();
        }

        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            if (parameter is { In: ParameterLocation.Header, Name: OpenApiHeaders.IfMatch, Required: true })
            {
                parameter.Example = "*";
            }
            else if (parameter.In is not ParameterLocation.Header && values.TryGetValue(parameter.Name!, out var value))
            {
                parameter.Example = parameter.Schema?.Type is JsonSchemaType.String ? value : JsonNode.Parse(value);
            }
        }
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
