using System.Diagnostics;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Migrations;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>The command line of the migrations.</summary>
public sealed partial class MigrationsTests
{
    private const int Done = 0;
    private const int NotUnderstood = 2;
    private const int NotConfirmed = 3;

    private static readonly IReadOnlyList<StepDescription> Steps = Migrator.Steps();

    [OnEachDatabase]
    public async Task Up_runs_missing_steps_once_and_list_shows_what_ran(Engine engine)
    {
        await using var database = new TestDatabase(engine);

        var first = await Run(database, "up");
        var second = await Run(database, "up");
        var list = await Run(database, "list");

        Assert.Equal((Done, Done, Done), (first.Code, second.Code, list.Code));
        Assert.All(Steps, step => Assert.Contains($"Eseguito {step.Version}  {step.Name}", first.Printed, StringComparison.Ordinal));
        Assert.Contains("Niente da fare", second.Printed, StringComparison.Ordinal);
        Assert.Equal(Steps.Count, list.Printed.Split("UTC").Length - 1);
    }

    [OnEachDatabase]
    public async Task Down_lists_what_it_destroys_and_changes_nothing_until_confirmed(Engine engine)
    {
        await using var database = new TestDatabase(engine);
        await Run(database, "up");
        var to = Steps[^2].Version.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var asked = await Run(database, "down", "to", to);
        var before = await Tables(database);
        var confirmed = await Run(database, "down", "to", to, "--yes");
        var after = await Tables(database);
        await Run(database, "up");

        Assert.Equal((NotConfirmed, Done), (asked.Code, confirmed.Code));
        Assert.All(
            Steps[^1].TablesLost,
            table => Assert.Contains($"distrugge la tabella {table} (0 righe)", asked.Printed, StringComparison.Ordinal)
        );
        Assert.Equal(before.Except(Lower(Steps[^1].TablesLost)), after);
        Assert.Equal(before, await Tables(database));
    }

    [OnEachDatabase]
    public async Task Everything_can_be_undone_and_done_again(Engine engine)
    {
        await using var database = new TestDatabase(engine);
        await Run(database, "up");
        var before = await Tables(database);

        var down = await Run(database, "down", "to", "0", "--yes");
        var left = await Tables(database);
        var up = await Run(database, "up");

        Assert.Equal((Done, Done), (down.Code, up.Code));
        Assert.Equal(["versioninfo"], left);
        Assert.Equal(before, await Tables(database));
    }

    [Fact]
    public async Task On_a_file_that_the_program_uses_steps_are_listed_and_not_run()
    {
        await using var database = new TestDatabase(Engine.Sqlite);
        await Run(database, "up");
        // The lock of this process stands for a running program.
        using var running = SqliteLock.TryTake(Path.Combine(database.DataDirectory, "riscossione.db"));

        var list = await Run(database, "list");
        var up = await Run(database, "up");
        var down = await Run(database, "down", "to", "0", "--yes");

        Assert.Equal((Done, 1, 1), (list.Code, up.Code, down.Code));
        Assert.All(
            [up.Printed, down.Printed],
            printed => Assert.Contains("è in uso: fermare il programma", printed, StringComparison.Ordinal)
        );
    }

    [OnSqlServer]
    public async Task The_script_makes_a_complete_database()
    {
        await using var database = new TestDatabase(Engine.SqlServer);
        await using var dialect = database.Dialect();
        await using (await dialect.BeginSetup(CancellationToken.None)) { }

        await Apply(dialect, (await Run(null, "script")).Printed);
        var up = await Run(database, "up");

        Assert.Contains("Niente da fare", up.Printed, StringComparison.Ordinal);
        Assert.Equal(
            Lower(Steps.SelectMany(step => step.TablesLost).Append("VersionInfo")).Order(StringComparer.Ordinal),
            await Tables(database)
        );
    }

    [Fact]
    public async Task The_script_needs_no_server_and_begins_after_the_given_version()
    {
        var whole = await Run(null, "script");
        var rest = await Run(null, "script", "--from", $"{Steps[^2].Version}");

        Assert.Equal(Migrator.Script(), whole.Printed);
        Assert.DoesNotContain("CREATE TABLE Organizations", rest.Printed, StringComparison.Ordinal);
        Assert.Contains($"{Steps[^1].Version}", rest.Printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("upp")]
    [InlineData("down to yesterday")]
    [InlineData("up")]
    [InlineData("")]
    public async Task An_unknown_command_prints_the_usage(string words)
    {
        var ended = await Run(null, words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(NotUnderstood, ended.Code);
        Assert.Contains("Uso:", ended.Printed, StringComparison.Ordinal);
    }

    private static async Task Apply(Dialect dialect, string script)
    {
        await using var connection = await dialect.Open(CancellationToken.None);
        foreach (var batch in Go().Split(script).Where(batch => batch.Trim().Length > 0))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = batch;
            await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task<IReadOnlyList<string>> Tables(TestDatabase database)
    {
        await using var dialect = database.Dialect();
        var tables = await new Db(dialect).Read(
            sql =>
                sql.Rows<string>(
                    dialect.IsSqlServer
                        ? "SELECT name FROM sys.tables"
                        : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                ),
            CancellationToken.None
        );
        return [.. Lower(tables).Order(StringComparer.Ordinal)];
    }

    // Some servers change the case of names.
    private static IEnumerable<string> Lower(IEnumerable<string> names) => names.Select(name => name.ToLowerInvariant());

    private static async Task<(int Code, string Printed)> Run(TestDatabase? database, params string[] words)
    {
        var target =
            database is null ? Array.Empty<string>()
            : database.IsSqlServer ? ["--connection", database.ConnectionString]
            : ["--sqlite", Path.Combine(database.DataDirectory, "riscossione.db")];
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Lecce.Riscossione.Migrations.dll"), .. words, .. target]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("ConnectionStrings__Riscossione");
        using var process = Process.Start(start)!;
        var printed = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(printed));
    }

    [GeneratedRegex(@"^GO\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Go();
}
