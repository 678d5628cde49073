using System.Net;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Tests.Access;
using Lecce.Riscossione.Tests.BulkLoads;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Pdf;

namespace Lecce.Riscossione.Tests.PaymentDocuments;

/// <summary>A debtor without an Italian fiscal code is known by the country and identifier of a foreign document.</summary>
public sealed class ForeignDebtorTests(Town town) : IClassFixture<Town>
{
    private const string Documents = "/v1/payment-documents";
    private const string Searches = "/v1/payment-documents/searches";

    [Fact]
    public async Task A_foreign_debtor_is_kept_with_country_and_identifier_and_without_a_fiscal_code()
    {
        using var office = await Office();

        var issued = await Issue(office, "ab 12.34/x", "DE");

        Assert.Equal("ANONIMO", (string?)issued["debtor"]!["fiscalCode"]);
        Assert.Equal(("AB 12.34/X", "DE"), Foreign(issued["debtor"]!["foreign"]!));
        var listed = (await Found(office, "AB 12.34/X", "DE"))[0]!;
        Assert.Equal(("ANONIMO", "Jörg Müller"), ((string?)listed["debtorFiscalCode"], (string?)listed["debtorName"]));
        Assert.Equal(("AB 12.34/X", "DE"), Foreign(listed["debtorForeign"]!));
    }

    [Fact]
    public async Task Two_foreigners_are_never_the_same_debtor()
    {
        using var office = await Office();
        var german = await Issue(office, "X-1", "DE");
        var french = await Issue(office, "X-1", "FR");
        var other = await Issue(office, "X-2", "DE");

        Assert.Equal([Id(german)], Ids(await Found(office, "x-1", "DE")));
        Assert.Equal([Id(french)], Ids(await Found(office, "X-1", "FR")));
        Assert.Equal([Id(other)], Ids(await Found(office, "X-2", "DE")));
        Assert.Empty(Ids(await Found(office, "X-3", "DE")));
    }

    [Fact]
    public async Task A_foreign_co_obligor_is_found_too()
    {
        using var office = await Office();
        var body = Body("K-1", "AT");
        body["coObligors"] = JsonNode.Parse("""[{"kind":"F","foreign":{"identifier":"K-2","country":"AT"},"fullName":"Anna Huber"}]""");

        var issued = await office.PostText(Documents, body.ToJsonString()).Expect(HttpStatusCode.Created);

        Assert.Equal(("K-2", "AT"), Foreign(issued["coObligors"]![0]!["foreign"]!));
        Assert.Equal([Id(issued)], Ids(await Found(office, "K-2", "AT")));
    }

    [Fact]
    public async Task The_same_foreign_debt_again_is_the_same_document_and_another_identifier_is_not()
    {
        using var office = await Office();
        var body = Body("R-1", "CH");
        var first = await office.PostText(Documents, body.ToJsonString()).Expect(HttpStatusCode.Created);

        var again = await office.PostText(Documents, body.ToJsonString()).Expect(HttpStatusCode.OK);
        var asRead = JsonNode.Parse(body.ToJsonString())!;
        asRead["debtor"] = first["debtor"]!.DeepClone();
        var reread = await office.PostText(Documents, asRead.ToJsonString()).Expect(HttpStatusCode.OK);
        body["debtor"]!["foreign"]!["identifier"] = "R-2";

        Assert.Equal((Id(first), Id(first)), (Id(again), Id(reread)));
        await office.PostText(Documents, body.ToJsonString()).ExpectProblem(HttpStatusCode.Conflict, "document-differs");
    }

    [Theory]
    [InlineData("""{"kind":"F","fullName":"Jörg Müller"}""", "/debtor/fiscalCode", "fiscal-code-missing")]
    [InlineData("""{"kind":"F","fiscalCode":"ANONIMO","fullName":"Jörg Müller"}""", "/debtor/fiscalCode", "fiscal-code-invalid")]
    [InlineData(
        """{"kind":"F","fiscalCode":"RSSMRA45C12F205C","foreign":{"identifier":"A1","country":"DE"},"fullName":"J"}""",
        "/debtor/foreign",
        "debtor-identified-twice"
    )]
    [InlineData(
        """{"kind":"F","foreign":{"identifier":"","country":"DE"},"fullName":"J"}""",
        "/debtor/foreign/identifier",
        "foreign-identifier-invalid"
    )]
    [InlineData(
        """{"kind":"F","foreign":{"identifier":"123456789012345678901","country":"DE"},"fullName":"J"}""",
        "/debtor/foreign/identifier",
        "foreign-identifier-invalid"
    )]
    [InlineData(
        """{"kind":"F","foreign":{"identifier":"A1","country":"de"},"fullName":"J"}""",
        "/debtor/foreign/country",
        "country-invalid"
    )]
    [InlineData(
        """{"kind":"F","foreign":{"identifier":"A1","country":"IT"},"fullName":"J"}""",
        "/debtor/foreign/country",
        "country-invalid"
    )]
    public async Task A_debtor_has_exactly_one_identity_and_a_right_one(string debtor, string pointer, string code)
    {
        using var office = await Office();
        var body = Body("A1", "DE");
        body["debtor"] = JsonNode.Parse(debtor);

        var problem = await office
            .PostText(Documents, body.ToJsonString())
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");

        Assert.Equal((pointer, code), ((string?)problem["errors"]![0]!["pointer"], (string?)problem["errors"]![0]!["code"]));
    }

