using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Notices.Layout;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using Lecce.Riscossione.Api.Payments;
using Lecce.Riscossione.Api.Printouts;
using Lecce.Riscossione.Api.Sheets;
using Lecce.Riscossione.Tests.Architecture;
using Lecce.Riscossione.Tests.Notices;
using Lecce.Riscossione.Tests.Pdf;

namespace Lecce.Riscossione.Tests.Printouts;

/// <summary>The layout and text of quittances and summaries, without a database.</summary>
public sealed class PrintoutTests
{
    private static readonly SampleNotice Plan = new() { Installments = 40 };

    [Fact]
    public void Every_text_is_inside_its_place_and_places_do_not_overlap() =>
        Findings.MustBeNone(
            from one in Printouts
            from page in PrintoutLayout.Of(one)
            from fault in NoticeGeometryTests.Faults(page)
            select $"{one.FileName}: {fault}"
        );

    [Fact]
    public void Amounts_and_codes_are_never_shortened()
    {
        foreach (var printout in Printouts)
        {
            var printed = PrintoutLayout
                .Of(printout)
                .SelectMany(page => page.Leaves)
                .OfType<TextItem>()
                .Select(text => text.Text)
                .ToHashSet();
            var exact =
                from table in printout.Blocks.OfType<Table>()
                from row in table.Rows
                from cell in table.Columns.Zip(row)
                where cell.First.Kind != ColumnKind.Text && cell.Second.Length > 0
                select cell.Second;
            Findings.MustBeNone(exact.Where(text => !printed.Contains(text)));
        }
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes() =>
        Assert.Equal(PrintoutFile.BytesOf(Summary(Plan)), PrintoutFile.BytesOf(Summary(Plan)));

    [Fact]
    public void A_summary_and_a_refusal_name_each_state_alike()
    {
        foreach (var state in DocumentState.All)
        {
            var document = Plan.Document;
            document.Row.State = state;
            var refused = state == DocumentState.Draft ? DocumentEvent.Settle : DocumentEvent.Publish;
            var refusal = Assert.Throws<Refusal>(() => Transitions.Next(state, refused));
            var name = refusal.Message.Split('«', '»')[1];

            Assert.Contains($": {name}. Restano", SummaryOf(document).Statement, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_summary_shows_a_closed_option_as_closed_and_asks_nothing_for_it()
    {
        var document = new SampleNotice { Installments = 2 }.Document;
        document.Options[0].Closed = true;
        document.Row.ResidualCents = 51_049;
        document.Row.State = DocumentState.PartiallyPaid;

        var tables = SummaryOf(document).Blocks.OfType<Table>().ToList();

        var closed = tables.Single(table => table.Heading.StartsWith("In un'unica soluzione", StringComparison.Ordinal));
        Assert.EndsWith("(soluzione chiusa)", closed.Heading, StringComparison.Ordinal);
        Assert.Equal(["chiusa: scelta un'altra soluzione", "1.020,99", "0,00"], closed.Rows.Single().Skip(3));
        var open = tables.Single(table => table.Heading.StartsWith("A rate", StringComparison.Ordinal));
        Assert.DoesNotContain("chiusa", open.Heading, StringComparison.Ordinal);
        Assert.Equal("510,50", open.Rows[0][^1]);
    }

    [Fact]
    public void A_summary_of_a_paid_document_shows_closed_options_neither_paid_nor_owed()
    {
        var document = new SampleNotice { Installments = 2 }.Document;
        document.Options[1].Closed = true;
        document.Row.State = DocumentState.Paid;
        document.Row.ResidualCents = 0;

        var closed = SummaryOf(document).Blocks.OfType<Table>().Single(one => one.Heading.StartsWith("A rate", StringComparison.Ordinal));

        Assert.All(closed.Rows, row => Assert.Equal(("chiusa: scelta un'altra soluzione", "0,00"), (row[3], row[5])));
    }

    [Fact]
    public void A_debtor_without_a_fiscal_code_is_printed_by_name_alone()
    {
        var notice = new SampleNotice
        {
            Foreign = true,
            DebtorName = "Jörg Müller",
            Postal = true,
        };
        var pages = NoticeLayout
            .Of(notice.Content)
            .Concat(PrintoutLayout.Of(Summary(notice)))
            .Concat(PrintoutLayout.Of(Quittance(notice, PaymentOutcome.Exact)));

        var texts = pages.SelectMany(page => page.Leaves).OfType<TextItem>().Select(item => item.Text).ToList();

        Assert.Contains("Jörg Müller", texts);
        Assert.DoesNotContain(texts, text => text.Contains("KA-EF 12", StringComparison.Ordinal));
        Assert.DoesNotContain(texts, text => text.Contains("ANONIMO", StringComparison.Ordinal));
        Assert.DoesNotContain(texts, text => text.Contains("Müller, codice fiscale", StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_summary_continues_on_further_pages_with_repeated_column_names()
    {
        var pages = PrintoutLayout.Of(Summary(Plan));

        Assert.True(pages.Count > 1);
        Assert.All(pages.SelectMany(page => page.Items.OfType<Group>()), table => Assert.Equal(Api.Pdf.Role.HeaderCell, FirstCell(table)));
    }

    [PdfToolsFact]
    public void The_file_is_sound_and_its_tables_are_tagged()
    {
        var file = PrintoutFile.BytesOf(Summary(Plan));

        Assert.Contains("No syntax or stream encoding errors found", PdfTool.Check(file), StringComparison.Ordinal);
        var structure = PdfTool.Info(file, "-struct");
        Assert.All(["H1", "H2", "Table", "TR", "TH", "TD"], role => Assert.Contains(role, structure, StringComparison.Ordinal));
        Assert.DoesNotContain(Plan.DebtorName, PdfTool.Info(file), StringComparison.Ordinal);
    }

    private static Api.Pdf.Role FirstCell(Group table) => ((Group)((Group)table.Items.First(item => item is Group)).Items[0]).Role;

    private static IEnumerable<Printout> Printouts =>
        from notice in new[]
        {
            Plan,
            Plan.Filled("W", 3),
            Plan.Filled("Ŵâ Àç Šț Łß ij ", 1),
            new SampleNotice { Reduced = true },
        }
        from printout in new[] { Summary(notice), Quittance(notice, PaymentOutcome.Exact), Quittance(notice, PaymentOutcome.Unmatched) }
        select printout;

    private static Printout Summary(SampleNotice notice)
    {
        var document = notice.Document;
        var movement = new MovementRow
        {
            Ordinal = 1,
            ItemOrdinal = 1,
            Kind = MovementKind.Charge,
            AmountCents = notice.AmountCents,
            RecordedAt = SampleNotice.Now,
        };
        return DocumentSummary.Of(
            new SummaryFacts(document, notice.Issuer, [PaymentOf(notice, PaymentOutcome.Exact)], [movement]),
            SampleNotice.Now
        );
    }

    private static Printout SummaryOf(StoredDocument document) =>
        DocumentSummary.Of(new SummaryFacts(document, Plan.Issuer, [], []), SampleNotice.Now);

    private static Printout Quittance(SampleNotice notice, string outcome)
    {
        var document = outcome == PaymentOutcome.Unmatched ? null : notice.Document;
        return Api.Printouts.Quittance.Of(
            new QuittanceFacts(
                PaymentOf(notice, outcome),
                notice.Issuer,
                document,
                document is null ? [] : [(document.Items[0], notice.AmountCents)]
            )
        );
    }

    private static PaymentRow PaymentOf(SampleNotice notice, string outcome) =>
        new()
        {
            Id = SampleNotice.DocumentId,
            Channel = Channel.PagoPa,
            ChannelPaymentId = new string('W', 255),
            NoticeNumber = NoticeNumber.Compose("01", 1).Value,
            InstallmentOrdinal = 1,
            AmountCents = notice.AmountCents,
            AppliedCents = outcome == PaymentOutcome.Unmatched ? 0 : notice.AmountCents,
            Outcome = outcome,
            PspName = new string('W', 70),
            PaidAt = SampleNotice.Now,
            RecordedAt = SampleNotice.Now,
        };
}
