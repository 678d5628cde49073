using Lecce.Riscossione.Api.Data;
using NodaTime;

namespace Lecce.Riscossione.Api.Work;

/// <summary>
/// Lets one instance at a time do a piece of work. The lease's token grows with each holder, and a transaction under the lease asks for its
/// token first (<see cref="Require"/>), so that an expired holder cannot write. Clocks decide only when another instance may take over.
/// </summary>
internal sealed class Lease
{
    private readonly Db db;
    private readonly IClock clock;
    private readonly Duration length;
    private Instant renewedAt;

    internal Lease(Db db, string name, IClock clock, Duration length, long token)
    {
        this.db = db;
        this.clock = clock;
        this.length = length;
        renewedAt = clock.GetCurrentInstant();
        Name = name;
        Token = token;
    }

    public string Name { get; }

    /// <summary>Grows by one with each holder.</summary>
    public long Token { get; }

    /// <summary>Takes a lease that is free or has expired; null while another holder has it.</summary>
    /// <param name="db">The database that all instances share.</param>
    /// <param name="name">The work, at most 60 ASCII characters.</param>
    /// <param name="clock">Decides when a lease has expired.</param>
    /// <param name="length">After this time another instance may take it, unless it is renewed: several steps of the work.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<Lease?> TryTake(Db db, string name, IClock clock, Duration length, CancellationToken cancellation)
    {
        var token = await db.Transact(sql => TakeToken(sql, name, clock.GetCurrentInstant(), length), cancellation);
        return token is { } taken ? new Lease(db, name, clock, length, taken) : null;
    }

    /// <summary>
    /// Called first in every transaction that the lease protects. It also keeps others from taking over until that transaction has ended;
    /// transactions under one lease therefore run one after another.
    /// </summary>
    /// <exception cref="LeaseLost">Another holder has taken over.</exception>
    public async Task Require(Sql sql)
    {
        // An update that changes nothing holds the row until the end of the transaction on every engine, without a lock hint.
        var held = await sql.Execute("UPDATE Leases SET Token = Token WHERE Name = @Name AND Token = @Token", new { Name, Token });
        ThrowUnless(held);
    }

    /// <summary>Lengthens the lease from now on.</summary>
    /// <exception cref="LeaseLost">Another holder has taken over.</exception>
    public async Task Renew(CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        ThrowUnless(await LetExpire(length, cancellation));
        renewedAt = now;
    }

    /// <summary>Lengthens the lease when a third of it has passed; called between the steps of long work.</summary>
    /// <exception cref="LeaseLost">Another holder has taken over.</exception>
    public Task Keep(CancellationToken cancellation) =>
        (clock.GetCurrentInstant() - renewedAt) * 3 < length ? Task.CompletedTask : Renew(cancellation);

    /// <summary>Lets others take the lease at once; does nothing when another holder already has it.</summary>
    public Task Release(CancellationToken cancellation) => LetExpire(Duration.Zero, cancellation);

    /// <summary>Takes a lease within a transaction and returns its token; null while another holder has it.</summary>
    internal static async Task<long?> TakeToken(Sql sql, string name, Instant now, Duration length)
    {
        var row = new
        {
            name,
            now,
            until = now + length,
        };
        var taken = await sql.Execute(
            "UPDATE Leases SET Token = Token + 1, ExpiresAt = @until WHERE Name = @name AND ExpiresAt <= @now",
            row
        );
        var token = await sql.Value<long?>("SELECT Token FROM Leases WHERE Name = @name", row);
        if (token is not null)
        {
            return taken == 1 ? token : null;
        }

        // When several find no row, the first to insert it has the lease; the others run again and find its row.
        await sql.Execute("INSERT INTO Leases (Name, Token, ExpiresAt) VALUES (@name, 1, @until)", row);
        return 1;
    }

    private Task<int> LetExpire(Duration after, CancellationToken cancellation) =>
        db.Transact(
            sql =>
                sql.Execute(
                    "UPDATE Leases SET ExpiresAt = @until WHERE Name = @Name AND Token = @Token",
                    new
                    {
                        Name,
                        Token,
                        until = clock.GetCurrentInstant() + after,
                    }
                ),
            cancellation
        );

    private void ThrowUnless(int held)
    {
        if (held == 0)
        {
            throw new LeaseLost(Name);
        }
    }
}

/// <summary>Another holder has the lease: the work under it stops, and the transaction that asked is rolled back.</summary>
internal sealed class LeaseLost(string name) : Exception($"The lease {name} has been taken over.");
