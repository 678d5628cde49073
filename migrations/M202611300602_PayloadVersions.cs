using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>The version of the bodies that an endpoint gets; null, as in older rows, for the first one.</summary>
[Migration(202611300602)]
public sealed class M202611300602PayloadVersions(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() => Run("ALTER TABLE WebhookEndpoints ADD PayloadVersion {code:10} NULL;");

    /// <inheritdoc />
    public override void Down() => Delete.Column("PayloadVersion").FromTable("WebhookEndpoints");
}
