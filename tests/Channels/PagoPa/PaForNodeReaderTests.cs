using System.Text;
using Lecce.Riscossione.Api.Channels.PagoPa;
using Lecce.Riscossione.Tests.Host;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

public class PaForNodeReaderTests
{
    [Fact]
    public void A_verify_request_names_the_notice_and_the_creditor()
    {
        var request = Assert.IsType<VerifyRequest>(Read(NodeMessages.Verify));

        Assert.Equal("301000000012345678", request.NoticeNumber);
        Assert.Equal("80008510754", request.QrFiscalCode);
        Assert.Equal(new NodeAddress("80008510754", "80008510754", "80008510754_01"), request.To);
    }

    [Fact]
    public void A_get_request_of_either_version_carries_the_wishes_of_the_payer()
    {
        var first = Assert.IsType<GetPaymentRequest>(Read(NodeMessages.GetPayment));
        var second = Assert.IsType<GetPaymentRequest>(Read(NodeMessages.GetPaymentV2));

        Assert.Equal((1, 2), (first.Version, second.Version));
        Assert.Equal((12000, TransferType.Postal, new LocalDate(2026, 12, 16)), (first.AmountCents, first.TransferType, first.DueDate));
        Assert.Equal(first with { Operation = NodeOperation.GetPaymentV2 }, second);
    }

    [Fact]
    public void The_wishes_of_the_payer_are_optional()
    {
        var request = Assert.IsType<GetPaymentRequest>(
            Read(
                NodeMessages
                    .GetPayment.Replace("<amount>120.00</amount><paymentNote>nota</paymentNote>", "", StringComparison.Ordinal)
                    .Replace("<transferType>POSTAL</transferType><dueDate>2026-12-16</dueDate>", "", StringComparison.Ordinal)
            )
        );

        Assert.Equal((null, null, null), (request.AmountCents, request.TransferType, request.DueDate));
    }

    [Fact]
    public void A_receipt_is_read_with_amount_collector_and_transfers()
    {
        var request = Assert.IsType<ReceiptRequest>(Read(NodeMessages.Receipt));
        var receipt = request.Receipt;

        Assert.Equal(1, request.Version);
        Assert.Equal(("0a1b2c3d4e5f", "301000000012345678", "80008510754"), (receipt.ReceiptId, receipt.NoticeNumber, receipt.FiscalCode));
        Assert.Equal((true, "01000000012345678", 12000), (receipt.OutcomeOk, receipt.CreditorReferenceId, receipt.PaymentAmountCents));
        Assert.Equal(new ReceiptPsp("PSPXX", "Banca d'Esempio", "00000000000_01"), receipt.Psp);
        Assert.Equal(("creditCard", 150, true), (receipt.PaymentMethod, receipt.FeeCents, receipt.StandIn));
        Assert.Equal((new LocalDate(2026, 7, 2), new LocalDate(2026, 7, 3)), (receipt.ApplicationDate, receipt.TransferDate));
        Assert.Equal(
            [new ReceiptTransfer(1, 6000, "80008510754", "IT60X0542811101000000123456", "/RFB/01000000012345678/60.00", "9/0101101IM/")],
            receipt.Transfers
        );
    }

    [Fact]
    public void A_stamp_duty_in_a_receipt_has_no_account()
    {
        var request = Assert.IsType<ReceiptRequest>(Read(NodeMessages.ReceiptV2));

        Assert.Equal(2, request.Version);
        Assert.Equal(
            ["IT60X0542811101000000123456", null],
            request.Receipt.Transfers.Select(transfer => transfer.Iban),
            StringComparer.Ordinal
        );
    }

    [Theory]
    [InlineData("2026-07-01T12:30:00", "2026-07-01T10:30:00")]
    [InlineData("2026-01-01T12:30:00.250", "2026-01-01T11:30:00.25")]
    [InlineData("2026-07-01T12:30:00Z", "2026-07-01T12:30:00")]
    [InlineData("2026-07-01T12:30:00-05:30", "2026-07-01T18:00:00")]
    [InlineData("2026-12-31T24:00:00", "2026-12-31T23:00:00")]
    public void A_moment_without_an_offset_is_Italian_time(string text, string utc)
    {
        var request = Assert.IsType<ReceiptRequest>(Read(With(NodeMessages.Receipt, "2026-07-01T12:30:00", text)));

        Assert.Equal(InstantPattern.ExtendedIso.Parse(utc + "Z").Value, request.Receipt.PaymentDateTime);
    }

