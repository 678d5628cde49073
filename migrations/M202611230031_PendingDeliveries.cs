using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>
/// Pending deliveries by endpoint: the search for endpoints with a due delivery reads no completed ones, and an endpoint's due deliveries
/// come in order.
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
