using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Data.Rows;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Change;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.Webhooks;
using NodaTime;

namespace Lecce.Riscossione.Api.Payments;

/// <summary>Money that arrived, as a channel reports it.</summary>
internal sealed record IncomingPayment
{
    /// <summary>The creditor.</summary>
    public required FiscalCode Organization { get; init; }

    /// <summary>One of <see cref="Payments.Channel"/>.</summary>
    public required string Channel { get; init; }

    /// <summary>One of <see cref="PaymentOrigin"/>. It is no part of the payment's name: what is known is not recorded again from elsewhere.</summary>
    public required string Origin { get; init; }

    /// <summary>The channel's own name for this payment; recorded once. At most 255 ASCII characters.</summary>
    public required string ChannelPaymentId { get; init; }

    /// <summary>The notice paid, as it came: it need not be one of ours.</summary>
    public string? NoticeNumber { get; init; }

    /// <summary>The installment paid, when the channel knows it by document rather than by notice.</summary>
    public InstallmentKey? Installment { get; init; }

    /// <summary>Limits what the money may be applied to; null: every department's documents.</summary>
    public Id? DepartmentId { get; init; }

    /// <summary>Limits it further, to documents all of whose items are of these revenue types; null: all of them.</summary>
    public RevenueTypeLimit? RevenueTypes { get; init; }

    /// <summary>Euro cents, more than zero.</summary>
    public required long AmountCents { get; init; }

    /// <summary>When the payer paid.</summary>
    public required Instant PaidAt { get; init; }

    /// <summary>The payment service provider's name, where there is one.</summary>
    public string? PspName { get; init; }

    /// <summary>True when the Node took it in the place of a creditor that did not answer (SANP, stand-in).</summary>
    public bool StandIn { get; init; }

    /// <summary>Who records it: a key or a channel.</summary>
    public required string Actor { get; init; }

    /// <summary>Set when the channel knows that the money belongs to no debt of this organization.</summary>
    public string? UnmatchedReason { get; init; }
}

/// <summary>An installment of a document.</summary>
internal sealed record InstallmentKey
{
    public required Id DocumentId { get; init; }
    public required int Ordinal { get; init; }
}

/// <summary>A payment as recorded.</summary>
/// <param name="Payment">The row.</param>
/// <param name="IsNew">False when it was recorded before: nothing happened this time.</param>
internal sealed record RecordedPayment(PaymentRow Payment, bool IsNew)
{
    /// <summary>The lines that it paid; empty when it paid nothing or is not new.</summary>
    public IReadOnlyList<PaymentApplicationRow> Applications { get; init; } = [];

    /// <summary>Its timeline and webhook event; null when it is not new.</summary>
    public PaymentRecorded? Event { get; init; }

    /// <summary>The codes of the revenue types of its document; empty when it has none or is not new.</summary>
    public IReadOnlyList<string> RevenueTypes { get; init; } = [];
}

/// <summary>
/// The one way in which money enters, whatever the channel. Money is never refused because of a debt's state: it is recorded, applied as
/// far as it goes, classified, written into ledger and timeline, and announced, all in the caller's transaction.
/// </summary>
internal static class RecordPayment
{
    private static readonly BulkTable<PaymentRow> Table = new BulkTable<PaymentRow>("Payments")
        .Code("Id", row => row.Id)
        .Code("OrganizationFiscalCode", row => row.OrganizationFiscalCode)
        .Code("DepartmentId", row => row.DepartmentId)
        .Code("Channel", row => row.Channel)
        .Code("ChannelPaymentId", row => row.ChannelPaymentId)
        .Code("NoticeNumber", row => row.NoticeNumber)
        .Code("DocumentId", row => row.DocumentId)
        .Number("InstallmentOrdinal", row => row.InstallmentOrdinal)
        .Number("AmountCents", row => row.AmountCents)
        .Code("Outcome", row => row.Outcome)
        .Code("Reason", row => row.Reason)
        .Text("PspName", row => row.PspName)
        .Flag("StandIn", row => row.StandIn)
        .Code("Origin", row => row.Origin)
        .Moment("PaidAt", row => row.PaidAt)
        .Moment("RecordedAt", row => row.RecordedAt)
        .Code("Actor", row => row.Actor);

    /// <summary>Records a payment, unless it is recorded already.</summary>
    public static async Task<RecordedPayment> Record(Sql sql, IncomingPayment incoming, Instant now) =>
        (await Record(sql, [incoming], now))[0];

    /// <summary>
    /// Records payments one after another, in as many statements as one payment takes. Several may name one document; a payment that is given
    /// twice is recorded once.
    /// </summary>
    /// <returns>The payments as recorded, in the order given.</returns>
    public static async Task<IReadOnlyList<RecordedPayment>> Record(Sql sql, IReadOnlyList<IncomingPayment> incoming, Instant now)
    {
        var known = await PaymentLookup.Of(sql, incoming);
        var documents = await known.Load(sql, incoming);
        var recorded = new List<RecordedPayment>(incoming.Count);
        foreach (var one in incoming)
        {
            recorded.Add(known.Find(one) is { } row ? new RecordedPayment(row, IsNew: false) : RecordNew(one, known, documents, now));
        }

        var added = recorded.Where(one => one.IsNew).ToList();
        await sql.Insert(Table, [.. added.Select(one => one.Payment)]);
        await sql.Insert(PaymentApplication.Table, [.. added.SelectMany(one => one.Applications)]);
        await DocumentStore.Save(sql, documents.Values);
        await Outbox.Append(sql, [.. added.SelectMany(EventsOf)]);
        return recorded;
    }