    [Theory]
    [InlineData("2026-07-01T12:30:00+14:01")]
    [InlineData("\u00852026-07-01T12:30:00")]
    [InlineData("2026-02-30T12:30:00")]
    [InlineData("9999-12-31T24:00:00")]
    [InlineData("0000-01-01T00:00:00")]
    [InlineData("2026-07-01T12:30")]
    public void A_moment_that_is_none_is_refused(string text) => Refused(With(NodeMessages.Receipt, "2026-07-01T12:30:00", text));

    [Theory]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    public void A_moment_at_the_edge_of_the_calendar_does_not_refuse_a_receipt(string text) =>
        Assert.IsType<ReceiptRequest>(Read(With(NodeMessages.Receipt, "2026-07-01T12:30:00", text)));

    [Theory]
    [InlineData("<receipt>", "<receipt xsi:type='pafn:ctReceiptV2'>")]
    [InlineData("<receiptId>", "<receiptId xsi:type='xsd:string'>")]
    [InlineData("<noticeNumber>", "<noticeNumber xsi:type=' c:stNoticeNumber '>")]
    [InlineData("<paymentAmount>", "<paymentAmount xsi:type='c:stAmount'>")]
    [InlineData("<debtor>", "<debtor xsi:type='pafn:ctSubject'>")]
    [InlineData("<transferList>", "<transferList xsi:type='pafn:ctTransferListPAReceiptV2'>")]
    [InlineData("<transfer>", "<transfer xsi:type='pafn:ctTransferPAReceiptV2'>")]
    [InlineData("<metadata>", "<metadata xsi:type='c:ctMetadata'>")]
    [InlineData("<paymentDateTime>", "<paymentDateTime xsi:type='c:stISODateTime'>")]
    [InlineData("<MBDAttachment>", "<MBDAttachment xsi:type='xsd:base64Binary'>")]
    [InlineData("<standIn>", "<standIn xsi:type='xsd:boolean'>")]
    [InlineData("<pafn:paSendRTV2Request>", "<pafn:paSendRTV2Request xsi:type='pafn:paSendRTV2Request'>")]
    public void An_element_may_name_the_type_that_the_schema_gives_it(string element, string typed)
    {
        var message = Typed(With(NodeMessages.ReceiptV2, element, typed));

        Assert.Equal(
            Assert.IsType<ReceiptRequest>(Read(NodeMessages.ReceiptV2)).Receipt.ReceiptId,
            Assert.IsType<ReceiptRequest>(Read(message)).Receipt.ReceiptId
        );
        if (Reference.IsPresent)
        {
            OfficialSchema.Validate(NodeMessages.Bytes(message));
        }
    }

    [Theory]
    [InlineData("<noticeNumber>", "<noticeNumber xsi:type='xsd:string'>")]
    [InlineData("<noticeNumber>", "<noticeNumber xsi:type='c:stText35'>")]
    [InlineData("<noticeNumber>", "<noticeNumber xsi:type='stNoticeNumber'>")]
    [InlineData("<noticeNumber>", "<noticeNumber xsi:type='x:stNoticeNumber'>")]
    [InlineData("<noticeNumber>", "<noticeNumber xsi:nil='false'>")]
    [InlineData("<receipt>", "<receipt xsi:type='pafn:ctReceipt'>")]
    [InlineData("<transfer>", "<transfer xsi:type='pafn:ctTransferPA'>")]
    public void An_element_that_names_another_type_is_refused(string element, string typed)
    {
        var message = Typed(With(NodeMessages.ReceiptV2, element, typed));

        Refused(message);
        if (Reference.IsPresent)
        {
            Assert.NotEmpty(OfficialSchema.Errors(NodeMessages.Bytes(message)));
        }
    }

    [Fact]
    public void A_demand_for_a_notice_is_recognised_in_order_to_be_declined() =>
        Assert.IsType<DemandNoticeRequest>(Read(NodeMessages.DemandNotice));

