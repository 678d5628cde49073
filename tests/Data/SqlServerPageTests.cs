using System.Text.RegularExpressions;
using Lecce.Riscossione.Tests.Architecture;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>The T-SQL that the page for administrators gives them.</summary>
public sealed partial class SqlServerPageTests
{
    private const string InTheDatabase = "-- nella base dati";

    private static readonly IReadOnlyList<string> Blocks =
    [
        .. Block().Matches(Repository.Text("docs/sql-server.md")).Select(block => block.Groups["sql"].Value),
    ];

    [Fact]
    public void Every_block_is_sql_server_2019()
    {
        Assert.NotEmpty(Blocks);
        Findings.MustBeNone(from block in Blocks from error in SqlGrammar.Errors(block) select $"{error.Message}\n{block}");
    }

    [Fact]
    public void The_program_is_given_every_right_that_its_statements_need_and_no_other()
    {
        // Bulk copy reads the columns of its table before it writes.
        var needed = SqlTexts
            .ForSqlServer.SelectMany(statement => SqlRights.NeededBy(statement.Sql))
            .Concat(BulkTables.All.Select(table => $"SELECT {table.Name}"))
            .ToHashSet(StringComparer.Ordinal);
        var given = Blocks.SelectMany(block => SqlRights.GivenBy(SqlGrammar.Parse(block), "riscossione_app")).ToList();

        Findings.MustBeNone(
            needed.Except(given, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(right => $"missing: {right}")
        );
        Findings.MustBeNone(
            given.Except(needed, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(right => $"too much: {right}")
        );
    }

    [Fact]
    public void Readers_see_no_secret()
    {
        var given = Blocks.SelectMany(block => SqlRights.GivenBy(SqlGrammar.Parse(block), "riscossione_reader")).ToList();

        Assert.NotEmpty(given);
        Assert.All(given, right => Assert.StartsWith("SELECT ", right, StringComparison.Ordinal));
        Assert.DoesNotContain("SELECT ApiKeys", given);
        Assert.DoesNotContain("SELECT WebhookEndpoints", given);
        Assert.DoesNotContain("SELECT IdempotentAnswers", given);
    }

    /// <summary>
    /// What is about databases, logins and backups is left out: a test does not touch them, and a stand-in for SQL Server refuses most of it.
    /// </summary>
    [OnSqlServer]
    public async Task What_is_for_the_database_runs_in_it()
    {
        await using var database = new TestDatabase(Engine.SqlServer);
        await (await database.Migrated()).Dialect.DisposeAsync();
        await using var dialect = database.Dialect();
        await using var connection = await dialect.Open(CancellationToken.None);
        foreach (var block in Blocks.Where(block => block.StartsWith(InTheDatabase, StringComparison.Ordinal)))
        {
            // Roles belong to the server on the stand-in: those of an earlier run may still be there.
            var unique = block.Replace("riscossione_", $"r{Guid.NewGuid():N}_", StringComparison.Ordinal);
            foreach (var batch in Go().Split(unique))
            {
                await using var command = connection.CreateCommand();
                command.CommandText = batch;
                await command.ExecuteNonQueryAsync();
            }
        }
    }

    [GeneratedRegex(@"^```sql\n(?<sql>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Block();

    [GeneratedRegex(@"^GO\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Go();
}
