using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Access;

/// <summary>The scope that an endpoint demands.</summary>
internal sealed record RequiredScope(string Scope);

/// <summary>Lets a request through to an endpoint with a scope only when its key is known, alive and has that scope.</summary>
internal static class Gate
{
    private const string Bearer = "Bearer ";

    /// <summary>Demands a scope of whoever calls the endpoints.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoints, string scope)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new RequiredScope(scope));

    /// <summary>The middleware, placed after routing so that it knows the endpoint and before anything reads the body.</summary>
    public static async Task Check(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>() is { } required)
        {
            var caller = await Authenticate(context);
            if (!caller.Has(required.Scope))
            {
                throw new Refusal(Codes.ScopeMissing, $"La chiave non ha il permesso {required.Scope}: chiederlo a chi amministra l'ente.");
            }

            context.Features.Set(caller);
        }

        await next(context);
    }

    private static async Task<Caller> Authenticate(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            throw new Refusal(Codes.Unauthenticated, "Serve l'intestazione Authorization: Bearer <chiave>.");
        }

        var hash = ApiKeySecret.Hash(header[Bearer.Length..].Trim());
        var now = context.RequestServices.GetRequiredService<IClock>().GetCurrentInstant();
        var db = context.RequestServices.GetRequiredService<Db>();
        var key = await db.Read(sql => FindUsable(sql, hash, now), context.RequestAborted);
        return key is null
            ? throw new Refusal(Codes.Unauthenticated, "La chiave non è valida, è scaduta o è stata revocata.")
            : new Caller(key.Id, key.OrganizationFiscalCode, key.DepartmentId, key.Scopes.Split(' ').ToHashSet(StringComparer.Ordinal));
    }

    // Found by the hash of a 256-bit secret: how long the look-up takes tells nothing about the keys that exist.
    private static Task<KeyRow?> FindUsable(Sql sql, byte[] hash, Instant now) =>
        sql.Row<KeyRow>(
            """
            SELECT Id, OrganizationFiscalCode, DepartmentId, Scopes
            FROM ApiKeys
            WHERE SecretHash = @hash AND RevokedAt IS NULL AND (ExpiresAt IS NULL OR ExpiresAt > @now)
            """,
            new { hash, now }
        );

    private sealed record KeyRow
    {
        public Id Id { get; init; }
        public FiscalCode? OrganizationFiscalCode { get; init; }
        public Id? DepartmentId { get; init; }
        public string Scopes { get; init; } = "";
    }
}
