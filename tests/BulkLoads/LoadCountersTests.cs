using Lecce.Riscossione.Api.BulkLoads;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lecce.Riscossione.Tests.BulkLoads;

/// <summary>From where a load draws its notice numbers, and what is left when it stands still.</summary>
public sealed class LoadCountersTests : IAsyncLifetime
{
    private readonly SemaphoreSlim writing = new(1);
    private Town town = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await town.DisposeAsync();
        writing.Dispose();
    }

    [OnEachDatabase]
    public async Task Numbers_left_of_one_range_are_used_before_those_of_the_next(Engine engine)
    {
        var load = await Sent(engine, rows: 5);
        await Ranges(load, next: 10, end: 14, ahead: 100, aheadEnd: 200);

        await Run(load);

        Assert.Equal([10, 11, 12, 13, .. Enumerable.Range(100, 11).Select(counter => (long)counter)], await Used());
        Assert.Equal((111, 200, 0), await Left(load));
        Assert.Equal(0, await Claimed());
    }

    [OnEachDatabase]
    public async Task A_range_that_is_used_up_exactly_makes_way_for_the_next(Engine engine)
    {
        var load = await Sent(engine, rows: 2);
        await Ranges(load, next: 10, end: 16, ahead: 100, aheadEnd: 200);

        await Run(load);

        Assert.Equal([10, 11, 12, 13, 14, 15], await Used());
        var row = await Row(load);
        Assert.Equal((0L, 100L), (row.EndCounter - row.NextCounter, row.AheadEndCounter - row.AheadCounter));
    }

    [OnEachDatabase]
    public async Task A_further_range_is_taken_when_what_is_left_does_not_do(Engine engine)
    {
        var load = await Sent(engine, rows: 5);
        await Ranges(load, next: 1_000_000, end: 1_000_014, ahead: 0, aheadEnd: 0);

        await Run(load);

        var used = await Used();
        Assert.Equal(15, used.Count);
        Assert.Equal(Enumerable.Range(1_000_000, 14).Select(counter => (long)counter), used.Skip(1));
        Assert.Equal((used[0] + 1, await Claimed(), 0), await Left(load));
    }

    [OnEachDatabase]
    public async Task A_batch_that_needs_a_third_range_is_stored_as_far_as_it_goes_before_that_is_taken(Engine engine)
    {
        var load = await Sent(engine, rows: 500);
        await Ranges(load, next: 1_000_000, end: 1_000_700, ahead: 2_000_000, aheadEnd: 2_000_700);

        await Run(load, new BulkLoadOptions { FewestUnits = 500 });

        Assert.Equal((500, 1_500), ((await Row(load)).Issued, (await Used()).Distinct().Count()));
        Assert.Equal(
            [.. Enumerable.Range(1_000_000, 700), .. Enumerable.Range(2_000_000, 700)],
            (await Used()).Where(counter => counter >= 1_000_000).Select(counter => (int)counter)
        );
    }

    private async Task<Id> Sent(Engine engine, int rows)
    {
        town = new Town(new UnhurriedHost(new TestDatabase(engine)));
        await town.InitializeAsync();
        var sent = await town.Taxes.SendBulkLoadAsync(Loads.Ndjson(Loads.Lines("R", rows)));
        Assert.True(Id.TryParse(sent.Id, out var load));
        return load;
    }

    private Task Ranges(Id load, long next, long end, long ahead, long aheadEnd) =>
        town.Db.Transact(
            sql =>
                sql.Execute(
                    """
                    UPDATE BulkLoads
                       SET State = 'running', NextCounter = @next, EndCounter = @end, AheadCounter = @ahead, AheadEndCounter = @aheadEnd
                     WHERE Id = @load
                    """,
                    new
                    {
                        load,
                        next,
                        end,
                        ahead,
                        aheadEnd,
                    }
                ),
            CancellationToken.None
        );

    private async Task Run(Id load, BulkLoadOptions? options = null)
    {
        var lease = await Lease.TryTake(town.Db, "bulk-loads:test", town.Api.Clock, LoadTurn.LeaseLength, CancellationToken.None);
        var turn = new LoadTurn(
            town.Db,
            options ?? new BulkLoadOptions(),
            town.Api.Services.GetRequiredService<NoticeNumbers>(),
            town.Api.Clock,
            NullLogger.Instance,
            writing,
            lease!
        );
        await turn.Run(await Row(load), () => false, CancellationToken.None);
    }

    private Task<BulkLoadRow> Row(Id load) => town.Db.Read(sql => BulkLoadRow.Find(sql, load.Value, caller: null), CancellationToken.None);

    private async Task<(long Next, long End, long Ahead)> Left(Id load)
    {
        var row = await Row(load);
        return (row.NextCounter, row.EndCounter, row.AheadEndCounter - row.AheadCounter);
    }

    /// <summary>The counters of which the documents' numbers were made, in order.</summary>
    private async Task<IReadOnlyList<long>> Used()
    {
        Assert.True(FiscalCode.TryParse(Sample.Organization, out var organization));
        var cipher = town.Api.Services.GetRequiredService<NoticeNumbers>().CipherOf(organization);
        var numbers = await town.Db.Read(
            sql => sql.Rows<string>("SELECT NoticeNumber FROM Installments WHERE NoticeNumber IS NOT NULL"),
            CancellationToken.None
        );
        return
        [
            .. numbers
                .Select(number => cipher.Decipher(long.Parse(number.AsSpan(3, 13), System.Globalization.CultureInfo.InvariantCulture)))
                .Order(),
        ];
    }

    private Task<long> Claimed() =>
        town.Db.Read(sql => sql.Value<long>("SELECT COALESCE(SUM(NextCounter), 0) FROM NoticeNumberCounters"), CancellationToken.None);
}
