using Lecce.Riscossione.Migrations;
using Lecce.Riscossione.Tests.Architecture;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>The words that columns hold: these tests keep them, instead of constraints that SQLite cannot change.</summary>
public class StoredWordsTests
{
    private static readonly SqlSchema Schema = new(Migrator.Script());

    [Fact]
    public void The_words_of_the_code_are_those_that_may_be_stored() =>
        Assert.All(
            StoredWords.All,
            column => Assert.Equal(column.Words.Order(StringComparer.Ordinal), column.InCode.Order(StringComparer.Ordinal))
        );

    [Fact]
    public void Every_word_fits_its_column_and_all_words_of_a_list_fit_together() =>
        Findings.MustBeNone(
            StoredWords
                .All.SelectMany(column => column.Words.Select(word => (column.Table, column.Column, Text: word)))
                .Concat(StoredWords.Lists)
                .Where(stored => stored.Text.Length > Schema.LengthOf(stored.Table, stored.Column))
                .Select(stored => $"{stored.Table}.{stored.Column} is too short for {stored.Text}")
        );

    [OnEachDatabase]
    public async Task No_constraint_of_the_schema_holds_a_word(Engine engine)
    {
        await using var database = new TestDatabase(engine);
        var db = await database.Migrated();

        var constraints = await db.Read(
            sql =>
                sql.Rows<string>(
                    sql.Dialect.IsSqlServer
                        ? "SELECT definition FROM sys.check_constraints"
                        : "SELECT sql FROM sqlite_master WHERE sql LIKE '%CHECK (%'"
                ),
            CancellationToken.None
        );
        await db.Dialect.DisposeAsync();

        Assert.NotEmpty(constraints);
        Assert.All(constraints, constraint => Assert.DoesNotContain("'", constraint, StringComparison.Ordinal));
    }
}