    [Fact]
    public async Task The_word_for_a_missing_code_finds_and_shows_no_debtor()
    {
        using var office = await Office();
        await Issue(office, "V-1", "DE");
        var portal = new
        {
            organization = Sample.Organization,
            scopes = new[] { "documents:read" },
            debtorFiscalCode = "ANONIMO",
        };

        await office
            .PostText(Searches, """{"debtorFiscalCode":"ANONIMO"}""")
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
        await office.PostText(Searches, "{}").ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
        await town.Http(await town.Api.DevToken(portal)).GetAsync(Documents).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        var citizen = town.Http(await town.Api.DevToken(portal with { debtorFiscalCode = Sample.Person(77) }));
        Assert.Empty((await citizen.GetAsync(Documents).Expect(HttpStatusCode.OK))["items"]!.AsArray());
        Assert.Empty(Ids(await Found(citizen, "V-1", "DE")));
    }

    [PdfToolsFact]
    public async Task Notice_summary_and_quittance_print_the_name_and_no_code()
    {
        using var office = await Office();
        var issued = await Issue(office, "STAMPA-77", "DE");
        var notice = await Text(office, $"{Documents}/{Id(issued)}/notice");
        var number = (string)issued["options"]![0]!["installments"]![0]!["noticeNumber"]!;
        var payment = await town.Taxes.Payments.RecordAsync(Sample.Payment(number, 10_000));
        var summary = await Text(office, $"{Documents}/{Id(issued)}/summary");
        var quittance = await Text(office, $"/v1/payments/{payment.Id}/quittance");

        Assert.All(
            [notice, summary, quittance],
            text =>
            {
                Assert.Contains("Jörg Müller", text, StringComparison.Ordinal);
                Assert.DoesNotContain("ANONIMO", text, StringComparison.Ordinal);
                Assert.DoesNotContain("STAMPA-77", text, StringComparison.Ordinal);
                Assert.DoesNotContain("Müller, codice fiscale", text, StringComparison.Ordinal);
            }
        );
    }

    [Fact]
    public async Task Loads_issue_to_foreign_debtors_from_json_and_from_csv()
    {
        using var office = await Office();
        var line = Body("NDJ-1", "HR").ToJsonString();
        const string Csv = """
            externalId;subject;debtorKind;debtorForeignIdentifier;debtorForeignCountry;debtorFiscalCode;debtorFullName;revenueType;year;itemAmountCents
            CSV-1;Verbale;F;csv-77;HR;;Ana Horvat;DIRITTI;2026;5000
            CSV-2;Verbale;F;csv-78;HR;RSSMRA45C12F205C;Ana Horvat;DIRITTI;2026;5000
            """;

        var json = await town.Taxes.Load(Loads.Ndjson(line));
        var csv = await town.Taxes.Load(Loads.Content(System.Text.Encoding.UTF8.GetBytes(Csv), "text/csv"));

        Assert.Equal((1, 0, 0, 0, 0), json.Counts());
        Assert.Equal((1, 0, 0, 0, 1), csv.Counts());
        Assert.Single(Ids(await Found(office, "NDJ-1", "HR")));
        Assert.Single(Ids(await Found(office, "CSV-77", "HR")));
    }

    private async Task<HttpClient> Office() =>
        town.Api.Client(
            await town.Key(Town.TaxOffice, "documents:read", "documents:write", "notices:read", "receipts:read", "payments:record")
        );

    private static JsonNode Body(string identifier, string country) =>
        JsonNode.Parse(
            $$"""
            {"externalId":"ESTERO-{{Guid.NewGuid():N}}","subject":"Verbale 12 del 2026","dueOn":"2026-12-16",
             "debtor":{"kind":"F","foreign":{"identifier":"{{identifier}}","country":"{{country}}"},"fullName":"Jörg Müller"},
             "items":[{"revenueType":"{{Town.Fees}}","year":2026,"amountCents":10000}]}
            """
        )!;

    private static Task<JsonNode> Issue(HttpClient office, string identifier, string country) =>
        office.PostText(Documents, Body(identifier, country).ToJsonString()).Expect(HttpStatusCode.Created);

    private static async Task<JsonArray> Found(HttpClient client, string identifier, string country) =>
        (
            await client
                .PostText(Searches, $$$"""{"debtorForeign":{"identifier":"{{{identifier}}}","country":"{{{country}}}"}}""")
                .Expect(HttpStatusCode.OK)
        )["items"]!.AsArray();

    private static async Task<string> Text(HttpClient client, string path) =>
        string.Join(
            ' ',
            PdfTool
                .Text(await client.GetByteArrayAsync(new Uri(path, UriKind.Relative)))
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );

    private static string Id(JsonNode document) => (string)document["id"]!;

    private static IEnumerable<string> Ids(JsonArray items) => items.Select(item => Id(item!));

    private static (string?, string?) Foreign(JsonNode foreign) => ((string?)foreign["identifier"], (string?)foreign["country"]);
}
