using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using NodaTime;

namespace Lecce.Riscossione.Api.SpontaneousPayments;

/// <summary>What became of a spontaneous payment. It is derived from its document and never stored.</summary>
internal static class SpontaneousPaymentStatus
{
    public const string Open = "open";
    public const string PartlyPaid = "partly-paid";
    public const string Paid = "paid";
    public const string Expired = "expired";
    public const string Cancelled = "cancelled";
}

/// <summary>Pagamento spontaneo: un documento di pagamento chiesto da chi paga.</summary>
public sealed record SpontaneousPayment
{
    /// <summary>Identificativo assegnato dal sistema.</summary>
    [MaxLength(26)]
    public required string Id { get; init; }

    /// <summary>Codice fiscale dell'ente creditore.</summary>
    [MaxLength(11)]
    public required string Organization { get; init; }

    /// <summary>Codice del servizio.</summary>
    [MaxLength(40)]
    public required string Service { get; init; }

    /// <summary>Identificativo della richiesta nel portale.</summary>
    [MaxLength(100)]
    public required string ExternalId { get; init; }

    /// <summary>Documento di pagamento che ne è nato.</summary>
    [MaxLength(26)]
    public required string DocumentId { get; init; }

    /// <summary>Numero avviso con cui si paga, in ogni canale (18 cifre).</summary>
    [MaxLength(18)]
    public required string NoticeNumber { get; init; }

    /// <summary>IUV (17 cifre).</summary>
    [MaxLength(17)]
    public required string Iuv { get; init; }

    /// <summary>Importo in centesimi di euro, calcolato dal servizio.</summary>
    public required long AmountCents { get; init; }

    /// <summary>Quanto resta da pagare, in centesimi di euro.</summary>
    public required long ResidualCents { get; init; }

    /// <summary>Oggetto del pagamento.</summary>
    [MaxLength(140)]
    public required string Subject { get; init; }

    /// <summary>Ultimo giorno in cui si può pagare, fino alle 24 ora italiana.</summary>
    public required LocalDate PayableUntil { get; init; }

    /// <summary>
    /// «open» si può pagare, «paid» pagato, «partly-paid» pagato in parte, «expired» non pagato in tempo, «cancelled» annullato dall'ufficio. Lo
    /// decidono le ricevute, mai il ritorno del browser: un pagamento scaduto diventa «paid» se il denaro arriva comunque.
    /// </summary>
    [
        MaxLength(20),
        ExtensibleEnum(
            SpontaneousPaymentStatus.Open,
            SpontaneousPaymentStatus.Paid,
            SpontaneousPaymentStatus.PartlyPaid,
            SpontaneousPaymentStatus.Expired,
            SpontaneousPaymentStatus.Cancelled
        )
    ]
    public required string Status { get; init; }

    /// <summary>Istante della richiesta.</summary>
    public required Instant CreatedAt { get; init; }

    internal static SpontaneousPayment Of(SpontaneousPaymentRow row, LocalDate today) =>
        new()
        {
            Id = row.Id.Value,
            Organization = row.OrganizationFiscalCode.Value,
            Service = row.Service,
            ExternalId = row.ExternalId,
            DocumentId = row.DocumentId.Value,
            NoticeNumber = row.NoticeNumber.Value,
            Iuv = row.NoticeNumber.Iuv,
            AmountCents = row.AmountCents,
            ResidualCents = row.ResidualCents,
            Subject = row.Subject,
            PayableUntil = row.PayableUntil,
            Status = StatusOf(row, today),
            CreatedAt = row.CreatedAt,
        };

    private static string StatusOf(SpontaneousPaymentRow row, LocalDate today) =>
        row.State switch
        {
            DocumentState.Paid or DocumentState.Settled => SpontaneousPaymentStatus.Paid,
            DocumentState.Cancelled when row.CancellationKind == CancellationKind.SpontaneousExpired => SpontaneousPaymentStatus.Expired,
            DocumentState.PartiallyPaid => SpontaneousPaymentStatus.PartlyPaid,
            DocumentState.Issued => row.PayableUntil < today ? SpontaneousPaymentStatus.Expired : SpontaneousPaymentStatus.Open,
            _ => SpontaneousPaymentStatus.Cancelled,
        };
}

/// <summary>A spontaneous payment with what its document says of it.</summary>
internal sealed record SpontaneousPaymentRow
{
    public Id Id { get; init; }
    public FiscalCode OrganizationFiscalCode { get; init; }
    public string Service { get; init; } = "";
    public string ExternalId { get; init; } = "";
    public byte[] ContentHash { get; init; } = [];
    public Id DocumentId { get; init; }
    public NoticeNumber NoticeNumber { get; init; }
    public long AmountCents { get; init; }
    public long ResidualCents { get; init; }
    public string Subject { get; init; } = "";
    public LocalDate PayableUntil { get; init; }
    public string State { get; init; } = "";
    public string? CancellationKind { get; init; }
    public Instant CreatedAt { get; init; }

    private const string Columns = """
        s.Id, s.OrganizationFiscalCode, t.Code AS Service, s.ExternalId, s.ContentHash, s.DocumentId, i.NoticeNumber, d.AmountCents, d.ResidualCents,
               d.Subject, d.PayableUntil, d.State, d.CancellationKind, s.CreatedAt
        """;

    /// <summary>The payment that an actor made under this externalId; null when there is none.</summary>
    public static Task<SpontaneousPaymentRow?> Find(Sql sql, string actor, string externalId) =>
        sql.Row<SpontaneousPaymentRow>(
            $"""
            SELECT {Columns}
              FROM SpontaneousPayments s
             INNER JOIN RevenueTypes t     ON t.Id = s.RevenueTypeId
             INNER JOIN PaymentDocuments d ON d.Id = s.DocumentId
             INNER JOIN Installments i     ON i.DocumentId = s.DocumentId
             WHERE s.Actor      = @actor
               AND s.ExternalId = @externalId
            """,
            new { actor, externalId }
        );

    /// <summary>The payment with this id, if the caller covers it.</summary>
    public static Task<SpontaneousPaymentRow?> Find(Sql sql, Id id, Caller caller) =>
        sql.Row<SpontaneousPaymentRow>(
            $"""
            SELECT {Columns}
              FROM SpontaneousPayments s
             INNER JOIN RevenueTypes t     ON t.Id = s.RevenueTypeId
             INNER JOIN PaymentDocuments d ON d.Id = s.DocumentId
             INNER JOIN Installments i     ON i.DocumentId = s.DocumentId
             WHERE s.Id = @id
               {Ownership.OfOwn(caller, "s")}
            """,
            Ownership.Parameters(caller, new { id })
        );
}
