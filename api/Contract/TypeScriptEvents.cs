using System.Text.Json.Nodes;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>The webhook events of the document as a union of TypeScript that <c>type</c> tells apart.</summary>
internal static class TypeScriptEvents
{
    /// <summary>The data and the interface of each event, the interface of the others, and their union.</summary>
    /// <remarks>
    /// The type of an unknown event is an enumeration, which no literal equals: with <c>string</c> in its place the compiler would not tell
    /// the known ones apart.
    /// </remarks>
    public static string All(JsonNode document)
    {
        var events = document["x-webhooks"]!
            .AsObject()
            .Select(one => (Type: one.Key, Post: one.Value!["post"]!))
            .Select(one => (one.Type, Name: (string)one.Post["operationId"]!, one.Post))
            .ToList();
        return $$"""
            /** Ciò che ogni evento ha. */
            interface EventEnvelope {
              /** Identificativo, lo stesso a ogni consegna; nella notifica è il valore di `webhook-id`. */
              readonly id: string;
              /** Istante in cui è accaduto (ISO 8601, UTC). */
              readonly timestamp: string;
            }

            {{string.Join('\n', events.Select(one => Event(one.Type, one.Name, one.Post)))}}
            /** Il tipo di un evento che questa versione non conosce: una stringa qualsiasi. */
            export declare enum UnknownEventType {
              /** Non è un valore: distingue il tipo da quelli noti. */
              other = "",
            }

            /** Evento di un tipo che questa versione non conosce: di norma si ignora. */
            export interface UnknownWebhookEvent extends EventEnvelope {
              /** Il tipo: per leggerlo, assegnarlo a una `string`. */
              readonly type: UnknownEventType;
              /** I suoi dati. */
              readonly data: { readonly [key: string]: unknown };
            }

            /** Evento di un tipo noto; `type` dice quali sono i suoi dati. */
            export type KnownWebhookEvent = {{string.Join(" | ", events.Select(one => $"{one.Name}Event"))}};

            /** Evento. Uno `switch` su `type` dice quali sono i suoi dati; in `default` arrivano i tipi aggiunti in seguito. */
            export type WebhookEvent = KnownWebhookEvent | UnknownWebhookEvent;

            """;
    }

    private static string Event(string type, string name, JsonNode post)
    {
        var data = post["requestBody"]!["content"]!["application/json"]!["schema"]!["properties"]!["data"]!.DeepClone();
        data["description"] = $"Dati di `{type}`.";
        return $$"""
            {{TypeScriptTypes.Interface($"{name}Data", data)}}
            {{TypeScriptTypes.Comment(
                "",
                $"{(string?)post["summary"]}.",
                (string?)post["description"]
            )}}export interface {{name}}Event extends EventEnvelope {
              readonly type: "{{type}}";
              readonly data: {{name}}Data;
            }

            """;
    }
}
