using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>
/// The attempts to deliver. A success without a text needs no row: its delivery has its status, its end and, from now on, its duration.
/// </summary>
[Migration(202611300500)]
public sealed class M202611300500WebhookAttempts(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            ALTER TABLE WebhookDeliveries ADD DeliveredInMs {int} NULL;

            CREATE TABLE WebhookAttempts (
                EndpointId {id}        NOT NULL REFERENCES WebhookEndpoints (Id),
                EventId    {id}        NOT NULL REFERENCES Events (Id),
                Id         {id}        NOT NULL,
                Number     {int}       NOT NULL,
                StartedAt  {instant}   NOT NULL,
                DurationMs {int}       NOT NULL,
                Status     {int}           NULL,
                Error      {code:60}       NULL,
                Answer     {text:1024}     NULL,
                PRIMARY KEY (EndpointId, EventId, Id)
            ) {clustered};

            CREATE INDEX IX_WebhookAttempts_StartedAt ON WebhookAttempts (StartedAt);
            """
        );

    /// <inheritdoc />
    public override void Down()
    {
        DropTables("WebhookAttempts");
        Delete.Column("DeliveredInMs").FromTable("WebhookDeliveries");
    }
}
