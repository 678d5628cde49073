using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>Ciò che cambia di un destinatario di notifiche; i membri che mancano restano come sono.</summary>
public sealed record WebhookEndpointChange
{
    private readonly string? url;
    private readonly IReadOnlyList<string>? eventTypes;
    private readonly string? description;
    private readonly IReadOnlyList<string>? revenueTypes;
    private readonly IReadOnlyList<string>? departments;

    /// <summary>Indirizzo https, della rete pubblica o di una rete ammessa dall'installazione, che riceverà le notifiche.</summary>
    [MinLength(1), MaxLength(500)]
    public string? Url
    {
        get => url;
        init => (url, NamesUrl) = (value, true);
    }

    /// <summary>
    /// Tipi di evento richiesti, in luogo dei precedenti; <c>payment.*</c> per i tipi di una famiglia, <c>*</c> per tutti, anche futuri.
    /// </summary>
    [MinLength(1), MaxLength(RegisterWebhookEndpoint.MaxEventTypes)]
    public IReadOnlyList<string>? EventTypes
    {
        get => eventTypes;
        init => (eventTypes, NamesEventTypes) = (value, true);
    }

    /// <summary>Descrizione con cui le persone lo riconoscono; vuota o <c>null</c> per toglierla.</summary>
    [MaxLength(EndpointRules.MaxDescription)]
    public string? Description
    {
        get => description;
        init => (description, NamesDescription) = (value, true);
    }

    /// <summary>Codici dei tipi di entrata che gli eventi devono riguardare; vuoto o <c>null</c> per tutti.</summary>
    [MaxLength(EndpointFilters.Max)]
    public IReadOnlyList<string>? RevenueTypes
    {
        get => revenueTypes;
        init => (revenueTypes, NamesRevenueTypes) = (value, true);
    }

    /// <summary>Codici degli uffici che gli eventi devono riguardare, solo per chi li riceve dell'intero ente; vuoto o <c>null</c> per tutti.</summary>
    [MaxLength(EndpointFilters.Max)]
    public IReadOnlyList<string>? Departments
    {
        get => departments;
        init => (departments, NamesDepartments) = (value, true);
    }

    // A member with null is to be removed; one that is absent stays.
    internal bool NamesUrl { get; private init; }
    internal bool NamesEventTypes { get; private init; }
    internal bool NamesDescription { get; private init; }
    internal bool NamesRevenueTypes { get; private init; }
    internal bool NamesDepartments { get; private init; }
}

internal static class ChangeWebhookEndpoint
{
    /// <summary>The media type of a change that names only what changes (RFC 7396).</summary>
    public const string MergePatch = "application/merge-patch+json";

    /// <summary>Changes what the request names. Deliveries that wait go to the new address; those of types no longer asked for still go.</summary>
    public static Task<WebhookEndpoint> Handle(
        string id,
        WebhookEndpointChange request,
        IfMatch ifMatch,
        Caller caller,
        Db db,
        AddressRules rules,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var endpointId = WebhookEndpoint.IdOf(id);
        var validation = new Validation();
        var url = request.NamesUrl ? EndpointRules.Url(validation, request.Url, rules) : null;
        var eventTypes = request.NamesEventTypes ? EndpointRules.Types(validation, request.EventTypes) : null;
        var description = EndpointRules.Description(validation, request.Description);
        validation.ThrowIfAny();
        var now = clock.GetCurrentInstant();
        return db.Transact(
            async sql =>
            {
                var existing = await WebhookEndpoint.Get(sql, endpointId, caller);
                ifMatch.Require(existing.Version);
                if (!existing.Enabled)
                {
                    throw WebhookEndpoint.Disabled();
                }

                var revenueTypes = await EndpointFilters.RevenueTypes(sql, existing.Organization, request.RevenueTypes);
                var departments = await EndpointFilters.Departments(sql, existing.Organization, existing.Department, request.Departments);
                var changed = await sql.Execute(
                    $"""
                    UPDATE WebhookEndpoints
                       SET Url = @url, EventTypes = @eventTypes, Description = @description, RevenueTypes = @revenueTypes,
                           Departments = @departments, UpdatedAt = @now, Version = Version + 1
                     WHERE Id = @endpointId
                       AND Version = @Version
                       {Ownership.Of(caller, "WebhookEndpoints")}
                    """,
                    Ownership.Parameters(
                        caller,
                        new
                        {
                            endpointId,
                            url = url ?? existing.Url,
                            eventTypes = eventTypes ?? existing.StoredEventTypes,
                            description = request.NamesDescription ? description : existing.Description,
                            revenueTypes = request.NamesRevenueTypes ? revenueTypes : existing.StoredRevenueTypes,
                            departments = request.NamesDepartments ? departments : existing.StoredDepartments,
                            now,
                            existing.Version,
                        }
                    )
                );
                return changed == 1 ? await WebhookEndpoint.Get(sql, endpointId, caller) : throw new ConcurrentChange();
            },
            cancellation
        );
    }
}
