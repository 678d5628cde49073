using System.Net;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Walkthroughs;

/// <summary>Objects of another department do not exist for a key: they are not visible and cannot be changed.</summary>
public class OwnershipTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task A_department_sees_and_changes_nothing_of_another()
    {
        var document = await town.School.IssuePaymentDocumentAsync(Sample.WasteTax());
        var draftRequest = Sample.Document();
        draftRequest.Draft = true;
        var draft = await town.School.IssuePaymentDocumentAsync(draftRequest);
        var payment = await town.School.RecordPaymentAsync(Sample.Payment(document.Options[1].Installments[0].NoticeNumber, 7_001));
        var receipt = await town.StoreReceipt(payment.Id);
        var forDocument = Sample.Payment(null, 7_000);
        forDocument.DocumentId = document.Id;
        var before = await town.CountRows();

        await town.Taxes.ReadPaymentDocumentAsync(document.Id).Refused(HttpStatusCode.NotFound, "document-not-found");
        await town.Taxes.ReadPaymentDocumentTimelineAsync(document.Id).Refused(HttpStatusCode.NotFound, "document-not-found");
        await town.Taxes.ReadPaymentDocumentMovementsAsync(document.Id).Refused(HttpStatusCode.NotFound, "document-not-found");
        await town.Taxes.PublishPaymentDocumentAsync(draft.Id).Refused(HttpStatusCode.NotFound, "document-not-found");
        await town
            .Taxes.CancelPaymentDocumentAsync(draft.Id, new CancelPaymentDocumentRequest { Reason = "Errore" })
            .Refused(HttpStatusCode.NotFound, "document-not-found");
        await town.Taxes.RecordPaymentAsync(forDocument).Refused(HttpStatusCode.NotFound, "document-not-found");
        await town.Taxes.ReadPaymentAsync(payment.Id).Refused(HttpStatusCode.NotFound, "payment-not-found");
        await town.Taxes.ReadReceiptAsync(receipt).Refused(HttpStatusCode.NotFound, "receipt-not-found");
        await town.Taxes.DownloadReceiptAsync(receipt).Refused(HttpStatusCode.NotFound, "receipt-not-found");
        Assert.Empty((await town.Taxes.FindPaymentDocumentsAsync(externalId: document.ExternalId)).Items);
        Assert.Empty((await town.Taxes.FindPaymentDocumentsAsync(noticeNumber: payment.NoticeNumber)).Items);
        Assert.Empty((await town.Taxes.FindPaymentsAsync(documentId: document.Id)).Items);
        Assert.Empty((await town.Taxes.FindReceiptsAsync(paymentId: payment.Id)).Items);

        Assert.Equal(before, await town.CountRows());
        Assert.Equal(receipt, (await town.School.ReadReceiptAsync(receipt)).Id);
        Assert.Equal(receipt, (await town.Everyone.ReadReceiptAsync(receipt)).Id);
    }

    [Fact]
    public async Task Money_for_another_department_s_notice_is_recorded_without_effect_there()
    {
        var document = await town.School.IssuePaymentDocumentAsync(Sample.Document());

        var payment = await town.Taxes.RecordPaymentAsync(
            Sample.Payment(document.Options[0].Installments[0].NoticeNumber, document.AmountCents)
        );

        Assert.Equal(("unmatched", "notice-unknown", null), (payment.Outcome, payment.Reason, payment.DocumentId));
        var after = await town.School.ReadPaymentDocumentAsync(document.Id);
        Assert.Equal((DocumentStates.Issued, document.AmountCents), (after.State, after.ResidualCents));
        Assert.Single((await town.School.ReadPaymentDocumentTimelineAsync(document.Id)).Items);
    }

    [Fact]
    public async Task A_key_of_an_organization_cannot_act_for_another()
    {
        var request = Sample.Document();
        request.Organization = Sample.Province;
        await town.Taxes.IssuePaymentDocumentAsync(request).Refused(HttpStatusCode.NotFound, "organization-not-found");

        request.Organization = null;
        request.Department = Town.SchoolOffice;
        await town.Taxes.IssuePaymentDocumentAsync(request).Refused(HttpStatusCode.NotFound, "department-not-found");

        var payment = Sample.Payment(null, 100);
        payment.Organization = Sample.Province;
        await town.Taxes.RecordPaymentAsync(payment).Refused(HttpStatusCode.NotFound, "organization-not-found");
    }

    [Fact]
    public async Task The_administrator_cannot_record_money_of_an_organization_that_does_not_exist()
    {
        using var admin = new RiscossioneClient(town.Http(), new RiscossioneOptions { ApiKey = town.Api.AdminKey });
        var payment = Sample.Payment(null, 100);
        payment.Organization = Sample.OtherOrganization;

        await admin.RecordPaymentAsync(payment).Refused(HttpStatusCode.NotFound, "organization-not-found");

        payment.Organization = Sample.Organization;
        Assert.Equal("unmatched", (await admin.RecordPaymentAsync(payment)).Outcome);
    }

    [Fact]
    public async Task A_scope_that_a_key_lacks_is_refused_before_anything_is_read()
    {
        var document = await town.Taxes.IssuePaymentDocumentAsync(Sample.Document());
        var reader = await town.Client(Town.TaxOffice, "documents:read");
        var writer = await town.Client(Town.TaxOffice, "documents:write");
        var before = await town.CountRows();

        await reader.IssuePaymentDocumentAsync(Sample.Document()).Refused(HttpStatusCode.Forbidden, "scope-missing");
        await reader.PublishPaymentDocumentAsync(document.Id).Refused(HttpStatusCode.Forbidden, "scope-missing");
        await reader
            .CancelPaymentDocumentAsync(document.Id, new CancelPaymentDocumentRequest { Reason = "Errore" })
            .Refused(HttpStatusCode.Forbidden, "scope-missing");
        await reader.RecordPaymentAsync(Sample.Payment(null, 100)).Refused(HttpStatusCode.Forbidden, "scope-missing");
        await reader.FindPaymentsAsync().Refused(HttpStatusCode.Forbidden, "scope-missing");
        await reader.FindReceiptsAsync().Refused(HttpStatusCode.Forbidden, "scope-missing");
        await writer.ReadPaymentDocumentAsync(document.Id).Refused(HttpStatusCode.Forbidden, "scope-missing");
        await writer
            .SearchPaymentDocumentsAsync(new SearchPaymentDocumentsRequest { DebtorFiscalCode = Sample.Person(1) })
            .Refused(HttpStatusCode.Forbidden, "scope-missing");

        Assert.Equal(before, await town.CountRows());
    }
}
