namespace Lecce.Riscossione.Api.Payments;

/// <summary>The outcome of a payment. Money is never refused: what cannot be applied waits to be refunded or offset.</summary>
internal static class PaymentOutcome
{
    /// <summary>Pays exactly what its installment lacked.</summary>
    public const string Exact = "exact";

    /// <summary>Pays a part, where the revenue type allows it or where the document keeps the rest as residual.</summary>
    public const string Partial = "partial";

    /// <summary>More than was lacking: the rest is not applied.</summary>
    public const string Excess = "excess";

    /// <summary>The debt was paid before: nothing is applied.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>No debt to apply it to; <see cref="UnmatchedReason"/> says why.</summary>
    public const string Unmatched = "unmatched";

    public static readonly IReadOnlyList<string> All = [Exact, Partial, Excess, Duplicate, Unmatched];
}

/// <summary>Who said that a payment happened.</summary>
internal static class PaymentOrigin
{
    /// <summary>An office that collected it.</summary>
    public const string Office = "office";

    /// <summary>A receipt that the channel sent.</summary>
    public const string Receipt = "receipt";

    /// <summary>A receipt that the channel did not send and that was fetched from it.</summary>
    public const string Recovery = "recovery";

    /// <summary>The origin of a row; one from before origins were stored came by receipt from pagoPA and from an office otherwise.</summary>
    public static string Of(PaymentRow row) => row.Origin ?? (row.Channel == Channel.PagoPa ? Receipt : Office);
}

/// <summary>The lines of what a payment pays.</summary>
internal static class ApplicationKind
{
    /// <summary>Pays an installment.</summary>
    public const string Apply = "apply";

    /// <summary>Takes back what was applied, because the money went back.</summary>
    public const string Reverse = "reverse";

    /// <summary>Takes from one installment what another line of the same kind gives to another one.</summary>
    public const string Move = "move";
}

/// <summary>Why money found no debt.</summary>
internal static class UnmatchedReason
{
    public const string NoticeUnknown = "notice-unknown";
    public const string DocumentCancelled = "document-cancelled";
    public const string DocumentWrittenOff = "document-written-off";
    public const string DocumentEnforced = "document-enforced";
    public const string DocumentDraft = "document-draft";
    public const string PartialNotAllowed = "partial-not-allowed";

    /// <summary>The receipt tells another beneficiary of a payment whose creditor is someone else.</summary>
    public const string BeneficiaryCopy = "beneficiary-copy";
}
