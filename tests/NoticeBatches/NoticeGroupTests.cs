using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.NoticeBatches;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.Work;
using Lecce.Riscossione.Tests.BulkLoads;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Simulation;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;
using CreateNoticeBatchRequest = Lecce.Riscossione.Sdk.CreateNoticeBatchRequest;
using NoticeBatch = Lecce.Riscossione.Sdk.NoticeBatch;
using RiscossioneClient = Lecce.Riscossione.Sdk.RiscossioneClient;

namespace Lecce.Riscossione.Tests.NoticeBatches;

/// <summary>Groups of a batch, made by hand while something happens to their documents.</summary>
public sealed class NoticeGroupTests : IAsyncDisposable
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 23, 11, 0);
    private Town town = null!;
    private RiscossioneClient office = null!;

    public async ValueTask DisposeAsync() => await town.DisposeAsync();

    [OnEachDatabase]
    public async Task A_lease_lasts_as_long_as_its_group(Engine engine)
    {
        var batch = await Ask(engine, documents: 30);
        // Each look at the clock takes a second: the group takes three times as long as the lease would last by itself.
        var slow = new FakeClock(Noon, Duration.FromSeconds(1));
        var lease = await Lease(batch, slow);

        await new NoticeGroup(town.Db, slow, lease, NullLogger.Instance).Make(IdOf(batch), CancellationToken.None);

        Assert.Equal("completed", (await office.NoticeBatches.ReadAsync(batch.Id)).State);
        var after = new FakeClock(slow.GetCurrentInstant());
        Assert.Null(await Api.Work.Lease.TryTake(town.Db, lease.Name, after, Duration.FromSeconds(10), CancellationToken.None));
    }

    [OnEachDatabase]
    public async Task A_document_that_changes_once_is_printed_as_it_became(Engine engine)
    {
        var batch = await Ask(engine, documents: 3);
        var changes = 1;

        await Carry(batch, await AnyDocument(), () => changes-- > 0);

        batch = await office.NoticeBatches.ReadAsync(batch.Id);
        Assert.Equal(("completed", 3L, 0L), (batch.State, batch.Made, batch.Refused));
    }

    [OnEachDatabase]
    public async Task A_document_that_changes_each_time_is_named_and_stops_no_other(Engine engine)
    {
        var batch = await Ask(engine, documents: 9);
        var changing = await AnyDocument();

        await Carry(batch, changing, () => true);

        batch = await office.NoticeBatches.ReadAsync(batch.Id);
        Assert.Equal(("completed", 8L, 1L), (batch.State, batch.Made, batch.Refused));
        var line = Assert.Single(await office.Index(batch), line => line["code"].Length > 0);
        Assert.Equal((changing, "document-changing"), (line["documentId"], line["code"]));
        Assert.Equal("Il documento è cambiato a ogni tentativo: ripetere la stampa per questo documento.", line["reason"]);
    }

    [OnEachDatabase]
    public async Task Payments_that_arrive_while_a_batch_is_made_do_not_stop_it(Engine engine)
    {
        const int Documents = 60;
        var batch = await Ask(engine, Documents);
        var teller = await town.Client(Town.TaxOffice, "payments:record");
        var unpaid = new Queue<(string Number, long Cents)>(await FirstInstallments());

        // A document that the group has just read is paid in part before each of its notices is recorded.
        await Carry(
            batch,
            () =>
            {
                if (unpaid.TryDequeue(out var one))
                {
                    teller.Payments.RecordAsync(Sample.Payment(one.Number, one.Cents)).GetAwaiter().GetResult();
                }
            }
        );

        batch = await office.NoticeBatches.ReadAsync(batch.Id);
        Assert.Equal(("completed", (long)Documents), (batch.State, batch.Made + batch.Refused));
        Assert.True(batch.Made >= Documents * 9 / 10, $"Only {batch.Made} notices were made.");
        Assert.InRange((await office.Index(batch)).Count(line => line["code"] is "document-changing"), 0, Documents / 10);
        await Invariants.Check(town.Db);
    }

    [OnEachDatabase]
    public async Task A_notice_that_cannot_be_drawn_is_named_and_stops_no_other(Engine engine)
    {
        var batch = await Ask(engine, documents: 3);
        var broken = await AnyDocument();
        await town.Db.Transact(
            sql => sql.Execute("UPDATE Installments SET NoticeNumber = NULL WHERE DocumentId = @broken", new { broken }),
            CancellationToken.None
        );

        await Carry(batch, broken, () => false);

        batch = await office.NoticeBatches.ReadAsync(batch.Id);
        Assert.Equal(("completed", 2L, 1L), (batch.State, batch.Made, batch.Refused));
        var line = Assert.Single(await office.Index(batch), line => line["code"].Length > 0);
        Assert.Equal((broken, "internal-error"), (line["documentId"], line["code"]));
    }

    [OnEachDatabase]
    public async Task A_batch_cancelled_while_it_runs_stays_where_it_is(Engine engine)
    {
        var batch = await Ask(engine, documents: 120);
        var lease = await Lease(batch, new FakeClock(Noon));
        var group = new NoticeGroup(town.Db, new FakeClock(Noon), lease, NullLogger.Instance);
        await group.Make(IdOf(batch), CancellationToken.None);
        Assert.Equal("running", (await office.NoticeBatches.ReadAsync(batch.Id)).State);

        var cancelled = await office.NoticeBatches.CancelAsync(batch.Id);
        await group.Make(IdOf(batch), CancellationToken.None);

        Assert.Equal(("cancelled", 100L), (cancelled.State, cancelled.Made));
        Assert.Equal(100, (await office.NoticeBatches.ReadAsync(batch.Id)).Made);
        Assert.Contains((await office.NoticeBatches.FindAsync()).Items, one => one.Id == batch.Id && one.State == "cancelled");
    }

    private async Task<NoticeBatch> Ask(Engine engine, int documents)
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
        var load = await office.Load(Loads.Ndjson(Loads.Lines("GROUP", documents)));
        var batch = await office.NoticeBatches.CreateAsync(new CreateNoticeBatchRequest { BulkLoadId = load.Id });
        var lease = await Lease(batch, new FakeClock(Noon));
        await new NoticeSelection(town.Db, new FakeClock(Noon), lease).WriteDown(IdOf(batch), CancellationToken.None);
        await lease.Release(CancellationToken.None);
        return batch;
    }

    /// <summary>Carries a batch to its end; one of its documents changes whenever a group has just been read, as long as it is told to.</summary>
    private Task Carry(NoticeBatch batch, string changing, Func<bool> changes) =>
        Carry(
            batch,
            () =>
            {
                if (changes())
                {
                    town.Db.Transact(
                            sql => sql.Execute("UPDATE PaymentDocuments SET Version = Version + 1 WHERE Id = @changing", new { changing }),
                            CancellationToken.None
                        )
                        .GetAwaiter()
                        .GetResult();
                }
            }
        );

    /// <summary>Carries a batch to its end; something happens whenever a group has just been read.</summary>
    private async Task Carry(NoticeBatch batch, Action happens)
    {
        var lease = await Lease(batch, new FakeClock(Noon));
        var clock = new ClockThat(happens);
        for (var turn = 0; turn < 100 && (await office.NoticeBatches.ReadAsync(batch.Id)).State != "completed"; turn++)
        {
            await new NoticeGroup(town.Db, clock, lease, NullLogger.Instance).Make(IdOf(batch), CancellationToken.None);
        }
    }

    /// <summary>The number and amount of the first installment of each chosen document, in the order of printing.</summary>
    private async Task<IEnumerable<(string Number, long Cents)>> FirstInstallments() =>
        (
            await town.Db.Read(
                sql =>
                    sql.Rows<InstallmentRow>(
                        """
                        SELECT i.NoticeNumber, i.AmountCents
                          FROM NoticeBatchSelections s
                         INNER JOIN Installments i ON i.DocumentId = s.DocumentId
                         WHERE i.PositionInOption = 1
                         ORDER BY s.Ordinal
                        """
                    ),
                CancellationToken.None
            )
        ).Select(row => (row.NoticeNumber!.Value.Value, row.AmountCents));

    private async Task<Lease> Lease(NoticeBatch batch, IClock clock) =>
        await Api.Work.Lease.TryTake(town.Db, $"notice-batch:{batch.Id}", clock, Duration.FromSeconds(10), CancellationToken.None)
        ?? throw new InvalidOperationException("The lease is taken.");

    private async Task<string> AnyDocument() =>
        await town.Db.Read(sql => sql.Value<string>("SELECT MAX(DocumentId) FROM NoticeBatchSelections"), CancellationToken.None)
        ?? throw new InvalidOperationException("Nothing was chosen.");

    private static Id IdOf(NoticeBatch batch) => Id.TryParse(batch.Id, out var id) ? id : throw new FormatException(batch.Id);

    /// <summary>Always noon; something happens at each look.</summary>
    private sealed class ClockThat(Action happens) : IClock
    {
        public Instant GetCurrentInstant()
        {
            happens();
            return Noon;
        }
    }
}
