using System.Net;
using System.Text;
using System.Xml.Linq;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.NoticeBatches;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

/// <summary>A stamp from the debt item to the file that the citizen keeps, as the Node and the office see it.</summary>
public sealed class StampDutyTests(NodeHost node) : IClassFixture<NodeHost>
{
    // Base64 with both letters that XML libraries and URLs like to change.
    private const string AwkwardHash = "+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s=";

    [Fact]
    public async Task Version_2_asks_for_the_stamp_with_the_same_44_characters_and_without_an_account()
    {
        var document = await node.Issue(story: request =>
            request.Items = [NodeHost.Item("diritti-segreteria", 516), StampStory.Item(AwkwardHash)]
        );

        var answer = await node.Psp.GetV2(document.Single().NoticeNumber);

        var transfers = XDocument.Parse(Encoding.UTF8.GetString(answer.Bytes)).Descendants("transfer").ToList();
        Assert.Equal(("21.16", 2), (answer["paymentAmount"], transfers.Count));
        var stamp = transfers[1];
        Assert.Equal(
            [
                ("idTransfer", "2"),
                ("transferAmount", "16.00"),
                ("fiscalCodePA", Psp.Lecce),
                ("companyName", "Comune di Lecce"),
                ("richiestaMarcaDaBollo", $"{AwkwardHash}01LE"),
                ("remittanceInformation", $"/RFB/{document.Single().Iuv}/16.00/TXT/Imposta di bollo"),
                ("transferCategory", "9/0115103TS/"),
            ],
            stamp.Elements().Select(element => (element.Name.LocalName, element.Value))
        );
        Assert.Equal("5.16", transfers[0].Element("transferAmount")!.Value);
    }

    [ReferenceFact]
    public async Task The_hash_of_the_reference_document_reaches_the_node_unchanged()
    {
        var hash = Convert.ToBase64String(
            System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(Reference.PathOf("pagopa/mbd/documento.txt")))
        );
        var document = await Stamped(hash);

