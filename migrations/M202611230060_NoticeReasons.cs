using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>Why a document of a batch has no notice, in words for people.</summary>
[Migration(202611230060)]
public sealed class M202611230060NoticeReasons(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() => Run("ALTER TABLE NoticeBatchResults ADD Reason {text:500} NULL;");

    /// <inheritdoc />
    public override void Down() => Run("ALTER TABLE NoticeBatchResults DROP COLUMN Reason;");
}
