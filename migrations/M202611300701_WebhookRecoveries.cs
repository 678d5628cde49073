using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>Recoveries: the range of events that an endpoint is sent again, and the last event of it that was made due.</summary>
[Migration(202611300701)]
public sealed class M202611300701WebhookRecoveries(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            CREATE TABLE WebhookRecoveries (
                Id          {id}      NOT NULL,
                EndpointId  {id}      NOT NULL REFERENCES WebhookEndpoints (Id),
                Since       {instant} NOT NULL,
                Until       {instant} NOT NULL,
                OnlyFailed  {flag}    NOT NULL,
                State       {code:20} NOT NULL,
                LastEventId {id}      NOT NULL,
                Events      {int}     NOT NULL,
                CreatedAt   {instant} NOT NULL,
                EndedAt     {instant}     NULL,
                PRIMARY KEY (EndpointId, Id)
            ) {clustered};

            CREATE UNIQUE INDEX UX_WebhookRecoveries_Running ON WebhookRecoveries (State, EndpointId) WHERE State = 'running';
            """
        );

    /// <inheritdoc />
    public override void Down() => DropTables("WebhookRecoveries");
}
