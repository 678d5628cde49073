using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.ApiKeys;

/// <summary>Ciò che si può cambiare di una chiave.</summary>
/// <param name="Name">Nome con cui le persone la riconoscono.</param>
/// <param name="ExpiresAt">Istante futuro dal quale non vale più; se manca, vale fino alla revoca.</param>
public sealed record ApiKeySettings([property: MinLength(1), MaxLength(100)] string Name, Instant? ExpiresAt = null);

internal static class ChangeApiKey
{
    /// <summary>Changes a key's name and expiry. An expired or revoked key cannot be revived, because its holder may have lost it.</summary>
    public static Task<ApiKey> Handle(
        string id,
        ApiKeySettings request,
        IfMatch ifMatch,
        Caller caller,
        Db db,
        IClock clock,
        CancellationToken cancellation
    )
    {
        if (!Id.TryParse(id, out var key))
        {
            throw RevokeApiKey.NotFound();
        }

        var now = clock.GetCurrentInstant();
        var validation = new Validation();
        var name = validation.Text("/name", request.Name, 1, 100);
        IssueApiKey.RequireFuture(validation, request.ExpiresAt, now);
        validation.ThrowIfAny();
        return db.Transact(
            async sql =>
            {
                var existing = await RevokeApiKey.Find(sql, key, caller) ?? throw RevokeApiKey.NotFound();
                ifMatch.Require(existing.Version);
                if (existing.RevokedAt is not null || existing.ExpiresAt <= now)
                {
                    throw RotateApiKey.Ended();
                }

                if (request.ExpiresAt is { } endsAt && (existing.ExpiresAt is null || endsAt < existing.ExpiresAt))
                {
                    await AdminKeys.RequireAnother(sql, existing, endsAt);
                }

                var changed = await sql.Execute(
                    """
                    UPDATE ApiKeys
                       SET Name = @name, ExpiresAt = @ExpiresAt, Version = Version + 1
                     WHERE Id = @key AND Version = @Version
                    """,
                    new
                    {
                        key,
                        name,
                        request.ExpiresAt,
                        existing.Version,
                    }
                );
                return changed == 1
                    ? await RevokeApiKey.Find(sql, key, caller) ?? throw RevokeApiKey.NotFound()
                    : throw new ConcurrentChange();
            },
            cancellation
        );
    }
}
