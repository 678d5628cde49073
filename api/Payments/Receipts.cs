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

    /// <summary>The form of the receipt that the channel sent after this one had been recovered; null without one, as the next three.</summary>
    public string? LateFormat { get; init; }
    public string? LateContentType { get; init; }
    public byte[]? LateContentHash { get; init; }
    public Instant? LateReceivedAt { get; init; }
}

/// <summary>A receipt to be stored.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Transfers">Its transfers; null when they are stored later, together with its payment.</param>
internal sealed record NewReceipt(ReceiptRow Row, byte[] Content, IReadOnlyList<ReceiptTransferRow>? Transfers);

/// <summary>The forms of receipts.</summary>
internal static class ReceiptFormat
{
    public const string PagoPaV1 = "pagopa-rt-v1";
    public const string PagoPaV2 = "pagopa-rt-v2";

    /// <summary>As pagoPA's service of payments gives it, when it is asked for a receipt that did not come.</summary>
    public const string PagoPaJson = "pagopa-biz-json";
}

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

    /// <summary>True when a receipt of that name is stored, however it came.</summary>
    public static async Task<bool> IsStored(Sql sql, ReceiptRow receipt) =>
        await sql.Value<int>(
            """
            SELECT COUNT(*)
              FROM Receipts
             WHERE OrganizationFiscalCode = @OrganizationFiscalCode
               AND Channel                = @Channel
               AND ReceiptId              = @ReceiptId
            """,
            new
            {
                receipt.OrganizationFiscalCode,
                receipt.Channel,
                receipt.ReceiptId,
            }
        ) > 0;

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
