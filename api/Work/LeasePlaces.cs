using Lecce.Riscossione.Api.Data;
using NodaTime;

namespace Lecce.Riscossione.Api.Work;

/// <summary>
/// Limits how many works of one kind all instances together do at once. Each work has a <see cref="Lease"/> of its own; it is given only while
/// fewer are held than there are places.
/// </summary>
internal sealed class LeasePlaces(Db db, string kind, IClock clock, Duration length)
{
    private const string SelectHeld = "SELECT Name, ExpiresAt FROM Leases WHERE Name > @first AND Name < @last";

    // All names that begin with the kind and a colon; the semicolon is the next character.
    private readonly object names = new { first = $"{kind}:", last = $"{kind};" };

    /// <summary>Until when each work of the kind was, or is, under a lease. Works never done are missing.</summary>
    public async Task<IReadOnlyDictionary<string, Instant>> Look(CancellationToken cancellation) =>
        (await db.Read(sql => sql.Rows<HeldRow>(SelectHeld, names), cancellation)).ToDictionary(
            row => row.Name[(kind.Length + 1)..],
            row => row.ExpiresAt,
            StringComparer.Ordinal
        );

    /// <summary>Takes the lease of a work; null when another holder does it, or all places are taken.</summary>
    /// <param name="work">What is to be done: with the kind at most 59 ASCII characters.</param>
    /// <param name="places">How many works of the kind may be done at once.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Lease?> TryTake(string work, int places, CancellationToken cancellation)
    {
        var name = $"{kind}:{work}";
        var token = await db.Transact(sql => TakePlace(sql, name, places), cancellation);
        return token is { } taken ? new Lease(db, name, clock, length, taken) : null;
    }

    private async Task<long?> TakePlace(Sql sql, string name, int places)
    {
        await WaitForOthers(sql);
        var now = clock.GetCurrentInstant();
        await FenceOff(sql, now);
        var held = (await sql.Rows<HeldRow>(SelectHeld, names)).Count(row => row.ExpiresAt > now);
        return held < places ? await Lease.TakeToken(sql, name, now, length) : null;
    }

    /// <summary>
    /// Changes the row of the kind, so that instances that take a place of the same kind wait for one another on every engine, without a lock
    /// hint: the second to want the last place counts the first.
    /// </summary>
    private async Task WaitForOthers(Sql sql)
    {
        var row = new { kind, now = clock.GetCurrentInstant() };
        if (await sql.Execute("UPDATE Leases SET Token = Token WHERE Name = @kind", row) == 0)
        {
            await sql.Execute("INSERT INTO Leases (Name, Token, ExpiresAt) VALUES (@kind, 1, @now)", row);
        }
    }

    /// <summary>An expired holder cannot reclaim its place, which may go to another work.</summary>
    private Task<int> FenceOff(Sql sql, Instant now) =>
        sql.Execute(
            "UPDATE Leases SET Token = Token + 1 WHERE Name > @first AND Name < @last AND ExpiresAt <= @now",
            new
            {
                first = $"{kind}:",
                last = $"{kind};",
                now,
            }
        );

    private sealed record HeldRow
    {
        public string Name { get; init; } = "";
        public Instant ExpiresAt { get; init; }
    }
}
