using System.Net;
using System.Text;
using System.Xml.Linq;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

/// <summary>Whatever arrives at the endpoint is answered in the Node's own words.</summary>
public sealed class NodeLimitTests(NodeHost node) : IClassFixture<NodeHost>
{
    private const int MaxBytes = 256 * 1024;
    private const string Action = "\"paVerifyPaymentNotice\"";
    private const string Unknown = "PAA_PAGAMENTO_SCONOSCIUTO";
    private const string Syntax = "PAA_SINTASSI_EXTRAXSD";

    private string Verify => node.Psp.Envelope("paVerifyPaymentNoticeReq", node.Psp.QrCode("301000000000000082"));

    [Theory]
    [InlineData(MaxBytes, Unknown)]
    [InlineData(MaxBytes + 1, Syntax)]
    public async Task A_message_of_256_kB_is_read_and_one_byte_more_is_refused(int length, string fault)
    {
        var answer = await node.Post(Bytes(Verify.PadRight(length)), Action);

        Assert.Equal((HttpStatusCode.OK, fault), (answer.Status, answer.Fault));
    }

    [Fact]
    public async Task A_message_without_a_length_is_refused_as_soon_as_it_is_too_long()
    {
        using var content = new StreamContent(new OneWay(MaxBytes + 1));

        var answer = await NodeHost.Post(node.Client(), content, Action);

        Assert.Equal((HttpStatusCode.OK, Syntax), (answer.Status, answer.Fault));
    }

    [Theory]
    [InlineData("<!DOCTYPE soapenv:Envelope>")]
    [InlineData("<!DOCTYPE e SYSTEM \"file:///etc/hostname\">")]
    [InlineData("<!DOCTYPE e [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]>")]
    public async Task A_document_type_is_refused_unread(string doctype)
    {
        var message = Verify.Replace("<soapenv:Envelope", doctype + "<soapenv:Envelope", StringComparison.Ordinal);

        Assert.Equal(Syntax, (await node.Post(Bytes(message), Action)).Fault);
    }

    [Theory]
    [InlineData("<soapenv:Header/>", "<soapenv:Header>{0}</soapenv:Header>")]
    [InlineData("<qrCode>", "{0}<qrCode>")]
    public async Task Deep_nesting_is_refused(string place, string with)
    {
        const int Depth = 5_000;
        var nest = string.Concat(Enumerable.Repeat("<a>", Depth)) + string.Concat(Enumerable.Repeat("</a>", Depth));
        var message = Verify.Replace(place, with.Replace("{0}", nest, StringComparison.Ordinal), StringComparison.Ordinal);

        Assert.Equal(Syntax, (await node.Post(Bytes(message), Action)).Fault);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"a\":1}")]
    [InlineData("<html/>")]
    [InlineData("<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Body/></soapenv:Envelope>")]
    public async Task What_is_no_request_at_all_is_refused_in_the_form_of_the_operation_called(string message)
    {
        var answer = await node.Post(Bytes(message), Action);

        Assert.Equal((HttpStatusCode.OK, "KO", Syntax), (answer.Status, answer.Outcome, answer.Fault));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("\"somethingElse\"")]
    [InlineData("paVerifyPaymentNotice")]
    [InlineData("\"paVerifyPaymentNotice\"")]
    public async Task Without_a_known_SOAPAction_the_body_says_what_is_asked(string? soapAction) =>
        Assert.Equal(Unknown, (await node.Post(Bytes(Verify), soapAction)).Fault);

    [Fact]
    public async Task A_body_that_contradicts_its_SOAPAction_is_refused_in_the_form_of_the_action()
    {
        var answer = await node.Post(Bytes(Verify), "\"paGetPaymentV2\"");

        Assert.Equal(Syntax, answer.Fault);
        Assert.Contains("paGetPaymentV2Response", Encoding.UTF8.GetString(answer.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_the_creditor_does_not_offer_is_unknown()
    {
        const string Content = """
            <idServizio>00001</idServizio><idSoggettoServizio>00002</idSoggettoServizio>
            <datiSpecificiServizioRequest>PHNlcnZpY2U+PGE+MTwvYT48L3NlcnZpY2U+</datiSpecificiServizioRequest>
            """;
        var message = node.Psp.Envelope("paDemandPaymentNoticeRequest", Content);

        Assert.Equal("PAA_PAGAMENTO_SCONOSCIUTO", (await node.Psp.SendRaw("paDemandPaymentNotice", message)).Fault);
    }

    [Fact]
    public async Task The_contract_is_served_with_the_address_at_which_it_was_asked_for()
    {
        using var client = node.Client();
        client.DefaultRequestHeaders.Host = "pagamenti.example.it:8443";

        var wsdl = XDocument.Parse(await client.GetStringAsync("/pagopa/paForNode?wsdl"));

        XNamespace soap = "http://schemas.xmlsoap.org/wsdl/soap/";
        XNamespace xs = "http://www.w3.org/2001/XMLSchema";
        Assert.Equal(
            "http://pagamenti.example.it:8443/pagopa/paForNode",
            wsdl.Descendants(soap + "address").Single().Attribute("location")?.Value
        );
        var schemaAddress = new Uri(wsdl.Descendants(xs + "import").Single().Attribute("schemaLocation")!.Value);
        var schema = XDocument.Parse(await client.GetStringAsync(schemaAddress.PathAndQuery));
        Assert.Equal("http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd", schema.Root?.Attribute("targetNamespace")?.Value);
    }

    private static byte[] Bytes(string message) => Encoding.UTF8.GetBytes(message);

    /// <summary>Blanks that can be read once and do not tell how many they are.</summary>
    private sealed class OneWay(int length) : MemoryStream(Bytes(new string(' ', length)))
    {
        public override bool CanSeek => false;
    }
}
