using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Work;
using Lecce.Riscossione.Tests.Host;
using NodaTime;
using NodaTime.Testing;

namespace Lecce.Riscossione.Tests.Work;

/// <summary>All instances together do a limited number of works at once.</summary>
public sealed class LeasePlacesTests : IAsyncLifetime
{
    private const int Places = 3;
    private static readonly Duration Length = Duration.FromSeconds(30);

    private readonly FakeClock clock = new(Instant.FromUtc(2026, 11, 23, 11, 0));
    private TestDatabase database = null!;
    private Db db = null!;
    private Db beside = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await beside.Dialect.DisposeAsync();
        await db.Dialect.DisposeAsync();
        await database.DisposeAsync();
    }

    [OnEachDatabase]
    public async Task Of_many_on_two_instances_who_want_a_place_at_once_as_many_have_one_as_there_are(Engine engine)
    {
        await Open(engine);

        for (var round = 0; round < 5; round++)
        {
            var takers = await Task.WhenAll(
                Enumerable.Range(0, 20).Select(number => Task.Run(() => Take($"work-{number}", number % 2 == 0 ? db : beside)))
            );

            var taken = takers.OfType<Lease>().ToList();
            Assert.Equal(Places, taken.Count);
            await Task.WhenAll(taken.Select(lease => lease.Release(CancellationToken.None)));
        }
    }

    [OnEachDatabase]
    public async Task Two_instances_never_have_the_same_work(Engine engine)
    {
        await Open(engine);
        var takers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(number => Task.Run(() => Take("same", number % 2 == 0 ? db : beside)))
        );

        Assert.Single(takers, taker => taker is not null);
    }

    [OnEachDatabase]
    public async Task A_place_given_back_or_left_by_the_dead_is_given_to_another(Engine engine)
    {
        await Open(engine);
        var all = await Fill();
        Assert.Null(await Take("late"));

        await all[0].Release(CancellationToken.None);
        Assert.NotNull(await Take("late"));
        Assert.Null(await Take("later"));

        clock.Advance(Length);
        Assert.NotNull(await Take("later"));
    }

    [OnEachDatabase]
    public async Task An_expired_holder_cannot_reclaim_its_place(Engine engine)
    {
        await Open(engine);
        var sleeper = await Take("sleeper");
        clock.Advance(Length);
        await Fill();

        await Assert.ThrowsAsync<LeaseLost>(() => sleeper!.Renew(CancellationToken.None));
        await Assert.ThrowsAsync<LeaseLost>(() => db.Transact(sleeper!.Require, CancellationToken.None));
    }

    [OnEachDatabase]
    public async Task Works_of_other_kinds_take_no_place(Engine engine)
    {
        await Open(engine);
        await Fill();
        var others = new[] { "wor", "works", "work-shop" };

        foreach (var kind in others)
        {
            Assert.NotNull(await new LeasePlaces(db, kind, clock, Length).TryTake("a", 1, CancellationToken.None));
        }

        Assert.Equal(Places, (await Look()).Count);
    }

    [OnEachDatabase]
    public async Task It_is_remembered_until_when_each_work_was_done(Engine engine)
    {
        await Open(engine);
        await (await Take("first"))!.Release(CancellationToken.None);
        clock.Advance(Duration.FromSeconds(5));
        await Take("second");

        var done = await Look();

        Assert.Equal(clock.GetCurrentInstant() - Duration.FromSeconds(5), done["first"]);
        Assert.Equal(clock.GetCurrentInstant() + Length, done["second"]);
        Assert.False(done.ContainsKey("never"));
    }

    private async Task Open(Engine engine)
    {
        database = new TestDatabase(engine);
        db = await database.Migrated();
        beside = new Db(database.Dialect());
    }

    private async Task<List<Lease>> Fill()
    {
        var all = new List<Lease>();
        for (var number = 0; number < Places; number++)
        {
            all.Add((await Take($"work-{number}"))!);
        }

        return all;
    }

    private Task<Lease?> Take(string work, Db? on = null) =>
        new LeasePlaces(on ?? db, "work", clock, Length).TryTake(work, Places, CancellationToken.None);

    private Task<IReadOnlyDictionary<string, Instant>> Look() => new LeasePlaces(db, "work", clock, Length).Look(CancellationToken.None);
}
