using System.Net;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Pdf;

namespace Lecce.Riscossione.Tests.Printouts;

public sealed class PrintoutApiTests(Town town) : IClassFixture<Town>
{
    [PdfToolsFact]
    public async Task A_quittance_names_debtor_amount_and_creditor()
    {
        var (document, payment) = await PaidInstallment();
        using var client = await Reader();

        using var file = await client.Payments.DownloadQuittanceAsync(payment.Id);
        var bytes = await Bytes(file);
        var text = Words(bytes);

        Assert.Equal($"quietanza-{payment.Id}.pdf", file.FileName);
        Assert.True(NoticeNumber.TryParse(payment.NoticeNumber, out var number));
        string[] expected =
        [
            "QUIETANZA DI PAGAMENTO",
            "Sono stati ricevuti 70,01 euro: il pagamento salda quanto dovuto",
            "Maria Rossi, codice fiscale",
            Sample.Organization,
            Sample.Province,
            number.Grouped,
            number.Iuv,
            "23/11/2026, ore 11:00",
            "sportello",
            payment.Id,
            document.Id,
        ];
        Assert.All(expected, words => Assert.Contains(words, text, StringComparison.Ordinal));
        Assert.DoesNotContain("Rossi", PdfTool.Info(bytes), StringComparison.Ordinal);
    }

    [PdfToolsFact]
    public async Task A_quittance_states_that_money_paid_no_debt()
    {
        var (_, first) = await PaidInstallment();
        var twice = await town.Taxes.Payments.RecordAsync(Sample.Payment(first.NoticeNumber, 7_001));
        var unknown = await town.Taxes.Payments.RecordAsync(Sample.Payment(NoticeNumber.Compose("47", 1).Value, 500));
        var debt = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        var more = await town.Taxes.Payments.RecordAsync(Sample.Payment(debt.Options.First().Installments.First().NoticeNumber, 10_001));

        Assert.Contains("il pagamento è doppio. 70,01 euro non sono imputati", await Quittance(twice.Id), StringComparison.Ordinal);
        Assert.Contains("il numero avviso non è conosciuto", await Quittance(unknown.Id), StringComparison.Ordinal);
        Assert.Contains("0,01 euro non sono imputati al debito", await Quittance(more.Id), StringComparison.Ordinal);
        Assert.DoesNotContain("QUIETANZA", await Quittance(twice.Id), StringComparison.Ordinal);
    }

    [PdfToolsFact]
    public async Task A_summary_shows_what_is_owed_paid_and_left()
    {
        var (document, payment) = await PaidInstallment();
        using var client = await Reader();

        using var file = await client.PaymentDocuments.DownloadSummaryAsync(document.Id);
        var text = Words(await Bytes(file));

        Assert.Equal($"riepilogo-{document.Id}.pdf", file.FileName);
        string[] expected =
        [
            "pagato in parte. Restano 140,00 euro su 210,01",
            "In un'unica soluzione: 210,01 euro (soluzione chiusa)",
            "chiusa: scelta un'altra soluzione 210,01 0,00",
            "pagata il 23/11/2026",
            "da pagare",
            "sportello",
            "a saldo",
            "addebito",
            "pagamento",
        ];
        Assert.All(expected, words => Assert.Contains(words, text, StringComparison.Ordinal));
        Assert.Equal(7_001, payment.AppliedCents);
    }

    [Fact]
    public async Task Another_department_s_payments_and_documents_have_no_printouts()
    {
        var (document, payment) = await PaidInstallment();
        using var other = await town.Client(Town.SchoolOffice, Scopes.ReceiptsRead, Scopes.DocumentsRead);

        await other.Payments.DownloadQuittanceAsync(payment.Id).Refused(HttpStatusCode.NotFound, "payment-not-found");
        await other.PaymentDocuments.DownloadSummaryAsync(document.Id).Refused(HttpStatusCode.NotFound, "document-not-found");
    }

    private async Task<(PaymentDocument Document, Payment Payment)> PaidInstallment()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.WasteTax());
        var number = document.Options.Last().Installments.First().NoticeNumber;
        return (document, await town.Taxes.Payments.RecordAsync(Sample.Payment(number, 7_001)));
    }

    private Task<RiscossioneClient> Reader() => town.Client(null, Scopes.ReceiptsRead, Scopes.DocumentsRead);

    private async Task<string> Quittance(string paymentId)
    {
        using var client = await Reader();
        using var file = await client.Payments.DownloadQuittanceAsync(paymentId);
        return Words(await Bytes(file));
    }

    /// <summary>The text as one line, because the layout decides line ends.</summary>
    private static string Words(byte[] pdf) =>
        string.Join(' ', PdfTool.Text(pdf).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static async Task<byte[]> Bytes(FileResponse file)
    {
        using var memory = new MemoryStream();
        await file.Content.CopyToAsync(memory);
        return memory.ToArray();
    }
}
