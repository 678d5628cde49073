using System.Net;
using System.Security.Cryptography;
using System.Text;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

/// <summary>Receipts cannot be refused: money that is on its way is recorded and classified, whatever it pays.</summary>
public sealed class ReceiptTests(NodeHost node) : IClassFixture<NodeHost>
{
    [Theory]
    [InlineData(false, "pagopa-rt-v1")]
    [InlineData(true, "pagopa-rt-v2")]
    public async Task A_receipt_of_either_version_pays_its_notice(bool v2, string format)
    {
        var (receiptId, document) = (node.NewName("rt"), await node.Issue());

        var answer = await Send(document.Single().Receipt(receiptId), v2);

        Assert.Equal((HttpStatusCode.OK, "OK"), (answer.Status, answer.Outcome));
        var payment = Assert.Single(await node.PaymentsOf(receiptId));
        var receipt = Assert.Single(await node.ReceiptsOf(receiptId));
        Assert.Equal(
            ("exact", "pagopa", 10_000L, document.Id),
            (payment.Outcome, payment.Channel, payment.AppliedCents, payment.DocumentId)
        );
        Assert.Equal((format, "recorded", payment.Id), (receipt.Format, receipt.State, receipt.PaymentId));
        Assert.Equal("paid", (await node.Read(document)).State);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task The_same_receipt_again_is_a_duplicate_without_effect_whatever_the_version(bool firstV2, bool secondV2)
    {
        var (receiptId, document) = (node.NewName("rt"), await node.Issue());
        await Send(document.Single().Receipt(receiptId), firstV2);
        var before = await Effects(document);

        var again = await Send(document.Single().Receipt(receiptId), secondV2);

        Assert.Equal((HttpStatusCode.OK, "KO", "PAA_RECEIPT_DUPLICATA"), (again.Status, again.Outcome, again.Fault));
        Assert.Equal(before, await Effects(document));
        Assert.Single(await node.PaymentsOf(receiptId));
        Assert.Single(await node.ReceiptsOf(receiptId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_payment_that_the_Node_took_in_our_place_is_recorded_as_any_other_and_can_be_found(bool v2)
    {
        var (receiptId, document) = (node.NewName("rt"), await node.Issue());

        await Send(document.Single().Receipt(receiptId) with { StandIn = true }, v2);

        using var office = node.Office();
        var found = await office.Payments.FindAsync(channelPaymentId: receiptId, standIn: true);
        var payment = Assert.Single(found.Items);
        Assert.Equal((true, "exact", document.Id), (payment.StandIn, payment.Outcome, payment.DocumentId));
        Assert.Empty((await office.Payments.FindAsync(channelPaymentId: receiptId, standIn: false)).Items);
    }

    [Fact]
    public async Task A_receipt_of_nothing_is_kept_and_no_payment_is_recorded()
    {
        var (receiptId, document) = (node.NewName("rt"), await node.Issue());
        var story = document.Single().Receipt(receiptId);
        var message = node
            .Psp.Envelope("paSendRTV2Request", story.Xml(Psp.Lecce))
            .Replace("<paymentAmount>100.00</paymentAmount>", "<paymentAmount>0.00</paymentAmount>", StringComparison.Ordinal);

        var answer = await node.Psp.SendRaw("paSendRTV2", message);

        Assert.Equal("OK", answer.Outcome);
        Assert.Equal("not-paid", Assert.Single(await node.ReceiptsOf(receiptId)).State);
        Assert.Empty(await node.PaymentsOf(receiptId));
        Assert.Equal("issued", (await node.Read(document)).State);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ricevuta con spazi è accenti")]
    [InlineData("long")]
    public async Task A_receipt_with_a_name_that_no_index_holds_is_recorded_once_under_its_hash(string name)
    {
        var document = await node.Issue();
        var receiptId = name == "long" ? new string('x', 3_000) : name;
        var key = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(receiptId)))}";

        var first = await Send(document.Single().Receipt(receiptId), v2: true);
        var again = await Send(document.Single().Receipt(receiptId), v2: true);

        Assert.Equal(("OK", "PAA_RECEIPT_DUPLICATA"), (first.Outcome, again.Fault));
        Assert.Equal("exact", Assert.Single(await node.PaymentsOf(key)).Outcome);
        Assert.Single(await node.ReceiptsOf(key));
    }

    [Fact]
    public async Task Of_twenty_identical_receipts_at_once_one_is_taken()
    {
        var (receiptId, document) = (node.NewName("rt"), await node.Issue());

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Send(document.Single().Receipt(receiptId), v2: true)));

        Assert.Single(answers, answer => answer.Outcome == "OK");
        Assert.Equal(19, answers.Count(answer => answer.Fault == "PAA_RECEIPT_DUPLICATA"));
        Assert.Single(await node.PaymentsOf(receiptId));
        Assert.Single(await node.ReceiptsOf(receiptId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_receipt_for_a_paid_notice_is_taken_as_a_duplicate_payment_and_announced(bool v2)
    {
        var document = await node.Issue();
        await Send(document.Single().Receipt(node.NewName("rt")), v2);
        var receiptId = node.NewName("rt");

        var answer = await Send(document.Single().Receipt(receiptId), v2);

        Assert.Equal("OK", answer.Outcome);
        var payment = Assert.Single(await node.PaymentsOf(receiptId));
        Assert.Equal(("duplicate", 10_000L, 0L), (payment.Outcome, payment.AmountCents, payment.AppliedCents));
        Assert.Equal([EventTypes.PaymentDuplicateDetected, EventTypes.PaymentRecorded], await EventsOf(payment));
    }

    [Fact]
    public async Task A_receipt_for_a_cancelled_notice_is_taken_and_left_unmatched()
    {
        var document = await node.Issue();
        using var office = node.Office();
        await office.PaymentDocuments.CancelAsync(document.Id, new CancelPaymentDocumentRequest { Reason = "Emesso per errore" });

        Assert.Equal(("unmatched", "document-cancelled"), await Classified(document.Single().Receipt(node.NewName("rt"))));
        Assert.Equal("cancelled", (await node.Read(document)).State);
    }

    [Theory]
    [InlineData("301000000000000082")]
    [InlineData("301000000000000000")] // wrong check digits
    [InlineData("999999999999999999")] // no such aux digit
    public async Task A_receipt_for_a_number_that_is_not_ours_is_taken_and_left_unmatched(string noticeNumber) =>
        Assert.Equal(("unmatched", "notice-unknown"), await Classified(new ReceiptStory(node.NewName("rt"), noticeNumber, 1_234)));

    [Fact]
    public async Task A_receipt_pays_a_notice_that_was_not_verified_before()
    {
        var document = await node.Issue();

        Assert.Equal(("exact", null), await Classified(document.Single().Receipt(node.NewName("rt"))));
    }

    [Fact]
    public async Task A_receipt_of_the_other_version_than_that_of_the_activation_pays_all_the_same()
    {
        var document = await node.Issue();
        await node.Psp.Get(document.Single().NoticeNumber);

        Assert.Equal(("exact", null), await Classified(document.Single().Receipt(node.NewName("rt"))));
    }

    [Fact]
    public async Task A_receipt_for_more_than_is_owed_pays_and_leaves_the_rest_unapplied()
    {
        var document = await node.Issue();
        var receipt = document.Single().Receipt(node.NewName("rt")) with { AmountCents = 10_001 };

        Assert.Equal(("excess", null), await Classified(receipt));
        Assert.Equal("paid", (await node.Read(document)).State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_receipt_of_a_failed_payment_is_kept_and_pays_nothing(bool v2)
    {
        var (receiptId, document) = (node.NewName("rt"), await node.Issue());

        var answer = await Send(document.Single().Receipt(receiptId) with { Outcome = "KO" }, v2);

        Assert.Equal("OK", answer.Outcome);
        Assert.Empty(await node.PaymentsOf(receiptId));
        var receipt = Assert.Single(await node.ReceiptsOf(receiptId));
        Assert.Equal(("not-paid", null), (receipt.State, receipt.PaymentId));
        Assert.True((await node.Read(document)).Single().Payable);
    }

    [Fact]
    public async Task Another_beneficiary_gets_its_share_as_an_unmatched_payment()
    {
        using var office = node.Office();
        await office.Organizations.CreateAsync(
            new NewOrganization
            {
                FiscalCode = NodeHost.Province,
                Name = "Provincia di Esempio",
                SegregationCode = "01",
            }
        );
        var document = await node.Issue(story: request => request.Items = [NodeHost.Item("tari", 9_000), NodeHost.Item("tefa", 450)]);
        var receipt = document.Single().Receipt(node.NewName("rt")) with { Creditor = Psp.Lecce, Second = (NodeHost.Province, 450) };

        Assert.Equal("OK", (await node.Psp.SendReceiptV2(receipt)).Outcome);
        Assert.Equal("OK", (await new Psp(node.Client(), NodeHost.Province).SendReceiptV2(receipt)).Outcome);

        var payments = (await node.PaymentsOf(receipt.ReceiptId)).OrderBy(payment => payment.Organization, StringComparer.Ordinal);
        Assert.Equal(
            [(Psp.Lecce, "exact", null, 9_450L), (NodeHost.Province, "unmatched", "beneficiary-copy", 450L)],
            payments.Select(payment => (payment.Organization, payment.Outcome, payment.Reason, payment.AmountCents))
        );
        Assert.Equal("paid", (await node.Read(document)).State);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("iso-8859-1")]
    [InlineData("utf-16")]
    public async Task A_receipt_is_kept_byte_for_byte_and_its_type_claims_no_encoding_but_its_own(string encoding)
    {
        var (receiptId, document) = (node.NewName("rt"), await node.Issue());
        var message = node
            .Psp.Envelope("paSendRTV2Request", document.Single().Receipt(receiptId).Xml(Psp.Lecce))
            .Replace("UTF-8", encoding, StringComparison.Ordinal)
            .Replace("Mario Rossi", "Niccolò  Però", StringComparison.Ordinal)
            .Replace("</receipt>", "\r\n\t  <!-- è una prova --></receipt>\r\n\r\n", StringComparison.Ordinal);
        var coding = Encoding.GetEncoding(encoding);
        byte[] sent = [.. coding.GetPreamble(), .. coding.GetBytes(message)];

        Assert.Equal("OK", (await node.Post(sent, "\"paSendRTV2\"", $"text/xml; charset={encoding}")).Outcome);

        var receipt = Assert.Single(await node.ReceiptsOf(receiptId));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(sent)), receipt.ContentSha256);
        using var client = node.Client(node.AdminKey);
        using var download = await client.GetAsync($"/v1/receipts/{receipt.Id}/content");
        Assert.Equal(sent, await download.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/xml", download.Content.Headers.ContentType?.ToString());
    }

    [Theory]
    [InlineData("iso-8859-1", "ISO-8859-1", null, "application/xml; charset=iso-8859-1")]
    [InlineData("iso-8859-1", "\"ISO-8859-1\"", null, "application/xml; charset=iso-8859-1")]
    [InlineData("windows-1252", "windows-1252", null, "application/xml; charset=windows-1252")]
    [InlineData("utf-8", "utf-8", "ISO-8859-1", "application/xml; charset=utf-8")]
    [InlineData("utf-8", "UTF8", null, "application/xml")]
    [InlineData("windows-1252", null, "windows-1252", "application/xml")]
    [InlineData("utf-8", "x-unknown", null, "application/xml")]
    public async Task The_charset_of_the_header_governs_and_the_stored_copy_keeps_it(
        string encoding,
        string? charset,
        string? declared,
        string type
    )
    {
        var (receiptId, document) = (node.NewName("rt"), await node.Issue());
        var message = node
            .Psp.Envelope("paSendRTV2Request", document.Single().Receipt(receiptId).Xml(Psp.Lecce))
            .Replace(
                """<?xml version="1.0" encoding="UTF-8"?>""",
                declared is null ? "" : $"""<?xml version="1.0" encoding="{declared}"?>""",
                StringComparison.Ordinal
            )
            .Trim()
            .Replace("Banca d'Esempio", "Società d'Esempio", StringComparison.Ordinal);
        var sent =
            CodePagesEncodingProvider.Instance.GetEncoding(encoding)?.GetBytes(message) ?? Encoding.GetEncoding(encoding).GetBytes(message);

        var answer = await node.Post(sent, "\"paSendRTV2\"", charset is null ? "text/xml" : $"text/xml; charset={charset}");

        Assert.Equal("OK", answer.Outcome);
        Assert.Equal("Società d'Esempio", Assert.Single(await node.PaymentsOf(receiptId)).PspName);
        var receipt = Assert.Single(await node.ReceiptsOf(receiptId));
        Assert.Equal(type, receipt.ContentType);
        using var client = node.Client(node.AdminKey);
        using var download = await client.GetAsync($"/v1/receipts/{receipt.Id}/content");
        Assert.Equal(sent, await download.Content.ReadAsByteArrayAsync());
        Assert.Equal(type, download.Content.Headers.ContentType?.ToString());
    }

    [Theory]
    [InlineData("1999-12-31T22:00:00")]
    [InlineData("0001-01-01T00:00:00")]
    [InlineData("2027-11-23T12:00:00")]
    [InlineData("9999-12-31T23:59:59")]
    public async Task A_receipt_with_an_impossible_payment_date_is_stored_as_received_and_paid_on_its_arrival(string paidAt)
    {
        var (receiptId, document) = (node.NewName("rt"), await node.Issue());

        var answer = await Send(document.Single().Receipt(receiptId) with { PaidAt = paidAt }, v2: true);

        Assert.Equal("OK", answer.Outcome);
        var payment = Assert.Single(await node.PaymentsOf(receiptId));
        Assert.Equal(("exact", node.Clock.GetCurrentInstant()), (payment.Outcome, payment.PaidAt));
        var receipt = Assert.Single(await node.ReceiptsOf(receiptId));
        using var client = node.Client(node.AdminKey);
        Assert.Contains(
            $"<paymentDateTime>{paidAt}</paymentDateTime>",
            await client.GetStringAsync($"/v1/receipts/{receipt.Id}/content"),
            StringComparison.Ordinal
        );
    }

    private Task<NodeAnswer> Send(ReceiptStory receipt, bool v2) => v2 ? node.Psp.SendReceiptV2(receipt) : node.Psp.SendReceipt(receipt);

    /// <summary>Sends a receipt, which must be taken, and says what became of its money.</summary>
    private async Task<(string Outcome, string? Reason)> Classified(ReceiptStory receipt)
    {
        Assert.Equal("OK", (await node.Psp.SendReceiptV2(receipt)).Outcome);
        var payment = Assert.Single(await node.PaymentsOf(receipt.ReceiptId));
        Assert.Equal(payment.Id, Assert.Single(await node.ReceiptsOf(receipt.ReceiptId)).PaymentId);
        Assert.Equal(receipt.AmountCents, payment.AmountCents);
        return (payment.Outcome, payment.Reason);
    }

    private async Task<(long Residual, int Movements, int Events)> Effects(PaymentDocument document)
    {
        using var office = node.Office();
        return (
            (await node.Read(document)).ResidualCents,
            (await office.PaymentDocuments.ReadMovementsAsync(document.Id)).Items.Count,
            (await office.PaymentDocuments.ReadTimelineAsync(document.Id)).Items.Count
        );
    }

    private async Task<IEnumerable<string>> EventsOf(Payment payment)
    {
        var types = await node.Db.Read(
            sql => sql.Rows<string>("SELECT Type FROM Events WHERE Data LIKE @about", new { about = $"%{payment.Id}%" }),
            CancellationToken.None
        );
        return types.Order(StringComparer.Ordinal);
    }
}