    [Fact]
    public void Comments_namespace_prefixes_and_headers_of_others_do_not_matter()
    {
        const string header = """<soapenv:Header><o:a xmlns:o="urn:o" id="1"><o:b/>testo</o:a></soapenv:Header>""";
        var message = NodeMessages
            .Verify.Replace("pafn:", "x:", StringComparison.Ordinal)
            .Replace("xmlns:pafn", "xmlns:x", StringComparison.Ordinal)
            .Replace("<soapenv:Header/>", header + "<!-- commento -->", StringComparison.Ordinal)
            .Replace("<qrCode>", "<!-- commento --><qrCode>", StringComparison.Ordinal);

        Assert.Equal(Read(NodeMessages.Verify), Read(message));
    }

    [Fact]
    public void The_action_and_the_body_must_name_the_same_operation()
    {
        var error = Assert.Throws<NodeSyntaxError>(() =>
            PaForNodeReader.Read(NodeMessages.Bytes(NodeMessages.Verify), NodeOperation.GetPayment)
        );

        Assert.Equal(NodeOperation.GetPayment, error.Operation);
    }

    [Fact]
    public void An_error_names_the_answer_to_give_and_never_quotes_the_message()
    {
        var error = Refused(With(NodeMessages.Verify, "301000000012345678", "RSSMRA80A01E506X"));

        Assert.Equal((NodeOperation.Verify, "80008510754"), (error.Operation, error.IdPa));
        Assert.Equal("Il valore di noticeNumber non è ammesso.", error.Message);
    }

    [Theory]
    [InlineData("10,00")]
    [InlineData("10.0")]
    [InlineData("10")]
    [InlineData("-1.00")]
    [InlineData("+1.00")]
    [InlineData("1e2.00")]
    [InlineData("1 0.00")]
    [InlineData("١٠.٠٠")]
    [InlineData("１０.００")]
    [InlineData("1000000000.00")]
    [InlineData("")]
    public void An_amount_is_digits_a_point_and_two_digits(string amount) => Refused(With(NodeMessages.GetPayment, "120.00", amount));

