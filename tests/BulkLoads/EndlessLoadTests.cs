using Lecce.Riscossione.Api.BulkLoads;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using BulkLoad = Lecce.Riscossione.Sdk.BulkLoad;

namespace Lecce.Riscossione.Tests.BulkLoads;

/// <summary>Every load ends, also with rows that the database always refuses, and the department's next load runs.</summary>
public sealed class EndlessLoadTests : IAsyncLifetime
{
    private const string Repeated = "external-id-repeated";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Town town = new(new ImpatientHost());

    public Task InitializeAsync() => town.InitializeAsync();

    public Task DisposeAsync() => town.DisposeAsync();

    [Theory]
    [InlineData(BulkLoadModes.ContinueOnFailure, BulkLoadStates.Completed)]
    [InlineData(BulkLoadModes.Atomic, BulkLoadStates.Failed)]
    [InlineData(BulkLoadModes.DryRun, BulkLoadStates.Completed)]
    public async Task Of_two_rows_with_the_same_own_notice_number_the_second_is_rejected(string mode, string state)
    {
        var rows = $"{Loads.Line(Adopting("A-1", 1))}\n{Loads.Line(Adopting("A-2", 1))}\n{Loads.Line(Adopting("A-3", 3))}\n";

        var load = await Load(rows, mode);

        Assert.Equal((state, 3L, 1L), (load.State, load.RowsRead, load.Rejected));
        var rejected = Assert.Single(await town.Taxes.Results(load, BulkLoadOutcomes.Rejected));
        Assert.Equal((2L, "A-2", "notice-number-taken"), (rejected.Line, rejected.ExternalId, rejected.Code));
    }

    [Fact]
    public async Task A_document_replaced_there_and_back_in_one_load_keeps_the_first_change()
    {
        await Load(Loads.Line(Loads.Tax("B", 1)));
        var other = Loads.Tax("B", 1);
        other.Subject = "Altro oggetto";

        var load = await Load($"{Loads.Line(other)}\n{Loads.Line(Loads.Tax("B", 1))}\n{Loads.Line(other)}\n", action: "replace");

        Assert.Equal((0, 1, 1, 0, 1), load.Counts());
        Assert.Equal(Repeated, (await town.Taxes.Results(load))[1].Code);
        Assert.Equal("Altro oggetto", Assert.Single((await town.Taxes.PaymentDocuments.FindAsync(externalId: "B-000001")).Items).Subject);
    }

    [Fact]
    public async Task A_second_change_of_a_document_is_rejected_however_far_the_rows_are_apart()
    {
        await Load(Loads.Lines("C", 2));
        var other = Loads.Tax("C", 1);
        other.Subject = "Altro oggetto";
        var rows =
            $"{Loads.Line(other)}\n{{\"action\":\"cancel\",\"externalId\":\"C-000002\"}}\n"
            + Loads.Lines("CC", 2_500)
            + $"{Loads.Line(Loads.Tax("C", 1))}\n{Loads.Line(Loads.Tax("C", 2))}\n";

        var load = await Load(rows, action: "replace");

        Assert.Equal((2_500, 0, 1, 1, 2), load.Counts());
        Assert.All(await town.Taxes.Results(load, BulkLoadOutcomes.Rejected), result => Assert.Equal(Repeated, result.Code));
    }

    [Fact]
    public async Task A_load_whose_rows_the_database_always_refuses_ends_and_says_why()
    {
        await Refuse(town, "INSERT", "PaymentDocuments", "NEW.ExternalId = 'D-000040'", "inserted WHERE ExternalId = 'D-000040'");

        var load = await Load(Loads.Lines("D", 60));
        var next = await Load(Loads.Lines("DD", 3));

        Assert.Equal((BulkLoadStates.Failed, 39L), (load.State, load.Issued));
        Assert.Equal(("rows-not-stored", 40L), (load.Failure!.Code, load.Failure.Line));
        Assert.Equal((BulkLoadStates.Completed, 3L, null), (next.State, next.Issued, next.Failure));
    }

    [Fact]
    public async Task An_atomic_load_that_cannot_be_stored_leaves_nothing()
    {
        await Refuse(town, "INSERT", "PaymentDocuments", "NEW.ExternalId = 'E-000040'", "inserted WHERE ExternalId = 'E-000040'");

        var load = await Load(Loads.Lines("E", 60), BulkLoadModes.Atomic);

        Assert.Equal((BulkLoadStates.Failed, 0L, "rows-not-stored"), (load.State, load.Issued, load.Failure!.Code));
        Assert.Empty((await town.Taxes.PaymentDocuments.FindAsync(externalId: "E-000001")).Items);
    }

