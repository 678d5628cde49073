using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using NodaTime;

namespace Lecce.Riscossione.Api.Notices;

/// <summary>
/// The installments that a notice prints: those of open options that can be paid now or later. Of several plans, the first one with a residual.
/// </summary>
internal sealed record NoticeChoice(InstallmentRow? Whole, InstallmentRow? Reduced, IReadOnlyList<InstallmentRow> Installments)
{
    /// <exception cref="Refusal">No installment can be paid; code and detail give the reason.</exception>
    public static NoticeChoice Of(StoredDocument document, int? ordinal, Instant now)
    {
        var asked = document.Installments.Where(row => ordinal is null || row.Ordinal == ordinal).ToList();
        if (asked.Count == 0)
        {
            throw new Refusal(
                Codes.InstallmentNotFound,
                "Il documento non ha una rata con questo numero: verificare il parametro installment."
            );
        }

        if (document.HasStamp)
        {
            throw new Refusal(
                Codes.StampNotOnNotice,
                "Il documento comprende una marca da bollo, che gli sportelli non vendono: si paga solo sul web (POST /v1/checkouts)."
            );
        }

        var printable = asked.Where(row => Payable.WhyNot(document.FactsOf(row), now) is null or NotPayable.NotYetValid).ToList();
        if (printable.Count == 0)
        {
            throw Refuse(document, asked, now);
        }

        var plan = printable.Find(row => document.OptionOf(row).Kind == OptionKind.Installments)?.OptionOrdinal;
        return new NoticeChoice(
            printable.Find(row => document.OptionOf(row).Kind == OptionKind.Single),
            printable.Find(row => document.OptionOf(row).Kind == OptionKind.Reduced),
            [.. printable.Where(row => row.OptionOrdinal == plan)]
        );
    }

    private static Refusal Refuse(StoredDocument document, List<InstallmentRow> asked, Instant now)
    {
        var reasons = asked.ConvertAll(row => Payable.WhyNot(document.FactsOf(row), now));
        if (document.Row.State == DocumentState.Draft)
        {
            return new Refusal(Codes.DocumentDraft, "Il documento è una bozza: pubblicarlo, poi chiedere l'avviso.");
        }

        if (reasons.Contains(NotPayable.AlreadyPaid) && !reasons.Contains(NotPayable.Expired) && !reasons.Contains(NotPayable.Suspended))
        {
            return new Refusal(
                Codes.DocumentPaid,
                "Quanto richiesto è già stato pagato: non c'è un avviso da stampare. La quietanza si scarica dalla riscossione."
            );
        }

        var why = reasons[0] switch
        {
            NotPayable.Cancelled => "è stato annullato, discaricato o avviato alla riscossione coattiva",
            NotPayable.Suspended => "è sospeso",
            NotPayable.ClosedByAnotherOption => "si sta pagando con un'altra soluzione",
            _ => "è oltre l'ultimo giorno utile per pagare",
        };
        return new Refusal(Codes.DocumentNotPayable, $"Non c'è un avviso da stampare: il documento {why}.");
    }
}
