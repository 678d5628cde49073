namespace Lecce.Riscossione.Api.Payments;

/// <summary>The channels through which money comes.</summary>
internal static class Channel
{
    public const string PagoPa = "pagopa";

    public const string Counter = "counter";
    public const string BankTransfer = "bank-transfer";
    public const string Postal = "postal";
    public const string DirectDebit = "direct-debit";
    public const string F24 = "f24";
    public const string Other = "other";

    /// <summary>Every channel, as SQL lists them: an index of organization, channel and number then finds a number whose channel is not named.</summary>
    public const string AllInSql = "'pagopa', 'counter', 'bank-transfer', 'postal', 'direct-debit', 'f24', 'other'";

    /// <summary>The channels by which a caller may record what it collected; pagoPA's receipts come only from the Node.</summary>
    public static readonly IReadOnlyList<string> Recordable = [Counter, BankTransfer, Postal, DirectDebit, F24, Other];
}
