using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>
/// The revenue types to which a key is limited, as sorted codes separated by spaces; also on the loads and batches that such a key started.
/// Without them a key covers every revenue type.
/// </summary>
[Migration(202611280502)]
public sealed class M202611280502RevenueTypeLimits(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            ALTER TABLE ApiKeys ADD RevenueTypes {code:1000} NULL;

            ALTER TABLE BulkLoads ADD RevenueTypes {code:1000} NULL;

            ALTER TABLE NoticeBatches ADD RevenueTypes {code:1000} NULL;
            """
        );

    /// <inheritdoc />
    public override void Down()
    {
        Delete.Column("RevenueTypes").FromTable("NoticeBatches");
        Delete.Column("RevenueTypes").FromTable("BulkLoads");
        Delete.Column("RevenueTypes").FromTable("ApiKeys");
    }
}
