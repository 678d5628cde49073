using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>Archives of notices come in parts, so that no archive has to be measured before it is written: what measured it goes.</summary>
[Migration(202611290400)]
public sealed class M202611290400NoticeParts(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            ALTER TABLE NoticeBatches DROP COLUMN Drawing;

            ALTER TABLE NoticeBatchResults DROP COLUMN FileLength;

            ALTER TABLE NoticeBatchResults DROP COLUMN FileCrc;
            """
        );

    /// <inheritdoc />
    public override void Down() =>
        Run(
            """
            ALTER TABLE NoticeBatches ADD Drawing {code:64} NULL;

            ALTER TABLE NoticeBatchResults ADD FileLength {cents} NULL;

            ALTER TABLE NoticeBatchResults ADD FileCrc {cents} NULL;
            """
        );
}
