using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Data.Rows;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Payments;

/// <summary>The transfers of each receipt as rows; the bytes of the receipt stay the proof.</summary>
internal static class ReceiptTransfers
{
    private static readonly BulkTable<ReceiptTransferRow> Table = new BulkTable<ReceiptTransferRow>("ReceiptTransfers")
        .Code("ReceiptId", row => row.ReceiptId)
        .Number("Ordinal", row => row.Ordinal)
        .Number("Number", row => row.Number)
        .Number("AmountCents", row => row.AmountCents)
        .Code("BeneficiaryFiscalCode", row => row.BeneficiaryFiscalCode)
        .Text("Iban", row => row.Iban)
        .Text("Remittance", row => row.Remittance)
        .Text("Category", row => row.Category);

    private static readonly BulkTable<ReceiptTransferRow> Stamps = new BulkTable<ReceiptTransferRow>("Stamps")
        .Code("ReceiptId", row => row.ReceiptId)
        .Number("Ordinal", row => row.Ordinal)
        .Bytes("Content", row => row.Stamp);

    /// <summary>Stores the transfers of new receipts, with their stamps.</summary>
    public static async Task Insert(Sql sql, IReadOnlyList<ReceiptTransferRow> transfers)
    {
        await sql.Insert(Table, transfers);
        await sql.Insert(Stamps, [.. transfers.Where(transfer => transfer.Stamp is not null)]);
    }

    /// <summary>Adds the transfers of a receipt that is stored without them; does nothing when they are stored already.</summary>
    public static async Task Add(Sql sql, Id receiptId, IReadOnlyList<ReceiptTransferRow> transfers)
    {
        var claimed = await sql.Execute(
            """
            UPDATE Receipts
               SET TransferCount = @Count
             WHERE Id = @receiptId
               AND TransferCount IS NULL
            """,
            new { receiptId, transfers.Count }
        );
        if (claimed > 0)
        {
            await Insert(sql, transfers);
        }
    }
}

/// <summary>One transfer, as the receipt states it.</summary>
internal sealed record ReceiptTransferRow
{
    public Id ReceiptId { get; init; }

    /// <summary>Its place in the receipt, from 1.</summary>
    public int Ordinal { get; init; }

    /// <summary>The number that the receipt gives it.</summary>
    public int Number { get; init; }
    public long AmountCents { get; init; }

    /// <summary>11 digits; the check digit need not be right.</summary>
    public string BeneficiaryFiscalCode { get; init; } = "";

    /// <summary>The account, which need not be a valid IBAN; null for a stamp (MBD).</summary>
    public string? Iban { get; init; }

    /// <summary>The signed stamp, as it came; null where there is an account.</summary>
    public byte[]? Stamp { get; init; }
    public string Remittance { get; init; } = "";
    public string Category { get; init; } = "";
}
