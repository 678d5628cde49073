using System.Security.Cryptography;
using Lecce.Riscossione.Api.NoticeBatches;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Simulation;
using Xunit.Abstractions;
using CreateNoticeBatchRequest = Lecce.Riscossione.Sdk.CreateNoticeBatchRequest;
using NoticeBatch = Lecce.Riscossione.Sdk.NoticeBatch;
using NoticeBatchFormats = Lecce.Riscossione.Sdk.NoticeBatchFormats;
using RiscossioneClient = Lecce.Riscossione.Sdk.RiscossioneClient;

namespace Lecce.Riscossione.Tests.NoticeBatches;

/// <summary>
/// The real program, killed in the middle of a batch: the files are those of an undisturbed run. More kills and documents:
/// <c>RISCOSSIONE_BATCH_KILLS</c>, <c>RISCOSSIONE_BATCH_DOCUMENTS</c>; a run is repeated with <c>RISCOSSIONE_SEED</c>.
/// </summary>
public sealed class KilledBatchTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_batch_that_is_killed_gives_the_files_of_one_that_is_not()
    {
        var kills = Batches.Setting("RISCOSSIONE_BATCH_KILLS", 3);
        var documents = Batches.Setting("RISCOSSIONE_BATCH_DOCUMENTS", 800);
        var seed = Batches.Setting("RISCOSSIONE_SEED", Random.Shared.Next());
        output.WriteLine($"RISCOSSIONE_SEED={seed}");
        var random = new Random(seed);
        await using var api = await ApiProcess.Start();
        NoticeBatch calm;
        NoticeBatch killed;
        using (var office = Office(api))
        {
            var load = await office.LoadTaxes("KILL", documents);
            var wish = new CreateNoticeBatchRequest { Organization = "80008510754", BulkLoadId = load };
            calm = await office.Print(wish);
            killed = await office.NoticeBatches.CreateAsync(wish);
        }

        var reached = new List<long>();
        for (var kill = 0; kill < kills; kill++)
        {
            reached.Add(await MadeAfter(api, killed, reached.LastOrDefault() + random.Next(documents / (kills + 1))));
            await Task.Delay(random.Next(100));
            api.Kill();
            await api.Restart();
        }

        output.WriteLine(
            $"{kills} kills, {reached.Count(made => made < documents)} before the last notice, at notices {string.Join(' ', reached)}"
        );
        using var client = Office(api);
        killed = await client.Ended(killed);
        Assert.Equal(("completed", (long)documents, calm.Pages), (killed.State, killed.Made, killed.Pages));
        Assert.Equal(await Digest(client, calm, NoticeBatchFormats.Pdf), await Digest(client, killed, NoticeBatchFormats.Pdf));
        Assert.Equal(await Digest(client, calm, NoticeBatchFormats.Zip), await Digest(client, killed, NoticeBatchFormats.Zip));
        Assert.Equal(
            await client.NoticeBatches.DownloadIndexAsync(calm.Id).Bytes(),
            await client.NoticeBatches.DownloadIndexAsync(killed.Id).Bytes()
        );
        await EachIsNotedTwice(api, documents);
    }

    [Fact]
    public async Task A_program_that_is_killed_while_it_chooses_resumes_its_choice()
    {
        const int Documents = 3 * NoticeSelection.RowsAtOnce;
        var seed = Batches.Setting("RISCOSSIONE_SEED", Random.Shared.Next());
        output.WriteLine($"RISCOSSIONE_SEED={seed}");
        var random = new Random(seed);
        await using var api = await ApiProcess.Start();
        NoticeBatch batch;
        using (var office = Office(api))
        {
            var load = await office.LoadTaxes("CHOOSE", Documents);
            batch = await office.NoticeBatches.CreateAsync(
                new CreateNoticeBatchRequest { Organization = "80008510754", BulkLoadId = load }
            );
        }

        long chosen = 0;
        var maxMs = 150;
        do
        {
            await Task.Delay(random.Next(maxMs));
            api.Kill();
            var before = chosen;
            chosen = await Chosen(api);
            output.WriteLine($"killed when {chosen} were chosen");
            // On a slow engine nothing may be chosen by then, however often it is killed: it is given longer.
            maxMs = chosen == before ? maxMs * 2 : maxMs;
            await api.Restart();
        } while (chosen < Documents);

        await using var remains = await Remains.Open(api.Dialect());
        Assert.Equal(Documents, await remains.Count("SELECT COUNT(DISTINCT DocumentId) FROM NoticeBatchSelections"));
        Assert.Equal(Documents, await remains.Count("SELECT MAX(Ordinal) FROM NoticeBatchSelections"));
        using var client = Office(api);
        Assert.Equal(Documents, (await client.NoticeBatches.CancelAsync(batch.Id)).Total);
    }

    [OnSqlServer]
    public async Task Two_processes_make_each_notice_once()
    {
        const int Documents = 500;
        var (owner, other) = await ApiProcess.StartTwoAtOnce(Engine.SqlServer);
        await using var first = owner;
        await using var second = other;
        var key = first.AdminKey.Length > 0 ? first.AdminKey : second.AdminKey;
        using var one = new RiscossioneClient(first.Address, key);
        using var two = new RiscossioneClient(second.Address, key);
        var wish = new CreateNoticeBatchRequest { Organization = "80008510754", BulkLoadId = await one.LoadTaxes("TWO", Documents) };

        var batches = await Task.WhenAll(one.NoticeBatches.CreateAsync(wish), two.NoticeBatches.CreateAsync(wish));
        var ended = await Task.WhenAll(two.Ended(batches[0]), one.Ended(batches[1]));

        Assert.All(ended, batch => Assert.Equal(("completed", (long)Documents), (batch.State, batch.Made)));
        foreach (var batch in ended)
        {
            Assert.Equal(await Digest(one, batch, NoticeBatchFormats.Pdf), await Digest(two, batch, NoticeBatchFormats.Pdf));
            Assert.Equal(Documents, (await one.Index(batch)).Select(line => line["documentId"]).Distinct(StringComparer.Ordinal).Count());
        }

        await EachIsNotedTwice(first, Documents);
    }

    /// <summary>Two batches held every document: each is in its timeline, and nothing is doubled or missing.</summary>
    private static async Task EachIsNotedTwice(ApiProcess api, int documents)
    {
        await using var remains = await Remains.Open(api.Dialect());
        await remains.MustBeSound();
        Assert.Equal(2L * documents, await remains.Count("SELECT COUNT(*) FROM TimelineEvents WHERE Type = 'notice-issued'"));
        Assert.Equal(2L * documents, await remains.Count("SELECT COUNT(*) FROM NoticeBatchResults"));
        Assert.Equal(
            documents,
            await remains.Count(
                """
                SELECT COUNT(*)
                  FROM (SELECT DocumentId FROM TimelineEvents WHERE Type = 'notice-issued' GROUP BY DocumentId HAVING COUNT(*) = 2) AS twice
                """
            )
        );
    }

    private static async Task<long> MadeAfter(ApiProcess api, NoticeBatch batch, long made)
    {
        using var office = Office(api);
        while (true)
        {
            batch = await office.NoticeBatches.ReadAsync(batch.Id);
            if (batch.Made > made || batch.State == "completed")
            {
                return batch.Made;
            }

            await Task.Delay(5);
        }
    }

    private static async Task<long> Chosen(ApiProcess api)
    {
        await using var remains = await Remains.Open(api.Dialect());
        return await remains.Count("SELECT COUNT(*) FROM NoticeBatchSelections");
    }

    /// <summary>The digests of the parts, one after another.</summary>
    private static async Task<string> Digest(RiscossioneClient client, NoticeBatch batch, string format)
    {
        var digests = "";
        await foreach (var part in client.NoticeBatches.DownloadAsync(batch.Id, format))
        {
            using (part)
            {
                digests += Convert.ToHexString(await SHA256.HashDataAsync(part.Content));
            }
        }

        return digests;
    }

    private static RiscossioneClient Office(ApiProcess api) => new(api.Address, api.AdminKey);
}
