using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.ApiKeys;

internal static class RevokeApiKey
{
    public static Task<ApiKey> Handle(string id, IfMatch ifMatch, Caller caller, Db db, IClock clock, CancellationToken cancellation)
    {
        if (!Id.TryParse(id, out var key))
        {
            throw NotFound();
        }

        var now = clock.GetCurrentInstant();
        return db.Transact(
            async sql =>
            {
                var existing = await Find(sql, key, caller) ?? throw NotFound();
                ifMatch.Require(existing.Version);
                if (existing.RevokedAt is null && (existing.ExpiresAt is null || existing.ExpiresAt > now))
                {
                    await AdminKeys.RequireAnother(sql, existing, now);
                }

                await sql.Execute(
                    $"""
                    UPDATE ApiKeys
                       SET RevokedAt = @now, Version = Version + 1
                     WHERE Id = @key AND RevokedAt IS NULL
                       {Sql.When(caller.Organization, "AND OrganizationFiscalCode = @organization")}
                       {Sql.When(caller.DepartmentId, "AND DepartmentId = @department")}
                    """,
                    new
                    {
                        key,
                        now,
                        organization = caller.Organization,
                        department = caller.DepartmentId,
                    }
                );
                return await Find(sql, key, caller) ?? throw NotFound();
            },
            cancellation
        );
    }

    /// <summary>A key, valid or not; null when it does not exist or the caller may not know of it.</summary>
    public static Task<ApiKey?> Find(Sql sql, Id key, Caller caller) =>
        sql.Row<ApiKey>(
            $"""
            {ApiKey.Select}
             WHERE k.Id = @key
               {Sql.When(caller.Organization, "AND k.OrganizationFiscalCode = @organization")}
               {Sql.When(caller.DepartmentId, "AND k.DepartmentId = @department")}
            """,
            new
            {
                key,
                organization = caller.Organization,
                department = caller.DepartmentId,
            }
        );

    public static Refusal NotFound() => new(Codes.ApiKeyNotFound, "La chiave non esiste o non è visibile con quella usata.");
}
