using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>The revenue types and departments that an endpoint asks for, as JSON arrays of codes; null for all.</summary>
[Migration(202611300601)]
public sealed class M202611300601EndpointFilters(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            ALTER TABLE WebhookEndpoints ADD RevenueTypes {json} NULL;

            ALTER TABLE WebhookEndpoints ADD Departments {json} NULL;
            """
        );

    /// <inheritdoc />
    public override void Down()
    {
        Delete.Column("Departments").FromTable("WebhookEndpoints");
        Delete.Column("RevenueTypes").FromTable("WebhookEndpoints");
    }
}
