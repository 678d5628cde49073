using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using NodaTime;

namespace Lecce.Riscossione.Api.Checkouts;

/// <summary>Pagamento sul web: una visita alla pagina di pagamento di pagoPA, per uno o più avvisi.</summary>
/// <param name="Id">Identificativo.</param>
/// <param name="ExternalId">Identificativo scelto dal portale.</param>
/// <param name="Status">
/// Stato: opening, open (in attesa di conferma), paid, partly-paid (solo alcuni avvisi), unpaid (tempo scaduto), failed (pagina di pagamento non
/// aperta).
/// </param>
/// <param name="CreatedAt">Istante della prima richiesta.</param>
/// <param name="Notices">Gli avvisi, nell'ordine della richiesta.</param>
/// <param name="CheckoutUrl">Indirizzo della pagina di pagamento; assente quando non si può più aprire.</param>
/// <param name="ExpiresAt">Istante fino al quale la pagina di pagamento si può aprire; assente se non è mai stata aperta.</param>
public sealed record Checkout(
    [property: MaxLength(26)] string Id,
    [property: MaxLength(100)] string ExternalId,
    [property: MaxLength(20), ExtensibleEnum("opening", "open", "paid", "partly-paid", "unpaid", "failed")] string Status,
    Instant CreatedAt,
    [property: MaxLength(NewCheckout.MaxNotices)] IReadOnlyList<CheckoutNotice> Notices,
    [property: MaxLength(ReturnUrl.MaxLength)] string? CheckoutUrl = null,
    Instant? ExpiresAt = null
)
{
    /// <summary>The published form of a checkout that the caller made; null when there is none.</summary>
    internal static async Task<Checkout?> Find(Sql sql, Id id, Caller? caller, Instant now) =>
        await CheckoutRow.Find(sql, id, caller) is { } row ? Of(row, await LedgerRow.Of(sql, id), now) : null;

    internal static Checkout Of(CheckoutRow row, IReadOnlyList<LedgerRow> notices, Instant now)
    {
        var status = CheckoutStatus.Of(row.State, row.ExpiresAt, notices.Count, notices.Count(notice => notice.PaidAt is not null), now);
        return new Checkout(
            row.Id.Value,
            row.ExternalId,
            status,
            row.CreatedAt,
            [.. notices.Select(notice => CheckoutNotice.Of(notice, now))],
            status == CheckoutStatus.Open && now < row.ExpiresAt ? row.CheckoutUrl : null,
            row.ExpiresAt
        );
    }
}

/// <summary>Avviso di un pagamento sul web.</summary>
/// <param name="Organization">Codice fiscale dell'ente creditore.</param>
/// <param name="NoticeNumber">Numero avviso.</param>
/// <param name="AmountCents">Importo nel carrello, in centesimi di euro.</param>
/// <param name="Status">
/// Stato dell'avviso adesso: paid, payable, oppure perché non si può pagare: expired, cancelled, suspended, not-yet-valid,
/// closed-by-another-option.
/// </param>
public sealed record CheckoutNotice(
    [property: MaxLength(11)] string Organization,
    [property: MaxLength(18)] string NoticeNumber,
    long AmountCents,
    [property: MaxLength(40)]
    [property: ExtensibleEnum("paid", "payable", "expired", "cancelled", "suspended", "not-yet-valid", "closed-by-another-option")]
        string Status
)
{
    internal static CheckoutNotice Of(LedgerRow row, Instant now) =>
        new(
            row.OrganizationFiscalCode.Value,
            row.NoticeNumber.Value,
            row.AmountCents,
            row.PaidAt is not null ? "paid"
                : Payable.WhyNot(row.Facts, now) is { } reason ? Installment.Word(reason)
                : "payable"
        );
}

/// <summary>A row of the table Checkouts.</summary>
internal sealed record CheckoutRow
{
    public Id Id { get; init; }
    public FiscalCode OrganizationFiscalCode { get; init; }
    public Id? DepartmentId { get; init; }
    public string ExternalId { get; init; } = "";
    public byte[] ContentHash { get; init; } = [];

    /// <summary>What became of the last cart: one of <see cref="CartState"/>.</summary>
    public string State { get; init; } = "";

    /// <summary>The number of carts asked for so far; it says whose answer may be written.</summary>
    public int Carts { get; init; }
    public Instant AskedAt { get; init; }
    public string? CheckoutUrl { get; init; }
    public Instant? ExpiresAt { get; init; }
    public Instant CreatedAt { get; init; }

    private const string Columns = """
        c.Id, c.OrganizationFiscalCode, c.DepartmentId, c.ExternalId, c.ContentHash, c.State, c.Carts, c.AskedAt, c.CheckoutUrl, c.ExpiresAt,
               c.CreatedAt
        """;

    public static Task<CheckoutRow?> Find(Sql sql, Id id, Caller? caller) =>
        sql.Row<CheckoutRow>(
            $"""
            SELECT {Columns}
              FROM Checkouts c
             WHERE c.Id = @id
             {Ownership.OfOwn(caller, "c")}
            """,
            Ownership.Parameters(caller, new { id })
        );

    /// <summary>The checkout that a caller made under its own name for it.</summary>
    public static Task<CheckoutRow?> Find(Sql sql, string actor, string externalId) =>
        sql.Row<CheckoutRow>(
            $"""
            SELECT {Columns}
              FROM Checkouts c
             WHERE c.Actor = @actor
               AND c.ExternalId = @externalId
            """,
            new { actor, externalId }
        );
}

/// <summary>A notice of a checkout, and what the ledger says of it now.</summary>
internal sealed record LedgerRow
{
    public FiscalCode OrganizationFiscalCode { get; init; }
    public NoticeNumber NoticeNumber { get; init; }
    public long AmountCents { get; init; }
    public Instant? PaidAt { get; init; }
    public string State { get; init; } = "";
    public bool Suspended { get; init; }
    public LocalDate? SuspendedFrom { get; init; }
    public LocalDate? SuspendedUntil { get; init; }
    public bool Closed { get; init; }
    public long ResidualCents { get; init; }
    public LocalDate? ValidFrom { get; init; }
    public LocalDate? PayableUntil { get; init; }

    public PayableFacts Facts =>
        new(State, new Suspension(Suspended, SuspendedFrom, SuspendedUntil), Closed, ResidualCents, ValidFrom, PayableUntil);

    public static Task<IReadOnlyList<LedgerRow>> Of(Sql sql, Id checkoutId) =>
        sql.Rows<LedgerRow>(
            """
            SELECT n.OrganizationFiscalCode, n.NoticeNumber, n.AmountCents, i.PaidAt, d.State, d.Suspended, d.SuspendedFrom, d.SuspendedUntil,
                   p.Closed, i.ResidualCents, d.ValidFrom, COALESCE(i.PayableUntil, d.PayableUntil) AS PayableUntil
              FROM CheckoutNotices n
             INNER JOIN Installments i     ON i.OrganizationFiscalCode = n.OrganizationFiscalCode AND i.NoticeNumber = n.NoticeNumber
             INNER JOIN PaymentDocuments d ON d.Id = i.DocumentId
             INNER JOIN PaymentOptions p   ON p.DocumentId = i.DocumentId AND p.Ordinal = i.OptionOrdinal
             WHERE n.CheckoutId = @checkoutId
             ORDER BY n.Ordinal
            """,
            new { checkoutId }
        );
}
