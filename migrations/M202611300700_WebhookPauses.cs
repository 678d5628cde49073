using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>Since when an endpoint is paused, since when its attempts fail, and why it was disabled.</summary>
[Migration(202611300700)]
public sealed class M202611300700WebhookPauses(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            ALTER TABLE WebhookEndpoints ADD PausedAt {instant} NULL;

            ALTER TABLE WebhookEndpoints ADD FailingSince {instant} NULL;

            ALTER TABLE WebhookEndpoints ADD DisabledReason {code:20} NULL;
            """
        );

    /// <inheritdoc />
    public override void Down()
    {
        Delete.Column("DisabledReason").FromTable("WebhookEndpoints");
        Delete.Column("FailingSince").FromTable("WebhookEndpoints");
        Delete.Column("PausedAt").FromTable("WebhookEndpoints");
    }
}
