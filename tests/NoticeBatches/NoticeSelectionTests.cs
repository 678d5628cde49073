using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.NoticeBatches;
using Lecce.Riscossione.Api.Work;
using Lecce.Riscossione.Tests.BulkLoads;
using Lecce.Riscossione.Tests.Host;
using NodaTime;
using NodaTime.Testing;
using CreateNoticeBatchRequest = Lecce.Riscossione.Sdk.CreateNoticeBatchRequest;
using NoticeBatch = Lecce.Riscossione.Sdk.NoticeBatch;
using RiscossioneClient = Lecce.Riscossione.Sdk.RiscossioneClient;

namespace Lecce.Riscossione.Tests.NoticeBatches;

/// <summary>How the documents of a large batch are written down, by hand and part by part.</summary>
public sealed class NoticeSelectionTests : IAsyncDisposable
{
    private const int Documents = (2 * NoticeSelection.RowsAtOnce) + 100;
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 23, 11, 0);
    private Town town = null!;
    private RiscossioneClient office = null!;

    public async ValueTask DisposeAsync() => await town.DisposeAsync();

    [OnEachDatabase]
    public async Task Others_read_and_write_between_two_parts_of_a_choice(Engine engine)
    {
        var batch = await Ask(engine);
        var seen = new List<long>();

        await Choose(
            batch,
            async () =>
            {
                seen.Add(await Written(batch));
                var issued = await office.PaymentDocuments.IssueAsync(Sample.WasteTax());
                Assert.Equal(issued.Id, (await office.PaymentDocuments.ReadAsync(issued.Id)).Id);
            },
            CancellationToken.None
        );

        Assert.Equal([0, NoticeSelection.RowsAtOnce, 2 * NoticeSelection.RowsAtOnce], seen);
        Assert.Equal(("waiting", (long)Documents), await Told(batch));
    }

    [OnEachDatabase]
    public async Task A_choice_that_was_stopped_resumes_where_it_stopped(Engine engine)
    {
        var batch = await Ask(engine);
        using var stopped = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Choose(
                batch,
                async () =>
                {
                    if (await Written(batch) > 0)
                    {
                        await stopped.CancelAsync();
                    }
                },
                stopped.Token
            )
        );
        var before = await Places(batch);
        Assert.Equal(NoticeSelection.RowsAtOnce, before.Count);
        Assert.Equal(("waiting", (long)Documents), await Told(batch));

        await Choose(batch, () => Task.CompletedTask, CancellationToken.None);

        var after = await Places(batch);
        Assert.Equal(before, after.Take(before.Count));
        Assert.Equal(Documents, after.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(await ByExternalId(), after);
        await Choose(batch, () => throw new InvalidOperationException("Nothing is left to be chosen."), CancellationToken.None);
    }

    private async Task<NoticeBatch> Ask(Engine engine)
    {
        town = new Town(new UnprintedHost(new TestDatabase(engine)));
        await town.InitializeAsync();
        office = await town.Client(
            Town.TaxOffice,
            "notices:read",
            "documents:read",
            "documents:write",
            "bulk-loads:read",
            "bulk-loads:write"
        );
        var load = await office.Load(Loads.Ndjson(Loads.Lines("CHOICE", Documents)));
        var batch = await office.NoticeBatches.CreateAsync(new CreateNoticeBatchRequest { BulkLoadId = load.Id, Order = "externalId" });
        Assert.Equal(("waiting", (long)Documents), (batch.State, batch.Total));
        return batch;
    }

    /// <summary>Writes down what was asked for; something happens before each part.</summary>
    private async Task Choose(NoticeBatch batch, Func<Task> happens, CancellationToken cancellation)
    {
        var between = new ClockBetween(happens);
        var lease =
            await Lease.TryTake(town.Db, $"test:{Guid.NewGuid()}", between, Duration.FromSeconds(10), CancellationToken.None)
            ?? throw new InvalidOperationException("The lease is taken.");
        between.IsAwake = true;
        Assert.True(Id.TryParse(batch.Id, out var id));
        await new NoticeSelection(town.Db, new FakeClock(Noon), lease).WriteDown(id, cancellation);
    }

    private async Task<(string State, long Total)> Told(NoticeBatch batch)
    {
        var told = await office.NoticeBatches.ReadAsync(batch.Id);
        Assert.Equal(0, told.Made);
        return (told.State, told.Total);
    }

    private Task<long> Written(NoticeBatch batch) =>
        town.Db.Read(
            sql => sql.Value<long>("SELECT COUNT(*) FROM NoticeBatchSelections WHERE BatchId = @Id", new { batch.Id }),
            CancellationToken.None
        );

    private Task<IReadOnlyList<string>> Places(NoticeBatch batch) =>
        town.Db.Read(
            sql => sql.Rows<string>("SELECT DocumentId FROM NoticeBatchSelections WHERE BatchId = @Id ORDER BY Ordinal", new { batch.Id }),
            CancellationToken.None
        );

    private Task<IReadOnlyList<string>> ByExternalId() =>
        town.Db.Read(
            sql => sql.Rows<string>("SELECT Id FROM PaymentDocuments WHERE ExternalId LIKE 'CHOICE%' ORDER BY ExternalId"),
            CancellationToken.None
        );

    /// <summary>Always noon. A lease looks at its clock before each part, outside of any transaction.</summary>
    private sealed class ClockBetween(Func<Task> happens) : IClock
    {
        public bool IsAwake { get; set; }

        public Instant GetCurrentInstant()
        {
            if (IsAwake)
            {
                happens().GetAwaiter().GetResult();
            }

            return Noon;
        }
    }
}
