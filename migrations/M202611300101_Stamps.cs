using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>The signed stamps that came with receipts, byte for byte.</summary>
[Migration(202611300101)]
public sealed class M202611300101Stamps(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            CREATE TABLE Stamps (
                ReceiptId {id}    NOT NULL REFERENCES Receipts (Id),
                Ordinal   {int}   NOT NULL,
                Content   {bytes} NOT NULL,
                PRIMARY KEY (ReceiptId, Ordinal)
            ) {clustered};
            """
        );

    /// <inheritdoc />
    public override void Down() => DropTables("Stamps");
}
