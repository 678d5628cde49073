using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Access;

/// <summary>The scope that an endpoint requires, and the objects that it covers.</summary>
internal sealed record RequiredScope(string Scope, Covers? Covers);

/// <summary>
/// Authenticates each request and checks the endpoint's scope. Nothing is cached between requests, so a revocation takes effect at once on every
/// instance.
/// </summary>
internal static class Gate
{
    private const string Bearer = "Bearer ";

    /// <summary>Requires a scope for the endpoints. Without a coverage rule, portals cannot call them.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoints, string scope, Covers? covers = null)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new RequiredScope(scope, covers));

    /// <summary>The middleware. Runs after routing, which finds the endpoint, and before the body is read.</summary>
    public static async Task Check(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>() is { } required)
        {
            var caller = await Authenticate(context);
            if (!Admits(required, caller, HttpMethods.IsGet(context.Request.Method)))
            {
                Challenge(context, $"Bearer error=\"insufficient_scope\", scope=\"{required.Scope}\"");
                throw new Refusal(
                    Codes.ScopeMissing,
                    caller.Debtor is not null ? "Chi agisce per conto di un contribuente non può eseguire questa operazione."
                        : caller.RevenueTypes is not null && required.Covers is not { OpenToLimited: true }
                            ? "La chiave o il token vale per alcuni tipi di entrata, e questa operazione riguarda anche gli altri: serve una chiave senza questo limite."
                        : caller.IsAuditor ? "Chi ha il permesso audit:read legge e non modifica, quali che siano gli altri permessi."
                        : $"Manca il permesso {required.Scope}: chiederlo a chi amministra l'ente."
                );
            }

            context.Features.Set(caller);
        }

        await next(context);
    }

    /// <summary>Auditors read everything and change nothing; portals reach only operations for debtors. Other scopes do not widen either.</summary>
    private static bool Admits(RequiredScope required, Caller caller, bool isRead) =>
        (
            caller.IsAuditor
                ? isRead || Scopes.IsReading(required.Scope)
                : caller.Has(required.Scope) || (isRead && caller.Has(Scopes.AuditRead))
        )
        && (caller.Debtor is null || required.Covers is { OpenToDebtors: true })
        && (caller.RevenueTypes is null || required.Covers is { OpenToLimited: true });

    private static async Task<Caller> Authenticate(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            throw new Refusal(Codes.Unauthenticated, "Serve l'intestazione Authorization: Bearer, con una chiave o un token.");
        }

        var bearer = header[Bearer.Length..].Trim();
        var now = context.RequestServices.GetRequiredService<IClock>().GetCurrentInstant();
        var db = context.RequestServices.GetRequiredService<Db>();
        if (!ApiKeySecret.IsKey(bearer))
        {
            var issuers = context.RequestServices.GetRequiredService<TokenIssuers>();
            return await issuers.CallerOf(bearer, db, now, context.RequestAborted)
                ?? throw Unknown(
                    context,
                    "Il token non è accettato: verificare emittente, destinatario, firma, scadenza e claim richiesti."
                );
        }

        var hash = ApiKeySecret.Hash(bearer);
        var key =
            await db.Read(sql => FindUsable(sql, hash, now), context.RequestAborted)
            ?? throw Unknown(context, "La chiave non è valida, è scaduta o è stata revocata.");
        context.RequestServices.GetRequiredService<KeyUses>().Note(key.Id, key.LastUsedAt, now);
        var scopes = key.Scopes.Split(' ').ToHashSet(StringComparer.Ordinal);
        return new Caller($"api-key:{key.Id}", key.OrganizationFiscalCode, key.DepartmentId, scopes)
        {
            RevenueTypes = RevenueTypeLimit.Read(key.RevenueTypes),
        };
    }

    private static Refusal Unknown(HttpContext context, string detail)
    {
        Challenge(context, "Bearer error=\"invalid_token\"");
        return new Refusal(Codes.Unauthenticated, detail);
    }

    /// <summary>Sets the header when the response starts, because exception handling clears earlier headers.</summary>
    private static void Challenge(HttpContext context, string challenge) =>
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.WWWAuthenticate = challenge;
            return Task.CompletedTask;
        });

    // Found by the hash of a 256-bit secret, so the duration reveals nothing about existing keys. Each half of the UNION uses its own index.
    private static Task<KeyRow?> FindUsable(Sql sql, byte[] hash, Instant now) =>
        sql.Row<KeyRow>(
            """
            SELECT Id, OrganizationFiscalCode, DepartmentId, Scopes, RevenueTypes, LastUsedAt
              FROM ApiKeys
             WHERE SecretHash = @hash AND RevokedAt IS NULL AND (ExpiresAt IS NULL OR ExpiresAt > @now)
             UNION ALL
            SELECT Id, OrganizationFiscalCode, DepartmentId, Scopes, RevenueTypes, LastUsedAt
              FROM ApiKeys
             WHERE PreviousSecretHash = @hash AND PreviousValidUntil > @now
               AND RevokedAt IS NULL AND (ExpiresAt IS NULL OR ExpiresAt > @now)
            """,
            new { hash, now }
        );

    private sealed record KeyRow
    {
        public Id Id { get; init; }
        public FiscalCode? OrganizationFiscalCode { get; init; }
        public Id? DepartmentId { get; init; }
        public string Scopes { get; init; } = "";
        public string? RevenueTypes { get; init; }
        public Instant? LastUsedAt { get; init; }
    }
}
