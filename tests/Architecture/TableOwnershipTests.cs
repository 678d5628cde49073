using System.Text.RegularExpressions;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Architecture;

/// <summary>A noun folder owns its tables: many may read them, one writes them.</summary>
public partial class TableOwnershipTests
{
    private static readonly ILookup<string, string> FoldersByTable = (
        from file in Repository.Sources
        where file.StartsWith("api/", StringComparison.Ordinal)
        from match in Write().Matches(Repository.Text(file))
        select (Table: match.Groups["table"].Value, Folder: Path.GetDirectoryName(file)!)
    )
        .Distinct()
        .ToLookup(write => write.Table, write => write.Folder, StringComparer.Ordinal);

    [Fact]
    public void A_table_is_written_by_one_folder_only() =>
        Findings.MustBeNone(
            from table in FoldersByTable
            where table.Count() > 1
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

    [GeneratedRegex(
        @"\b(INSERT\s+INTO|DELETE\s+FROM|UPDATE(\s+TOP\s*\([^)]*\))?)\s+(?<table>[A-Z]\w+)|new\s+BulkTable<\w+>\(""(?<table>\w+)""",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Write();

    [GeneratedRegex(@"\bCREATE TABLE (?<table>\w+)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Create();
}
