using Lecce.Riscossione.Api.BulkLoads;
using Lecce.Riscossione.Api.Work;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;
using NodaTime.Testing;
using BulkLoad = Lecce.Riscossione.Sdk.BulkLoad;

namespace Lecce.Riscossione.Tests.BulkLoads;

/// <summary>Two instances on one database, which together run one load at a time.</summary>
public sealed class LoadPlacesTests : IAsyncLifetime
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private Town town = null!;
    private LoadingHost second = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await second.DisposeAsync();
        await town.DisposeAsync();
    }

    [OnEachDatabase]
    public async Task All_instances_together_run_no_more_loads_than_the_limit(Engine engine)
    {
        await Open(
            engine,
            new BulkLoadOptions
            {
                MaxConcurrent = 1,
                MinUnits = 20,
                TransactionMs = 1,
                TurnMs = 0,
            }
        );
        var sent = new List<(RiscossioneClient Office, BulkLoad Load)>();
        foreach (var office in new[] { town.Taxes, town.School, town.Taxes, town.School })
        {
            sent.Add((office, await office.BulkLoads.SendAsync(Loads.Ndjson(Loads.Lines($"A{sent.Count}", 300)))));
        }

        var most = 0L;
        while (await Count("SELECT COUNT(*) FROM BulkLoads WHERE State = 'completed'") < sent.Count)
        {
            most = Math.Max(most, (await Held()).Count);
        }

        Assert.Equal(1, most);
        Assert.Equal(1_200L, await Count("SELECT COUNT(*) FROM PaymentDocuments WHERE State = 'issued'"));
    }

    [OnEachDatabase]
    public async Task A_department_with_ten_loads_does_not_keep_one_with_a_single_load_waiting(Engine engine)
    {
        // A turn is long enough for a load, also on a slow machine: the order of turns is what counts here.
        await Open(engine, new BulkLoadOptions { MaxConcurrent = 1, TurnMs = 600_000 });
        var many = new List<BulkLoad>();
        BulkLoad single;
        await using (await Busy())
        {
            for (var number = 0; number < 10; number++)
            {
                many.Add(await town.Taxes.BulkLoads.SendAsync(Loads.Ndjson(Loads.Lines($"B{number}", 40))));
            }

            single = await town.School.BulkLoads.SendAsync(Loads.Ndjson(Loads.Lines("B", 40)));
        }

        var end = (await town.School.BulkLoads.WaitForCompletionAsync(single.Id, BetweenLooks)).FinishedAt;
        var ends = new List<Instant?>();
        foreach (var load in many)
        {
            ends.Add((await town.Taxes.BulkLoads.WaitForCompletionAsync(load.Id, BetweenLooks)).FinishedAt);
        }

        Assert.InRange(ends.Count(one => one < end), 0, 1);
    }

    [OnEachDatabase]
    public async Task A_long_load_pauses_for_that_of_another_department_and_then_resumes(Engine engine)
    {
        await Open(
            engine,
            new BulkLoadOptions
            {
                MaxConcurrent = 1,
                MinUnits = 20,
                TransactionMs = 1,
                TurnMs = 0,
            }
        );
        BulkLoad lengthy;
        BulkLoad brief;
        await using (await Busy())
        {
            lengthy = await town.Taxes.BulkLoads.SendAsync(Loads.Ndjson(Loads.Lines("C", 2_000)));
            brief = await town.School.BulkLoads.SendAsync(Loads.Ndjson(Loads.Lines("C", 20)));
        }

        brief = await town.School.BulkLoads.WaitForCompletionAsync(brief.Id, BetweenLooks);
        lengthy = await town.Taxes.BulkLoads.WaitForCompletionAsync(lengthy.Id, BetweenLooks);

        Assert.Equal((20L, 2_000L), (brief.Issued, lengthy.Issued));
        Assert.True(brief.FinishedAt < lengthy.FinishedAt);
    }

    /// <summary>Starts the two instances, with a clock that advances a little at every look.</summary>
    private async Task Open(Engine engine, BulkLoadOptions options)
    {
        var first = new LoadingHost(new TestDatabase(engine), options);
        town = new Town(first);
        await town.InitializeAsync();
        second = first.Beside();
        await second.InitializeAsync();
        town.Api.Clock.AutoAdvance = Duration.FromMilliseconds(0.1);
    }

    /// <summary>Takes the only place until it is disposed of: everything sent meanwhile waits.</summary>
    private async Task<IAsyncDisposable> Busy()
    {
        var places = new LeasePlaces(town.Db, "bulk-loads", town.Api.Clock, Duration.FromHours(1));
        return new Occupied((await places.TryTake("test", 1, CancellationToken.None))!);
    }

    /// <summary>One given back this very moment is not held any more: it expires a moment after our look at the clock, and the others much later.</summary>
    private Task<IReadOnlyList<string>> Held() =>
        town.Db.Read(
            sql =>
                sql.Rows<string>(
                    "SELECT Name FROM Leases WHERE Name LIKE 'bulk-loads:%' AND ExpiresAt > @soon",
                    new { soon = town.Api.Clock.GetCurrentInstant() + (LoadTurn.LeaseLength / 3) }
                ),
            CancellationToken.None
        );

    private Task<long> Count(string query) => town.Db.Read(sql => sql.Value<long>(query), CancellationToken.None);

    private sealed class Occupied(Lease lease) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await lease.Release(CancellationToken.None);
    }

    private sealed class LoadingHost : ApiHost
    {
        private readonly TestDatabase database;
        private readonly BulkLoadOptions options;

        public LoadingHost(TestDatabase database, BulkLoadOptions options)
            : this(database, ownsDatabase: true, new FakeClock(Instant.FromUtc(2026, 11, 23, 11, 0)), options) { }

        private LoadingHost(TestDatabase database, bool ownsDatabase, FakeClock clock, BulkLoadOptions options)
            : base(database, ownsDatabase, clock)
        {
            this.database = database;
            this.options = options;
        }

        public new LoadingHost Beside() => new(database, ownsDatabase: false, Clock, options);

        protected override void Change(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton(options));
    }
}
