using Lecce.Riscossione.Api.Data;

namespace Lecce.Riscossione.Api.Payments;

/// <summary>
/// Receipts that had been recovered before the channel sent them. Their payments are recorded and do not change; their bytes are the proof that the
/// channel itself gives, and may bring stamps that the recovered receipt lacks.
/// </summary>
internal static class LateReceipts
{
    /// <summary>Keeps the first receipt that the channel sends for a recovered one; does nothing for any other receipt.</summary>
    public static Task<int> Keep(Sql sql, ReceiptRow receipt, byte[] content) =>
        sql.Execute(
            """
            INSERT INTO LateReceipts (ReceiptId, Format, ContentType, Content, ContentHash, ReceivedAt)
            SELECT r.Id, @Format, @ContentType, @content, @ContentHash, @ReceivedAt
              FROM Receipts r
             WHERE r.OrganizationFiscalCode = @OrganizationFiscalCode
               AND r.Channel                = @Channel
               AND r.ReceiptId              = @ReceiptId
               AND r.Format                 = 'pagopa-biz-json'
               AND NOT EXISTS (SELECT 1 FROM LateReceipts l WHERE l.ReceiptId = r.Id)
            """,
            new
            {
                receipt.OrganizationFiscalCode,
                receipt.Channel,
                receipt.ReceiptId,
                receipt.Format,
                receipt.ContentType,
                content,
                receipt.ContentHash,
                receipt.ReceivedAt,
            }
        );

    /// <summary>Keeps the stamps of a late receipt that the recovered one lacks.</summary>
    public static async Task AddStamps(Sql sql, ReceiptRow receipt, IReadOnlyList<ReceiptTransferRow> transfers)
    {
        foreach (var transfer in transfers.Where(transfer => transfer.Stamp is not null))
        {
            await sql.Execute(
                """
                INSERT INTO Stamps (ReceiptId, Ordinal, Content)
                SELECT t.ReceiptId, t.Ordinal, @Stamp
                  FROM Receipts r
                 INNER JOIN ReceiptTransfers t ON t.ReceiptId = r.Id
                 WHERE r.OrganizationFiscalCode = @OrganizationFiscalCode
                   AND r.Channel                = @Channel
                   AND r.ReceiptId              = @ReceiptId
                   AND t.Number                 = @Number
                   AND NOT EXISTS (SELECT 1 FROM Stamps s WHERE s.ReceiptId = t.ReceiptId AND s.Ordinal = t.Ordinal)
                """,
                new
                {
                    receipt.OrganizationFiscalCode,
                    receipt.Channel,
                    receipt.ReceiptId,
                    transfer.Number,
                    transfer.Stamp,
                }
            );
        }
    }
}
