using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>Key rotation with an overlap, and the last use of each key.</summary>
[Migration(202611230004)]
public sealed class M202611230004Identity(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            ALTER TABLE ApiKeys ADD LastUsedAt {instant} NULL;

            ALTER TABLE ApiKeys ADD PreviousSecretHash {hash} NULL;

            ALTER TABLE ApiKeys ADD PreviousValidUntil {instant} NULL;

            CREATE INDEX IX_ApiKeys_PreviousSecretHash ON ApiKeys (PreviousSecretHash) WHERE PreviousSecretHash IS NOT NULL;
            """
        );

    /// <inheritdoc />
    public override void Down()
    {
        Delete.Index("IX_ApiKeys_PreviousSecretHash").OnTable("ApiKeys");
        Delete.Column("PreviousValidUntil").FromTable("ApiKeys");
        Delete.Column("PreviousSecretHash").FromTable("ApiKeys");
        Delete.Column("LastUsedAt").FromTable("ApiKeys");
    }
}
