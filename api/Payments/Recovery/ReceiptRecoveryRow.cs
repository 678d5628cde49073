using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Work;
using NodaTime;

namespace Lecce.Riscossione.Api.Payments.Recovery;

/// <summary>A row of the table ReceiptRecoveries, with the receipt of that name.</summary>
internal sealed record ReceiptRecoveryRow : OutboundCall
{
    public const string Columns = """
        x.Id, x.OrganizationFiscalCode, x.Iur, x.Iuv, x.State, x.Attempts, x.NextAttemptAt, x.LastStatus, x.LastError, x.CreatedAt, x.EndedAt,
               r.Id AS ReceiptId, r.PaymentId
        """;

    /// <summary>The table, and the receipt however it came.</summary>
    public const string WithReceipt = """
        ReceiptRecoveries x
          LEFT JOIN Receipts r ON r.OrganizationFiscalCode = x.OrganizationFiscalCode
                              AND r.Channel                = 'pagopa'
                              AND r.ReceiptId              = x.Iur
        """;

    public Id Id { get; init; }
    public FiscalCode OrganizationFiscalCode { get; init; }
    public string Iur { get; init; } = "";
    public string? Iuv { get; init; }
    public string State { get; init; } = "";
    public int? LastStatus { get; init; }
    public string? LastError { get; init; }
    public Instant CreatedAt { get; init; }
    public Instant? EndedAt { get; init; }
    public Id? ReceiptId { get; init; }
    public Id? PaymentId { get; init; }
}