    [Theory]
    [InlineData("<idPA>80008510754</idPA>", "")]
    [InlineData("<idPA>80008510754</idPA>", "<idPA/>")]
    [InlineData("<idPA>80008510754</idPA>", "<idPA>80008510754</idPA><altro>1</altro>")]
    [InlineData("<idPA>80008510754</idPA>", "<idPA tipo=\"x\">80008510754</idPA>")]
    [InlineData("<idPA>80008510754</idPA>", "<pafn:idPA>80008510754</pafn:idPA>")]
    [InlineData("<idPA>80008510754</idPA>", "<idPA xmlns=\"http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd\">80008510754</idPA>")]
    [InlineData("<idPA>80008510754</idPA>", "<idPA>80008510754<b/></idPA>")]
    [InlineData("<idPA>80008510754</idPA>", "testo<idPA>80008510754</idPA>")]
    [InlineData("<noticeNumber>301000000012345678</noticeNumber>", "<noticeNumber>30100000001234567</noticeNumber>")]
    [InlineData("<noticeNumber>301000000012345678</noticeNumber>", "<noticeNumber>٣٠١٠٠٠٠٠٠٠١٢٣٤٥٦٧٨</noticeNumber>")]
    [InlineData("<qrCode>", "<qrCode><noticeNumber>301000000012345678</noticeNumber>")]
    [InlineData("</qrCode>", "</qrCode><qrCode/>")]
    [InlineData("http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd", "http://pagopa-api.pagopa.gov.it/pa/altro.xsd")]
    [InlineData("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope")]
    [InlineData("</soapenv:Body>", "<altro/></soapenv:Body>")]
    [InlineData("</soapenv:Body>", "</soapenv:Body><soapenv:Body/>")]
    [InlineData("<soapenv:Header/>", "<!DOCTYPE a>")]
    public void What_the_schema_does_not_allow_is_refused(string valid, string broken) => Refused(With(NodeMessages.Verify, valid, broken));

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;\">]>")]
    [InlineData("<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/a.dtd\">")]
    public void A_document_type_is_refused_before_it_means_anything(string documentType) =>
        Refused(With(NodeMessages.Verify, "<soapenv:Envelope", documentType + "<soapenv:Envelope"));

    [Fact]
    public void Deep_nesting_is_refused()
    {
        var nest = string.Concat(Enumerable.Repeat("<a>", 10_000)) + string.Concat(Enumerable.Repeat("</a>", 10_000));

        Refused(With(NodeMessages.Verify, "<soapenv:Header/>", $"<soapenv:Header>{nest}</soapenv:Header>"));
        Refused(With(NodeMessages.Verify, "<qrCode>", $"<qrCode>{nest}"));
    }

    [Fact]
    public void Ten_thousand_elements_are_refused()
    {
        var crowd = string.Concat(Enumerable.Repeat("<a/>", 10_000));

        Refused(With(NodeMessages.Verify, "<soapenv:Header/>", $"<soapenv:Header>{crowd}</soapenv:Header>"));
        Refused(With(NodeMessages.Verify, "<qrCode>", $"<qrCode>{crowd}"));
    }

    [Fact]
    public void A_sixth_transfer_is_refused()
    {
        var start = NodeMessages.Receipt.IndexOf("<transfer>", StringComparison.Ordinal);
        var end = NodeMessages.Receipt.IndexOf("</transferList>", StringComparison.Ordinal);
        var transfer = NodeMessages.Receipt[start..end];

        Read(NodeMessages.Receipt.Insert(end, string.Concat(Enumerable.Repeat(transfer, 4))));
        Refused(NodeMessages.Receipt.Insert(end, string.Concat(Enumerable.Repeat(transfer, 5))));
    }

    [Fact]
    public void A_text_without_a_limit_in_the_schema_still_has_one() =>
        Refused(With(NodeMessages.Receipt, "0a1b2c3d4e5f", new string('a', NodeXml.MaxTextLength + 1)));

    [Fact]
    public void Bytes_that_are_not_XML_are_refused()
    {
        foreach (var bytes in new byte[][] { [], [0], [0xFF], [0xFF, 0xFE], [0, 0, 0xFE, 0xFF], "<a>"u8.ToArray(), "{}"u8.ToArray() })
        {
            Assert.Throws<NodeSyntaxError>(() => PaForNodeReader.Read(bytes, NodeOperation.Verify));
        }
    }

    [Theory]
    [InlineData("utf-7")]
    [InlineData("utf-16")]
    [InlineData("nessuna")]
    public void A_declared_encoding_that_is_not_the_real_one_is_refused(string encoding) =>
        Refused(With(NodeMessages.Verify, "UTF-8", encoding));

    [Fact]
    public void Any_real_encoding_of_Unicode_is_read()
    {
        var message = With(NodeMessages.Verify, "UTF-8", "UTF-16");
        byte[] bytes = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(message)];

        Assert.Equal(Read(NodeMessages.Verify), PaForNodeReader.Read(bytes, expected: null));
    }

    [ReferenceFact]
    public void The_public_sample_requests_are_read_unless_they_are_not_well_formed()
    {
        foreach (var file in Directory.GetFiles(Reference.PathOf("pagopa/sample-requests"), "*.xml"))
        {
            var bytes = File.ReadAllBytes(file);
            var isRight =
                Encoding.UTF8.GetString(bytes).Contains("xmlns:pafn", StringComparison.Ordinal)
                && !file.Contains("_bad", StringComparison.Ordinal);
            if (isRight)
            {
                Assert.True(PaForNodeReader.Read(bytes, expected: null).To.IdPa[..11] is "77777777777" or Psp.Lecce, file);
            }
            else
            {
                Assert.Throws<NodeSyntaxError>(() => PaForNodeReader.Read(bytes, expected: null));
            }
        }
    }

    private static string With(string message, string old, string replacement)
    {
        Assert.Contains(old, message, StringComparison.Ordinal);
        return message.Replace(old, replacement, StringComparison.Ordinal);
    }

    /// <summary>Declares the prefixes that the names of types use.</summary>
    private static string Typed(string message) =>
        message.Replace(
            "<soapenv:Envelope ",
            "<soapenv:Envelope xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:xsd='http://www.w3.org/2001/XMLSchema' "
                + "xmlns:c='http://pagopa-api.pagopa.gov.it/xsd/common-types/v1.0.0/' ",
            StringComparison.Ordinal
        );

    private static NodeRequest Read(string message) => PaForNodeReader.Read(NodeMessages.Bytes(message), expected: null);

    private static NodeSyntaxError Refused(string message) => Assert.Throws<NodeSyntaxError>(() => Read(message));
}
