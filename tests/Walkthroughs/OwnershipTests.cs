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
        var document = await town.School.PaymentDocuments.IssueAsync(Sample.WasteTax());
        var draftRequest = Sample.Document();
        draftRequest.Draft = true;
        var draft = await town.School.PaymentDocuments.IssueAsync(draftRequest);
        var payment = await town.School.Payments.RecordAsync(Sample.Payment(document.Options[1].Installments[0].NoticeNumber, 7_001));
        var receipt = await town.StoreReceipt(payment.Id);
        var forDocument = Sample.Payment(null, 7_000);
        forDocument.DocumentId = document.Id;
        var before = await town.CountRows();

        await town.Taxes.PaymentDocuments.ReadAsync(document.Id).Refused(HttpStatusCode.NotFound, "document-not-found");
        await town.Taxes.PaymentDocuments.ReadTimelineAsync(document.Id).Refused(HttpStatusCode.NotFound, "document-not-found");
        await town.Taxes.PaymentDocuments.ReadMovementsAsync(document.Id).Refused(HttpStatusCode.NotFound, "document-not-found");
        await town.Taxes.PaymentDocuments.PublishAsync(draft.Id).Refused(HttpStatusCode.NotFound, "document-not-found");
        await town
            .Taxes.PaymentDocuments.CancelAsync(draft.Id, new CancelPaymentDocumentRequest { Reason = "Errore" })
            .Refused(HttpStatusCode.NotFound, "document-not-found");
        await town.Taxes.Payments.RecordAsync(forDocument).Refused(HttpStatusCode.NotFound, "document-not-found");
        await town.Taxes.Payments.ReadAsync(payment.Id).Refused(HttpStatusCode.NotFound, "payment-not-found");
        await town.Taxes.Receipts.ReadAsync(receipt).Refused(HttpStatusCode.NotFound, "receipt-not-found");
        await town.Taxes.Receipts.DownloadAsync(receipt).Refused(HttpStatusCode.NotFound, "receipt-not-found");
        Assert.Empty((await town.Taxes.PaymentDocuments.FindAsync(externalId: document.ExternalId)).Items);
        Assert.Empty((await town.Taxes.PaymentDocuments.FindAsync(noticeNumber: payment.NoticeNumber)).Items);
        Assert.Empty((await town.Taxes.Payments.FindAsync(documentId: document.Id)).Items);
        Assert.Empty((await town.Taxes.Receipts.FindAsync(paymentId: payment.Id)).Items);

        Assert.Equal(before, await town.CountRows());
        Assert.Equal(receipt, (await town.School.Receipts.ReadAsync(receipt)).Id);
        Assert.Equal(receipt, (await town.Everyone.Receipts.ReadAsync(receipt)).Id);
    }

    [Fact]
    public async Task Money_for_another_department_s_notice_is_recorded_without_effect_there()
    {
        var document = await town.School.PaymentDocuments.IssueAsync(Sample.Document());

        var payment = await town.Taxes.Payments.RecordAsync(
            Sample.Payment(document.Options[0].Installments[0].NoticeNumber, document.AmountCents)
        );

        Assert.Equal(("unmatched", "notice-unknown", null), (payment.Outcome, payment.Reason, payment.DocumentId));
        var after = await town.School.PaymentDocuments.ReadAsync(document.Id);
        Assert.Equal((DocumentStates.Issued, document.AmountCents), (after.State, after.ResidualCents));
        Assert.Single((await town.School.PaymentDocuments.ReadTimelineAsync(document.Id)).Items);
    }

    [Fact]
    public async Task A_key_of_an_organization_cannot_act_for_another()
    {
        var request = Sample.Document();
        request.Organization = Sample.Province;
        await town.Taxes.PaymentDocuments.IssueAsync(request).Refused(HttpStatusCode.NotFound, "organization-not-found");

        request.Organization = null;
        request.Department = Town.SchoolOffice;
        await town.Taxes.PaymentDocuments.IssueAsync(request).Refused(HttpStatusCode.NotFound, "department-not-found");

        var payment = Sample.Payment(null, 100);
        payment.Organization = Sample.Province;
        await town.Taxes.Payments.RecordAsync(payment).Refused(HttpStatusCode.NotFound, "organization-not-found");
    }

    [Fact]
    public async Task The_administrator_cannot_record_money_of_an_organization_that_does_not_exist()
    {
        using var admin = new RiscossioneClient(town.Http(), new RiscossioneOptions { ApiKey = town.Api.AdminKey });
        var payment = Sample.Payment(null, 100);
        payment.Organization = Sample.OtherOrganization;

        await admin.Payments.RecordAsync(payment).Refused(HttpStatusCode.NotFound, "organization-not-found");

        payment.Organization = Sample.Organization;
        Assert.Equal("unmatched", (await admin.Payments.RecordAsync(payment)).Outcome);
    }

    [Fact]
    public async Task A_scope_that_a_key_lacks_is_refused_before_anything_is_read()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        var reader = await town.Client(Town.TaxOffice, "documents:read");
        var writer = await town.Client(Town.TaxOffice, "documents:write");
        var before = await town.CountRows();

        await reader.PaymentDocuments.IssueAsync(Sample.Document()).Refused(HttpStatusCode.Forbidden, "scope-missing");
        await reader.PaymentDocuments.PublishAsync(document.Id).Refused(HttpStatusCode.Forbidden, "scope-missing");
        await reader
            .PaymentDocuments.CancelAsync(document.Id, new CancelPaymentDocumentRequest { Reason = "Errore" })
            .Refused(HttpStatusCode.Forbidden, "scope-missing");
        await reader.Payments.RecordAsync(Sample.Payment(null, 100)).Refused(HttpStatusCode.Forbidden, "scope-missing");
        await reader.Payments.FindAsync().Refused(HttpStatusCode.Forbidden, "scope-missing");
        await reader.Receipts.FindAsync().Refused(HttpStatusCode.Forbidden, "scope-missing");
        await writer.PaymentDocuments.ReadAsync(document.Id).Refused(HttpStatusCode.Forbidden, "scope-missing");
        await writer
            .PaymentDocuments.SearchAsync(new SearchPaymentDocumentsRequest { DebtorFiscalCode = Sample.Person(1) })
            .Refused(HttpStatusCode.Forbidden, "scope-missing");

        Assert.Equal(before, await town.CountRows());
    }
}
