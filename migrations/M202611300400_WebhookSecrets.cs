using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>The secret of an endpoint that a rotation replaced, and until when it signs beside the new one.</summary>
[Migration(202611300400)]
public sealed class M202611300400WebhookSecrets(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            ALTER TABLE WebhookEndpoints ADD PreviousProtectedSecret {bytes} NULL;

            ALTER TABLE WebhookEndpoints ADD PreviousValidUntil {instant} NULL;
            """
        );

    /// <inheritdoc />
    public override void Down()
    {
        Delete.Column("PreviousValidUntil").FromTable("WebhookEndpoints");
        Delete.Column("PreviousProtectedSecret").FromTable("WebhookEndpoints");
    }
}
