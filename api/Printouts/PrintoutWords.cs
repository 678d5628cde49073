using Lecce.Riscossione.Api.Notices;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using Lecce.Riscossione.Api.Payments;

namespace Lecce.Riscossione.Api.Printouts;

/// <summary>The published words in Italian. An unknown word is printed as it is.</summary>
internal static class PrintoutWords
{
    public static string Channel(string channel) =>
        channel switch
        {
            Payments.Channel.PagoPa => "pagoPA",
            Payments.Channel.Counter => "sportello",
            Payments.Channel.BankTransfer => "bonifico",
            Payments.Channel.Postal => "posta",
            Payments.Channel.DirectDebit => "addebito diretto",
            Payments.Channel.F24 => "F24",
            Payments.Channel.Other => "altro",
            _ => channel,
        };

    public static string Outcome(string outcome) =>
        outcome switch
        {
            PaymentOutcome.Exact => "a saldo",
            PaymentOutcome.Partial => "in parte",
            PaymentOutcome.Excess => "in eccesso",
            PaymentOutcome.Duplicate => "doppio",
            PaymentOutcome.Unmatched => "non imputato",
            _ => outcome,
        };

    public static string Movement(string kind) =>
        kind switch
        {
            MovementKind.Charge => "addebito",
            MovementKind.Adjustment => "rettifica",
            MovementKind.Payment => "pagamento",
            MovementKind.Reversal => "storno",
            _ => kind,
        };

    /// <summary>The debtor with the Italian fiscal code, if any; a foreign identity is never printed.</summary>
    public static string Debtor(DocumentRow row) =>
        row.DebtorFiscalCode.IsAnonymous ? row.DebtorName : $"{row.DebtorName}, codice fiscale {row.DebtorFiscalCode}";

    public static string NameOf(OptionRow option, InstallmentRow installment) =>
        option.Kind switch
        {
            OptionKind.Installments => $"rata n. {installment.PositionInOption}",
            OptionKind.Reduced when installment.DueOn is null && option.WithinDays is { } days =>
                $"importo ridotto, {NoticeWords.Italian.FromNotification(days)}",
            OptionKind.Reduced => "importo ridotto",
            _ => "rata unica",
        };

    /// <summary>The status of an installment.</summary>
    public static string Standing(OptionRow option, InstallmentRow installment, NotPayable? reason) =>
        reason switch
        {
            NotPayable.Cancelled => "annullata",
            _ when option.Closed => "chiusa: scelta un'altra soluzione",
            null => installment.ResidualCents < installment.AmountCents ? "pagata in parte" : "da pagare",
            NotPayable.AlreadyPaid => installment.PaidAt is { } at ? $"pagata il {Printout.Day(at)}" : "pagata",
            NotPayable.Expired => "oltre il termine",
            NotPayable.Suspended => "sospesa",
            NotPayable.NotYetValid => "non ancora pagabile",
            _ => "non pagabile",
        };
}
