using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>The fingerprint of the data's master secret, from which the secret cannot be computed. One row.</summary>
[Migration(202611280400)]
public sealed class M202611280400Installations(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            CREATE TABLE Installations (
                Id                {int}     NOT NULL PRIMARY KEY,
                MasterFingerprint {hash}    NOT NULL,
                RecordedAt        {instant} NOT NULL
            );
            """
        );

    /// <inheritdoc />
    public override void Down() => DropTables("Installations");
}
