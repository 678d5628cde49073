using System.Data.Common;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Architecture;
using Lecce.Riscossione.Tests.BulkLoads;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Webhooks;
using Microsoft.Data.SqlClient;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>The T-SQL of the page for administrators.</summary>
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
    public void The_grants_are_the_rights_that_the_statements_need()
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
    /// Statements on databases, logins and backups are skipped: a test does not touch them, and stand-ins for SQL Server refuse most of
    /// them.
    /// </summary>
    [OnSqlServer]
    public async Task The_page_s_statements_run_in_the_database()
    {
        await using var database = new TestDatabase(Engine.SqlServer);
        await (await database.Migrated()).Dialect.DisposeAsync();
        await using var dialect = database.Dialect();
        await using var connection = await dialect.Open(CancellationToken.None);
        foreach (var block in Blocks.Where(block => block.StartsWith(InTheDatabase, StringComparison.Ordinal)))
        {
            await Run(connection, WithRolesOf($"r{Guid.NewGuid():N}_", block));
        }
    }

    [OnSqlServer]
    public async Task The_role_of_the_program_has_the_rights_that_it_needs_and_no_other()
    {
        var login = $"r{Guid.NewGuid():N}_";
        var password = $"P-{Guid.NewGuid():N}";
        var database = new TestDatabase(Engine.SqlServer);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var api = await ApiProcess.Start(settings, database);
        await using var dialect = database.Dialect();
        await using var owner = await dialect.Open(CancellationToken.None);
        await Run(
            owner,
            WithRolesOf(login, Blocks.Single(block => block.Contains("CREATE ROLE riscossione_app;", StringComparison.Ordinal)))
        );
        await Run(
            owner,
            $"""
            CREATE LOGIN {login} WITH PASSWORD = '{password}';
            GO
            CREATE USER {login} FOR LOGIN {login};
            GO
            ALTER ROLE {login}app ADD MEMBER {login};
            """
        );

        await Run(owner, RightsForForeignKeys($"{login}app"));

        try
        {
            settings["ConnectionStrings__Riscossione"] = new SqlConnectionStringBuilder(database.ConnectionString)
            {
                UserID = login,
                Password = password,
            }.ToString();
            await api.Restart();

            await WorkADay(api);
            await using var program = new SqlConnection(settings["ConnectionStrings__Riscossione"] + ";Pooling=false");
            await program.OpenAsync();
            foreach (
                var forbidden in new[]
                {
                    "DELETE FROM Payments",
                    "DELETE FROM Events",
                    "UPDATE Movements SET AmountCents = 0",
                    "DROP TABLE Payments",
                }
            )
            {
                await Assert.ThrowsAsync<SqlException>(() => Run(program, forbidden));
            }
        }
        finally
        {
            api.Kill();
            await Run(owner, $"DROP USER {login};\nGO\nDROP LOGIN {login};");
        }
    }

    /// <summary>A document, its payment and event, and a load: foreground and background writes.</summary>
    private static async Task WorkADay(ApiProcess api)
    {
        await using var receiver = await Receiver.Start();
        using var admin = api.Client(api.AdminKey);
        using var office = new RiscossioneClient(api.Client(), new RiscossioneOptions { ApiKey = api.AdminKey });
        await office.Webhooks.RegisterEndpointAsync(
            new NewWebhookEndpoint
            {
                Url = receiver.Url,
                EventTypes = ["payment.recorded"],
                Organization = Psp.Lecce,
            }
        );
        var document = await office.PaymentDocuments.IssueAsync(Due(0));
        var number = document.Options[0].Installments[0].NoticeNumber!;
        var receipt = await new Psp(admin).SendReceiptV2(new ReceiptStory("RUOLO-1", number, document.AmountCents));
        Assert.Equal("OK", receipt.Outcome);

        var load = await office.BulkLoads.LoadAsync(
            Enumerable.Range(1, 20).Select(Due).ToAsyncEnumerable(),
            new BulkLoadSettings { Organization = Psp.Lecce, Department = "tributi" }
        );
        Assert.Equal((20, 0, 0, 0, 0), load.Counts());
        await receiver.WaitForOne();
    }

    /// <summary>
    /// Babelfish checks a foreign key with the writer's rights and locks the referenced row, unlike SQL Server. There the program also
    /// needs UPDATE on rows that never change.
    /// </summary>
    private static string RightsForForeignKeys(string role) =>
        $"""
            IF CAST(SERVERPROPERTY('Babelfish') AS int) = 1
            BEGIN
                GRANT UPDATE ON dbo.Events TO {role};
                GRANT UPDATE ON dbo.Payments TO {role};
            END
            """;

    private static IssuePaymentDocumentRequest Due(int number)
    {
        var request = Sample.Document(1_000 + number, "tari");
        (request.Organization, request.Department, request.ExternalId) = (Psp.Lecce, "tributi", $"RUOLO-{number}");
        return request;
    }

    private static async Task Run(DbConnection connection, string script)
    {
        foreach (var batch in Go().Split(script))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = batch;
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Roles are server-wide on a stand-in; those of an earlier run may exist.</summary>
    private static string WithRolesOf(string prefix, string block) => block.Replace("riscossione_", prefix, StringComparison.Ordinal);

    [GeneratedRegex(@"^```sql\n(?<sql>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Block();

    [GeneratedRegex(@"^GO\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Go();
}
