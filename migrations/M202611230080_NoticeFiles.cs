using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>
/// Length, CRC-32 and drawing version of each notice of a batch, so that an archive is known before it is written. Earlier batches have
/// none.
/// </summary>
[Migration(202611230080)]
public sealed class M202611230080NoticeFiles(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            ALTER TABLE NoticeBatches ADD Drawing {code:64} NULL;

            ALTER TABLE NoticeBatchResults ADD FileLength {cents} NULL;

            ALTER TABLE NoticeBatchResults ADD FileCrc {cents} NULL;
            """
        );

    /// <inheritdoc />
    public override void Down() =>
        Run(
            """
            ALTER TABLE NoticeBatches DROP COLUMN Drawing;

            ALTER TABLE NoticeBatchResults DROP COLUMN FileLength;

            ALTER TABLE NoticeBatchResults DROP COLUMN FileCrc;
            """
        );
}
