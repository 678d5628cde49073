using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>
/// Tells in the document what is sent to webhooks, by event type: <c>x-webhooks</c>, the extension of OpenAPI 3.0 that became
/// <c>webhooks</c> in 3.1.
/// </summary>
internal sealed class OpenApiWebhooks : IDocumentFilter
{
    private const string Extension = "x-webhooks";
    private const int LongestType = 60;

    /// <inheritdoc />
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        using var file = typeof(OpenApiWebhooks).Assembly.GetManifestResourceStream("Webhooks.webhooks.json")!;
        var events = JsonNode.Parse(file)!.AsObject();
        var webhooks = new JsonObject(events.Select(told => KeyValuePair.Create(told.Key, (JsonNode?)Sent(events, told.Key))));
        swaggerDoc.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
        swaggerDoc.Extensions[Extension] = new JsonNodeExtension(webhooks);
    }

    private static JsonObject Sent(JsonObject events, string type)
    {
        var told = events[type]!;
        var data = (string?)told["sameDataAs"] is { } same ? events[same]! : told;
        return new JsonObject
        {
            ["post"] = new JsonObject
            {
                ["summary"] = (string)told["summary"]!,
                ["description"] = (string)told["description"]!,
                ["parameters"] = new JsonArray(
                    Header(Signature.IdHeader, "Identificativo dell'evento, lo stesso a ogni tentativo.", 26),
                    Header(
                        Signature.TimestampHeader,
                        "Istante dell'invio, in secondi dal 1970; respingere quello di più di cinque minuti fa.",
                        20
                    ),
                    Header(Signature.SignatureHeader, "`v1,` e la firma HMAC-SHA256, in base64, di `id.timestamp.corpo`.", 500)
                ),
                ["requestBody"] = new JsonObject
                {
                    ["required"] = true,
                    ["content"] = new JsonObject { ["application/json"] = Body(type, data["data"]!, told["example"]!) },
                },
                ["responses"] = new JsonObject
                {
                    ["2XX"] = new JsonObject { ["description"] = "Ricevuto; nessun altro tentativo." },
                    ["410"] = new JsonObject { ["description"] = "Il destinatario non esiste più, ed è disattivato." },
                    ["default"] = new JsonObject
                    {
                        ["description"] = "Non ricevuto; si riprova, fino a dieci tentativi in tutto in 3,1–3,5 giorni.",
                    },
                },
            },
        };
    }

    /// <summary>A header as the national guidelines spell it; to HTTP capitals mean nothing.</summary>
    private static JsonObject Header(string name, string description, int longest) =>
        new()
        {
            ["name"] = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name),
            ["in"] = "header",
            ["required"] = true,
            ["description"] = description,
            ["schema"] = new JsonObject { ["type"] = "string", ["maxLength"] = longest },
        };

    private static JsonObject Body(string type, JsonNode data, JsonNode example) =>
        new()
        {
            ["schema"] = Record(
                new JsonObject
                {
                    ["type"] = new JsonObject
                    {
                        ["type"] = "string",
                        ["maxLength"] = LongestType,
                        ["description"] = "Tipo dell'evento.",
                    },
                    ["timestamp"] = new JsonObject
                    {
                        ["type"] = "string",
                        ["format"] = "date-time",
                        ["description"] = "Istante in cui è accaduto.",
                    },
                    ["data"] = Record(data.DeepClone().AsObject()),
                }
            ),
            ["example"] = new JsonObject
            {
                ["type"] = type,
                ["timestamp"] = "2026-11-23T11:00:00Z",
                ["data"] = example.DeepClone(),
            },
        };

    /// <summary>A record that has all its properties, but for those that may be missing; later versions may tell more.</summary>
    private static JsonObject Record(JsonObject properties) =>
        new()
        {
            ["type"] = "object",
            ["required"] = new JsonArray([
                .. properties.Where(one => (bool?)one.Value!["nullable"] is not true).Select(one => JsonValue.Create(one.Key)),
            ]),
            ["properties"] = properties,
            ["additionalProperties"] = true,
        };
}
