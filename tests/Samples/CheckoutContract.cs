using System.Text.Json;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Samples;

/// <summary>The published contract of the cart service. For tests marked <see cref="ReferenceFactAttribute"/>.</summary>
internal sealed class CheckoutContract
{
    private readonly JsonObject document = JsonNode
        .Parse(File.ReadAllText(Reference.PathOf("pagopa/openapi/checkout_v2.json")))!
        .AsObject();

    /// <summary>True when a body fits <c>CartRequestV2</c>, formats aside.</summary>
    public bool Allows(JsonNode? cart) => Fits(document["components"]!["schemas"]!["CartRequestV2"]!, cart);

    private bool Fits(JsonNode schema, JsonNode? value)
    {
        if ((string?)schema["$ref"] is { } reference)
        {
            return Fits(reference.TrimStart('#', '/').Split('/').Aggregate((JsonNode)document, (at, name) => at[name]!), value);
        }

        var kind = value?.GetValueKind();
        return (string)schema["type"]! switch
        {
            "object" => value is JsonObject record
                && (schema["required"]?.AsArray() ?? []).All(name => record.ContainsKey((string)name!))
                && record.All(member => schema["properties"]![member.Key] is not { } inner || Fits(inner, member.Value)),
            "array" => value is JsonArray list
                && list.Count >= (int)schema["minItems"]!
                && list.Count <= (int)schema["maxItems"]!
                && list.All(item => Fits(schema["items"]!, item)),
            "string" => kind == JsonValueKind.String
                && ((string)value!).Length >= ((int?)schema["minLength"] ?? 0)
                && ((string)value!).Length <= ((int?)schema["maxLength"] ?? int.MaxValue),
            "integer" => kind == JsonValueKind.Number
                && long.TryParse(value!.ToJsonString(), null, out var number)
                && number >= (long)schema["minimum"]!,
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            var other => throw new InvalidOperationException($"A type that the contract did not have: {other}"),
        };
    }
}
