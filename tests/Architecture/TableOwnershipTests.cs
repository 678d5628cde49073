using System.Text.RegularExpressions;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Architecture;

/// <summary>One folder writes a table; others only read it.</summary>
public partial class TableOwnershipTests
{
    private static readonly ILookup<string, string> FoldersByTable = (
        from file in Repository.Sources
        where file.StartsWith("api/", StringComparison.Ordinal)
        from table in WrittenBy(Repository.Text(file))
        select (Table: table, Folder: FolderOf(file))
    )
        .Distinct()
        .ToLookup(write => write.Table, write => write.Folder, StringComparer.Ordinal);

    /// <summary>Writes outside the folder that owns the table, each with its reason.</summary>
    private static readonly (string Table, string Folder)[] Exceptions =
    [
        // WriteProbe, which the health of the service needs, has a row of its own among the leases.
        ("Leases", "api/Data"),
        // The gate gathers the last uses of keys; Access cannot know ApiKeys.
        ("ApiKeys", "api/Access"),
    ];

    [Fact]
    public void A_table_is_written_by_one_folder_only() =>
        Findings.MustBeNone(
            from table in FoldersByTable
            where table.Count(folder => !Exceptions.Contains((table.Key, folder))) > 1
            select $"{table.Key} is written by {string.Join(" and ", table)}"
        );

    [Fact]
    public void Every_written_table_is_made_by_a_migration()
    {
        var made =
            from file in Repository.Sources
            where file.StartsWith("migrations/", StringComparison.Ordinal)
            from match in Create().Matches(Repository.Text(file))
            select match.Groups["table"].Value;

        Assert.NotEmpty(FoldersByTable);
        Findings.MustBeNone(FoldersByTable.Select(table => table.Key).Except(made));
    }

    [Theory]
    [InlineData("INSERT INTO Payments (Id) VALUES (@Id)")]
    [InlineData("DELETE FROM Payments WHERE Id = @id")]
    [InlineData("UPDATE Payments SET State = @state")]
    [InlineData("UPDATE TOP (10) Payments SET State = @state")]
    [InlineData("UPDATE p SET State = @state FROM Payments p WHERE p.Id = @id")]
    [InlineData("DELETE p FROM Payments AS p")]
    [InlineData("BulkTable<PaymentRow> Table = new BulkTable<PaymentRow>(\"Payments\").Code(\"Id\", row => row.Id);")]
    [InlineData("BulkTable<PaymentRow> Table = new(\"Payments\");")]
    [InlineData("var table = new BulkTable<(PaymentRow Row, byte[] Content)>(\"Payments\");")]
    [InlineData("BulkTable<(Id Id, string Data)> Table = new BulkTable<(\n    Id Id,\n    string Data\n)>(\n    \"Payments\"\n)")]
    public void Every_way_to_write_a_table_is_seen(string code) => Assert.Equal(["Payments"], WrittenBy(code).Distinct());

    private static string FolderOf(string file) => string.Join('/', file.Split('/').Take(2));

    private static IEnumerable<string> WrittenBy(string code) =>
        Write().Matches(code).Concat(WriteByAlias().Matches(code)).Select(match => match.Groups["table"].Value);

    [GeneratedRegex(
        @"\b(INSERT\s+INTO|DELETE\s+FROM|UPDATE(\s+TOP\s*\([^)]*\))?)\s+(?<table>[A-Z]\w+)|\bBulkTable<[^;""]*""(?<table>[A-Z]\w+)""",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Write();

    [GeneratedRegex(
        @"\b(UPDATE\s+(?<alias>[a-z]\w*)\s+SET|DELETE\s+(?<alias>[a-z]\w*)\s)[^;""]*?FROM\s+(?<table>[A-Z]\w+)\s+(AS\s+)?\k<alias>\b",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex WriteByAlias();

    [GeneratedRegex(@"\bCREATE TABLE (?<table>\w+)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Create();
}
