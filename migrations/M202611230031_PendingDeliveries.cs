using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>
/// What waits to be delivered, endpoint by endpoint: the look for endpoints with something due reads no delivery that was made, and what is
/// due at one endpoint comes in its order.
/// </summary>
[Migration(202611230031)]
public sealed class M202611230031PendingDeliveries(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up()
    {
        Delete.Index("IX_WebhookDeliveries_Pending").OnTable("WebhookDeliveries");
        Run("CREATE INDEX IX_WebhookDeliveries_Pending ON WebhookDeliveries (EndpointId, NextAttemptAt, EventId) WHERE State = 'pending';");
    }

    /// <inheritdoc />
    public override void Down()
    {
        Delete.Index("IX_WebhookDeliveries_Pending").OnTable("WebhookDeliveries");
        Run("CREATE INDEX IX_WebhookDeliveries_Pending ON WebhookDeliveries (NextAttemptAt, EndpointId, EventId) WHERE State = 'pending';");
    }
}
