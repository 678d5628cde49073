using System.Text;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.SpontaneousPayments;

public class DemandTests(ServiceDesk desk) : IClassFixture<ServiceDesk>
{
    private const string Namespace = "http://PuntoAccessoPSP.spcoop.gov.it/GeneralService";

    [Fact]
    public async Task A_payer_at_a_PSP_gets_a_notice_that_can_be_paid_until_tonight()
    {
        var made = await Demand("<scopo>libri</scopo><copie>3</copie>");

        Assert.Equal(("OK", "8.00", "Offerta per libri"), (made.Outcome, made["amount"], made["paymentDescription"]));
        Assert.Equal(desk.DayIn(0).ToString("yyyy-MM-dd", null), made["dueDate"]);
        var notice = made["noticeNumber"];
        Assert.Equal("8.00", (await desk.Psp.Verify(notice))["amount"]);
        await desk.Psp.SendReceiptV2(new ReceiptStory("domanda", notice!, 800));
        Assert.Equal("PAA_PAGAMENTO_DUPLICATO", (await desk.Psp.Verify(notice)).Fault);
    }

    [Fact]
    public async Task Equal_demands_make_different_notices()
    {
        var first = await Demand("<scopo>arredi</scopo><copie>0</copie>");
        var second = await Demand("<scopo>arredi</scopo><copie>0</copie>");

        Assert.NotEqual(first["noticeNumber"], second["noticeNumber"]);
    }

    [Fact]
    public async Task Debtor_fields_make_the_debtor()
    {
        var made = await Demand(
            $"<scopo>libri</scopo><copie>0</copie><debtorFiscalCode>{Sample.Person(21)}</debtorFiscalCode><debtorName>Anna</debtorName><debtorSurname>Verdi</debtorSurname>"
        );

        var asked = await desk.Psp.GetV2(made["noticeNumber"]);
        Assert.Equal((Sample.Person(21), "Anna Verdi"), (asked["entityUniqueIdentifierValue"], asked["fullName"]));
    }

    [Theory]
    [InlineData("<scopo>altro</scopo><copie>0</copie>", "PAA_SEMANTICA")]
    [InlineData("<scopo>libri</scopo><copie>03</copie>", "PAA_SEMANTICA")]
    [InlineData("<scopo>libri</scopo><copie>3.0</copie>", "PAA_SEMANTICA")]
    [InlineData("<scopo>libri</scopo><copie>0</copie><altro>x</altro>", "PAA_SEMANTICA")]
    [InlineData(
        "<scopo>libri</scopo><copie>0</copie><debtorFiscalCode>RSSMRA</debtorFiscalCode><debtorName>Anna</debtorName>",
        "PAA_SEMANTICA"
    )]
    [InlineData("<scopo>libri</scopo><copie>0</copie><debtorName>Anna Verdi</debtorName>", "PAA_SEMANTICA")]
    [InlineData("<scopo>libri</scopo><scopo>libri</scopo>", "PAA_SINTASSI_EXTRAXSD")]
    [InlineData("<scopo><libri/></scopo>", "PAA_SINTASSI_EXTRAXSD")]
    public async Task Data_that_do_not_fit_the_form_are_refused(string fields, string fault)
    {
        var refused = await Demand(fields);

        Assert.Equal(fault, refused.Fault);
    }

    [Fact]
    public async Task A_fault_names_a_field_of_the_form_and_repeats_nothing_that_the_payer_sent()
    {
        var known = await Demand("<scopo>Anna Verdi</scopo><copie>0</copie>");
        var unknown = await Demand($"<scopo>libri</scopo><copie>0</copie><{Sample.Person(22)}>x</{Sample.Person(22)}>");

        Assert.StartsWith("Campo scopo:", known["description"], StringComparison.Ordinal);
        Assert.DoesNotContain("Anna", known["description"], StringComparison.Ordinal);
        Assert.DoesNotContain(Sample.Person(22), unknown["description"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<altro/>")]
    [InlineData("<!DOCTYPE service [<!ENTITY x 'y'>]><service><scopo>&x;</scopo></service>")]
    [InlineData("<service><scopo>libri</scopo>")]
    [InlineData("non xml")]
    public async Task Data_of_another_shape_are_a_syntax_error(string xml) =>
        Assert.Equal("PAA_SINTASSI_EXTRAXSD", (await Send(Convert.ToBase64String(Encoding.UTF8.GetBytes(xml)))).Fault);

    [Fact]
    public async Task Data_of_more_than_16_kB_are_a_syntax_error() =>
        Assert.Equal("PAA_SINTASSI_EXTRAXSD", (await Demand($"<scopo>{new string('x', 17_000)}</scopo>")).Fault);

    [Fact]
    public async Task Base64_may_be_broken_into_lines()
    {
        var bytes = Encoding.UTF8.GetBytes("<service><scopo>libri</scopo><copie>0</copie></service>");

        var made = await Send(Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks));

        Assert.Equal("OK", made.Outcome);
    }

    [Fact]
    public async Task A_service_that_is_not_offered_is_unknown() =>
        Assert.Equal("PAA_PAGAMENTO_SCONOSCIUTO", (await Demand("<scopo>libri</scopo><copie>0</copie>", service: "99999")).Fault);

    [Fact]
    public async Task A_demand_for_another_station_is_refused() =>
        Assert.Equal(
            "PAA_STAZIONE_INT_ERRATA",
            (await Send(Convert.ToBase64String("<service><scopo>libri</scopo><copie>0</copie></service>"u8), station: "ALTRA")).Fault
        );

    private Task<NodeAnswer> Demand(string fields, string service = ServiceDesk.GiftNodeCode) =>
        Send(Convert.ToBase64String(Encoding.UTF8.GetBytes($"<service xmlns=\"{Namespace}\">{fields}</service>")), service);

    private Task<NodeAnswer> Send(string data, string service = ServiceDesk.GiftNodeCode, string? station = null) =>
        desk.Psp.SendRaw(
            "paDemandPaymentNotice",
            desk.Psp.Envelope(
                "paDemandPaymentNoticeRequest",
                $"<idServizio>{service}</idServizio><idSoggettoServizio>00001</idSoggettoServizio><datiSpecificiServizioRequest>{data}</datiSpecificiServizioRequest>",
                station: station
            )
        );
}
