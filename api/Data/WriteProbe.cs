using NodaTime;

namespace Lecce.Riscossione.Api.Data;

/// <summary>
/// Checks for the health endpoints that the database can write; with a full disk it still reads. While writes fail, and otherwise once in
/// <see cref="Interval"/>, a check stores a row; concurrent checks share its outcome.
/// </summary>
internal sealed class WriteProbe(Db db, IClock clock)
{
    public static readonly Duration Interval = Duration.FromSeconds(10);

    private readonly Lock turn = new();
    private Instant lastGood = clock.GetCurrentInstant();
    private Task? running;

    /// <summary>Returns when the database could write, or could a short time ago.</summary>
    /// <exception cref="System.Data.Common.DbException">It cannot.</exception>
    public Task Require(CancellationToken cancellation)
    {
        lock (turn)
        {
            if (running is not { IsCompleted: false })
            {
                running = db.WritesFail || clock.GetCurrentInstant() - lastGood >= Interval ? Write() : Task.CompletedTask;
            }

            return running.WaitAsync(cancellation);
        }
    }

    private async Task Write()
    {
        var now = clock.GetCurrentInstant();
        await db.Transact(
            async sql =>
            {
                if (await sql.Execute("UPDATE Leases SET ExpiresAt = @now WHERE Name = 'write-probe'", new { now }) == 0)
                {
                    await sql.Execute("INSERT INTO Leases (Name, Token, ExpiresAt) VALUES ('write-probe', 1, @now)", new { now });
                }
            },
            CancellationToken.None
        );
        lastGood = now;
        db.WritesAgain();
    }
}
