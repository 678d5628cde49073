using System.Net;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Notices;

public sealed class NoticeApiTests(Town town) : IClassFixture<Town>
{
    private static readonly byte[] PdfSignature = "%PDF-1.7"u8.ToArray();

    [Fact]
    public async Task A_notice_s_file_name_contains_no_personal_data()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.WasteTax());
        using var client = await town.Client(Town.TaxOffice, Scopes.NoticesRead);

        using var file = await client.PaymentDocuments.DownloadNoticeAsync(document.Id);

        Assert.Equal("application/pdf", file.MediaType);
        Assert.Equal($"avviso-{document.Options.First().Installments.First().NoticeNumber}.pdf", file.FileName);
        Assert.Equal(PdfSignature, (await Bytes(file))[..8]);
    }

    [Fact]
    public async Task Reading_a_notice_leaves_no_trace()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.WasteTax());
        using var client = await town.Client(Town.TaxOffice, Scopes.NoticesRead);
        var before = await town.CountRows();

        using var file = await client.PaymentDocuments.DownloadNoticeAsync(document.Id, installment: 2, language: "de");

        Assert.Equal(before, await town.CountRows());
    }

    [Fact]
    public async Task A_draft_has_no_notice()
    {
        var request = Sample.Document();
        request.Draft = true;
        var draft = await town.Taxes.PaymentDocuments.IssueAsync(request);
        using var client = await town.Client(Town.TaxOffice, Scopes.NoticesRead);

        await client.PaymentDocuments.DownloadNoticeAsync(draft.Id).Refused(HttpStatusCode.Conflict, "document-draft");
    }

    [Fact]
    public async Task A_paid_document_has_no_notice_and_a_partly_paid_one_has_its_residual()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.WasteTax());
        using var client = await town.Client(Town.TaxOffice, Scopes.NoticesRead);
        var plan = document.Options.Last().Installments.ToList();
        await town.Taxes.Payments.RecordAsync(Sample.Payment(plan[0].NoticeNumber, plan[0].AmountCents));

        using var rest = await client.PaymentDocuments.DownloadNoticeAsync(document.Id);
        Assert.Equal($"avviso-{plan[1].NoticeNumber}.pdf", rest.FileName);
        await client
            .PaymentDocuments.DownloadNoticeAsync(document.Id, installment: plan[0].Ordinal)
            .Refused(HttpStatusCode.Conflict, "document-paid");

        foreach (var one in plan.Skip(1))
        {
            await town.Taxes.Payments.RecordAsync(Sample.Payment(one.NoticeNumber, one.AmountCents));
        }

        await client.PaymentDocuments.DownloadNoticeAsync(document.Id).Refused(HttpStatusCode.Conflict, "document-paid");
    }

    [Fact]
    public async Task Another_department_s_document_an_unknown_installment_and_an_unknown_language_are_refused()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        using var other = await town.Client(Town.SchoolOffice, Scopes.NoticesRead);
        using var own = await town.Client(Town.TaxOffice, Scopes.NoticesRead);

        await other.PaymentDocuments.DownloadNoticeAsync(document.Id).Refused(HttpStatusCode.NotFound, "document-not-found");
        await own
            .PaymentDocuments.DownloadNoticeAsync(document.Id, installment: 9)
            .Refused(HttpStatusCode.NotFound, "installment-not-found");
        await own
            .PaymentDocuments.DownloadNoticeAsync(document.Id, language: "xx")
            .Refused(HttpStatusCode.UnprocessableEntity, "validation-failed");
    }

    private static async Task<byte[]> Bytes(FileResponse file)
    {
        using var memory = new MemoryStream();
        await file.Content.CopyToAsync(memory);
        return memory.ToArray();
    }
}
