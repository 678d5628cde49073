using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>Tentativo di consegnare un evento a un destinatario.</summary>
public sealed record WebhookAttempt
{
    /// <summary>Numero del tentativo, da 1 a 10; una nuova consegna di ciò che era finito ricomincia da 1.</summary>
    [Range(1, 10)]
    public int Number { get; init; }

    /// <summary>Istante in cui il tentativo è cominciato.</summary>
    public Instant StartedAt { get; init; }

    /// <summary>Durata in millisecondi, dal collegamento alla risposta.</summary>
    [Range(0, 60_000)]
    public int DurationMs { get; init; }

    /// <summary>Stato HTTP della risposta; assente se non ve n'è stata una.</summary>
    [Range(100, 599)]
    public int? Status { get; init; }

    /// <summary>Che cosa è andato storto, per esempio <c>timeout</c>; assente per un tentativo riuscito.</summary>
    [MaxLength(60)]
    public string? Error { get; init; }

    /// <summary>
    /// Primo kilobyte del corpo della risposta, letto come UTF-8; i caratteri non validi e quelli di controllo sono sostituiti da U+FFFD. Assente
    /// se il corpo è vuoto.
    /// </summary>
    [MaxLength(AnswerText.MaxBytes)]
    public string? Answer { get; init; }

    [JsonIgnore]
    internal string Id { get; init; } = "";

    /// <summary>The attempt that delivered; null for a delivery that waits or was given up.</summary>
    internal static WebhookAttempt? InDelivery(WebhookDelivery delivery) =>
        delivery is { DeliveredInMs: { } milliseconds, DeliveredAt: { } end }
            ? new WebhookAttempt
            {
                Number = delivery.Attempts,
                StartedAt = end - Duration.FromMilliseconds(milliseconds),
                DurationMs = milliseconds,
                Status = delivery.LastStatus,
                Answer = delivery.DeliveredAnswer,
                Id = FindWebhookAttempts.AfterAll,
            }
            : null;
}

/// <summary>Pagina di tentativi.</summary>
/// <param name="Items">I tentativi.</param>
/// <param name="NextCursor">Da passare come cursor per la pagina successiva; assente nell'ultima.</param>
public sealed record WebhookAttemptPage(
    [property: MaxLength(200)] IReadOnlyList<WebhookAttempt> Items,
    [property: MaxLength(200)] string? NextCursor = null
);

internal static class FindWebhookAttempts
{
    /// <summary>Greater than every id, which begins with a digit.</summary>
    public const string AfterAll = "Z";

    public static async Task<WebhookAttemptPage> Handle(
        string id,
        string eventId,
        Caller caller,
        Db db,
        CancellationToken cancellation,
        int? limit = null,
        string? cursor = null
    )
    {
        var endpointId = WebhookEndpoint.IdOf(id);
        var page = Paging.Of($"webhook-attempts {endpointId} {eventId}", limit, cursor);
        var rows = await db.Snapshot(
            async sql =>
            {
                _ = await WebhookEndpoint.Get(sql, endpointId, caller);
                var deliveryOf = Kernel.Id.TryParse(eventId, out var parsed) ? parsed : throw WebhookDelivery.NotFound();
                var delivery = await WebhookDelivery.Get(sql, endpointId, deliveryOf, caller);
                var stored = await sql.Rows<WebhookAttempt>(
                    $"""
                    SELECT Id, Number, StartedAt, DurationMs, Status, Error, Answer
                      FROM WebhookAttempts
                     WHERE EndpointId = @endpointId
                       AND EventId    = @deliveryOf
                       {Sql.When(page.After, "AND Id < @before")}
                     ORDER BY Id DESC
                     {sql.Dialect.FirstRows}
                    """,
                    new
                    {
                        endpointId,
                        deliveryOf,
                        before = page.After,
                        limit = page.RowsToRead,
                    }
                );
                return page.After is null && WebhookAttempt.InDelivery(delivery) is { } success ? [success, .. stored] : stored;
            },
            cancellation
        );
        var (items, next) = page.Cut(rows, attempt => attempt.Id);
        return new WebhookAttemptPage(items, next);
    }
}
