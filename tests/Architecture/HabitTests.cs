using System.Text.RegularExpressions;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Architecture;

public partial class HabitTests
{
    [Fact]
    public void Only_the_data_folder_asks_which_database_it_is() =>
        Findings.MustBeNone(
            Uses(
                Dialect(),
                file => file.StartsWith("api/", StringComparison.Ordinal) && !file.StartsWith("api/Data/", StringComparison.Ordinal)
            )
        );

    [Fact]
    public void Time_is_injected() => Findings.MustBeNone(Uses(MachineTime(), file => file.EndsWith(".cs", StringComparison.Ordinal)));

    [Fact]
    public void Only_the_wiring_names_the_clock_of_the_system() =>
        Findings.MustBeNone(Uses(SystemClock(), file => file.StartsWith("api/", StringComparison.Ordinal) && file is not "api/Program.cs"));

    [Fact]
    public void Nothing_in_the_gateway_is_counted_in_floating_point() =>
        Findings.MustBeNone(Uses(FloatingPoint(), file => file.StartsWith("api/", StringComparison.Ordinal)));

    /// <summary>Clearing all pools would break connections that other tests are opening.</summary>
    [Fact]
    public void No_test_clears_all_connection_pools_of_SQL_Server() =>
        Findings.MustBeNone(Uses(AllPools(), file => file.EndsWith(".cs", StringComparison.Ordinal)));

    private static IEnumerable<string> Uses(Regex pattern, Func<string, bool> among) =>
        from file in Repository.Sources
        where among(file)
        from match in pattern.Matches(Comment().Replace(Repository.Text(file), ""))
        select $"{file}: {match.Value}";

    [GeneratedRegex(@"\b(Sqlite|SqlServer)Dialect\b|\bIsSqlServer\b", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Dialect();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex MachineTime();

    [GeneratedRegex(@"\bSystemClock\.Instance\b|\bTimeProvider\.System\b", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex SystemClock();

    [GeneratedRegex(@"\b(double|float|Half)\b(?!"")", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex FloatingPoint();

    [GeneratedRegex(@"\bSqlConnection\.ClearAllPools\b", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex AllPools();

    [GeneratedRegex(@"//.*", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Comment();
}
