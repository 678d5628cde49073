using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>Where each payment came from. It is null in rows from before, whose channel tells it.</summary>
[Migration(202611300200)]
public sealed class M202611300200PaymentOrigin(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() => Run("ALTER TABLE Payments ADD Origin {code:20} NULL;");

    /// <inheritdoc />
    public override void Down() => Delete.Column("Origin").FromTable("Payments");
}
