using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.ApiKeys;

/// <summary>Keys that administer the whole installation. One must stay valid, because only such a key can issue another.</summary>
internal static class AdminKeys
{
    /// <summary>The shortest overlap of two secrets: the answer with the new secret may get lost.</summary>
    public static readonly Duration MinOverlap = Duration.FromHours(1);

    public static bool Contains(ApiKey key) =>
        key.Organization is null && key.Department is null && key.Scopes.Contains(Scopes.Admin, StringComparer.Ordinal);

    /// <summary>Refuses to end the last key that administers the installation, with <see cref="Codes.LastAdminKey"/>.</summary>
    public static async Task RequireAnother(Sql sql, ApiKey key, Instant endsAt)
    {
        if (!Contains(key))
        {
            return;
        }

        // Locks the rows until the transaction ends, without a lock hint. When two administrators revoke each other's key, the second one waits
        // and then sees that its own key has ended.
        await sql.Execute("UPDATE ApiKeys SET Version = Version WHERE OrganizationFiscalCode IS NULL AND RevokedAt IS NULL");
        var others = await sql.Rows<ApiKey>(
            $"""
            {ApiKey.Select}
             WHERE k.Id <> @Id
               AND k.OrganizationFiscalCode IS NULL
               AND k.RevokedAt IS NULL
               AND (k.ExpiresAt IS NULL OR k.ExpiresAt > @endsAt)
            """,
            new { key.Id, endsAt }
        );
        if (!others.Any(Contains))
        {
            throw Last();
        }
    }

    public static Refusal Last() =>
        new(
            Codes.LastAdminKey,
            "È l'ultima chiave di amministrazione dell'installazione: rilasciarne prima un'altra che valga anche dopo, oppure ruotarla "
                + "lasciando valido il segreto precedente per almeno un'ora."
        );
}
