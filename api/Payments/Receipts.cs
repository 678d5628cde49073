using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Data.Rows;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Payments;

/// <summary>A receipt without its bytes.</summary>
internal sealed record ReceiptRow
{
    public Id Id { get; init; }
    public FiscalCode OrganizationFiscalCode { get; init; }
    public Id? DepartmentId { get; init; }
    public Id? PaymentId { get; init; }
    public string Channel { get; init; } = "";
    public string ReceiptId { get; init; } = "";
    public string? NoticeNumber { get; init; }
    public string Format { get; init; } = "";
    public string State { get; init; } = "";
    public string ContentType { get; init; } = "";
    public byte[] ContentHash { get; init; } = [];
    public Instant ReceivedAt { get; init; }

    /// <summary>How often recording its payment has failed; null when it never has.</summary>
    public int? FailedAttempts { get; init; }

    /// <summary>The earliest next attempt; null when recording has not failed.</summary>
    public Instant? NextAttemptAt { get; init; }
}

/// <summary>A receipt to be stored.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Transfers">Its transfers; null when they are stored later, together with its payment.</param>
internal sealed record NewReceipt(ReceiptRow Row, byte[] Content, IReadOnlyList<ReceiptTransferRow>? Transfers);

/// <summary>The states of a receipt.</summary>
internal static class ReceiptState
{
    public const string Recorded = "recorded";

    /// <summary>Kept, but its payment could not be recorded yet; a background job retries.</summary>
    public const string Pending = "pending";

    /// <summary>The receipt of a payment that failed: there is no money.</summary>
    public const string NotPaid = "not-paid";
}

internal static class Receipts
{
    private static readonly BulkTable<NewReceipt> Table = new BulkTable<NewReceipt>("Receipts")
        .Code("Id", stored => stored.Row.Id)
        .Code("OrganizationFiscalCode", stored => stored.Row.OrganizationFiscalCode)
        .Code("DepartmentId", stored => stored.Row.DepartmentId)
        .Code("PaymentId", stored => stored.Row.PaymentId)
        .Code("Channel", stored => stored.Row.Channel)
        .Code("ReceiptId", stored => stored.Row.ReceiptId)
        .Code("NoticeNumber", stored => stored.Row.NoticeNumber)
        .Code("Format", stored => stored.Row.Format)
        .Code("State", stored => stored.Row.State)
        .Code("ContentType", stored => stored.Row.ContentType)
        .Bytes("Content", stored => stored.Content)
        .Bytes("ContentHash", stored => stored.Row.ContentHash)
        .Moment("ReceivedAt", stored => stored.Row.ReceivedAt)
        .Number("TransferCount", stored => stored.Transfers?.Count);

    /// <summary>Stores receipts with their bytes, exactly as they came, and with their transfers.</summary>
    /// <exception cref="UniqueViolation">The channel has already sent one of them.</exception>
    public static async Task Store(Sql sql, IReadOnlyList<NewReceipt> receipts)
    {
        await sql.Insert(Table, receipts);
        await ReceiptTransfers.Insert(sql, [.. receipts.SelectMany(receipt => receipt.Transfers ?? [])]);
    }

    /// <summary>Settles a pending receipt with its payment, or without one when it proves that nothing was paid.</summary>
    public static Task<int> Settle(Sql sql, Id id, PaymentRow? payment) =>
        sql.Execute(
            """
            UPDATE Receipts
               SET State        = @state,
                   PaymentId    = @paymentId,
                   DepartmentId = @departmentId
             WHERE Id    = @id
               AND State = 'pending'
            """,
            new
            {
                id,
                state = payment is null ? ReceiptState.NotPaid : ReceiptState.Recorded,
                paymentId = payment?.Id,
                departmentId = payment?.DepartmentId,
            }
        );

    /// <summary>Notes that a pending receipt could not be recorded, and when it is tried again.</summary>
    public static Task<int> PutOff(Sql sql, Id id, int failedAttempts, Instant nextAttemptAt) =>
        sql.Execute(
            """
            UPDATE Receipts
               SET FailedAttempts = @failedAttempts,
                   NextAttemptAt  = @nextAttemptAt
             WHERE Id    = @id
               AND State = 'pending'
            """,
            new
            {
                id,
                failedAttempts,
                nextAttemptAt,
            }
        );
}
