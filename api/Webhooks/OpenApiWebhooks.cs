using System.Globalization;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Contract;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>
/// Describes what is sent to webhooks, by event type: <c>x-webhooks</c>, the extension of OpenAPI 3.0 that became <c>webhooks</c> in 3.1.
/// </summary>
internal sealed class OpenApiWebhooks : IDocumentFilter
{
    private const string Extension = "x-webhooks";
    private const int MaxTypeLength = 60;

    /// <inheritdoc />
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var events = new OpenApiEvents(context, EventTypes.Json);
        var webhooks = new JsonObject(EventTypes.Records.Select(one => KeyValuePair.Create(one.Type, (JsonNode?)Sent(events, one))));
        swaggerDoc.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
        swaggerDoc.Extensions[Extension] = new JsonNodeExtension(webhooks);
    }

    private static JsonObject Sent(OpenApiEvents events, EventRecord one) =>
        new()
        {
            ["post"] = new JsonObject
            {
                ["operationId"] = one.Record.Name,
                ["summary"] = OpenApiEvents.Summary(one),
                ["description"] = OpenApiEvents.Description(one),
                ["parameters"] = new JsonArray(
                    Header(Signature.IdHeader, "Identificativo dell'evento, lo stesso a ogni tentativo.", 26),
                    Header(
                        Signature.TimestampHeader,
                        "Istante dell'invio, in secondi dal 1970; respingere quello di più di cinque minuti fa.",
                        20
                    ),
                    Header(
                        Signature.SignatureHeader,
                        "`v1,` e la firma HMAC-SHA256, in base64, di `id.timestamp.corpo`; dopo una rotazione del segreto due firme, separate da uno spazio.",
                        500
                    ),
                    Header(
                        PayloadVersions.Header,
                        "Versione del corpo, stabilita alla registrazione del destinatario.",
                        PayloadVersions.MaxLength
                    )
                ),
                ["requestBody"] = new JsonObject
                {
                    ["required"] = true,
                    ["content"] = new JsonObject { ["application/json"] = Body(one.Type, events.Data(one), events.Example(one)) },
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

    /// <summary>A header as the national guidelines spell it; HTTP ignores the case.</summary>
    private static JsonObject Header(string name, string description, int maxLength) =>
        new()
        {
            ["name"] = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name),
            ["in"] = "header",
            ["required"] = true,
            ["description"] = description,
            ["schema"] = new JsonObject { ["type"] = "string", ["maxLength"] = maxLength },
        };

    private static JsonObject Body(string type, JsonObject data, JsonNode example) =>
        new()
        {
            ["schema"] = OpenApiEvents.Record(
                new JsonObject
                {
                    ["type"] = new JsonObject
                    {
                        ["type"] = "string",
                        ["maxLength"] = MaxTypeLength,
                        ["description"] = "Tipo dell'evento.",
                    },
                    ["timestamp"] = new JsonObject
                    {
                        ["type"] = "string",
                        ["format"] = "date-time",
                        ["description"] = "Istante in cui è accaduto.",
                    },
                    ["data"] = data,
                }
            ),
            ["example"] = new JsonObject
            {
                ["type"] = type,
                ["timestamp"] = "2026-11-23T11:00:00Z",
                ["data"] = example,
            },
        };
}
