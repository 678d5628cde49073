using NodaTime;

namespace Lecce.Riscossione.Api.Data;

/// <summary>
/// Works of one kind, of which all instances together do only so many at once. Each has a <see cref="Lease"/> of its own, which is given only
/// while fewer are held than there are places. Whoever takes one first changes the row of the kind itself, so that others who take one of the
/// same kind wait, on every engine and without a lock hint: of two who want the last place the second counts the first.
/// </summary>
internal sealed class LeasePlaces(Db db, string kind, IClock clock, Duration length)
{
    private const string SelectHeld = "SELECT Name, ExpiresAt FROM Leases WHERE Name > @first AND Name < @last";

    // Of all names that begin with the kind and a colon; the semicolon is the character behind it.
    private readonly object names = new { first = $"{kind}:", last = $"{kind};" };

    /// <summary>Until when each work of the kind was, or is, done: the longer ago, the longer it has waited. Those never done are missing.</summary>
    public async Task<IReadOnlyDictionary<string, Instant>> Look(CancellationToken cancellation) =>
        (await db.Read(sql => sql.Rows<HeldRow>(SelectHeld, names), cancellation)).ToDictionary(
            row => row.Name[(kind.Length + 1)..],
            row => row.ExpiresAt,
            StringComparer.Ordinal
        );

    /// <summary>Takes the lease of a work that nobody does; null when somebody does it, or all places are taken.</summary>
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

    private async Task WaitForOthers(Sql sql)
    {
        var row = new { kind, now = clock.GetCurrentInstant() };
        if (await sql.Execute("UPDATE Leases SET Token = Token WHERE Name = @kind", row) == 0)
        {
            await sql.Execute("INSERT INTO Leases (Name, Token, ExpiresAt) VALUES (@kind, 1, @now)", row);
        }
    }

    /// <summary>
    /// Nobody may come back to a work whose lease has expired: its place may be given to another work, and it would be one too many.
    /// </summary>
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
