using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>Destinatario di notifiche da registrare.</summary>
/// <param name="Url">Indirizzo https, della rete pubblica o di una rete ammessa dall'installazione, che riceverà una POST per ogni evento.</param>
/// <param name="EventTypes">Tipi di evento richiesti; <c>payment.*</c> per i tipi di una famiglia, <c>*</c> per tutti, anche futuri.</param>
/// <param name="Organization">Codice fiscale dell'ente; se manca, l'ente di chi registra.</param>
/// <param name="Department">Codice dell'ufficio; se manca, l'ufficio di chi registra o, per una credenziale dell'intero ente, tutti gli uffici.</param>
/// <param name="Description">Descrizione con cui le persone lo riconoscono, per esempio il sistema che riceve.</param>
/// <param name="RevenueTypes">Codici dei tipi di entrata che gli eventi devono riguardare; vuoto o assente per tutti.</param>
/// <param name="Departments">Codici degli uffici che gli eventi devono riguardare, solo per chi li riceve dell'intero ente; vuoto o assente per tutti.</param>
/// <param name="PayloadVersion">Versione del corpo delle notifiche; se manca, l'ultima. Non cambia più, anche se ne escono altre.</param>
public sealed record NewWebhookEndpoint(
    [property: MinLength(1), MaxLength(500)] string Url,
    [property: MinLength(1), MaxLength(RegisterWebhookEndpoint.MaxEventTypes)] IReadOnlyList<string> EventTypes,
    [property: MaxLength(11)] string? Organization = null,
    [property: MaxLength(40)] string? Department = null,
    [property: MaxLength(EndpointRules.MaxDescription)] string? Description = null,
    [property: MaxLength(EndpointFilters.Max)] IReadOnlyList<string>? RevenueTypes = null,
    [property: MaxLength(EndpointFilters.Max)] IReadOnlyList<string>? Departments = null,
    [property: MaxLength(PayloadVersions.MaxLength)] string? PayloadVersion = null
);

/// <summary>Destinatario di notifiche appena registrato.</summary>
/// <param name="Id">Identificativo.</param>
/// <param name="Secret">Segreto che verifica le firme, <c>whsec_</c> e 32 byte in base64; mostrato solo in questa risposta.</param>
/// <param name="Organization">Codice fiscale dell'ente di cui riceve le notifiche.</param>
/// <param name="Url">Indirizzo che riceve le notifiche.</param>
/// <param name="EventTypes">Tipi di evento richiesti.</param>
/// <param name="Enabled">Vero: riceve da subito.</param>
/// <param name="CreatedAt">Istante della registrazione.</param>
/// <param name="RevenueTypes">Codici dei tipi di entrata che gli eventi riguardano; vuoto per tutti.</param>
/// <param name="Departments">Codici degli uffici che gli eventi riguardano; vuoto per tutti.</param>
/// <param name="PayloadVersion">Versione del corpo delle notifiche.</param>
/// <param name="Department">Codice dell'ufficio di cui riceve le notifiche; assente per tutti gli uffici.</param>
/// <param name="Description">Descrizione con cui le persone lo riconoscono.</param>
public sealed record RegisteredWebhookEndpoint(
    [property: MaxLength(26)] string Id,
    [property: MaxLength(50)] string Secret,
    [property: MaxLength(11)] string Organization,
    [property: MaxLength(500)] string Url,
    [property: MaxLength(RegisterWebhookEndpoint.MaxEventTypes)] IReadOnlyList<string> EventTypes,
    bool Enabled,
    Instant CreatedAt,
    [property: MaxLength(EndpointFilters.Max)] IReadOnlyList<string> RevenueTypes,
    [property: MaxLength(EndpointFilters.Max)] IReadOnlyList<string> Departments,
    [property: MaxLength(PayloadVersions.MaxLength)] string PayloadVersion,
    [property: MaxLength(40)] string? Department = null,
    [property: MaxLength(EndpointRules.MaxDescription)] string? Description = null
);

internal static class RegisterWebhookEndpoint
{
    public const int MaxEventTypes = 100;