    /// <summary>Applies a payment to the loaded document that it concerns, and adds it to what is known.</summary>
    private static RecordedPayment RecordNew(
        IncomingPayment incoming,
        PaymentLookup known,
        IReadOnlyDictionary<Id, StoredDocument> documents,
        Instant now
    )
    {
        var ledger = new LedgerStamp(incoming.Actor, now, Id.New(now));
        var (document, installment) = Find(incoming, known.TargetOf(incoming), documents);
        if (document is not null && RestoreDocument.IsRestoredBy(document, incoming.AmountCents))
        {
            // No office will look at it: the payer paid what was asked, only late.
            RestoreDocument.Restore(document, "Pagamento arrivato dopo la scadenza", ledger.Actor, ledger.Now);
        }

        var application =
            document is null || installment is null
                ? new Application(PaymentOutcome.Unmatched, incoming.UnmatchedReason ?? UnmatchedReason.NoticeUnknown)
                : ApplyPayment.To(document, installment, incoming.AmountCents, incoming.PaidAt, ledger);
        var payment = RowOf(incoming, application, document, installment, ledger);
        known.Add(payment);
        var recorded = PaymentRecorded.Of(payment, document);
        if (document is not null)
        {
            Note(document, recorded, application, ledger);
        }

        return new RecordedPayment(payment, IsNew: true)
        {
            Applications = PaymentApplication.Of(payment, application),
            Event = recorded,
            RevenueTypes = document?.RevenueTypes ?? [],
        };
    }

    private static (StoredDocument? Document, InstallmentRow? Installment) Find(
        IncomingPayment incoming,
        InstallmentKey? target,
        IReadOnlyDictionary<Id, StoredDocument> documents
    )
    {
        if (target is null || !documents.TryGetValue(target.DocumentId, out var document))
        {
            return (null, null);
        }

        var isCovered =
            (incoming.DepartmentId is null || incoming.DepartmentId == document.Row.DepartmentId)
            && (incoming.RevenueTypes is not { } limit || document.Items.All(item => limit.Allows(item.RevenueTypeCode)));
        return isCovered ? (document, document.Installments.First(one => one.Ordinal == target.Ordinal)) : (null, null);
    }

    private static PaymentRow RowOf(
        IncomingPayment incoming,
        Application application,
        StoredDocument? document,
        InstallmentRow? installment,
        in LedgerStamp ledger
    ) =>
        new()
        {
            Id = ledger.PaymentId,
            OrganizationFiscalCode = incoming.Organization,
            DepartmentId = document?.Row.DepartmentId ?? incoming.DepartmentId,
            Channel = incoming.Channel,
            ChannelPaymentId = incoming.ChannelPaymentId,
            NoticeNumber = installment?.NoticeNumber?.Value ?? incoming.NoticeNumber,
            DocumentId = document?.Row.Id,
            InstallmentOrdinal = installment?.Ordinal,
            AmountCents = incoming.AmountCents,
            AppliedCents = application.AppliedCents,
            Outcome = application.Outcome,
            Reason = application.Reason,
            PspName = incoming.PspName,
            StandIn = incoming.StandIn,
            Origin = incoming.Origin,
            PaidAt = incoming.PaidAt,
            RecordedAt = ledger.Now,
            Actor = incoming.Actor,
        };

    /// <summary>Writes into the timeline what happened: the money first, then what followed from it.</summary>
    private static void Note(StoredDocument document, PaymentRecorded recorded, Application application, in LedgerStamp ledger)
    {
        document.Row.UpdatedAt = ledger.Now;
        document.Note(recorded, ledger.Actor, ledger.Now);
        if (application.ClosedOptions is { Count: > 0 } closed)
        {
            document.Note(new OptionsClosed(application.ChosenOption, closed), ledger.Actor, ledger.Now);
        }

        if (application.ReductionCents > 0)
        {
            document.Note(new ReductionGranted(application.ReductionCents), ledger.Actor, ledger.Now);
        }
    }

    private static IEnumerable<OutboxEvent> EventsOf(RecordedPayment added)
    {
        yield return EventOf(added, added.Event!);
        if (added.Payment.Outcome == PaymentOutcome.Duplicate)
        {
            yield return EventOf(added, new PaymentDuplicateDetected(added.Event!));
        }
    }

    private static OutboxEvent EventOf<T>(RecordedPayment added, T what)
        where T : IWebhookEvent =>
        OutboxEvent.Of(added.Payment.OrganizationFiscalCode, added.Payment.DepartmentId, what, added.Payment.RecordedAt) with
        {
            RevenueTypes = added.RevenueTypes,
        };
}
