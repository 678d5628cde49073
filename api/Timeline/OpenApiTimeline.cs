using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Contract;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Lecce.Riscossione.Api.Timeline;

/// <summary>Describes the data of a timeline's events, by type: <c>x-timeline-events</c>.</summary>
internal sealed class OpenApiTimeline : IDocumentFilter
{
    private const string Extension = "x-timeline-events";

    /// <inheritdoc />
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var events = new OpenApiEvents(context, TimelineTypes.Json);
        swaggerDoc.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
        swaggerDoc.Extensions[Extension] = new JsonNodeExtension(
            new JsonObject(
                TimelineTypes.Records.Select(one =>
                    KeyValuePair.Create(
                        TimelineTypes.Of(one.Type),
                        (JsonNode?)
                            new JsonObject
                            {
                                ["summary"] = OpenApiEvents.Summary(one),
                                ["description"] = OpenApiEvents.Description(one),
                                ["schema"] = events.Data(one),
                                ["example"] = events.Example(one),
                            }
                    )
                )
            )
        );
    }
}
