using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Notices;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using Lecce.Riscossione.Api.Payments;
using NodaTime;

namespace Lecce.Riscossione.Api.Printouts;

/// <summary>The summary (riepilogo) of a payment document: what is owed, the options, the payments, the remainder.</summary>
internal static class DocumentSummary
{
    public static Printout Of(SummaryFacts facts, Instant now)
    {
        var row = facts.Document.Row;
        var rest = $"{Printout.Money(row.ResidualCents)} euro su {Printout.Money(row.AmountCents)}";
        return new Printout
        {
            Title = "RIEPILOGO DEL DOCUMENTO DI PAGAMENTO",
            FileTitle = $"Riepilogo del documento di pagamento {row.Id}",
            FileName = $"riepilogo-{row.Id}.pdf",
            Subject = NoticeText.Sentence(row.Subject, 140),
            Creditor = NoticeCreditor.Of(facts.Issuer),
            Statement =
                $"Situazione al {Printout.Day(now)}: {DocumentState.InItalian(row.State)}{(row.IsSuspendedOn(Rome.DateOf(now)) ? ", sospeso" : "")}. "
                + $"Restano {rest}. Il riepilogo non vale come quietanza.",
            Blocks = [Debt(row, facts.Issuer), Items(facts.Document), .. Options(facts.Document, now), Payments(facts), Movements(facts)],
        };
    }

    private static Facts Debt(DocumentRow row, NoticeIssuer issuer)
    {
        var values = new List<Fact>
        {
            new("Ente creditore", $"{issuer.Name}, codice fiscale {issuer.FiscalCode}"),
            new("Debitore", PrintoutWords.Debtor(row)),
            new("Documento", row.Id.Value),
            new("Riferimento dell'ufficio", row.ExternalId),
        };
        if (NoticeText.AddressLines(row, 100) is { Count: > 0 } lines)
        {
            values.Insert(2, new("Indirizzo", string.Join(", ", lines)));
        }

        if (row.IssuedAt is { } issued)
        {
            values.Add(new("Emesso il", Printout.Day(issued)));
        }

        return new("Il debito", values);
    }

    private static Table Items(StoredDocument document) =>
        new(
            "Voci di debito",
            [
                new("Voce", 36),
                new("Beneficiario", 26),
                new("Anno", 8, ColumnKind.Code),
                new("Importo, euro", 15, ColumnKind.Money),
                new("Residuo, euro", 15, ColumnKind.Money),
            ],
            [
                .. document.Items.Select(item =>
                    Cells(
                        item.Description,
                        item.BeneficiaryName,
                        $"{item.Year}",
                        Printout.Money(item.AmountCents),
                        Printout.Money(item.ResidualCents)
                    )
                ),
            ]
        );

    private static IEnumerable<Block> Options(StoredDocument document, Instant now) =>
        document.Options.Select(option => new Table(
            $"{HeadingOf(option)}: {Printout.Money(option.AmountCents)} euro{(option.Closed ? " (soluzione chiusa)" : "")}",
            [
                new("Rata", 16),
                new("Numero avviso", 27, ColumnKind.Code),
                new("Scadenza", 12, ColumnKind.Code),
                new("Stato", 19),
                new("Importo, euro", 13, ColumnKind.Money),
                new("Residuo, euro", 13, ColumnKind.Money),
            ],
            [
                .. document
                    .Installments.Where(one => one.OptionOrdinal == option.Ordinal)
                    .Select(one =>
                        Cells(
                            PrintoutWords.NameOf(option, one),
                            one.NoticeNumber?.Grouped ?? "",
                            one.DueOn is { } due ? NoticeText.Date(due) : "",
                            PrintoutWords.Standing(option, one, Payable.WhyNot(document.FactsOf(one), now)),
                            Printout.Money(one.AmountCents),
                            Printout.Money(OwedOn(document, option, one))
                        )
                    ),
            ]
        ));

    /// <summary>Zero on a closed option or a settled document: its installments were paid in another way.</summary>
    private static long OwedOn(StoredDocument document, OptionRow option, InstallmentRow installment) =>
        option.Closed || document.Row.ResidualCents == 0 ? 0 : installment.ResidualCents;

    private static string HeadingOf(OptionRow option) =>
        option.Kind switch
        {
            OptionKind.Installments => "A rate",
            OptionKind.Reduced => "Importo ridotto",
            _ => "In un'unica soluzione",
        };

    private static Table Payments(SummaryFacts facts) =>
        new(
            "Riscossioni",
            [
                new("Pagato il", 13, ColumnKind.Code),
                new("Canale", 15),
                new("Prestatore di servizi", 28),
                new("Esito", 14),
                new("Ricevuto, euro", 15, ColumnKind.Money),
                new("Imputato, euro", 15, ColumnKind.Money),
            ],
            [
                .. facts.Payments.Select(payment =>
                    Cells(
                        Printout.Day(payment.PaidAt),
                        PrintoutWords.Channel(payment.Channel),
                        payment.PspName ?? "",
                        PrintoutWords.Outcome(payment.Outcome),
                        Printout.Money(payment.AmountCents),
                        Printout.Money(payment.AppliedCents)
                    )
                ),
            ]
        );

    private static Table Movements(SummaryFacts facts) =>
        new(
            "Movimenti",
            [
                new("N.", 8, ColumnKind.Code),
                new("Data", 14, ColumnKind.Code),
                new("Voce", 44),
                new("Tipo", 17),
                new("Euro", 17, ColumnKind.Money),
            ],
            [
                .. facts.Movements.Select(movement =>
                    Cells(
                        $"{movement.Ordinal}",
                        Printout.Day(movement.RecordedAt),
                        facts.Document.Items[movement.ItemOrdinal - 1].Description,
                        PrintoutWords.Movement(movement.Kind),
                        Printout.Money(movement.AmountCents)
                    )
                ),
            ]
        );

    private static IReadOnlyList<string> Cells(params string[] texts) => texts;
}

/// <summary>The content of a summary.</summary>
internal sealed record SummaryFacts(
    StoredDocument Document,
    NoticeIssuer Issuer,
    IReadOnlyList<PaymentRow> Payments,
    IReadOnlyList<MovementRow> Movements
);
