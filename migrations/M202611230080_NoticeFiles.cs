using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>
/// How long the file of each notice of a batch is, with its CRC-32, and what drew them: what an archive of them is made of is known before it
/// is written. Batches made before say nothing of it.
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
