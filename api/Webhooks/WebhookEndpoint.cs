using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>Indirizzo al quale un sistema riceve le notifiche; il segreto non vi compare mai.</summary>
public sealed record WebhookEndpoint : IVersioned
{
    /// <summary>Le colonne di un destinatario, con il codice del suo ufficio.</summary>
    internal const string Select = """
        SELECT w.Id, w.OrganizationFiscalCode AS Organization, d.Code AS Department, w.Url, w.EventTypes AS StoredEventTypes, w.Enabled,
               w.DisabledReason, w.PausedAt, w.FailingSince, w.Description, w.CreatedAt, w.PreviousValidUntil, w.Version,
               w.RevenueTypes AS StoredRevenueTypes, w.Departments AS StoredDepartments,
               COALESCE(w.PayloadVersion, '2026-11') AS PayloadVersion
          FROM WebhookEndpoints w
          LEFT JOIN Departments d ON d.Id = w.DepartmentId
        """;

    /// <summary>Identificativo.</summary>
    [MaxLength(26)]
    public string Id { get; init; } = "";

    /// <summary>Codice fiscale dell'ente di cui riceve le notifiche.</summary>
    [MaxLength(11)]
    public string Organization { get; init; } = "";

    /// <summary>Codice dell'ufficio di cui riceve le notifiche; assente per tutti gli uffici.</summary>
    [MaxLength(40)]
    public string? Department { get; init; }

    /// <summary>Indirizzo https al quale arriva una POST per ogni evento.</summary>
    [MaxLength(500)]
    public string Url { get; init; } = "";

    /// <summary>Tipi di evento richiesti; <c>payment.*</c> per i tipi di una famiglia, <c>*</c> per tutti.</summary>
    [MaxLength(RegisterWebhookEndpoint.MaxEventTypes)]
    public IReadOnlyList<string> EventTypes => Webhooks.EventTypes.Split(StoredEventTypes);

    /// <summary>Codici dei tipi di entrata che gli eventi riguardano; vuoto per tutti.</summary>
    [MaxLength(EndpointFilters.Max)]
    public IReadOnlyList<string> RevenueTypes => StoredJson.ReadTexts(StoredRevenueTypes);

    /// <summary>Codici degli uffici che gli eventi riguardano, per chi riceve quelli dell'intero ente; vuoto per tutti.</summary>
    [MaxLength(EndpointFilters.Max)]
    public IReadOnlyList<string> Departments => StoredJson.ReadTexts(StoredDepartments);

    /// <summary>Versione del corpo delle notifiche, stabilita alla registrazione.</summary>
    [MaxLength(PayloadVersions.MaxLength)]
    public string PayloadVersion { get; init; } = "";

    /// <summary>Descrizione con cui le persone lo riconoscono.</summary>
    [MaxLength(EndpointRules.MaxDescription)]
    public string? Description { get; init; }

    /// <summary>Falso da quando è stato disattivato; <c>disabledReason</c> dice perché.</summary>
    public bool Enabled { get; init; }

    /// <summary>
    /// Perché è stato disattivato: requested (da chi lo gestisce), gone (ha risposto 410), failing (nessun tentativo è riuscito per cinque giorni).
    /// Assente se è attivo o se è stato disattivato prima che il motivo fosse conservato.
    /// </summary>
    [MaxLength(20), ExtensibleEnum(typeof(DisabledReason))]
    public string? DisabledReason { get; init; }

    /// <summary>Istante dal quale è in pausa: gli eventi lo attendono. Assente se non è in pausa.</summary>
    public Instant? PausedAt { get; init; }

    /// <summary>Istante dal quale nessun tentativo riesce; assente se l'ultimo è riuscito o se non ve ne sono stati.</summary>
    public Instant? FailingSince { get; init; }

    /// <summary>Istante della registrazione.</summary>
    public Instant CreatedAt { get; init; }

    /// <summary>
    /// Istante fino al quale le consegne sono firmate anche con il segreto precedente all'ultima rotazione; assente se non ve ne sono state.
    /// </summary>
    public Instant? PreviousValidUntil { get; init; }

    /// <summary>Contrassegno della versione, da ripetere in If-Match per modificare la risorsa.</summary>
    [MaxLength(20)]
    public string Etag => ETag.Of(Version);

    [JsonIgnore]
    internal int Version { get; init; }

    [JsonIgnore]
    internal string StoredEventTypes { get; init; } = "";

    [JsonIgnore]
    internal string? StoredRevenueTypes { get; init; }

    [JsonIgnore]
    internal string? StoredDepartments { get; init; }

    /// <summary>The id in a path.</summary>
    /// <exception cref="Refusal"><see cref="Codes.WebhookEndpointNotFound"/> when no endpoint can have it.</exception>
    internal static Kernel.Id IdOf(string text) => Kernel.Id.TryParse(text, out var id) ? id : throw NotFound();

    /// <summary>An endpoint of the caller's.</summary>
    /// <exception cref="Refusal"><see cref="Codes.WebhookEndpointNotFound"/>, also for an endpoint that the caller does not cover.</exception>
    internal static async Task<WebhookEndpoint> Get(Sql sql, Kernel.Id id, Caller caller) =>
        await sql.Row<WebhookEndpoint>(
            $"""
            {Select}
             WHERE w.Id = @id
               {Sql.When(caller.Organization, "AND w.OrganizationFiscalCode = @organization")}
               {Sql.When(caller.DepartmentId, "AND w.DepartmentId = @department")}
            """,
            new
            {
                id,
                organization = caller.Organization,
                department = caller.DepartmentId,
            }
        ) ?? throw NotFound();

    /// <summary>An endpoint of the caller's that still receives.</summary>
    /// <exception cref="Refusal"><see cref="Codes.WebhookEndpointNotFound"/> or <see cref="Codes.WebhookEndpointDisabled"/>.</exception>
    internal static async Task<WebhookEndpoint> GetEnabled(Sql sql, Id id, Caller caller) =>
        await Get(sql, id, caller) is { Enabled: true } endpoint ? endpoint : throw Disabled();

    /// <summary>The refusal of what only an enabled endpoint can do.</summary>
    internal static Refusal Disabled() =>
        new(Codes.WebhookEndpointDisabled, "Il destinatario è disattivato e non riceve più nulla: riattivarlo o registrarne un altro.");

    private static Refusal NotFound() =>
        new(Codes.WebhookEndpointNotFound, "Il destinatario non esiste o non è visibile con questa chiave.");
}
