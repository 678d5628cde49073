using Lecce.Riscossione.Migrations;
using Lecce.Riscossione.Tests.Architecture;
using Lecce.Riscossione.Tests.Host;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Snapshooter;
using Snapshooter.Xunit;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>What SQL Server 2019 would be sent is T-SQL that it can read; no server is needed to know that.</summary>
public class SqlServerGrammarTests
{
    [Fact]
    public void Every_statement_of_the_program_is_sql_server_2019()
    {
        var statements = SqlTexts.All.ToList();

        Assert.Empty(SqlTexts.Senders.Except(statements.Select(statement => statement.File)));
        Findings.MustBeNone(
            from statement in statements
            from error in Errors(statement.Sql)
            select $"{statement.File}: {error.Message}\n{statement.Sql}"
        );
    }

    [Fact]
    public void The_schema_that_sql_server_gets_is_the_one_approved()
    {
        var script = Migrator.Script();

        Findings.MustBeNone(Errors(script).Select(error => $"line {error.Line}: {error.Message}"));
        // The compiler's source paths start at the repository: the folder has to be named.
        Snapshot.Match(script, new SnapshotFullName("Schema.SqlServer.sql", Repository.PathOf("tests/Data")));
    }

    private static IList<ParseError> Errors(string sql)
    {
        using var reader = new StringReader(sql);
        new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        return errors;
    }
}
