using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>What the document says of the records of events, as one place writes them: the timeline, or webhooks.</summary>
/// <param name="context">Knows how schemas are made.</param>
/// <param name="json">How that place writes a record.</param>
internal sealed class OpenApiEvents(DocumentFilterContext context, JsonSerializerOptions json)
{
    private static readonly Lazy<XDocument> Comments = new(() =>
        XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"{typeof(OpenApiEvents).Assembly.GetName().Name}.xml"))
    );

    /// <summary>The first doc comment of a record: what happened.</summary>
    public static string Summary(EventRecord told) => Comment(told, "summary");

    /// <summary>The second one: what follows from it.</summary>
    public static string Description(EventRecord told) => Comment(told, "remarks");

    /// <summary>The example as it is written.</summary>
    public JsonNode Example(EventRecord told) => JsonSerializer.SerializeToNode(told.Example, told.Record, json)!;

    /// <summary>The members, in the order in which they are written.</summary>
    public JsonObject Data(EventRecord told) =>
        Record(
            new JsonObject(
                json.GetTypeInfo(told.Record)
                    .Properties.Select(member => KeyValuePair.Create(member.Name, Value((PropertyInfo)member.AttributeProvider!)))
            )
        );

    /// <summary>A record that has all its properties, but for those that may be null; later versions may tell more.</summary>
    public static JsonObject Record(JsonObject properties) =>
        new()
        {
            ["type"] = "object",
            ["required"] = new JsonArray([
                .. properties.Where(one => (bool?)one.Value!["nullable"] is not true).Select(one => JsonValue.Create(one.Key)),
            ]),
            ["properties"] = properties,
            ["additionalProperties"] = true,
        };

    private JsonNode? Value(PropertyInfo member)
    {
        using var text = new StringWriter();
        context
            .SchemaGenerator.GenerateSchema(member.PropertyType, context.SchemaRepository, member)
            .SerializeAsV3(new OpenApiJsonWriter(text));
        var schema = JsonNode.Parse(text.ToString())!;
        // Cents and counts of an event are not negative, unless its record says so.
        if ((string?)schema["type"] == "integer" && !member.IsDefined(typeof(RangeAttribute)))
        {
            schema["minimum"] = 0;
        }

        // Answers omit what is null; events write it.
        if (new NullabilityInfoContext().Create(member).ReadState == NullabilityState.Nullable)
        {
            schema["nullable"] = true;
        }

        return schema;
    }

    private static string Comment(EventRecord told, string element)
    {
        var member = Comments.Value.Descendants("member").Single(one => (string?)one.Attribute("name") == $"T:{told.Record.FullName}");
        return XmlCommentsTextHelper.Humanize(string.Concat(member.Element(element)!.Nodes())).ReplaceLineEndings(" ");
    }
}
