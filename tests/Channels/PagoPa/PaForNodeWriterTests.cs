using System.Buffers;
using System.Text;
using System.Xml.Linq;
using CsCheck;
using Lecce.Riscossione.Api.Channels.PagoPa;
using Lecce.Riscossione.Tests.Host;
using NodaTime;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

public class PaForNodeWriterTests
{
    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.String[0, 300],
        Gen.Char.Array[0, 200].Select(chars => new string(chars)),
        Gen.Char["\0\u0001\b\t\n\r\u001f\u0085\ud800\udbff\udc00\udfff\ufffe\uffff<>&\"' ]x"]
            .Array[0, 200]
            .Select(chars => new string(chars)),
        Gen.OneOf("", " ", "]]>", "<![CDATA[", "&amp;", "<a/>", "\r\n", "IT", "a@b.it", new string('a', 1000), Emoji(200))
    );

    private static readonly Gen<string?> Maybe = Gen.OneOf(Gen.Const((string?)null), Hostile.Select(text => (string?)text));
    private static readonly Gen<long> Cents = Gen.Long[1, 99_999_999_999];
    private static readonly Gen<LocalDate> Dates = Gen.Int[0, 20_000].Select(days => new LocalDate(2000, 1, 1).PlusDays(days));
    private static readonly Gen<string> BodyCodes = Gen.Long[0, 99_999_999_999].Select(number => $"{number:D11}");

    private static readonly Gen<DebtorAnswer> Debtors = Gen.Select(
        Gen.Char["FG"],
        Hostile,
        Hostile,
        Maybe.Array[7],
        (type, value, name, rest) => new DebtorAnswer(type, value, name, rest[0], rest[1], rest[2], rest[3], rest[4], rest[5], rest[6])
    );

    private static readonly Gen<TransferAnswer> Transfers = Gen.Select(
        Gen.Int[1, 5],
        Cents,
        BodyCodes,
        Hostile.Array[4],
        (id, cents, code, text) => new TransferAnswer(id, cents, code, text[0], text[1], text[2], text[3])
    );

    private static readonly Gen<PaymentAnswer> Payments = Gen.Select(
        Cents,
        Dates,
        Hostile.Array[3],
        Maybe,
        Debtors,
        Transfers.Array[1, 5],
        (cents, due, text, office, debtor, transfers) => new PaymentAnswer(text[0], cents, due, text[1], text[2], office, debtor, transfers)
    );

    private static readonly Gen<VerifyAnswer> Verifies = Gen.Select(
        Cents,
        Dates.Nullable(),
        Hostile.Array[2],
        Gen.Bool,
        BodyCodes,
        Maybe,
        (cents, due, text, postal, code, office) => new VerifyAnswer(cents, due, text[0], postal, code, text[1], office)
    );

    [Fact]
    public void A_payable_notice_is_answered_with_one_option_of_an_exact_amount()
    {
        var answer = new VerifyAnswer(
            12345,
            new LocalDate(2026, 12, 16),
            "TARI <2026> & c.",
            false,
            "80008510754",
            "Comune di Lecce",
            null
        );

        var expected =
            """<?xml version="1.0" encoding="UTF-8"?>"""
            + """<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>"""
            + """<paf:paVerifyPaymentNoticeRes xmlns:paf="http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd"><outcome>OK</outcome>"""
            + "<paymentList><paymentOptionDescription><amount>123.45</amount><options>EQ</options><dueDate>2026-12-16</dueDate>"
            + "<detailDescription>TARI &lt;2026&gt; &amp; c.</detailDescription><allCCP>false</allCCP>"
            + "</paymentOptionDescription></paymentList><paymentDescription>TARI &lt;2026&gt; &amp; c.</paymentDescription>"
            + "<fiscalCodePA>80008510754</fiscalCodePA><companyName>Comune di Lecce</companyName>"
            + "</paf:paVerifyPaymentNoticeRes></soapenv:Body></soapenv:Envelope>";
        Assert.Equal(expected, Encoding.UTF8.GetString(Written(output => PaForNodeWriter.Verify(output, answer))));
    }

    [Fact]
    public void Only_the_second_version_names_the_company_of_a_transfer()
    {
        Assert.Single(Payment(NodeOperation.GetPayment).Descendants("companyName"));
        Assert.Equal(2, Payment(NodeOperation.GetPaymentV2).Descendants("companyName").Count());
    }

    [Fact]
    public void Texts_without_anything_to_say_are_left_out_where_they_may_be_and_dashed_where_they_may_not()
    {
        var document = Payment(NodeOperation.GetPaymentV2, description: " \r\n", street: "\t", country: "Italia", email: "nessuna");

        Assert.Equal("-", document.Descendants("description").Single().Value);
        Assert.Empty(document.Descendants("streetName").Concat(document.Descendants("country")).Concat(document.Descendants("e-mail")));
    }

    [Fact]
    public void A_text_is_cut_to_its_length_without_breaking_a_character()
    {
        var document = Payment(NodeOperation.GetPaymentV2, description: "a" + Emoji(100));

        Assert.Equal("a" + Emoji(69), document.Descendants("description").Single().Value);
    }

    [Fact]
    public void A_call_whose_operation_is_unknown_is_answered_with_a_fault_of_SOAP()
    {
        var document = Parsed(Written(output => PaForNodeWriter.SoapFault(output, "Operazione sconosciuta")));

        Assert.Equal("soapenv:Client", document.Descendants("faultcode").Single().Value);
        Assert.Equal("Operazione sconosciuta", document.Descendants("faultstring").Single().Value);
    }

    [Fact]
    public void Every_fault_has_a_code_of_its_own_and_a_text()
    {
        Assert.Equal(11, PaaFault.All.Select(fault => fault.Code).Distinct(StringComparer.Ordinal).Count());
        Assert.All(PaaFault.All, fault => Assert.False(string.IsNullOrWhiteSpace(fault.Text)));
    }

    [ReferenceFact]
    public void Every_fault_of_every_operation_is_valid_whatever_its_description() =>
        Gen.Select(Gen.OneOf([.. NodeOperation.All]), Gen.OneOf([.. PaaFault.All]), Hostile, Maybe)
            .Sample(
                (operation, fault, id, description) =>
                    AssertValid(output => PaForNodeWriter.Fault(output, operation, fault, id, description)),
                iter: 1000
            );

    [ReferenceFact]
    public void Every_verify_answer_is_valid_whatever_its_texts() =>
        Verifies.Sample(answer => AssertValid(output => PaForNodeWriter.Verify(output, answer)), iter: 1000);

    [ReferenceFact]
    public void Every_payment_answer_of_either_version_is_valid_whatever_its_texts() =>
        Gen.Select(Gen.OneOf(NodeOperation.GetPayment, NodeOperation.GetPaymentV2), Payments)
            .Sample((operation, answer) => AssertValid(output => PaForNodeWriter.Payment(output, operation, answer)), iter: 2000);

    [ReferenceFact]
    public void Acknowledgements_of_receipts_and_faults_of_SOAP_are_valid()
    {
        AssertValid(output => PaForNodeWriter.ReceiptAccepted(output, NodeOperation.SendReceipt));
        AssertValid(output => PaForNodeWriter.ReceiptAccepted(output, NodeOperation.SendReceiptV2));
        OfficialSchema.Validate(Written(output => PaForNodeWriter.SoapFault(output, "Operazione sconosciuta")));
    }

    [Theory]
    [InlineData(null, "/RFB/01000000012345678/120.00")]
    [InlineData(" \n", "/RFB/01000000012345678/120.00")]
    [InlineData("TARI 2026/2", "/RFB/01000000012345678/120.00/TXT/TARI 2026 2")]
    [InlineData("TARI – città d'arte €", "/RFB/01000000012345678/120.00/TXT/TARI - citta d'arte EUR")]
    [InlineData("Diritto d’uso ß/ł & Cæsar", "/RFB/01000000012345678/120.00/TXT/Diritto d'uso ss l Caesar")]
    [InlineData("Mensa\u200B sco\u00ADlastica", "/RFB/01000000012345678/120.00/TXT/Mensa scolastica")]
    [InlineData("Юлия Ελένη Đỗ", "/RFB/01000000012345678/120.00/TXT/Yuliya Eleni Do")]
    public void A_remittance_names_the_iuv_the_amount_and_perhaps_a_text(string? text, string expected) =>
        Assert.Equal(expected, Remittance.Compose("01000000012345678", 12000, text));

    [Fact]
    public void A_remittance_is_never_longer_than_the_banks_carry() =>
        Gen.Select(Cents, Hostile)
            .Sample(
                (cents, text) =>
                {
                    var remittance = Remittance.Compose("01000000012345678", cents, text);
                    Assert.InRange(remittance.Length, 1, 140);
                    Assert.Equal(remittance, WireText.Clean(remittance, 140));
                }
            );

    private static void AssertValid(Action<IBufferWriter<byte>> write)
    {
        var bytes = Written(write);
        OfficialSchema.Validate(bytes);
        Assert.Empty(WsdlTests.ErrorsOfOurSchema(bytes));
    }

    private static XDocument Payment(
        NodeOperation operation,
        string description = "TARI",
        string? street = null,
        string? country = null,
        string? email = null
    )
    {
        var debtor = new DebtorAnswer('F', "RSSMRA80A01E506X", "Persona di prova", Street: street, Country: country, Email: email);
        var transfer = new TransferAnswer(
            1,
            100,
            "80008510754",
            "Comune di Lecce",
            "IT60X0542811101000000123456",
            "/RFB/1/1.00",
            "9/0101101IM/"
        );
        var answer = new PaymentAnswer("1", 100, new LocalDate(2026, 12, 16), description, "Comune di Lecce", null, debtor, [transfer]);
        return Parsed(Written(output => PaForNodeWriter.Payment(output, operation, answer)));
    }

    private static string Emoji(int count) => string.Concat(Enumerable.Repeat("💶", count));

    private static XDocument Parsed(byte[] bytes) => XDocument.Load(new MemoryStream(bytes));

    private static byte[] Written(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenSpan.ToArray();
    }
}
