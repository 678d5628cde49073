using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Work;
using Lecce.Riscossione.Tests.Host;
using NodaTime;
using NodaTime.Testing;

namespace Lecce.Riscossione.Tests.Work;

/// <summary>A work that one instance at a time may do, and what happens to an instance that slept while another took over.</summary>
public sealed class LeaseTests : IAsyncLifetime
{
    private const string Work = "sweep";
    private static readonly Duration Length = Duration.FromSeconds(30);

    private readonly FakeClock clock = new(Instant.FromUtc(2026, 11, 23, 11, 0));
    private TestDatabase database = null!;
    private Db db = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await db.Dialect.DisposeAsync();
        await database.DisposeAsync();
    }

    [OnEachDatabase]
    public async Task Of_many_who_want_a_lease_at_once_one_has_it(Engine engine)
    {
        await Open(engine);
        var takers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Take())));

        Assert.Single(takers, taker => taker is not null);
    }

    [OnEachDatabase]
    public async Task Of_many_who_want_an_expired_lease_at_once_one_has_it(Engine engine)
    {
        await Open(engine);
        await Take();
        clock.Advance(Length);

        var takers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Take())));

        Assert.Single(takers, taker => taker is not null);
    }

    [OnEachDatabase]
    public async Task A_lease_is_held_until_it_expires_and_its_token_grows_with_every_holder(Engine engine)
    {
        await Open(engine);
        var first = await Take();
        clock.Advance(Length - Duration.FromMilliseconds(1));
        Assert.Null(await Take());

        clock.Advance(Duration.FromMilliseconds(1));
        var second = await Take();

        Assert.True(second!.Token > first!.Token);
    }

    [OnEachDatabase]
    public async Task Works_of_other_names_do_not_hinder_one_another(Engine engine)
    {
        await Open(engine);
        Assert.NotNull(await Take());
        Assert.NotNull(await Take("other"));
    }

    [OnEachDatabase]
    public async Task A_renewed_lease_is_kept(Engine engine)
    {
        await Open(engine);
        var lease = await Take();
        clock.Advance(Length - Duration.FromSeconds(1));

        await lease!.Renew(CancellationToken.None);
        clock.Advance(Length - Duration.FromSeconds(1));

        Assert.Null(await Take());
        await Write(lease, "kept");
    }

    [OnEachDatabase]
    public async Task A_released_lease_is_free_at_once(Engine engine)
    {
        await Open(engine);
        var lease = await Take();

        await lease!.Release(CancellationToken.None);

        Assert.NotNull(await Take());
    }

    [OnEachDatabase]
    public async Task A_holder_that_slept_through_its_lease_writes_nothing_when_it_wakes_up(Engine engine)
    {
        await Open(engine);
        var sleeper = await Take();
        clock.Advance(Length);
        var successor = await Take();

        await Assert.ThrowsAsync<LeaseLost>(() => Write(sleeper!, "late"));
        await Assert.ThrowsAsync<LeaseLost>(() => sleeper!.Renew(CancellationToken.None));
        await sleeper!.Release(CancellationToken.None);

        await Write(successor!, "in time");
        Assert.Equal([Work, "in time"], await Written());
        Assert.Null(await Take());
    }

    [OnEachDatabase]
    public async Task A_holder_that_wakes_up_before_another_takes_its_lease_continues(Engine engine)
    {
        await Open(engine);
        var sleeper = await Take();
        clock.Advance(Length * 10);

        await Write(sleeper!, "late");

        Assert.Contains("late", await Written());
    }

    [OnEachDatabase]
    public async Task No_instance_takes_over_between_a_holders_check_and_the_end_of_its_transaction(Engine engine)
    {
        await Open(engine);
        var holder = await Take();
        clock.Advance(Length);
        Task<Lease?>? taker = null;

        await db.Transact(
            async sql =>
            {
                await holder!.Require(sql);
                taker ??= Task.Run(() => Take());
                await Insert(sql, "under way");
                Assert.False(taker.IsCompleted);
            },
            CancellationToken.None
        );

        Assert.NotNull(await taker!);
        Assert.Contains("under way", await Written());
    }

    private async Task Open(Engine engine)
    {
        database = new TestDatabase(engine);
        db = await database.Migrated();
    }

    private Task<Lease?> Take(string name = Work) => Lease.TryTake(db, name, clock, Length, CancellationToken.None);

    /// <summary>What the lease protects: here another row of the same table.</summary>
    private Task Write(Lease lease, string what) =>
        db.Transact(
            async sql =>
            {
                await lease.Require(sql);
                await Insert(sql, what);
            },
            CancellationToken.None
        );

    private Task Insert(Sql sql, string what) =>
        sql.Execute("INSERT INTO Leases (Name, Token, ExpiresAt) VALUES (@what, 1, @now)", new { what, now = clock.GetCurrentInstant() });

    private Task<IReadOnlyList<string>> Written() =>
        db.Read(sql => sql.Rows<string>("SELECT Name FROM Leases ORDER BY Token DESC, Name"), CancellationToken.None);
}
