using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>State of the HTTP policies: versions of mutable rows, stored answers for repeated requests, and used rate limits.</summary>
[Migration(202611230003)]
public sealed class M202611230003Policies(ColumnTypes types) : Step(types)
{
    private static readonly string[] Versioned =
    [
        "Organizations",
        "Departments",
        "BankAccounts",
        "RevenueTypes",
        "ApiKeys",
        "WebhookEndpoints",
    ];

    /// <inheritdoc />
    public override void Up()
    {
        foreach (var table in Versioned)
        {
            Run($"ALTER TABLE {table} ADD Version {{int}} NOT NULL DEFAULT 1");
        }

        Run(
            """
            CREATE TABLE IdempotentAnswers (
                KeyHash     {hash}    NOT NULL PRIMARY KEY,
                RequestHash {hash}    NOT NULL,
                Answer      {bytes}   NOT NULL,
                StoredAt    {instant} NOT NULL
            );

            CREATE INDEX IX_IdempotentAnswers_StoredAt ON IdempotentAnswers (StoredAt);

            CREATE TABLE RateLimitWindows (
                Client    {code:60} NOT NULL,
                Bucket    {code:10} NOT NULL,
                StartedAt {instant} NOT NULL,
                Taken     {int}     NOT NULL,
                PRIMARY KEY (Client, Bucket, StartedAt)
            ) {clustered};
            """
        );
    }

    /// <inheritdoc />
    public override void Down()
    {
        DropTables("IdempotentAnswers", "RateLimitWindows");
        foreach (var table in Versioned)
        {
            DropColumnWithDefault(table, "Version");
        }
    }
}
