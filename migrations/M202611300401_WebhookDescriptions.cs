using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>What people call an endpoint.</summary>
[Migration(202611300401)]
public sealed class M202611300401WebhookDescriptions(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() => Run("ALTER TABLE WebhookEndpoints ADD Description {text:200} NULL;");

    /// <inheritdoc />
    public override void Down() => Delete.Column("Description").FromTable("WebhookEndpoints");
}
