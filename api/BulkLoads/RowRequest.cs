using System.Text.Json;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>The request of a unit of a load.</summary>
/// <param name="Action">One of <see cref="RowAction"/>.</param>
/// <param name="ExternalId">The document's key in its department.</param>
/// <param name="Reason">Why an existing document is replaced or cancelled; null when the row does not say.</param>
/// <param name="Issue">The document, as a single request would send it; null when one is to be cancelled.</param>
internal sealed record RowRequest(string Action, string ExternalId, string? Reason, IssuePaymentDocumentRequest? Issue)
{
    /// <summary>Reads a line of JSON: a request to issue, with <c>action</c> and <c>reason</c> beside it.</summary>
    /// <exception cref="Refusal">It is not what it should be.</exception>
    public static RowRequest OfJson(ReadOnlySpan<byte> line, string usualAction)
    {
        try
        {
            return usualAction != RowAction.Cancel && line.IndexOf("\"action\""u8) < 0 && line.IndexOf("\"reason\""u8) < 0
                ? OfIssue(usualAction, null, JsonSerializer.Deserialize<IssuePaymentDocumentRequest>(line, Json.Options))
                : OfObject(
                    JsonNode.Parse(line, documentOptions: new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false }),
                    usualAction
                );
        }
        catch (JsonException exception)
        {
            throw Problems.OfJson(exception);
        }
    }

    /// <summary>The externalId of a line of JSON that is not what it should be, as far as it can be read; null when it cannot.</summary>
    public static string? KeyOf(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("externalId"u8))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The text before the fault has no key.
        }

        return null;
    }

    /// <summary>Puts an action's name to the test.</summary>
    /// <exception cref="Refusal">There is no such action.</exception>
    public static string Known(string action) =>
        RowAction.All.Contains(action, StringComparer.Ordinal)
            ? action
            : throw Invalid("/action", "action-unknown", $"Le azioni sono: {string.Join(", ", RowAction.All)}.");

    /// <summary>The refusal of one field.</summary>
    public static Refusal Invalid(string pointer, string code, string detail) =>
        new(Codes.ValidationFailed, "La riga contiene valori non accettabili.", [new FieldError(pointer, code, detail)]);

    private static RowRequest OfObject(JsonNode? node, string usualAction)
    {
        var row = node as JsonObject ?? throw new JsonException();
        var action = Known(Taken(row, "action") ?? usualAction);
        var reason = Taken(row, "reason");
        if (action != RowAction.Cancel)
        {
            return OfIssue(action, reason, row.Deserialize<IssuePaymentDocumentRequest>(Json.Options));
        }

        var externalId = Taken(row, "externalId");
        if (externalId is null || row.Count > 0)
        {
            throw Invalid("", "cancel-row-invalid", "Una riga di annullamento contiene solo action, externalId e reason.");
        }

        return new RowRequest(action, externalId, reason, null);
    }

    private static RowRequest OfIssue(string action, string? reason, IssuePaymentDocumentRequest? request) =>
        request is null ? throw new JsonException() : new RowRequest(action, request.ExternalId, reason, request);

    private static string? Taken(JsonObject row, string name)
    {
        if (!row.Remove(name, out var value) || value is null)
        {
            return null;
        }

        return value is not JsonValue text || !text.TryGetValue<string>(out var found)
                ? throw Invalid($"/{name}", "not-readable", "Serve un testo.")
            : Texts.AreFit(found) ? found
            : throw Invalid($"/{name}", "text-invalid", Texts.Unfit);
    }
}
