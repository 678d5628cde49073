using System.Text.Json.Nodes;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Pdf;

namespace Lecce.Riscossione.Tests.Cases;

/// <summary>The text of a notice.</summary>
public sealed partial class FieldCaseTests
{
    [PdfToolsFact]
    public async Task Case_09_a_subject_in_capitals_is_made_readable_and_keeps_its_codes()
    {
        var fine = await Issue("CASO-09-A", debt => debt["subject"] = "VERBALE CDS N. 5678/V/2026 TARGA CD456EF DEL 13/11/2026");
        var tax = await Issue("CASO-09-B", debt => debt["subject"] = "AVVISO TARI TEFA 2026");

        Assert.Contains(
            "Verbale CDS n. 5678/V/2026 targa CD456EF del 13/11/2026",
            PdfTool.Text(await Notice(fine)),
            StringComparison.Ordinal
        );
        Assert.Contains("Avviso TARI TEFA 2026", PdfTool.Text(await Notice(tax)), StringComparison.Ordinal);
    }

    [PdfToolsFact]
    public async Task Case_10_the_last_installment_left_is_one_page_with_its_date()
    {
        var document = await Issue(
            "CASO-10-A",
            debt =>
            {
                debt.Remove("dueOn");
                debt["options"] = JsonNode.Parse(
                    """[{"kind":"installments","plan":{"count":3,"firstDueOn":"2026-12-16","everyMonths":1}}]"""
                );
            }
        );
        var installments = document.Options[0].Installments.ToList();
        foreach (var paid in installments.Take(2))
        {
            await office.Api.PayAtCounter(paid.NoticeNumber, paid.AmountCents);
        }

        var notice = await Notice(document);

        Assert.Contains("Pages:           1\n", PdfTool.Info(notice), StringComparison.Ordinal);
        var text = PdfTool.Text(notice);
        Assert.Contains("Resta da pagare soltanto la rata n. 3.", text, StringComparison.Ordinal);
        Assert.Contains("16/02/2027", text, StringComparison.Ordinal);
        Assert.DoesNotContain("1 rate", text, StringComparison.Ordinal);
    }

    [PdfToolsFact]
    public async Task Case_12_a_name_that_the_fonts_lack_is_printed_in_latin_letters()
    {
        var document = await Issue("CASO-12-B", debt => debt["debtor"]!["fullName"] = "გიორგი ბერიძე");

        var text = PdfTool.Text(await Notice(document));

        Assert.Contains("giorgi beridze", text, StringComparison.Ordinal);
        Assert.DoesNotContain("??", text, StringComparison.Ordinal);
    }

    [PdfToolsFact]
    public async Task Case_15_the_term_of_a_reduced_fine_runs_from_the_notification()
    {
        var fine = await Issue(
            "CASO-15-A",
            debt =>
            {
                debt.Remove("dueOn");
                debt["options"] = JsonNode.Parse(
                    """[{"kind":"single","dueOn":"2027-01-20"},{"kind":"reduced","withinDays":5,"amountCents":8400}]"""
                );
            }
        );
        var reduced = fine.Options[1].Installments[0];

        Assert.Contains("RIDOTTO entro 5 giorni dalla notifica", PdfTool.Text(await Notice(fine)), StringComparison.Ordinal);
        Assert.Equal((null, true), (reduced.DueOn, reduced.Payable));
        Assert.Equal("OK", (await office.Api.Psp.Verify(reduced.NoticeNumber)).Outcome);
    }

    private async Task<PaymentDocument> Issue(string externalId, Action<JsonObject> change)
    {
        using var answer = await office.Http.PostAsync(
            "/v1/payment-documents",
            new StringContent(FieldOffice.Debt(externalId, change), System.Text.Encoding.UTF8, "application/json")
        );
        Assert.Equal(System.Net.HttpStatusCode.Created, answer.StatusCode);
        var id = (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"];
        return await office.Office.PaymentDocuments.ReadAsync(id!);
    }

    private async Task<byte[]> Notice(PaymentDocument document)
    {
        using var file = await office.Office.PaymentDocuments.DownloadNoticeAsync(document.Id);
        using var memory = new MemoryStream();
        await file.Content.CopyToAsync(memory);
        return memory.ToArray();
    }
}
