using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Http;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>Describes the headers that the policies read and write, wherever a handler's parameters or its answers show that they apply.</summary>
internal static class OpenApiHeaders
{
    public const string IfMatch = "If-Match";
    private const int MaxTagLength = 255;

    public static void Describe(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        operation.Parameters ??= [];
        if (metadata.OfType<ReadsIfMatch>().Any())
        {
            var isRequired = Http.IfMatch.IsRequired(context.ApiDescription.HttpMethod ?? "");
            operation.Parameters.Add(
                Header(
                    IfMatch,
                    "ifMatch",
                    isRequired,
                    "L'ETag della versione letta, con le virgolette: la modifica è rifiutata (412) se nel frattempo qualcun altro l'ha cambiata.",
                    MaxTagLength
                )
            );
        }

        if (metadata.OfType<ActsOnce>().Any())
        {
            operation.Parameters.Add(
                Header(
                    Idempotency.Header,
                    "idempotencyKey",
                    isRequired: false,
                    "Chiave scelta dal client, per esempio un UUID: ripetendo la stessa richiesta con la stessa chiave si riceve la stessa risposta, "
                        + "con Idempotency-Hit: true, senza un secondo effetto. Vale almeno 7 giorni.",
                    Idempotency.MaxKeyLength
                )
            );
        }
    }

    private static OpenApiParameter Header(string name, string nameInClients, bool isRequired, string description, int longest) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Header,
            Required = isRequired,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = longest },
            Extensions = new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal)
            {
                ["x-originalName"] = new JsonNodeExtension(JsonValue.Create(nameInClients)),
            },
        };
}