        Assert.Equal(hash, (await node.Psp.GetV2(document.Single().NoticeNumber))["hashDocumento"]);
    }

    [Fact]
    public async Task Version_1_cannot_carry_a_stamp_and_says_so()
    {
        var document = await Stamped(StampStory.NewHash());

        Assert.Equal("OK", (await node.Psp.Verify(document.Single().NoticeNumber)).Outcome);
        var refused = await node.Psp.Get(document.Single().NoticeNumber);

        Assert.Equal("PAA_SEMANTICA", refused.Fault);
        Assert.Contains("paGetPaymentV2", refused["description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stamp_goes_to_no_postal_account()
    {
        var number = (await Stamped(StampStory.NewHash())).Single().NoticeNumber;

        Assert.Equal("false", (await node.Psp.Verify(number))["allCCP"]);
        Assert.Equal("PAA_SEMANTICA", (await node.Psp.GetV2(number, "<transferType>POSTAL</transferType>")).Fault);
    }

    [Fact]
    public async Task A_document_with_a_stamp_has_no_printed_notice_and_a_batch_says_why()
    {
        var document = await Stamped(StampStory.NewHash());
        var other = await node.Issue();
        using var office = node.Office();

        await office.PaymentDocuments.DownloadNoticeAsync(document.Id).Refused(HttpStatusCode.Conflict, "stamp-not-on-notice");
        var batch = await office.Print(new CreateNoticeBatchRequest { Organization = Psp.Lecce, DocumentIds = [document.Id, other.Id] });

        Assert.Equal(("completed", 1L, 1L), (batch.State, batch.Made, batch.Refused));
        Assert.Contains(await office.Index(batch), row => row.Values.Contains("stamp-not-on-notice", StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_lookup_and_the_payment_options_tell_the_notice_like_any_other()
    {
        var number = (await Stamped(StampStory.NewHash())).Single().NoticeNumber!;
        using var office = node.Office();

        var found = await office.Checkouts.LookUpNoticeAsync(new NoticeLookupRequest { Organization = Psp.Lecce, NoticeNumber = number });
        using var http = node.Client();
        var options = await http.PostAsync($"/pagopa/payment-options/organizations/{Psp.Lecce}/notices/{number}", content: null)
            .Expect(HttpStatusCode.OK);

        Assert.Equal((true, StampStory.Cents), (found.Payable, found.AmountCents));
        var option = Assert.Single(options["paymentOptions"]!.AsArray())!;
        Assert.Equal(("PO_UNPAID", StampStory.Cents), ((string)option["status"]!, (long)option["amount"]!));
        await office
            .Checkouts.DownloadLookedUpNoticeAsync(
                new NoticeDownloadRequest
                {
                    Organization = Psp.Lecce,
                    NoticeNumber = number,
                    DebtorFiscalCode = "RSSMRA45C12F205C",
                }
            )
            .Refused(HttpStatusCode.Conflict, "stamp-not-on-notice");
    }

    [Fact]
    public async Task The_receipt_brings_the_stamp_and_its_file_is_the_bytes_that_came_named_by_the_iubd()
    {
        var hash = StampStory.NewHash();
        var document = await Stamped(hash);
        var content = StampStory.Sell(hash);
        using var office = node.Office();
        Assert.Empty((await office.PaymentDocuments.ReadStampsAsync(document.Id)).Items);

        await node.Psp.SendReceiptV2(StampStory.Receipt(node.NewName("rt"), document, content));

        Assert.Equal("paid", (await node.Read(document)).State);
        var stamp = Assert.Single((await office.PaymentDocuments.ReadStampsAsync(document.Id)).Items);
        Assert.Equal(
            ("valid", 1, 1, StampStory.Cents, hash),
            (stamp.State, stamp.Number, stamp.ItemOrdinal, stamp.AmountCents, stamp.DocumentHash)
        );
        Assert.Equal("Banca d'Esempio", stamp.SellerName);
        Assert.Equal(NodaTime.Instant.FromUtc(2026, 11, 23, 11, 0), stamp.PurchasedAt);
        using var http = node.Client(node.AdminKey);
        using var file = await http.GetAsync($"/v1/payment-documents/{document.Id}/stamps/1/content");
        Assert.Equal("application/xml", file.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"{stamp.Iubd}.xml", file.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal(content, await file.Content.ReadAsByteArrayAsync());
        Assert.Equal(content, await office.PaymentDocuments.DownloadStampAsync(document.Id, 1).Bytes());
        await office.PaymentDocuments.DownloadStampAsync(document.Id, 2).Refused(HttpStatusCode.NotFound, "stamp-not-found");
    }

    [Theory]
    [InlineData("other-document", "digest-differs")]
    [InlineData("other-amount", "amount-differs")]
    [InlineData("altered", "signature-invalid")]
    [InlineData("garbage", "unreadable")]
    public async Task A_stamp_that_is_wrong_is_kept_and_called_so_and_the_receipt_is_accepted(string wrong, string state)
    {
        var hash = StampStory.NewHash();
        var document = await Stamped(hash);
        var content = wrong switch
        {
            "other-document" => StampStory.Sell(StampStory.NewHash()),
            "other-amount" => StampStory.Sell(hash, amount: "2.00"),
            "altered" => Encoding.UTF8.GetBytes(
                Encoding.UTF8.GetString(StampStory.Sell(hash)).Replace("Banca d'Esempio", "Banca d'Altri", StringComparison.Ordinal)
            ),
            _ => [1, 2, 3],
        };

        Assert.Equal("OK", (await node.Psp.SendReceiptV2(StampStory.Receipt(node.NewName("rt"), document, content))).Outcome);

        Assert.Equal("paid", (await node.Read(document)).State);
        using var office = node.Office();
        var stamp = Assert.Single((await office.PaymentDocuments.ReadStampsAsync(document.Id)).Items);
        Assert.Equal(state, stamp.State);
        Assert.Equal(content, await office.PaymentDocuments.DownloadStampAsync(document.Id, 1).Bytes());
    }

    [Fact]
    public async Task A_document_paid_twice_has_two_stamps_whose_numbers_do_not_change()
    {
        var hash = StampStory.NewHash();
        var document = await Stamped(hash);
        var (first, second) = (node.NewName("rt"), node.NewName("rt"));
        await node.Psp.SendReceiptV2(StampStory.Receipt(first, document, StampStory.Sell(hash, first)));
        using var office = node.Office();
        var before = Assert.Single((await office.PaymentDocuments.ReadStampsAsync(document.Id)).Items);

        await node.Psp.SendReceiptV2(StampStory.Receipt(second, document, StampStory.Sell(hash, second)));

        var stamps = (await office.PaymentDocuments.ReadStampsAsync(document.Id)).Items;
        Assert.Equal([1, 2], stamps.Select(stamp => stamp.Number));
        Assert.Equal(before.Iubd, stamps[0].Iubd);
        Assert.NotEqual(before.Iubd, stamps[1].Iubd);
        Assert.All(stamps, stamp => Assert.Equal("valid", stamp.State));
    }

    [Fact]
    public async Task A_stamp_that_no_item_asked_for_is_shown_without_an_item()
    {
        var document = await node.Issue("diritti-segreteria", StampStory.Cents);
        var content = StampStory.Sell(StampStory.NewHash());

        await node.Psp.SendReceiptV2(StampStory.Receipt(node.NewName("rt"), document, content));

        using var office = node.Office();
        var stamp = Assert.Single((await office.PaymentDocuments.ReadStampsAsync(document.Id)).Items);
        Assert.Equal(("digest-differs", null), (stamp.State, stamp.ItemOrdinal));
    }

    [ReferenceFact]
    public async Task The_sample_receipt_with_a_stamp_is_taken_although_nothing_asked_for_it()
    {
        var sample = await File.ReadAllTextAsync(Reference.PathOf("pagopa/sample-requests/paSendRTV2Req_mbd.xml"));

        Assert.Equal("OK", (await node.Psp.SendRaw("paSendRTV2", sample)).Outcome);

        Assert.Equal("unmatched", Assert.Single(await node.PaymentsOf("a1b2c3d4e5f60718293a4b5c6d7e8f90")).Outcome);
    }

    [Fact]
    public async Task Another_office_finds_neither_the_list_nor_the_file()
    {
        var document = await Stamped(StampStory.NewHash());
        var key = await node.IssueKey(["documents:read"], Psp.Lecce, "polizia-locale");
        using var police = new RiscossioneClient(node.Client(key), new RiscossioneOptions { ApiKey = key });

        await police.PaymentDocuments.ReadStampsAsync(document.Id).Refused(HttpStatusCode.NotFound, "document-not-found");
        await police.PaymentDocuments.DownloadStampAsync(document.Id, 1).Refused(HttpStatusCode.NotFound, "document-not-found");
    }

    private Task<PaymentDocument> Stamped(string hash) => node.Issue(story: request => request.Items = [StampStory.Item(hash)]);
}
