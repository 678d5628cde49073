using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Payments;

/// <summary>A payment as the database has it, with the sum of what was applied of it.</summary>
internal sealed record PaymentRow
{
    /// <summary>The columns of payments that are named p in their statement.</summary>
    public const string Columns = """
        p.*, (SELECT COALESCE(SUM(a.Cents), 0) FROM PaymentApplications a WHERE a.PaymentId = p.Id) AS AppliedCents
        """;

    public Id Id { get; init; }
    public FiscalCode OrganizationFiscalCode { get; init; }
    public Id? DepartmentId { get; init; }
    public string Channel { get; init; } = "";
    public string ChannelPaymentId { get; init; } = "";
    public string? NoticeNumber { get; init; }

    /// <summary>The document that the payer named, directly or by a notice number; what was paid is in the applications.</summary>
    public Id? DocumentId { get; init; }

    /// <summary>The installment that the payer named.</summary>
    public int? InstallmentOrdinal { get; init; }
    public long AmountCents { get; init; }

    /// <summary>The sum of its applications.</summary>
    public long AppliedCents { get; init; }
    public string Outcome { get; init; } = "";
    public string? Reason { get; init; }
    public string? PspName { get; init; }

    /// <summary>The Node took it while this program did not answer; null in rows from before this was known.</summary>
    public bool StandIn { get; init; }

    /// <summary>One of <see cref="PaymentOrigin"/>; null in rows from before it was stored.</summary>
    public string? Origin { get; init; }
    public Instant PaidAt { get; init; }
    public Instant RecordedAt { get; init; }
    public string Actor { get; init; } = "";
}
