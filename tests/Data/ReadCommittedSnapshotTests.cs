using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>Whoever administers a SQL Server database is told at the start when its readers wait for writers.</summary>
public sealed class ReadCommittedSnapshotTests
{
    [Fact]
    public void Where_it_is_off_the_warning_says_what_to_run()
    {
        var warning = SqlServerDialect.WarningOf(isOn: 0, "Riscossione")!;

        Assert.StartsWith("ATTENZIONE: READ_COMMITTED_SNAPSHOT è spento", warning, StringComparison.Ordinal);
        var statement = warning[(warning.LastIndexOf(": ", StringComparison.Ordinal) + 2)..];
        Assert.Equal("ALTER DATABASE [Riscossione] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE", statement);
        Assert.Empty(SqlGrammar.Errors(statement));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(null)]
    public void Where_it_is_on_or_nobody_says_there_is_none(int? isOn) => Assert.Null(SqlServerDialect.WarningOf(isOn, "Riscossione"));

    [OnSqlServer]
    public async Task In_a_database_that_the_program_makes_it_is_on()
    {
        await using var database = new TestDatabase(Engine.SqlServer);
        var db = await database.Migrated();

        var isOn = await db.Read(
            sql => sql.Value<int>("SELECT CAST(is_read_committed_snapshot_on AS int) FROM sys.databases WHERE name = DB_NAME()"),
            CancellationToken.None
        );

        Assert.Equal(1, isOn);
        Assert.Null(await db.Dialect.FindWarning(CancellationToken.None));
        await db.Dialect.DisposeAsync();
    }
}
