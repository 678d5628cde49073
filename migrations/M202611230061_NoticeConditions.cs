using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>The conditions of a batch, kept until its documents are selected.</summary>
[Migration(202611230061)]
public sealed class M202611230061NoticeConditions(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() => Run("ALTER TABLE NoticeBatches ADD Conditions {json} NULL;");

    /// <inheritdoc />
    public override void Down() => Run("ALTER TABLE NoticeBatches DROP COLUMN Conditions;");
}