    [Fact]
    public async Task Documents_that_cannot_be_published_wait_and_the_next_load_runs()
    {
        await Refuse(town, "UPDATE", "PaymentDocuments", "NEW.ExternalId = 'F-000002'", "inserted WHERE ExternalId = 'F-000002'");
        var sent = await town.Taxes.BulkLoads.SendAsync(Loads.Ndjson(Loads.Lines("F", 3)), new() { Mode = BulkLoadModes.Atomic });

        var next = await Load(Loads.Lines("FF", 3));

        Assert.Equal((BulkLoadStates.Completed, 3L), (next.State, next.Issued));
        var waiting = await town.Taxes.BulkLoads.ReadAsync(sent.Id);
        Assert.Equal((BulkLoadStates.Publishing, "rows-not-stored"), (waiting.State, waiting.Failure!.Code));
        await town.Db.Transact(sql => sql.Execute("DROP TRIGGER TR_Refuse"), CancellationToken.None);
        var done = await Wait(town, sent);
        Assert.Equal((BulkLoadStates.Completed, 3L, null), (done.State, done.Issued, done.Failure));
    }

    [Fact]
    public async Task An_upload_that_cannot_be_swept_away_keeps_no_load_waiting()
    {
        var quiet = new Town(new UnhurriedHost(new TestDatabase()));
        await quiet.InitializeAsync();
        await quiet.Db.Transact(
            sql =>
                sql.Execute(
                    """
                    INSERT INTO BulkLoads (
                        Id, OrganizationFiscalCode, DepartmentId, Format, Mode, Action, State, Actor, ReceivedBytes, ReceivedRows, NextLine,
                        FinishedLine, RowsRead, Issued, Unchanged, Replaced, Cancelled, Rejected, CreatedAt, UpdatedAt)
                    SELECT @id, OrganizationFiscalCode, Id, 'csv', 'atomic', 'issue', 'receiving', 'prova', 0, 0, 1,
                           0, 0, 0, 0, 0, 0, 0, CreatedAt, CreatedAt
                      FROM Departments
                     WHERE Code = 'ENTRATE'
                    """,
                    new { id = Id.New(quiet.Api.Clock.GetCurrentInstant()) }
                ),
            CancellationToken.None
        );
        await Refuse(quiet, "DELETE", "BulkLoads", "OLD.State = 'receiving'", "deleted WHERE State = 'receiving'");
        quiet.Api.Clock.Advance(NodaTime.Duration.FromHours(1));
        var running = quiet.Api.Beside();
        await running.InitializeAsync();

        Assert.Equal(3, (await Wait(quiet, await quiet.Taxes.BulkLoads.SendAsync(Loads.Ndjson(Loads.Lines("G", 3))))).Issued);

        await running.DisposeAsync();
        await quiet.DisposeAsync();
    }

    private async Task<BulkLoad> Load(string rows, string? mode = null, string? action = null) =>
        await Wait(town, await town.Taxes.BulkLoads.SendAsync(Loads.Ndjson(rows), new() { Mode = mode, Action = action }));

    private static async Task<BulkLoad> Wait(Town town, BulkLoad load)
    {
        using var patience = new CancellationTokenSource(Patience);
        return await town.Taxes.BulkLoads.WaitForCompletionAsync(load.Id, TimeSpan.FromMilliseconds(50), cancellationToken: patience.Token);
    }

    /// <summary>Makes the database refuse a change of one row, as a broken disk page or a wrong constraint would.</summary>
    private static Task Refuse(Town town, string change, string table, string sqliteCondition, string sqlServerRows) =>
        town.Db.Transact(
            sql =>
                sql.Execute(
                    sql.Dialect.IsSqlServer
                        ? $"CREATE TRIGGER TR_Refuse ON {table} AFTER {change} AS IF EXISTS (SELECT 1 FROM {sqlServerRows}) THROW 50000, 'refused', 1"
                        : $"CREATE TRIGGER TR_Refuse BEFORE {change} ON {table} WHEN {sqliteCondition} BEGIN SELECT RAISE(ABORT, 'refused'); END"
                ),
            CancellationToken.None
        );

    /// <summary>A debt under a number that the department brings.</summary>
    private static IssuePaymentDocumentRequest Adopting(string externalId, int number)
    {
        var request = Sample.Document();
        request.ExternalId = externalId;
        request.Draft = null;
        request.Options = [Sample.Single(new NodaTime.LocalDate(2026, 12, 16))];
        request.Options[0].NoticeNumber = NoticeNumber.Compose("47", number).Value;
        return request;
    }

    /// <summary>Rests only a moment before it tries again.</summary>
    private sealed class ImpatientHost : ApiHost
    {
        protected override void Change(IServiceCollection services) => services.AddSingleton(new BulkLoadOptions { RestMs = 10 });
    }
}
