using Lecce.Riscossione.Bench;
using Lecce.Riscossione.Bench.Load;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Performance;

public class BenchTests
{
    [Fact]
    public async Task Every_measure_of_the_bench_runs()
    {
        using var console = new StringWriter();
        var options = BenchOptions.Parse(["all", "--quick", "--program", AppContext.BaseDirectory], Measuring.Names);

        var results = await Measuring.MeasureAll(options with { Server = ServerOfTests }, console);

        Assert.All(results, result => Assert.True(result.Value > 0, result.Name));
        Assert.All(Measuring.Names, name => Assert.Contains(results, result => result.Name.StartsWith(name, StringComparison.Ordinal)));
        Assert.DoesNotContain(Environment.MachineName, ResultTable.Render(results), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task However_busy_the_machine_every_connection_of_a_turn_is_answered_once()
    {
        using var receiver = await Stage.StartCeiling();

        var turn = await Generator.Run(
            receiver.Address,
            new Requests([Requests.Get("/hook")], expected: "0"),
            connections: 2,
            TimeSpan.Zero
        );

        Assert.Equal(2, turn.Answers);
    }

    [Fact]
    public void The_page_of_performance_shows_the_latest_results_that_are_kept()
    {
        var page = Repository.Text("docs/performance.md");
        var begin = page.IndexOf(ResultFiles.Begin, StringComparison.Ordinal) + ResultFiles.Begin.Length + 1;
        var end = page.IndexOf(ResultFiles.End, StringComparison.Ordinal);

        Assert.Equal(ResultFiles.RenderLatest(), page[begin..end]);
    }

    private static string? ServerOfTests =>
        Environment.GetEnvironmentVariable(TestDatabase.Variable) is { Length: > 0 } server ? server : null;
}
