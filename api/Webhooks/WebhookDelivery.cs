using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>Consegna di un evento a un destinatario.</summary>
public sealed record WebhookDelivery
{
    /// <summary>Le colonne di una consegna.</summary>
    internal const string Columns = """
        d.EventId, e.Type, d.State, d.Attempts, d.LastStatus, d.LastError,
        CASE WHEN d.State = 'pending' THEN d.NextAttemptAt END AS NextAttemptAt, d.DeliveredAt, d.DeliveredInMs
        """;

    /// <summary>Evento consegnato; è anche il valore di <c>webhook-id</c>, lo stesso a ogni tentativo.</summary>
    [MaxLength(26)]
    public string EventId { get; init; } = "";

    /// <summary>Tipo dell'evento.</summary>
    [MaxLength(60)]
    public string Type { get; init; } = "";

    /// <summary>Stato: <c>pending</c> in attesa, <c>delivered</c> consegnato, <c>failed</c> abbandonato.</summary>
    [MaxLength(12)]
    public string State { get; init; } = "";

    /// <summary>Tentativi compiuti, al più dieci; una nuova consegna di ciò che era finito li conta da capo.</summary>
    [Range(0, 10)]
    public int Attempts { get; init; }

    /// <summary>Stato HTTP dell'ultimo tentativo; assente se non vi è stata risposta.</summary>
    [Range(100, 599)]
    public int? LastStatus { get; init; }

    /// <summary>Che cosa è andato storto nell'ultimo tentativo, per esempio <c>timeout</c>.</summary>
    [MaxLength(60)]
    public string? LastError { get; init; }

    /// <summary>Istante del prossimo tentativo; solo per le consegne in attesa.</summary>
    public Instant? NextAttemptAt { get; init; }

    /// <summary>Istante della consegna riuscita.</summary>
    public Instant? DeliveredAt { get; init; }

    /// <summary>How long the attempt that delivered lasted.</summary>
    [JsonIgnore]
    internal int? DeliveredInMs { get; init; }

    /// <summary>The text of the answer to that attempt; read by <see cref="Get"/> alone.</summary>
    [JsonIgnore]
    internal string? DeliveredAnswer { get; init; }

    /// <summary>A delivery to an endpoint of the caller's.</summary>
    /// <exception cref="Refusal"><see cref="Codes.WebhookDeliveryNotFound"/>.</exception>
    internal static async Task<WebhookDelivery> Get(Sql sql, Id endpointId, Id eventId, Caller caller) =>
        await sql.Row<WebhookDelivery>(
            $"""
            SELECT {Columns}, d.DeliveredAnswer
              FROM WebhookDeliveries d
             INNER JOIN Events e ON e.Id = d.EventId
             INNER JOIN WebhookEndpoints w ON w.Id = d.EndpointId
             WHERE d.EndpointId = @endpointId
               AND d.EventId    = @eventId
               {Ownership.Of(caller, "w")}
            """,
            Ownership.Parameters(caller, new { endpointId, eventId })
        ) ?? throw NotFound();

    internal static Refusal NotFound() =>
        new(Codes.WebhookDeliveryNotFound, "A questo destinatario non è mai stato consegnato un evento con questo identificativo.");
}