    public static async Task<Created<RegisteredWebhookEndpoint>> Handle(
        NewWebhookEndpoint request,
        Caller caller,
        Once once,
        EndpointSecrets secrets,
        AddressRules rules,
        WebhookOptions options,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var row = Check(request, caller, rules);
        var now = clock.GetCurrentInstant();
        var id = Kernel.Id.New(now);
        var secret = EndpointSecrets.New();
        return await once.Transact(
            async sql =>
            {
                var tenant = (await Tenant.Find(sql, caller, request.Organization, request.Department))!;
                var revenueTypes = await EndpointFilters.RevenueTypes(sql, tenant.Organization.Value, request.RevenueTypes);
                var departments = await EndpointFilters.Departments(sql, tenant.Organization.Value, tenant.Department, request.Departments);
                await sql.Execute(
                    """
                    INSERT INTO WebhookEndpoints
                        (Id, OrganizationFiscalCode, DepartmentId, Url, EventTypes, RevenueTypes, Departments, PayloadVersion, Description,
                         ProtectedSecret, Enabled, CreatedAt, UpdatedAt)
                    VALUES (@id, @Organization, @DepartmentId, @Url, @EventTypes, @revenueTypes, @departments, @PayloadVersion, @Description,
                            @protectedSecret, 1, @now, @now)
                    """,
                    new
                    {
                        id,
                        tenant.Organization,
                        tenant.DepartmentId,
                        row.Url,
                        row.EventTypes,
                        revenueTypes,
                        departments,
                        row.PayloadVersion,
                        row.Description,
                        protectedSecret = secrets.Protect(id, secret),
                        now,
                    }
                );
                var owner = new EndpointOwner { Organization = tenant.Organization, DepartmentId = tenant.DepartmentId };
                await RequireRoom(sql, owner, options.MaxEndpointsPerDepartment);
                return TypedResults.Created(
                    $"/v1/webhook-endpoints/{id}",
                    new RegisteredWebhookEndpoint(
                        id.Value,
                        EndpointSecrets.ToText(secret),
                        tenant.Organization.Value,
                        row.Url,
                        request.EventTypes,
                        Enabled: true,
                        now,
                        StoredJson.ReadTexts(revenueTypes),
                        StoredJson.ReadTexts(departments),
                        row.PayloadVersion,
                        tenant.Department,
                        row.Description
                    )
                );
            },
            cancellation
        );
    }

    /// <summary>Refuses an endpoint, enabled in this transaction, with which its owner would have too many.</summary>
    /// <exception cref="Refusal"><see cref="Codes.TooManyWebhookEndpoints"/>.</exception>
    public static async Task RequireRoom(Sql sql, EndpointOwner owner, int max)
    {
        // Writing the rows that it counts makes a registration at the same moment wait, or run again after a deadlock.
        var enabled = await sql.Execute(
            $"""
            UPDATE WebhookEndpoints
               SET Version = Version
             WHERE OrganizationFiscalCode = @Organization
               AND {(owner.DepartmentId is null ? "DepartmentId IS NULL" : "DepartmentId = @DepartmentId")}
               AND Enabled = 1
            """,
            new { owner.Organization, owner.DepartmentId }
        );
        if (enabled > max)
        {
            throw new Refusal(
                Codes.TooManyWebhookEndpoints,
                $"I destinatari di notifiche attivi sono già {max}, il massimo: disattivarne uno, poi ripetere la richiesta."
            );
        }
    }

    private static NewRow Check(NewWebhookEndpoint request, Caller caller, AddressRules rules)
    {
        var validation = new Validation();
        var row = new NewRow(
            EndpointRules.Url(validation, request.Url, rules),
            EndpointRules.Types(validation, request.EventTypes),
            EndpointRules.Description(validation, request.Description),
            request.PayloadVersion ?? PayloadVersions.Current
        );
        validation.Require(
            PayloadVersions.WriterOf(row.PayloadVersion) is not null,
            "/payloadVersion",
            "payload-version-unknown",
            $"Le versioni sono: {string.Join(", ", PayloadVersions.Known)}."
        );
        validation.Require(
            (request.Organization ?? caller.Organization?.Value) is not null,
            "/organization",
            "required",
            "Serve l'ente di cui ricevere le notifiche."
        );
        validation.ThrowIfAny();
        return row;
    }

    private sealed record NewRow(string Url, string EventTypes, string? Description, string PayloadVersion);
}
