using Lecce.Riscossione.Bench.Benches;

namespace Lecce.Riscossione.Bench;

/// <summary>Measures what was asked for, prints the table, and keeps the results when everything was measured.</summary>
internal static class Measuring
{
    /// <summary>In the order of the table. Whatever pays installments comes after what asks for them.</summary>
    private static readonly IReadOnlyList<(string Name, Func<Stage, Task<IReadOnlyList<Result>>> Measure)> Measures =
    [
        ("start", StartBench.Measure),
        ("verify", NodeBench.Verify),
        ("get", NodeBench.Get),
        ("receipts", NodeBench.Receipts),
        ("spontaneous", SpontaneousBench.Measure),
        ("webhooks", WebhooksBench.Measure),
        ("bulk", BulkBench.Measure),
        ("growth", GrowthBench.Measure),
        ("notices", NoticesBench.Measure),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Measures.Select(measure => measure.Name)];

    public static async Task<int> Run(IReadOnlyList<string> arguments, TextWriter console)
    {
        if (arguments is ["table"])
        {
            ResultFiles.WritePage();
            return 0;
        }

        var options = BenchOptions.Parse(arguments, Names);
        var results = await MeasureAll(options, console);
        await console.WriteLineAsync($"\n{ResultTable.Render(results)}");
        if (options.All && options.Sizes != Sizes.Quick)
        {
            ResultFiles.Keep(results, options.Database);
            ResultFiles.WritePage();
        }

        return 0;
    }

    /// <summary>The machine, then every measure.</summary>
    public static async Task<IReadOnlyList<Result>> MeasureAll(BenchOptions options, TextWriter console)
    {
        List<Result> results = [Machine.Describe(options.Database)];
        await using var stage = await Stage.Prepare(options, console);
        foreach (var (name, measure) in Measures.Where(one => options.Names.Contains(one.Name, StringComparer.Ordinal)))
        {
            await console.WriteLineAsync($"{name}…");
            foreach (var result in await measure(stage))
            {
                await console.WriteLineAsync($"  {ResultTable.Line(result)}");
                results.Add(result);
            }
        }

        return results;
    }
}
