using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.ApiKeys;

/// <summary>Chiave da rilasciare.</summary>
/// <param name="Name">Nome con cui le persone la riconoscono, per esempio il sistema che la userà.</param>
/// <param name="Scopes">Permessi; <c>admin</c> li comprende tutti.</param>
/// <param name="Organization">Codice fiscale dell'ente per cui vale; se manca, l'ente di chi la chiede.</param>
/// <param name="Department">Codice dell'ufficio per cui vale; se manca, tutti gli uffici o quello di chi la chiede.</param>
/// <param name="ExpiresAt">Istante dal quale non vale più; se manca, vale fino alla revoca.</param>
/// <param name="RevenueTypes">
/// Codici dei tipi di entrata ai quali è limitata, da 1 a 20: la chiave vede ed emette solo documenti le cui voci sono tutte di questi tipi, e non
/// può amministrare chiavi e webhook. Se manca, vale per tutti; una volta rilasciata il limite non cambia.
/// </param>
public sealed record NewApiKey(
    [property: MinLength(1), MaxLength(100)] string Name,
    [property: MinLength(1), MaxLength(IssueApiKey.MaxScopes)] IReadOnlyList<string> Scopes,
    [property: MaxLength(11)] string? Organization = null,
    [property: MaxLength(40)] string? Department = null,
    Instant? ExpiresAt = null,
    [property: MinLength(1), MaxLength(RevenueTypeLimit.MaxTypes)] IReadOnlyList<string>? RevenueTypes = null
);

/// <summary>Chiave appena rilasciata.</summary>
/// <param name="Id">Identificativo.</param>
/// <param name="Key">La chiave intera, mostrata solo in questa risposta.</param>
/// <param name="Name">Nome con cui le persone la riconoscono.</param>
/// <param name="Prefix">Parte non segreta della chiave, dopo <c>rk_</c>.</param>
/// <param name="Scopes">Permessi.</param>
/// <param name="CreatedAt">Istante del rilascio.</param>
/// <param name="Organization">Codice fiscale dell'ente per cui vale; assente per l'intera installazione.</param>
/// <param name="Department">Codice dell'ufficio per cui vale; assente per tutti gli uffici.</param>
/// <param name="ExpiresAt">Istante dal quale non vale più.</param>
/// <param name="RevenueTypes">Codici dei tipi di entrata ai quali è limitata; assente se vale per tutti.</param>
public sealed record IssuedApiKey(
    [property: MaxLength(26)] string Id,
    [property: MaxLength(59)] string Key,
    [property: MaxLength(100)] string Name,
    [property: MaxLength(12)] string Prefix,
    [property: MaxLength(IssueApiKey.MaxScopes)] IReadOnlyList<string> Scopes,
    Instant CreatedAt,
    [property: MaxLength(11)] string? Organization = null,
    [property: MaxLength(40)] string? Department = null,
    Instant? ExpiresAt = null,
    [property: MaxLength(RevenueTypeLimit.MaxTypes)] IReadOnlyList<string>? RevenueTypes = null
);

/// <summary>A key that administers the whole installation, issued on the machine.</summary>
internal sealed record AdministratorKey(string Name, string Text, string Prefix);

internal static class IssueApiKey
{
    public const int MaxScopes = 50;

    public static async Task<Created<IssuedApiKey>> Handle(
        NewApiKey request,
        Caller caller,
        Once once,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var now = clock.GetCurrentInstant();
        var name = Check(request, caller, now);
        var (key, prefix) = ApiKeySecret.New();
        var id = Kernel.Id.New(now);
        return await once.Transact(
            async sql =>
            {
                var tenant = await Tenant.Find(sql, caller, request.Organization, request.Department);
                var limit = await LimitOf(sql, request.RevenueTypes, tenant?.Organization);
                await Insert(
                    sql,
                    new NewRow(
                        id,
                        name,
                        prefix,
                        ApiKeySecret.Hash(key),
                        tenant?.Organization,
                        tenant?.DepartmentId,
                        request.Scopes,
                        now,
                        request.ExpiresAt,
                        limit
                    )
                );
                return TypedResults.Created(
                    $"/v1/api-keys/{id}",
                    new IssuedApiKey(
                        id.Value,
                        key,
                        name,
                        prefix,
                        request.Scopes,
                        now,
                        tenant?.Organization.Value,
                        tenant?.Department,
                        request.ExpiresAt,
                        limit?.Codes
                    )
                );
            },
            cancellation
        );
    }

    public static async Task<bool> HasAny(Db db, CancellationToken cancellation) =>
        await db.Read(sql => sql.Value<int>("SELECT COUNT(*) FROM ApiKeys"), cancellation) > 0;

