using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>The states of a recovery.</summary>
internal static class WebhookRecoveryState
{
    public const string Running = "running";
    public const string Completed = "completed";
    public const string Stopped = "stopped";

    public static readonly IReadOnlyList<string> All = [Running, Completed, Stopped];
}

/// <summary>Recupero: gli eventi di un periodo, consegnati di nuovo a un destinatario.</summary>
public sealed record WebhookRecovery
{
    /// <summary>Le colonne di un recupero.</summary>
    internal const string Columns = "r.Id, r.EndpointId, r.Since, r.Until, r.OnlyFailed, r.State, r.Events, r.CreatedAt, r.EndedAt";

    /// <summary>Identificativo.</summary>
    [MaxLength(26)]
    public string Id { get; init; } = "";

    /// <summary>Identificativo del destinatario.</summary>
    [MaxLength(26)]
    public string EndpointId { get; init; } = "";

    /// <summary>Istante dal quale, compreso, gli eventi si recuperano.</summary>
    public Instant Since { get; init; }

    /// <summary>Istante fino al quale, escluso, gli eventi si recuperano.</summary>
    public Instant Until { get; init; }

    /// <summary>Vero se si recupera solo ciò la cui consegna è stata abbandonata.</summary>
    public bool OnlyFailed { get; init; }

    /// <summary>
    /// Stato: running (in corso), completed (ogni evento del periodo è in consegna o consegnato), stopped (interrotto, perché il destinatario è
    /// stato disattivato).
    /// </summary>
    [MaxLength(20), ExtensibleEnum(typeof(WebhookRecoveryState))]
    public string State { get; init; } = "";

    /// <summary>Eventi messi in consegna finora.</summary>
    [Range(0, int.MaxValue)]
    public int Events { get; init; }

    /// <summary>Istante della richiesta.</summary>
    public Instant CreatedAt { get; init; }

    /// <summary>Istante in cui si è concluso; assente finché è in corso.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>A recovery of an endpoint of the caller's.</summary>
    /// <exception cref="Refusal"><see cref="Codes.WebhookEndpointNotFound"/> or <see cref="Codes.WebhookRecoveryNotFound"/>.</exception>
    internal static async Task<WebhookRecovery> Get(Sql sql, Kernel.Id endpointId, string id, Caller caller)
    {
        _ = await WebhookEndpoint.Get(sql, endpointId, caller);
        return await sql.Row<WebhookRecovery>(
                $"""
                SELECT {Columns}
                  FROM WebhookRecoveries r
                 INNER JOIN WebhookEndpoints w ON w.Id = r.EndpointId
                 WHERE r.EndpointId = @endpointId
                   AND r.Id         = @id
                   {Ownership.Of(caller, "w")}
                """,
                Ownership.Parameters(caller, new { endpointId, id })
            ) ?? throw new Refusal(Codes.WebhookRecoveryNotFound, "Il recupero non esiste per questo destinatario.");
    }
}
