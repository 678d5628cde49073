using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;

namespace Lecce.Riscossione.Api.Payments;

/// <summary>
/// The stored facts about incoming payments: those that are recorded already, and the installments of the paid notice numbers.
/// </summary>
internal sealed class PaymentLookup
{
    private readonly Dictionary<(FiscalCode, string, string), PaymentRow> known = [];
    private readonly Dictionary<(FiscalCode, NoticeNumber), InstallmentKey> byNotice = [];

    /// <summary>Looks, once for each creditor and channel among them.</summary>
    public static async Task<PaymentLookup> Of(Sql sql, IReadOnlyList<IncomingPayment> incoming)
    {
        var lookup = new PaymentLookup();
        foreach (var alike in incoming.GroupBy(one => (one.Organization, one.Channel)))
        {
            await lookup.Look(sql, alike.Key.Organization, alike.Key.Channel, [.. alike]);
        }

        return lookup;
    }

    /// <summary>The payment as recorded before, also within this transaction; null for a new one.</summary>
    public PaymentRow? Find(IncomingPayment incoming) =>
        known.GetValueOrDefault((incoming.Organization, incoming.Channel, incoming.ChannelPaymentId));

    public void Add(PaymentRow payment) => known.Add((payment.OrganizationFiscalCode, payment.Channel, payment.ChannelPaymentId), payment);

    /// <summary>The installment that was paid: the one named, or the one with the notice number; null when there is none.</summary>
    public InstallmentKey? TargetOf(IncomingPayment incoming) =>
        incoming.UnmatchedReason is not null ? null
        : incoming.Installment is { } named ? named
        : NoticeNumber.TryParse(incoming.NoticeNumber, out var noticeNumber)
            ? byNotice.GetValueOrDefault((incoming.Organization, noticeNumber))
        : null;

    /// <summary>Loads the documents of those that are new, to change them.</summary>
    public async Task<IReadOnlyDictionary<Id, StoredDocument>> Load(Sql sql, IReadOnlyList<IncomingPayment> incoming)
    {
        var targets = incoming.Where(one => Find(one) is null).Select(TargetOf).OfType<InstallmentKey>();
        var ids = targets.Select(target => target.DocumentId).Distinct().ToList();
        var documents = ids.Count == 0 ? [] : await DocumentStore.LoadToChange(sql, ids);
        return documents.ToDictionary(document => document.Row.Id);
    }

    private async Task Look(Sql sql, FiscalCode organization, string channel, IReadOnlyList<IncomingPayment> incoming)
    {
        var numbers = incoming
            .Select(one => NoticeNumber.TryParse(one.NoticeNumber, out var number) ? number.Value : null)
            .OfType<string>();
        var (payments, installments) = await sql.Several(
            $"""
            SELECT {PaymentRow.Columns}
              FROM Payments p
             WHERE p.OrganizationFiscalCode = @organization
               AND p.Channel                = @channel
               AND p.ChannelPaymentId IN ({sql.Dialect.TextsOf("@channelPaymentIds")});
            SELECT DocumentId, Ordinal, NoticeNumber
              FROM Installments
             WHERE OrganizationFiscalCode = @organization
               AND NoticeNumber IN ({sql.Dialect.TextsOf("@numbers")})
            """,
            new
            {
                organization,
                channel,
                channelPaymentIds = StoredJson.Write(incoming.Select(one => one.ChannelPaymentId)),
                numbers = StoredJson.Write(numbers),
            },
            async results => (await results.Rows<PaymentRow>(), await results.Rows<BearerRow>())
        );
        foreach (var payment in payments)
        {
            Add(payment);
        }

        foreach (var row in installments)
        {
            byNotice[(organization, row.NoticeNumber)] = new InstallmentKey { DocumentId = row.DocumentId, Ordinal = row.Ordinal };
        }
    }

    private sealed record BearerRow
    {
        public Id DocumentId { get; init; }
        public int Ordinal { get; init; }
        public NoticeNumber NoticeNumber { get; init; }
    }
}
