using System.Security.Cryptography;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Access;

/// <summary>Ties a database to its master secret. The first start stores the secret's fingerprint; later starts compare it.</summary>
internal static class MasterFingerprint
{
    /// <summary>The migration that added the fingerprint.</summary>
    private const long Step = 202611280400;

    /// <summary>Compares a secret with the stored fingerprint. Databases of earlier versions have none.</summary>
    /// <exception cref="CannotStart">The data belong to another secret.</exception>
    public static async Task Require(Db db, DatabaseState state, Secrets secrets, CancellationToken cancellation)
    {
        var kept = state.Applied.Contains(Step) ? await db.Read(Read, cancellation) : null;
        if (!state.IsNew && !Matches(kept, secrets))
        {
            secrets.RequireKept();
        }

        Compare(kept, secrets);
    }

    /// <summary>Stores the fingerprint if the database has none.</summary>
    /// <exception cref="CannotStart">Another instance stored the fingerprint of another secret meanwhile.</exception>
    public static Task Keep(Db db, Secrets secrets, Instant now, CancellationToken cancellation) =>
        db.Transact(
            async sql =>
            {
                if (await Read(sql) is { } kept)
                {
                    Compare(kept, secrets);
                    return;
                }

                await sql.Execute(
                    "INSERT INTO Installations (Id, MasterFingerprint, RecordedAt) VALUES (1, @Fingerprint, @now)",
                    new { secrets.Fingerprint, now }
                );
            },
            cancellation
        );

    private static Task<byte[]?> Read(Sql sql) => sql.Value<byte[]>("SELECT MasterFingerprint FROM Installations WHERE Id = 1");

    // When two instances start at once in one data directory, one makes the secret and the other may store the fingerprint first.
    private static bool Matches(byte[]? kept, Secrets secrets) =>
        kept is not null && CryptographicOperations.FixedTimeEquals(kept, secrets.Fingerprint);

    private static void Compare(byte[]? kept, Secrets secrets)
    {
        if (kept is not null && !Matches(kept, secrets))
        {
            throw new CannotStart(
                $"Il segreto principale non è quello con cui la base dati è nata: ripristinare dal backup quello giusto ({Secrets.FileName} "
                    + $"nella cartella dei dati, oppure {Secrets.Setting})."
            );
        }
    }
}