    /// <summary>Makes a key with every scope, not yet stored.</summary>
    public static AdministratorKey NewAdministrator(string name)
    {
        var (key, prefix) = ApiKeySecret.New();
        return new AdministratorKey(name, key, prefix);
    }

    /// <summary>Stores a new administrator's key.</summary>
    public static Task Store(Db db, AdministratorKey key, Instant now, CancellationToken cancellation)
    {
        var row = new NewRow(Kernel.Id.New(now), key.Name, key.Prefix, ApiKeySecret.Hash(key.Text), null, null, [Scopes.Admin], now, null);
        return db.Transact(sql => Insert(sql, row), cancellation);
    }

    private static string Check(NewApiKey request, Caller caller, Instant now)
    {
        var validation = new Validation();
        var name = validation.Text("/name", request.Name, 1, 100);
        validation.Require(request.Scopes.Count > 0, "/scopes", "required", "Serve almeno un permesso.");
        for (var index = 0; index < request.Scopes.Count; index++)
        {
            var scope = request.Scopes[index];
            var pointer = $"/scopes/{index}";
            var known = validation.Require(
                Scopes.All.Contains(scope, StringComparer.Ordinal),
                pointer,
                "unknown-scope",
                "Permesso inesistente."
            );
            validation.Require(!known || caller.Has(scope), pointer, "scope-exceeds", "Non si può dare un permesso che non si ha.");
            validation.Require(request.Scopes.Take(index).All(other => other != scope), pointer, "duplicate", "Permesso ripetuto.");
        }

        RequireFuture(validation, request.ExpiresAt, now);
        validation.Require(
            request.Department is null || request.Organization is not null || caller.Organization is not null,
            "/organization",
            "required",
            "Per indicare un ufficio serve l'ente."
        );
        validation.ThrowIfAny();
        return name;
    }

    /// <summary>The limit that a request names. Every revenue type must exist in the key's organization.</summary>
    private static async Task<RevenueTypeLimit?> LimitOf(Sql sql, IReadOnlyList<string>? codes, FiscalCode? organization)
    {
        if (codes is null)
        {
            return null;
        }

        var validation = new Validation();
        validation.Require(
            codes.Count is >= 1 and <= RevenueTypeLimit.MaxTypes,
            "/revenueTypes",
            "revenue-types-out-of-range",
            $"Indicare da 1 a {RevenueTypeLimit.MaxTypes} tipi di entrata, oppure nessun limite."
        );
        validation.Require(
            organization is not null,
            "/revenueTypes",
            "organization-missing",
            "I tipi di entrata sono di un ente: indicare l'ente per cui vale la chiave."
        );
        validation.ThrowIfAny();
        var known = await sql.Rows<string>(
            "SELECT Code FROM RevenueTypes WHERE OrganizationFiscalCode = @organization",
            new { organization }
        );
        for (var index = 0; index < codes.Count; index++)
        {
            validation.Require(
                known.Contains(codes[index], StringComparer.Ordinal),
                $"/revenueTypes/{index}",
                "revenue-type-unknown",
                "Il tipo di entrata non è registrato per questo ente: registrarlo o correggere il codice."
            );
        }

        validation.ThrowIfAny();
        return RevenueTypeLimit.Of(codes);
    }

    /// <summary>Requires an expiry in the future. To end a key at once, callers revoke it.</summary>
    public static void RequireFuture(Validation validation, Instant? expiresAt, Instant now) =>
        validation.Require(expiresAt is null || expiresAt > now, "/expiresAt", "in-the-past", "La scadenza deve essere futura.");

    private static Task Insert(Sql sql, NewRow row) =>
        sql.Execute(
            """
            INSERT INTO ApiKeys
                (Id, Name, Prefix, SecretHash, OrganizationFiscalCode, DepartmentId, Scopes, RevenueTypes, CreatedAt, ExpiresAt)
            VALUES
                (@Id, @Name, @Prefix, @SecretHash, @Organization, @DepartmentId, @ScopeList, @RevenueTypes, @CreatedAt, @ExpiresAt)
            """,
            row
        );

    private sealed record NewRow(
        Id Id,
        string Name,
        string Prefix,
        byte[] SecretHash,
        FiscalCode? Organization,
        Id? DepartmentId,
        IReadOnlyList<string> Scopes,
        Instant CreatedAt,
        Instant? ExpiresAt,
        RevenueTypeLimit? Limit = null
    )
    {
        public string? RevenueTypes => Limit?.Text;

        public string ScopeList => string.Join(' ', Scopes);
    }
}
