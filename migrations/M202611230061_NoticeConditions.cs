using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>What documents a batch of notices was asked for, kept until the choice is written down.</summary>
[Migration(202611230061)]
public sealed class M202611230061NoticeConditions(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() => Run("ALTER TABLE NoticeBatches ADD Conditions {json} NULL;");

    /// <inheritdoc />
    public override void Down() => Run("ALTER TABLE NoticeBatches DROP COLUMN Conditions;");
}
