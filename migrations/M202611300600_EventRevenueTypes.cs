using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>The revenue types that an event concerns, as a JSON array of codes; null for none, and in older rows.</summary>
[Migration(202611300600)]
public sealed class M202611300600EventRevenueTypes(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() => Run("ALTER TABLE Events ADD RevenueTypes {json} NULL;");

    /// <inheritdoc />
    public override void Down() => Delete.Column("RevenueTypes").FromTable("Events");
}
