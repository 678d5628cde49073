using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Notices;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using Lecce.Riscossione.Api.Payments;

namespace Lecce.Riscossione.Api.Printouts;

/// <summary>The quittance (quietanza) of a payment: payer, amount, creditor, and any money that was not applied to a debt.</summary>
internal static class Quittance
{
    public static Printout Of(QuittanceFacts facts)
    {
        var payment = facts.Payment;
        var applied = payment.AppliedCents > 0;
        var what = applied ? "Quietanza di pagamento" : "Attestazione di somma ricevuta e non imputata";
        return new Printout
        {
            Title = what.ToUpperInvariant(),
            FileTitle = $"{what} {payment.Id}",
            FileName = $"quietanza-{payment.Id}.pdf",
            Subject = facts.Document is { } document ? NoticeText.Sentence(document.Row.Subject, 140) : "Debito non individuato",
            Creditor = NoticeCreditor.Of(facts.Issuer),
            Statement = StatementOf(payment),
            Blocks = [PaymentOf(payment), DebtOf(facts), .. TablesOf(facts.Paid)],
        };
    }

    private static string StatementOf(PaymentRow payment)
    {
        var received = $"Sono stati ricevuti {Printout.Money(payment.AmountCents)} euro";
        var rest = Printout.Money(payment.AmountCents - payment.AppliedCents);
        return payment.Outcome switch
        {
            PaymentOutcome.Exact => $"{received}: il pagamento salda quanto dovuto con questo avviso.",
            PaymentOutcome.Partial => $"{received}: il pagamento copre una parte di quanto dovuto, il resto è ancora da pagare.",
            PaymentOutcome.Excess =>
                $"{received}: il pagamento salda quanto dovuto e lo supera. {rest} euro non sono imputati al debito: sono da rimborsare o compensare.",
            PaymentOutcome.Duplicate =>
                $"{received}, ma il debito era già stato pagato: il pagamento è doppio. {rest} euro non sono imputati ad alcun debito: "
                    + "sono da rimborsare o compensare.",
            _ => $"{received}, ma non è stato trovato un debito a cui imputarli: {ReasonOf(payment.Reason)}. "
                + "La somma non estingue alcun debito; resta a disposizione per essere imputata, compensata o rimborsata.",
        };
    }

    private static string ReasonOf(string? reason) =>
        reason switch
        {
            UnmatchedReason.NoticeUnknown => "il numero avviso non è conosciuto",
            UnmatchedReason.DocumentCancelled => "il documento di pagamento è stato annullato",
            UnmatchedReason.DocumentWrittenOff => "il documento di pagamento è stato discaricato",
            UnmatchedReason.DocumentEnforced => "il documento di pagamento è stato avviato alla riscossione coattiva",
            UnmatchedReason.DocumentDraft => "il documento di pagamento non è ancora emesso",
            UnmatchedReason.PartialNotAllowed => "questo debito non si può pagare in parte",
            UnmatchedReason.BeneficiaryCopy => "il pagamento riguarda il debito verso un altro ente, di cui questo è beneficiario",
            _ => "la somma è in attesa di verifica",
        };

    private static Facts PaymentOf(PaymentRow payment)
    {
        var values = new List<Fact>
        {
            new("Importo ricevuto", $"{Printout.Money(payment.AmountCents)} euro"),
            new("di cui imputato al debito", $"{Printout.Money(payment.AppliedCents)} euro"),
            new("Pagato il", Printout.Moment(payment.PaidAt)),
            new("Registrato il", Printout.Moment(payment.RecordedAt)),
            new("Canale", PrintoutWords.Channel(payment.Channel)),
        };
        if (payment.PspName is { } psp)
        {
            values.Add(new("Prestatore di servizi", psp));
        }

        values.Add(new(payment.Channel == Channel.PagoPa ? "Ricevuta (IUR)" : "Identificativo presso il canale", payment.ChannelPaymentId));
        if (payment.NoticeNumber is { } number)
        {
            var known = NoticeNumber.TryParse(number, out var notice);
            values.Add(new("Numero avviso", known ? notice.Grouped : number));
            if (known)
            {
                values.Add(new("IUV", notice.Iuv));
            }
        }

        values.Add(new("Identificativo riscossione", payment.Id.Value));
        return new("Il pagamento", values);
    }

    private static Facts DebtOf(QuittanceFacts facts)
    {
        var values = new List<Fact> { new("Ente creditore", $"{facts.Issuer.Name}, codice fiscale {facts.Issuer.FiscalCode}") };
        if (facts.Document is { } document)
        {
            values.Add(new("Debitore", PrintoutWords.Debtor(document.Row)));
            values.Add(new("Documento di pagamento", document.Row.Id.Value));
            if (document.Installments.FirstOrDefault(one => one.Ordinal == facts.Payment.InstallmentOrdinal) is { } installment)
            {
                values.Add(new("Soluzione", PrintoutWords.NameOf(document.OptionOf(installment), installment)));
            }
        }

        return new("Il debito", values);
    }

    private static IEnumerable<Block> TablesOf(IReadOnlyList<(ItemRow Item, long Cents)> paid)
    {
        yield return new Table(
            "Voci a cui è imputato",
            [new("Voce", 46), new("Tipo di entrata", 28), new("Anno", 8, ColumnKind.Code), new("Euro", 18, ColumnKind.Money)],
            [
                .. paid.Select(one =>
                    (IReadOnlyList<string>)[one.Item.Description, one.Item.RevenueTypeName, $"{one.Item.Year}", Printout.Money(one.Cents)]
                ),
            ]
        );
        yield return new Table(
            "Accrediti",
            [new("Beneficiario", 32), new("Conto", 33, ColumnKind.Code), new("Codice tassonomico", 18), new("Euro", 17, ColumnKind.Money)],
            [
                .. Allocation
                    .TransfersOf(paid)
                    .Select(one =>
                        (IReadOnlyList<string>)
                            [
                                $"{one.BeneficiaryName} ({one.BeneficiaryFiscalCode})",
                                one.Iban?.Value ?? "marca da bollo",
                                one.TaxonomyCode,
                                Printout.Money(one.AmountCents),
                            ]
                    ),
            ]
        );
    }
}

/// <summary>The content of a quittance.</summary>
/// <param name="Payment">The money that arrived.</param>
/// <param name="Issuer">The creditor.</param>
/// <param name="Document">Null when no debt was found for the payment.</param>
/// <param name="Paid">The amount paid on each item, from the ledger.</param>
internal sealed record QuittanceFacts(
    PaymentRow Payment,
    NoticeIssuer Issuer,
    StoredDocument? Document,
    IReadOnlyList<(ItemRow Item, long Cents)> Paid
);
