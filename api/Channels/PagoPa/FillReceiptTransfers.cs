using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Payments;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// Reads the transfers of receipts that an earlier version of the program stored, from their bytes. A run that is cut short is resumed by the
/// next one; when no receipt is left, a run is one look at an empty index.
/// </summary>
internal sealed partial class FillReceiptTransfers(Db db, ILogger<FillReceiptTransfers> logger)
{
    private const int RowsPerTransaction = 50;

    /// <summary>Reads the transfers of all receipts that lack them; returns how many receipts these were.</summary>
    public async Task<int> Fill(CancellationToken cancellation)
    {
        var filled = 0;
        while (await db.Read(WithoutTransfers, cancellation) is { Count: > 0 } rows)
        {
            var receipts = rows.Select(row => (row.Id, Transfers: TransfersOf(row))).ToList();
            await db.Transact(
                async sql =>
                {
                    foreach (var (id, transfers) in receipts)
                    {
                        await ReceiptTransfers.Add(sql, id, transfers);
                    }
                },
                cancellation
            );
            filled += rows.Count;
        }

        return filled;
    }

    // The transfers of a pending receipt are stored together with its payment.
    private static Task<IReadOnlyList<StoredReceipt>> WithoutTransfers(Sql sql) =>
        sql.Rows<StoredReceipt>(
            $"""
            SELECT Id, ContentType, Content
              FROM Receipts
             WHERE TransferCount IS NULL
               AND State <> 'pending'
             ORDER BY Id
             {sql.Dialect.FirstRows}
            """,
            new { limit = RowsPerTransaction }
        );

    /// <summary>The transfers that a receipt states; none when it can no longer be read, so that it does not stop the others.</summary>
    private IReadOnlyList<ReceiptTransferRow> TransfersOf(StoredReceipt row)
    {
        try
        {
            if (PaForNodeReader.Read(row.Content, expected: null, row.ContentType) is ReceiptRequest request)
            {
                return ReceiveReceipt.TransfersOf(row.Id, request.Receipt);
            }
        }
        catch (NodeSyntaxError)
        {
            // Logged below: what cannot be read today will not be readable tomorrow.
        }

        NotReadable(logger, row.Id.Value);
        return [];
    }

    private sealed record StoredReceipt
    {
        public Id Id { get; init; }
        public string ContentType { get; init; } = "";
        public byte[] Content { get; init; } = [];
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The transfers of receipt {Id} cannot be read from its bytes")]
    private static partial void NotReadable(ILogger logger, string id);
}
