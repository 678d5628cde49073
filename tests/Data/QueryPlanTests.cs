using System.Text.RegularExpressions;
using Lecce.Riscossione.Tests.Architecture;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>
/// SQLite finds the rows of every statement by an index, on every table that grows with the debts. SQL Server has the same statements and
/// indexes.
/// </summary>
public sealed partial class QueryPlanTests
{
    /// <summary>Small tables, which do not grow with the debts.</summary>
    private static readonly string[] Small =
    [
        "sqlite_master",
        "Organizations",
        "ArchiveOrganizations",
        "Departments",
        "BankAccounts",
        "RevenueTypes",
        "ApiKeys",
        "WebhookEndpoints",
        "NoticeNumberCounters",
        "Leases",
        "VersionInfo",
    ];

    /// <summary>Filters of lists that select one object or its few children.</summary>
    private static readonly string[] Numbers = ["ExternalId", "NoticeNumber", "ChannelPaymentId", "ReceiptId", "DocumentId", "PaymentId"];

    /// <summary>The allowed full reads, with their reason.</summary>
    private static readonly (string Step, string Reason)[] Allowed =
    [
        ("SCAN Receipts USING INDEX IX_Receipts_Pending", "the index holds only what waits"),
        ("SCAN Receipts USING INDEX IX_Receipts_WithoutTransfers", "the index holds only what an earlier version stored"),
        ("SCAN WebhookDeliveries USING INDEX IX_WebhookDeliveries_Pending", "counted for the operators; the index holds only what waits"),
        ("SCAN ReceiptRecoveries USING INDEX IX_ReceiptRecoveries_Pending", "counted for the operators; the index holds only what waits"),
        ("SCAN ArchiveFeeds USING INDEX IX_ArchiveFeeds_Due", "counted for the operators; the index holds only what waits"),
        ("SCAN ArchiveFeeds USING INDEX IX_ArchiveFeeds_Failed", "counted for the operators; the index holds only what failed"),
        ("SCAN RateLimitWindows", "once an hour; the table holds an hour"),
        ("SCAN CONSTANT ROW", "no table"),
        ("SCAN looked", "the rows of a subquery, whose number it limits"),
    ];

    [Fact]
    public async Task No_statement_reads_the_whole_of_a_table_that_grows()
    {
        await using var database = new TestDatabase(Engine.Sqlite);
        var db = await database.Migrated();
        var findings = new List<string>();
        // A text may contain several statements.
        foreach (var (file, sql) in SqlTexts.ForSqlite.SelectMany(text => text.Sql.Split(";\n").Select(sql => (text.File, sql))))
        {
            var steps = await db.Read(query => query.Rows<PlanRow>($"EXPLAIN QUERY PLAN {sql}", Nothing(sql)), CancellationToken.None);
            findings.AddRange(steps.Where(step => IsWhole(step.Detail, sql)).Select(step => $"{file}: {step.Detail}\n{sql}"));
        }

        await db.Dialect.DisposeAsync();
        Findings.MustBeNone(findings);
    }

    [Theory]
    [InlineData("WebhookDeliveries", "PRIMARY KEY (EndpointId=? AND EventId=?)")]
    [InlineData("ArchiveFeeds", "INDEX IX_ArchiveFeeds_Lane (LaneId=? AND DocumentId=?)")]
    public async Task Calls_are_claimed_by_their_keys_however_many_wait(string table, string key) =>
        Assert.Equal($"SEARCH {table} USING {key}", await FirstStep($"UPDATE {table}", "SET ClaimedUntil = @Until"));

    [Fact]
    public async Task A_recovery_reads_no_event_after_its_range() =>
        Assert.Equal(
            "SEARCH e USING INDEX IX_Events_Organization (OrganizationFiscalCode=? AND Id>? AND Id<?)",
            await FirstStep("FROM Events e", "AND late.Id")
        );

    [Theory]
    [InlineData("FROM DebtItems i", "= @hash", "SEARCH i USING COVERING INDEX IX_DebtItems_StampHash", "StampHash=?")]
    [InlineData("UPDATE DebtItems", "= @hash", "SEARCH DebtItems USING INDEX UX_DebtItems_StampClaim", "StampClaim=?")]
    public async Task A_stamp_is_found_by_its_hash_however_many_there_are(string of, string by, string step, string column) =>
        Assert.Equal($"{step} (BeneficiaryFiscalCode=? AND {column})", await FirstStep(of, by));

    /// <summary>The first step of the statement that contains these parts, the same in all its variants.</summary>
    private static async Task<string> FirstStep(params string[] parts)
    {
        await using var database = new TestDatabase(Engine.Sqlite);
        var db = await database.Migrated();
        var first = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sql in SqlTexts.ForSqlite.SelectMany(text => text.Sql.Split(";\n")))
        {
            if (parts.All(part => sql.Contains(part, StringComparison.Ordinal)))
            {
                var steps = await db.Read(query => query.Rows<PlanRow>($"EXPLAIN QUERY PLAN {sql}", Nothing(sql)), CancellationToken.None);
                first.Add(steps[0].Detail);
            }
        }

        await db.Dialect.DisposeAsync();
        return Assert.Single(first);
    }

    private static bool IsWhole(string step, string sql) =>
        Scan().Match(step) is { Success: true } scan
        && !Allowed.Any(allowed => allowed.Step == step.Replace("COVERING ", "", StringComparison.Ordinal))
        && !Small.Contains(TableOf(scan.Groups["name"].Value, sql), StringComparer.Ordinal)
        && !step.Contains("VIRTUAL TABLE", StringComparison.Ordinal)
        && !IsPageOfEverything(sql);

    /// <summary>
    /// The page of an administrator of all organizations, read from one end of the table. Other pages must use an index that begins with
    /// the organization, and numbers an index of their own.
    /// </summary>
    private static bool IsPageOfEverything(string sql) =>
        sql.Contains("LIMIT @limit", StringComparison.Ordinal)
        && !sql.Contains("OrganizationFiscalCode = @", StringComparison.Ordinal)
        && !Numbers.Any(number => sql.Contains($"{number} = @{number}", StringComparison.Ordinal));

    /// <summary>The table of an alias.</summary>
    private static string TableOf(string name, string sql) =>
        Source().Matches(sql).FirstOrDefault(source => source.Groups["alias"].Value == name)?.Groups["table"].Value ?? name;

    private static Dictionary<string, object?> Nothing(string sql) =>
        Parameter()
            .Matches(sql)
            .Select(parameter => parameter.Value[1..])
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(name => name, _ => (object?)null);

    [GeneratedRegex(@"^SCAN (?<name>\w+)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Scan();

    [GeneratedRegex(@"\b(FROM|JOIN|UPDATE)\s+(?<table>\w+)\s+(?<alias>\w+)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Source();

    [GeneratedRegex(@"@\w+", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Parameter();

    private sealed record PlanRow
    {
        public string Detail { get; init; } = "";
    }
}
