using System.Globalization;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Simulation;
using Xunit.Abstractions;

namespace Lecce.Riscossione.Tests.BulkLoads;

/// <summary>
/// The real program, killed again and again in the middle of one load: the end is that of a run that nobody disturbed. More kills and rows:
/// <c>RISCOSSIONE_LOAD_KILLS</c>, <c>RISCOSSIONE_LOAD_ROWS</c>; a run is repeated with the seed that it prints, in <c>RISCOSSIONE_SEED</c>.
/// </summary>
public sealed class KilledLoadTests(ITestOutputHelper output)
{
    // The smaller the batches, the more of them a kill may fall between.
    private static readonly IReadOnlyDictionary<string, string> SmallBatches = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Riscossione__BulkLoads__TransactionMs"] = "1",
        ["Riscossione__BulkLoads__FewestUnits"] = "20",
    };

    [Theory]
    [InlineData(BulkLoadModes.ContinueOnFailure)]
    [InlineData(BulkLoadModes.Atomic)]
    public async Task A_load_that_is_killed_ends_like_one_that_is_not(string mode)
    {
        var kills = Setting("RISCOSSIONE_LOAD_KILLS", 3);
        var rows = Setting("RISCOSSIONE_LOAD_ROWS", 2_000);
        var seed = Setting("RISCOSSIONE_SEED", Random.Shared.Next());
        output.WriteLine($"RISCOSSIONE_SEED={seed}");
        var random = new Random(seed);
        await using var api = await ApiProcess.Start(SmallBatches);
        string id;
        using (var office = Office(api))
        {
            var settings = new BulkLoadSettings
            {
                Mode = mode,
                Organization = "80008510754",
                Department = "tributi",
            };
            id = (await office.SendBulkLoadAsync(Loads.Ndjson(Rows(rows)), settings)).Id;
        }

        var reached = new List<long>();
        for (var kill = 0; kill < kills; kill++)
        {
            // Anywhere between two looks: the moment after some more rows were stored, and a little later.
            reached.Add(await RowsAfter(api, id, reached.LastOrDefault() + random.Next(Math.Max(1, rows / (kills + 1)))));
            await Task.Delay(random.Next(60));
            api.Kill();
            await api.Restart();
        }

        using var client = Office(api);
        var load = await client.WaitForBulkLoadAsync(id, TimeSpan.FromMilliseconds(100));
        output.WriteLine(
            $"{kills} kills, {reached.Count(row => row < rows)} of them before the last row, at rows {string.Join(' ', reached)}; {load.State}, {load.Issued} issued, {load.Rejected} rejected"
        );
        var bad = mode == BulkLoadModes.Atomic ? 0 : rows / 100;
        Assert.Equal((BulkLoadStates.Completed, (long)rows, rows - bad, bad), (load.State, load.RowsRead, load.Issued, load.Rejected));
        var results = await client.Results(load);
        Assert.Equal(Enumerable.Range(1, rows).Select(line => (long)line), results.Select(result => result.Line));
        Assert.Equal((rows - bad) * 3, results.SelectMany(one => one.NoticeNumbers ?? []).Distinct(StringComparer.Ordinal).Count());
        api.Kill();
        await using var remains = await Remains.Open(api.Dialect());
        await remains.MustBeSound();
        Assert.Equal(rows - bad, await remains.Count("SELECT COUNT(*) FROM PaymentDocuments WHERE State = 'issued'"));
        Assert.Equal((rows - bad) * 3L, await remains.Count("SELECT COUNT(*) FROM Installments"));
        Assert.Equal(rows - bad, await remains.Count("SELECT COUNT(*) FROM TimelineEvents"));
        Assert.Equal(1, await remains.Count("SELECT COUNT(*) FROM Events WHERE Type = 'bulk-load.completed'"));

        string Rows(int count) =>
            string.Concat(Enumerable.Range(1, count).Select(number => Loads.Line(Row(number, mode == BulkLoadModes.Atomic)) + "\n"));
    }

    /// <summary>Every hundredth row is wrong, unless all are to be right.</summary>
    private static IssuePaymentDocumentRequest Row(int number, bool right)
    {
        var row = Loads.Tax("KILL", number);
        row.Items[0].RevenueType = right || number % 100 != 0 ? "tari" : "unknown";
        return row;
    }

    private static async Task<long> RowsAfter(ApiProcess api, string id, long rows)
    {
        using var client = Office(api);
        while (true)
        {
            var load = await client.ReadBulkLoadAsync(id);
            if (load.RowsRead > rows || load.State == BulkLoadStates.Completed)
            {
                return load.RowsRead;
            }

            await Task.Delay(5);
        }
    }

    private static RiscossioneClient Office(ApiProcess api) => new(api.Address, api.AdminKey);

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var told) ? told : usual;
}
