using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Data.Sqlite;
using Lecce.Riscossione.Api.Data.SqlServer;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>
/// Every statement of the program, read from its source, with all optional conditions, with none, and with each alone. A list that Dapper
/// would expand fails the grammar.
/// </summary>
internal static partial class SqlTexts
{
    private const string OfSqlite = "api/Data/Sqlite";
    private const string OfSqlServer = "api/Data/SqlServer";

    // Bulk inserts are composed for each table: see InBulk.
    private static readonly string[] Composers = ["api/Data/SqlServer/SqlServerBulkInsert.cs", "api/Data/Sqlite/SqliteWriter.cs"];

    /// <summary>The sources that send statements.</summary>
    private static readonly IReadOnlyDictionary<string, string> Sources = Repository
        .Sources.Where(file => file.StartsWith("api/", StringComparison.Ordinal) && !Composers.Contains(file, StringComparer.Ordinal))
        .ToDictionary(file => file, Repository.Text, StringComparer.Ordinal);

    private static readonly SqlServerDialect SqlServer = new("");
    private static readonly SqliteDialect Sqlite = new("none");

    /// <summary>Calls whose statement is neither a literal nor a constant or text of their file: the tests would miss it.</summary>
    public static IEnumerable<string> UnseenCalls =>
        from source in Sources
        from call in Send().Matches(source.Value)
        let argument = call.Groups["argument"]
        where !IsSeen(source.Key, source.Value, argument.Value, argument.Index)
        select $"{source.Key}: {call.Value}";

    /// <summary>How many calls send a statement.</summary>
    public static int Calls => Sources.Values.Sum(text => Send().Count(text));

    /// <summary>The statements in their SQL Server form, with their file.</summary>
    public static IEnumerable<(string File, string Sql)> ForSqlServer =>
        Of(SqlServer, OfSqlite).Concat(InBulk).Append(("SqlServerRows", SqlServerRows.DoesReadJson));

    /// <summary>Statements that set up the database before the migrations. Interpolations are names.</summary>
    public static IEnumerable<(string File, string Sql)> OfSetup =>
        from file in new[] { "migrations/SqlServerSetup.cs", "migrations/Target.cs" }
        from text in SetupText().Matches(Repository.Text(file))
        select (file, Filled().Replace(text.Groups["sql"].Value, "Name"));

    /// <summary>The statements in their SQLite form.</summary>
    public static IEnumerable<(string File, string Sql)> ForSqlite => Of(Sqlite, OfSqlServer);

    /// <summary>The statements of each table that is written in bulk.</summary>
    public static IEnumerable<(string File, string Sql)> InBulk =>
        from table in BulkTables.All
        from sql in table.KeyColumns == 0
            ? new[] { SqlServerBulkInsert.OneByOneText(table.Name, table.Columns), SqlServerBulkInsert.JsonText(table.Name, table.Columns) }
            : new[]
            {
                SqlServerBulkUpdate.OneByOneText(table.Name, table.Columns, table.KeyColumns),
                SqlServerBulkUpdate.JsonText(table.Name, table.Columns, table.KeyColumns),
            }
        select (table.Holder, sql);

    private static IEnumerable<(string File, string Sql)> Of(Dialect dialect, string otherEngine) =>
        from source in Sources
        where !source.Key.StartsWith(otherEngine, StringComparison.Ordinal)
        let reader = new SqlTextReader(Sources, source.Key, dialect)
        from literal in reader.Literals()
        from form in SqlTextReader.FormsOf(literal)
        where Statement().IsMatch(form)
        select (source.Key, form);

    private static bool IsSeen(string file, string text, string argument, int at) =>
        argument.EndsWith('"')
            ? SqlTextReader.FormsOf(new SqlTextReader(Sources, file, SqlServer).LiteralAt(at)).All(form => Statement().IsMatch(form))
            : text.Contains($"const string {argument} =", StringComparison.Ordinal)
                || text.Contains($"static string {argument}(", StringComparison.Ordinal)
                || text.Contains($"foreach (var {argument} in ", StringComparison.Ordinal);

    [GeneratedRegex(@"\bsql\.(Rows|Row|Value|Execute|Several)(<[^(]+>)?\(\s*(?<argument>\$?""|\w+)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Send();

    [GeneratedRegex(@"^\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH)\s", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Statement();

    [GeneratedRegex(@"""(?<sql>(SELECT|CREATE|ALTER|EXEC|UPDATE|INSERT|DELETE) [^""]+)""", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex SetupText();

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, 10_000)]
    private static partial Regex Filled();
}
