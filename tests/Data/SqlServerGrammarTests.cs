using Lecce.Riscossione.Migrations;
using Lecce.Riscossione.Tests.Architecture;
using Lecce.Riscossione.Tests.Host;
using Snapshooter;
using Snapshooter.Xunit;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>Every statement and the schema are valid T-SQL of SQL Server 2019 with existing names. The tests need no server.</summary>
public class SqlServerGrammarTests
{
    private static readonly SqlSchema Schema = new(Migrator.Script());

    [Fact]
    public void Every_statement_is_found_in_the_sources()
    {
        Assert.True(SqlTexts.Calls > 100, "The calls that send statements were not found.");
        Findings.MustBeNone(SqlTexts.UnseenCalls);
        Assert.NotEmpty(SqlTexts.InBulk);
    }

    [Fact]
    public void Every_statement_of_the_program_is_sql_server_2019() =>
        Findings.MustBeNone(
            from statement in SqlTexts.ForSqlServer
            from error in SqlGrammar.Errors(statement.Sql)
            select $"{statement.File}: {error.Message}\n{statement.Sql}"
        );

    [Fact]
    public void Every_statement_of_the_program_names_tables_and_columns_of_the_schema() =>
        Findings.MustBeNone(
            from statement in SqlTexts.ForSqlServer
            from name in SqlNames.Unknown(Schema, statement.Sql)
            select $"{statement.File}: {name}\n{statement.Sql}"
        );

    [Fact]
    public void Every_statement_and_the_schema_keep_to_the_common_forms() =>
        Findings.MustBeNone(
            from statement in SqlTexts.ForSqlServer.Append((File: "migrations", Sql: Migrator.Script()))
            from form in SqlForms.Uncommon(statement.Sql)
            select $"{statement.File}: {form}\n{statement.Sql}"
        );

    [Theory]
    [InlineData("MERGE Leases AS l USING (SELECT 'a' AS Name) AS n ON l.Name = n.Name WHEN MATCHED THEN UPDATE SET Token = 1;", "MERGE")]
    [InlineData("SELECT Name FROM Leases WITH (UPDLOCK, HOLDLOCK)", "a table hint")]
    [InlineData("UPDATE Leases WITH (READPAST) SET Token = 1", "a table hint")]
    [InlineData("CREATE OR ALTER VIEW v AS SELECT 1 AS x", "CREATE OR ALTER")]
    [InlineData("EXEC sp_rename 'Leases', 'Rents'", "sp_rename")]
    public void An_uncommon_form_is_found(string statement, string form) =>
        Assert.Contains(form, SqlForms.Uncommon(statement).AsEnumerable());

    [Fact]
    public void Every_statement_that_sets_a_database_up_is_sql_server_2019()
    {
        var statements = SqlTexts.OfSetup.ToList();

        Assert.Equal(8, statements.Count);
        Findings.MustBeNone(
            from statement in statements
            from error in SqlGrammar.Errors(statement.Sql)
            select $"{statement.File}: {error.Message}\n{statement.Sql}"
        );
    }

    [Theory]
    [InlineData("SELECT Id FROM PaymentDocument", "no table PaymentDocument")]
    [InlineData("SELECT d.Motto FROM PaymentDocuments d", "no column d.Motto")]
    [InlineData("SELECT Nothing FROM Payments", "no column .Nothing")]
    [InlineData(
        "SELECT p.Id FROM Payments p WHERE p.DocumentId IN (SELECT d.Id FROM PaymentDocuments d WHERE d.Year = p.Id)",
        "no column d.Year"
    )]
    [InlineData("SELECT p.Id FROM Payments p WHERE EXISTS (SELECT 1 FROM Receipts r WHERE r.PaymentId = q.Id)", "no column q.Id")]
    [InlineData("SELECT Id FROM Payments p INNER JOIN Receipts r ON r.PaymentId = p.Id", "the column Id is ambiguous")]
    [InlineData("SELECT x.Name FROM (SELECT FiscalCode FROM Organizations) x", "no column x.Name")]
    [InlineData("SELECT Id FROM Payments ORDER BY Age", "no column .Age")]
    [InlineData("UPDATE Payments SET Paid = 1 WHERE Id = @id", "no column .Paid")]
    [InlineData("UPDATE Payments SET AmountCents = 1 WHERE Nr = @id", "no column .Nr")]
    [InlineData("DELETE FROM Movements WHERE Id = @id", "no column .Id")]
    [InlineData("INSERT INTO Events (Id, Kind) VALUES (@id, @kind)", "no column .Kind")]
    [InlineData("INSERT INTO Events (Id) SELECT Id FROM OPENJSON(@rows) WITH (Number varchar(26))", "no column .Id")]
    public void A_wrong_name_is_found(string statement, string finding) =>
        Assert.Contains(finding, SqlNames.Unknown(Schema, statement).AsEnumerable());

    [Fact]
    public void The_schema_that_sql_server_gets_is_the_one_approved()
    {
        var script = Migrator.Script();

        Findings.MustBeNone(SqlGrammar.Errors(script).Select(error => $"line {error.Line}: {error.Message}"));
        // The compiler's source paths start at the repository: the folder has to be named.
        Snapshot.Match(script, new SnapshotFullName("Schema.SqlServer.sql", Repository.PathOf("tests/Data")));
    }
}
