using Lecce.Riscossione.Api.BulkLoads;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.Work;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Lecce.Riscossione.Tests.BulkLoads;

/// <summary>Staged documents are published or deleted step by step under the lease; the test takes each step itself.</summary>
public sealed class StagedLoadTests : IAsyncLifetime
{
    private const int Rows = 100;
    private static readonly BulkLoadOptions SmallSteps = new() { MinUnits = 10, TransactionMs = 0 };

    private readonly SemaphoreSlim writing = new(1);
    private Town town = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await town.DisposeAsync();
        writing.Dispose();
    }

    [OnEachDatabase]
    public async Task Publishing_many_documents_outlasts_a_lease_and_keeps_it(Engine engine)
    {
        var load = await Staged(engine, badRows: 0);
        var lease = await Take();
        var began = town.Api.Clock.GetCurrentInstant();
        town.Api.Clock.AutoAdvance = Duration.FromMilliseconds(300);

        var steps = 0;
        for (; await State(load) == "publishing"; steps++)
        {
            await Turn(lease!).Finish(load, () => true, CancellationToken.None);
            Assert.Null(await Take());
        }

        Assert.Equal((Rows / SmallSteps.MinUnits) + 1, steps);
        Assert.True(town.Api.Clock.GetCurrentInstant() - began > LoadTurn.LeaseLength * 2);
        Assert.Equal((Rows, 0L), (await Count("issued"), await Count("staged")));
    }

    [OnEachDatabase]
    public async Task A_holder_that_lost_the_lease_publishes_nothing_and_the_next_one_resumes(Engine engine)
    {
        var load = await Staged(engine, badRows: 0);
        var sleeper = await Take();
        await Turn(sleeper!).Finish(load, () => true, CancellationToken.None);
        town.Api.Clock.Advance(LoadTurn.LeaseLength);
        var successor = await Take();

        await Assert.ThrowsAsync<LeaseLost>(() => Turn(sleeper!).Finish(load, () => false, CancellationToken.None));
        Assert.Equal(((long)SmallSteps.MinUnits, "publishing"), (await Count("issued"), await State(load)));

        await Turn(successor!).Finish(load, () => false, CancellationToken.None);
        Assert.Equal((Rows, "completed"), (await Count("issued"), await State(load)));
    }

    [OnEachDatabase]
    public async Task A_holder_that_lost_the_lease_deletes_nothing_and_the_next_one_resumes(Engine engine)
    {
        var load = await Staged(engine, badRows: 1);
        var sleeper = await Take();
        await Turn(sleeper!).Finish(load, () => true, CancellationToken.None);
        town.Api.Clock.Advance(LoadTurn.LeaseLength);
        var successor = await Take();

        await Assert.ThrowsAsync<LeaseLost>(() => Turn(sleeper!).Finish(load, () => false, CancellationToken.None));
        Assert.Equal((Rows - (long)SmallSteps.MinUnits, "discarding"), (await Count("staged"), await State(load)));

        await Turn(successor!).Finish(load, () => false, CancellationToken.None);
        Assert.Equal((0L, "failed"), (await Count("staged"), await State(load)));
    }

    /// <summary>An atomic load whose rows are all stored, and none published or deleted.</summary>
    private async Task<Id> Staged(Engine engine, int badRows)
    {
        town = new Town(new UnhurriedHost(new TestDatabase(engine)));
        await town.InitializeAsync();
        var sent = await town.Taxes.BulkLoads.SendAsync(
            Loads.Ndjson(Loads.Lines("S", Rows) + string.Concat(Enumerable.Repeat("{}\n", badRows))),
            new BulkLoadSettings { Mode = BulkLoadModes.Atomic }
        );
        Assert.True(Id.TryParse(sent.Id, out var load));
        await town.Db.Transact(
            sql => sql.Execute("UPDATE BulkLoads SET State = 'running' WHERE Id = @load", new { load }),
            CancellationToken.None
        );
        var lease = await Take();
        var row = await town.Db.Read(sql => BulkLoadRow.Find(sql, sent.Id, caller: null), CancellationToken.None);
        await Turn(lease!).Run(row, () => false, CancellationToken.None);
        await lease!.Release(CancellationToken.None);
        Assert.Equal((0L, Rows), (await Count("issued"), await Count("staged")));
        return load;
    }

    private LoadTurn Turn(Lease lease) =>
        new(
            town.Db,
            SmallSteps,
            town.Api.Services.GetRequiredService<NoticeNumbers>(),
            town.Api.Clock,
            NullLogger.Instance,
            writing,
            lease
        );

    private Task<Lease?> Take() => Lease.TryTake(town.Db, "bulk-loads:test", town.Api.Clock, LoadTurn.LeaseLength, CancellationToken.None);

    private Task<string?> State(Id load) =>
        town.Db.Read(sql => sql.Value<string>("SELECT State FROM BulkLoads WHERE Id = @load", new { load }), CancellationToken.None);

    private Task<long> Count(string state) =>
        town.Db.Read(
            sql => sql.Value<long>("SELECT COUNT(*) FROM PaymentDocuments WHERE State = @state", new { state }),
            CancellationToken.None
        );
}
