using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>The addresses to which an organization lets web payments return, one a line.</summary>
[Migration(202611290700)]
public sealed class M202611290700ReturnUrls(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() => Run("ALTER TABLE Organizations ADD ReturnUrlPrefixes {text:2100} NULL;");

    /// <inheritdoc />
    public override void Down() => Delete.Column("ReturnUrlPrefixes").FromTable("Organizations");
}
