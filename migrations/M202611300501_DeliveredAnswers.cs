using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>The answer to the attempt that delivered, in the row of its delivery: a row of its own cost a fifth of the deliveries per second.</summary>
[Migration(202611300501)]
public sealed class M202611300501DeliveredAnswers(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() => Run("ALTER TABLE WebhookDeliveries ADD DeliveredAnswer {text:1024} NULL;");

    /// <inheritdoc />
    public override void Down() => Delete.Column("DeliveredAnswer").FromTable("WebhookDeliveries");
}
