using System.Net;
using Lecce.Riscossione.Api.NoticeBatches;
using Lecce.Riscossione.Api.Work;
using Lecce.Riscossione.Tests.BulkLoads;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.Logging.Abstractions;
using CreateNoticeBatchRequest = Lecce.Riscossione.Sdk.CreateNoticeBatchRequest;
using NoticeBatch = Lecce.Riscossione.Sdk.NoticeBatch;
using RiscossioneClient = Lecce.Riscossione.Sdk.RiscossioneClient;

namespace Lecce.Riscossione.Tests.NoticeBatches;

/// <summary>A batch that always fails, beside others that do not.</summary>
public sealed class FailedBatchTests : IAsyncDisposable
{
    private static readonly string[] Scopes = ["notices:read", "documents:write", "bulk-loads:read", "bulk-loads:write"];
    private Town town = null!;
    private RiscossioneClient office = null!;
    private readonly Signal<RunNoticeBatches> signal = new();
    private RunNoticeBatches worker = null!;

    public async ValueTask DisposeAsync()
    {
        signal.Dispose();
        await town.DisposeAsync();
    }

    [OnEachDatabase]
    public async Task A_batch_that_fails_at_every_turn_does_not_delay_the_others(Engine engine)
    {
        var (broken, sound) = await TwoBatches(engine);
        await Break(broken);

        for (var round = 0; round < 3; round++)
        {
            await worker.Round(CancellationToken.None);
        }

        Assert.Equal(("completed", 3L), await StateAndMade(sound));
        Assert.Equal(("waiting", 0L), await StateAndMade(broken));
    }

    [OnEachDatabase]
    public async Task A_batch_ends_with_a_code_after_five_failed_turns_in_a_row(Engine engine)
    {
        var (broken, _) = await TwoBatches(engine);
        await Break(broken);

        for (var round = 0; round < 10; round++)
        {
            await worker.Round(CancellationToken.None);
            town.Api.Clock.AdvanceMinutes(10);
        }

        using var http = town.Http(await town.Key(Town.TaxOffice, Scopes));
        var ended = await http.GetAsync($"/v1/notice-batches/{broken.Id}").Expect(HttpStatusCode.OK);
        Assert.Equal(("failed", "internal-error"), ((string?)ended["state"], (string?)ended["failureCode"]));
        Assert.Contains("segnalare l'identificativo", (string?)ended["failureDetail"], StringComparison.Ordinal);
        Assert.NotNull((string?)ended["finishedAt"]);
        await http.GetAsync($"/v1/notice-batches/{broken.Id}/zip").ExpectProblem(HttpStatusCode.Conflict, "notice-batch-not-ready");
        Assert.Equal(FailedTurns.Max, await Count("FailedTurns", broken));
    }

    [OnEachDatabase]
    public async Task A_batch_that_recovers_starts_counting_from_zero(Engine engine)
    {
        var (broken, _) = await TwoBatches(engine);
        var conditions = await Break(broken);
        for (var round = 0; round < FailedTurns.Max - 1; round++)
        {
            await worker.Round(CancellationToken.None);
            town.Api.Clock.AdvanceMinutes(10);
        }

        await Set(broken, conditions);
        await worker.Round(CancellationToken.None);
        await worker.Round(CancellationToken.None);

        Assert.Equal(("completed", 3L), await StateAndMade(broken));
        Assert.Equal(0, await Count("FailedTurns", broken));
    }

    private async Task<(NoticeBatch Broken, NoticeBatch Sound)> TwoBatches(Engine engine)
    {
        town = new Town(new UnprintedHost(new TestDatabase(engine)));
        await town.InitializeAsync();
        office = await town.Client(Town.TaxOffice, Scopes);
        worker = new RunNoticeBatches(town.Db, town.Api.Clock, signal, NullLogger<RunNoticeBatches>.Instance);
        var first = await office.Load(Loads.Ndjson(Loads.Lines("BROKEN", 3)));
        var second = await office.Load(Loads.Ndjson(Loads.Lines("SOUND", 3)));
        var broken = await office.NoticeBatches.CreateAsync(new CreateNoticeBatchRequest { BulkLoadId = first.Id });
        town.Api.Clock.AdvanceSeconds(1);
        return (broken, await office.NoticeBatches.CreateAsync(new CreateNoticeBatchRequest { BulkLoadId = second.Id }));
    }

    /// <summary>Makes every turn of a batch throw; gives what mends it.</summary>
    private async Task<string> Break(NoticeBatch batch)
    {
        var conditions = await town.Db.Read(
            sql => sql.Value<string>("SELECT Conditions FROM NoticeBatches WHERE Id = @Id", new { batch.Id }),
            CancellationToken.None
        );
        await Set(batch, "not JSON");
        return conditions!;
    }

    private Task Set(NoticeBatch batch, string conditions) =>
        town.Db.Transact(
            sql => sql.Execute("UPDATE NoticeBatches SET Conditions = @conditions WHERE Id = @Id", new { batch.Id, conditions }),
            CancellationToken.None
        );

    private async Task<(string State, long Made)> StateAndMade(NoticeBatch batch)
    {
        var now = await office.NoticeBatches.ReadAsync(batch.Id);
        return (now.State, now.Made);
    }

    private Task<int> Count(string column, NoticeBatch batch) =>
        town.Db.Read(
            sql => sql.Value<int>($"SELECT COALESCE({column}, 0) FROM NoticeBatches WHERE Id = @Id", new { batch.Id }),
            CancellationToken.None
        );
}
