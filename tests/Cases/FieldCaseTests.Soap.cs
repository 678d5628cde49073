using System.Text;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Cases;

/// <summary>Messages of the Node and their answers.</summary>
public sealed partial class FieldCaseTests
{
    [Fact]
    public async Task Case_11_the_charset_of_the_http_header_governs_a_receipt_and_its_copy()
    {
        const string ReceiptId = "caso-11-ricevuta";
        var message = office
            .Api.Psp.Envelope("paSendRTV2Request", new ReceiptStory(ReceiptId, "301999999999999999", 700).Xml(Psp.Lecce))
            .Replace("""<?xml version="1.0" encoding="UTF-8"?>""", "", StringComparison.Ordinal)
            .Trim()
            .Replace("Banca d'Esempio", "Società Però", StringComparison.Ordinal);
        var sent = Encoding.Latin1.GetBytes(message);

        var answer = await office.Api.Post(sent, "\"paSendRTV2\"", "text/xml; charset=ISO-8859-1");

        Assert.Equal("OK", answer.Outcome);
        Assert.Equal("Società Però", Assert.Single(await office.Api.PaymentsOf(ReceiptId)).PspName);
        var receipt = Assert.Single(await office.Api.ReceiptsOf(ReceiptId));
        using var client = office.Api.Client(office.Api.AdminKey);
        using var copy = await client.GetAsync($"/v1/receipts/{receipt.Id}/content");
        Assert.Equal("application/xml; charset=iso-8859-1", copy.Content.Headers.ContentType?.ToString());
        Assert.Equal(sent, await copy.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Case_12_the_payment_reason_keeps_its_letters()
    {
        using var admin = office.Api.Client(office.Api.AdminKey);
        await admin
            .PostText(
                $"/v1/organizations/{FieldOffice.Organization}/revenue-types",
                """
                {"code":"uso-suolo","name":"Diritto d’uso ß/ł & Cæsar","category":"non-tax","taxonomyCode":"9/0101107TS/","iban":"IT91V0542811101000000506001"}
                """
            )
            .Expect(System.Net.HttpStatusCode.Created);
        var document = await Issue("CASO-12-A", debt => debt["items"]![0]!["revenueType"] = "uso-suolo");

        var payment = await office.Api.Psp.GetV2(document.Options[0].Installments[0].NoticeNumber);

        Assert.EndsWith("/TXT/Diritto d'uso ss l Caesar", payment["remittanceInformation"], StringComparison.Ordinal);
    }
}
