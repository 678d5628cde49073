using Lecce.Riscossione.Api.Data.SqlServer;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>A start warns when readers of a SQL Server database wait for writers.</summary>
public sealed class ReadCommittedSnapshotTests
{
    [Fact]
    public void Without_READ_COMMITTED_SNAPSHOT_a_warning_names_the_statement_to_run()
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
    public void With_READ_COMMITTED_SNAPSHOT_on_or_unknown_there_is_no_warning(int? isOn) =>
        Assert.Null(SqlServerDialect.WarningOf(isOn, "Riscossione"));

    [OnSqlServer]
    public async Task READ_COMMITTED_SNAPSHOT_is_on_in_a_database_that_the_program_makes()
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
