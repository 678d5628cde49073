using System.Globalization;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Simulation;
using NodaTime;
using Xunit.Abstractions;

namespace Lecce.Riscossione.Tests.BulkLoads;

/// <summary>
/// The real program, killed again and again in the middle of one load: the end is that of an undisturbed run. Each kill waits until
/// a further share of the load was committed, and then a random moment. <c>RISCOSSIONE_LOAD_KILLS=50</c> kills it fifty times in a load of
/// 20,000 rows; a run is repeated with the seed that it prints, in <c>RISCOSSIONE_SEED</c>.
/// </summary>
public sealed class KilledLoadTests(ITestOutputHelper output)
{
    private const int MinRows = 2_000;
    private const int MaxRows = 40_000;
    private const int RowsPerKill = 400;
    private const int MaxMomentMs = 20;
    private const long Over = long.MaxValue;

    // The smaller the batches, the more of them a kill may fall between.
    private static readonly IReadOnlyDictionary<string, string> SmallBatches = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Riscossione__BulkLoads__TransactionMs"] = "1",
        ["Riscossione__BulkLoads__MinUnits"] = "20",
    };

    [Theory]
    [InlineData(BulkLoadModes.ContinueOnFailure)]
    [InlineData(BulkLoadModes.Atomic)]
    public async Task A_load_that_is_killed_ends_like_one_that_is_not(string mode)
    {
        var kills = Setting("RISCOSSIONE_LOAD_KILLS", 3);
        var seed = Setting("RISCOSSIONE_SEED", Random.Shared.Next());
        output.WriteLine($"RISCOSSIONE_SEED={seed}");
        var random = new Random(seed);
        var hits = 0;
        // Where others keep the machine busy, a short load may be over before we look again: then a longer one is killed.
        for (var count = Math.Max(MinRows, kills * RowsPerKill); hits < kills && count <= MaxRows; count *= 2)
        {
            hits = await EndsAlike(mode, count, kills, random);
        }

        Assert.Equal(kills, hits);
    }

    /// <summary>Runs the same load twice, once with kills; returns how many kills came while it was running.</summary>
    private async Task<int> EndsAlike(string mode, int count, int kills, Random random)
    {
        var rows = Rows(count, mode == BulkLoadModes.Atomic);
        await using var undisturbed = await ApiProcess.Start();
        var expected = await End(undisturbed, await Send(undisturbed, rows, mode));
        await using var killed = await ApiProcess.Start(SmallBatches);
        var id = await Send(killed, rows, mode);
        var moments = await Kill(killed, kills, share: TotalProgress(mode, count) / (kills + 1), random);
        var found = await End(killed, id);

        var hits = moments.Count(moment => found.Load.StartedAt < moment && moment < found.Load.FinishedAt);
        output.WriteLine($"{hits} of {kills} kills while {count} rows were running; {found.Load.State}, {found.Load.Counts()}");
        Assert.Equal(expected.Facts.Count, found.Facts.Count);
        Assert.All(expected.Facts.Zip(found.Facts), pair => Assert.Equal(pair.First, pair.Second));
        return hits;
    }

    /// <summary>Every hundredth row is wrong, unless all are to be right.</summary>
    private static string Rows(int count, bool allRight) =>
        string.Concat(
            Enumerable
                .Range(1, count)
                .Select(number =>
                {
                    var row = Loads.Tax("KILL", number);
                    row.Items[0].RevenueType = allRight || number % 100 != 0 ? "tari" : "unknown";
                    return $"{Loads.Line(row)}\n";
                })
        );

    private static async Task<string> Send(ApiProcess api, string rows, string mode)
    {
        using var office = Office(api);
        var settings = new BulkLoadSettings
        {
            Mode = mode,
            Organization = "80008510754",
            Department = "tributi",
        };
        return (await office.BulkLoads.SendAsync(Loads.Ndjson(rows), settings)).Id;
    }

    /// <summary>Kills and restarts the program each time that another share of the load is committed; gives the moments when it was dead.</summary>
    private static async Task<IReadOnlyList<Instant>> Kill(ApiProcess api, int kills, long share, Random random)
    {
        var moments = new List<Instant>();
        var reached = 0L;
        while (moments.Count < kills)
        {
            reached = await ProgressBeyond(api, Math.Max(reached, share * (moments.Count + 1)));
            if (reached == Over)
            {
                break;
            }

            await Task.Delay(random.Next(MaxMomentMs));
            api.Kill();
            moments.Add(SystemClock.Instance.GetCurrentInstant());
            await api.Restart();
        }

        return moments;
    }

    /// <summary>All rows are stored, and those of an atomic load then published.</summary>
    private static long TotalProgress(string mode, int rows) => mode == BulkLoadModes.Atomic ? rows * 2L : rows;

    /// <summary>
    /// Waits until more is committed, or the load has ended. The connection is closed before the program is killed: the next process to open the
    /// database recovers what the killed one left.
    /// </summary>
    private static async Task<long> ProgressBeyond(ApiProcess api, long progress)
    {
        await using var database = await Remains.Open(api.Dialect());
        while (true)
        {
            var seen = await database.Count(
                "SELECT CASE WHEN State = 'completed' THEN 9223372036854775807 ELSE RowsRead + FinishedLine END FROM BulkLoads"
            );
            if (seen > progress)
            {
                return seen;
            }

            await Task.Delay(1);
        }
    }

    /// <summary>Waits for the end and tells what there is then: all but what differs between any two runs, which are ids, numbers and moments.</summary>
    private static async Task<(BulkLoad Load, IReadOnlyList<string> Facts)> End(ApiProcess api, string id)
    {
        using var office = Office(api);
        var load = await office.BulkLoads.WaitForCompletionAsync(id, TimeSpan.FromMilliseconds(100));
        var results = await office.Results(load);
        var numbers = results.SelectMany(one => one.NoticeNumbers ?? []).ToList();
        api.Kill();
        await using var remains = await Remains.Open(api.Dialect());
        await remains.MustBeSound();
        Assert.Equal(numbers.Count, numbers.Distinct(StringComparer.Ordinal).Count());
        return (
            load,
            [
                $"{load.State} {load.RowsRead} {load.Counts()}",
                .. results.Select(row =>
                    $"{row.Line} {row.Outcome} {row.ExternalId} {row.NoticeNumbers?.Count} {row.Code} {row.Detail} {row.Errors?[0].Pointer}"
                ),
                .. await remains.Lines(
                    """
                    SELECT d.ExternalId, d.State, d.ContentHash, d.Subject, d.DebtorKind, d.DebtorFiscalCode, d.DebtorName, d.AmountCents,
                           d.ResidualCents, d.Version, d.MovementCount, d.TimelineCount
                      FROM PaymentDocuments d
                     ORDER BY d.ExternalId
                    """
                ),
                .. await remains.Lines(
                    """
                    SELECT d.ExternalId, i.Ordinal, i.Year, i.Description, i.AmountCents, i.ResidualCents, i.Iban, i.TaxonomyCode
                      FROM DebtItems i
                     INNER JOIN PaymentDocuments d ON d.Id = i.DocumentId
                     ORDER BY d.ExternalId, i.Ordinal
                    """
                ),
                .. await remains.Lines(
                    """
                    SELECT d.ExternalId, n.Ordinal, n.OptionOrdinal, n.PositionInOption, n.AmountCents, n.ResidualCents, n.DueOn,
                           n.PayableUntil, CASE WHEN n.NoticeNumber IS NULL THEN 0 ELSE 1 END
                      FROM Installments n
                     INNER JOIN PaymentDocuments d ON d.Id = n.DocumentId
                     ORDER BY d.ExternalId, n.Ordinal
                    """
                ),
                .. await remains.Lines("SELECT Type, COUNT(*) FROM TimelineEvents GROUP BY Type ORDER BY Type"),
                .. await remains.Lines("SELECT Type, COUNT(*) FROM Events GROUP BY Type ORDER BY Type"),
            ]
        );
    }

    private static RiscossioneClient Office(ApiProcess api) => new(api.Address, api.AdminKey);

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var told) ? told : usual;
}
