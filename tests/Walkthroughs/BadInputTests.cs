using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Walkthroughs;

/// <summary>Every bad request gets a problem with a stable code and stores nothing.</summary>
public class BadInputTests(Town town) : IClassFixture<Town>
{
    private const string Documents = "/v1/payment-documents";
    private const string Payments = "/v1/payments";

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest, "malformed-request")]
    [InlineData("null", HttpStatusCode.BadRequest, "malformed-request")]
    [InlineData("[]", HttpStatusCode.BadRequest, "malformed-request")]
    [InlineData("{", HttpStatusCode.BadRequest, "malformed-request")]
    [InlineData("{}", HttpStatusCode.BadRequest, "malformed-request")]
    [InlineData("not json", HttpStatusCode.BadRequest, "malformed-request")]
    public async Task Unexpected_json_is_refused(string body, HttpStatusCode status, string code)
    {
        await Refused(Documents, body, status, code);
        await Refused(Payments, body, status, code);
    }

    /// <summary>Valid documents with one part replaced: a JSON pointer and its new value as JSON, or absent to remove it.</summary>
    public static TheoryData<string, string?, HttpStatusCode, string, string?> WrongDocuments() =>
        new()
        {
            { "/surprise", "1", HttpStatusCode.BadRequest, "malformed-request", null },
            { "/debtor/surprise", "1", HttpStatusCode.BadRequest, "malformed-request", null },
            { "/items/0/surprise", "1", HttpStatusCode.BadRequest, "malformed-request", null },
            { "/externalId", null, HttpStatusCode.BadRequest, "malformed-request", null },
            { "/debtor", "null", HttpStatusCode.BadRequest, "malformed-request", null },
            { "/debtor/fullName", "null", HttpStatusCode.BadRequest, "malformed-request", null },
            { "/items", "null", HttpStatusCode.BadRequest, "malformed-request", null },
            { "/items/0", "null", HttpStatusCode.BadRequest, "malformed-request", "/items/0" },
            { "/options", "[null]", HttpStatusCode.BadRequest, "malformed-request", "/options/0" },
            { "/coObligors", "[null]", HttpStatusCode.BadRequest, "malformed-request", "/coObligors/0" },
            {
                "/options",
                """[{"kind":"installments","installments":[null,null]}]""",
                HttpStatusCode.BadRequest,
                "malformed-request",
                "/options/0/installments/0"
            },
            { "/subject", "\"\\ud800\"", HttpStatusCode.BadRequest, "malformed-request", null },
            { "/items/0/amountCents", "\"100\"", HttpStatusCode.BadRequest, "malformed-request", "/items/0/amountCents" },
            { "/items/0/amountCents", "10.5", HttpStatusCode.BadRequest, "malformed-request", "/items/0/amountCents" },
            { "/items/0/amountCents", "99999999999999999999", HttpStatusCode.BadRequest, "malformed-request", "/items/0/amountCents" },
            { "/dueOn", "\"2026-02-30\"", HttpStatusCode.BadRequest, "malformed-request", "/dueOn" },
            { "/dueOn", "\"16/12/2026\"", HttpStatusCode.BadRequest, "malformed-request", "/dueOn" },
            { "/items/0/amountCents", "0", HttpStatusCode.UnprocessableEntity, "validation-failed", "/items/0/amountCents" },
            { "/items/0/amountCents", "-1", HttpStatusCode.UnprocessableEntity, "validation-failed", "/items/0/amountCents" },
            { "/items/0/amountCents", "100000000000", HttpStatusCode.UnprocessableEntity, "validation-failed", "/items/0/amountCents" },
            {
                "/items/0/amountCents",
                "9223372036854775807",
                HttpStatusCode.UnprocessableEntity,
                "validation-failed",
                "/items/0/amountCents"
            },
            { "/items/1/amountCents", "99999999999", HttpStatusCode.UnprocessableEntity, "validation-failed", "/items" },
            { "/items", "[]", HttpStatusCode.UnprocessableEntity, "validation-failed", "/items" },
            { "/items/0/revenueType", "\"IGNOTA\"", HttpStatusCode.UnprocessableEntity, "validation-failed", "/items/0/revenueType" },
            { "/items/0/year", "1949", HttpStatusCode.UnprocessableEntity, "validation-failed", "/items/0/year" },
            {
                "/items/0/beneficiary",
                $$"""{"fiscalCode":"{{Sample.Province[..10]}}0","name":"X","iban":"{{Sample.Iban(1)}}"}""",
                HttpStatusCode.UnprocessableEntity,
                "validation-failed",
                "/items/0/beneficiary/fiscalCode"
            },
            {
                "/items/0/beneficiary",
                $$"""{"fiscalCode":"{{Sample.Province}}","name":"X","iban":"IT00{{Sample.Iban(1)[4..]}}"}""",
                HttpStatusCode.UnprocessableEntity,
                "validation-failed",
                "/items/0/beneficiary/iban"
            },
            { "/debtor/fiscalCode", "\"RSSMRA80A41E506A\"", HttpStatusCode.UnprocessableEntity, "validation-failed", "/debtor/fiscalCode" },
            { "/debtor/kind", "\"X\"", HttpStatusCode.UnprocessableEntity, "validation-failed", "/debtor/kind" },
            { "/debtor/fullName", "\"\\u0000\"", HttpStatusCode.UnprocessableEntity, "validation-failed", "/debtor/fullName" },
            { "/debtor/email", "\"maria at example\"", HttpStatusCode.UnprocessableEntity, "validation-failed", "/debtor/email" },
            { "/externalId", "\"spazio no\"", HttpStatusCode.UnprocessableEntity, "validation-failed", "/externalId" },
            { "/subject", "\" \"", HttpStatusCode.UnprocessableEntity, "validation-failed", "/subject" },
            { "/dueOn", "\"9999-12-31\"", HttpStatusCode.UnprocessableEntity, "validation-failed", "/dueOn" },
            { "/payableUntil", "\"9999-12-31\"", HttpStatusCode.UnprocessableEntity, "validation-failed", "/payableUntil" },
            { "/validFrom", "\"-0001-12-31\"", HttpStatusCode.UnprocessableEntity, "validation-failed", "/validFrom" },
            { "/options", """[{"kind":"half"}]""", HttpStatusCode.UnprocessableEntity, "validation-failed", "/options/0/kind" },
            {
                "/options",
                """[{"kind":"single","noticeNumber":"301000000000000000"}]""",
                HttpStatusCode.UnprocessableEntity,
                "validation-failed",
                "/options/0/noticeNumber"
            },
            {
                "/options",
                """[{"kind":"installments","plan":{"count":2,"firstDueOn":"9999-12-01","everyMonths":12}}]""",
                HttpStatusCode.UnprocessableEntity,
                "validation-failed",
                "/options/0/plan/firstDueOn"
            },
            {
                "/options",
                """[{"kind":"installments","plan":{"count":121,"firstDueOn":"2027-01-01","everyMonths":1}}]""",
                HttpStatusCode.UnprocessableEntity,
                "validation-failed",
                "/options/0/plan/count"
            },
            {
                "/options",
                """[{"kind":"installments","installments":[{"dueOn":"2027-01-01","amountCents":100},{"dueOn":"2027-02-01","amountCents":1399}]}]""",
                HttpStatusCode.UnprocessableEntity,
                "validation-failed",
                "/options/0/installments"
            },
            {
                "/options",
                """[{"kind":"installments","installments":[{"dueOn":"2027-01-01","amountCents":-100},{"dueOn":"2027-02-01","amountCents":1600}]}]""",
                HttpStatusCode.UnprocessableEntity,
                "validation-failed",
                "/options/0/installments/0/amountCents"
            },
            {
                "/options",
                """[{"kind":"single"},{"kind":"reduced","withinDays":5,"amountCents":1500}]""",
                HttpStatusCode.UnprocessableEntity,
                "validation-failed",
                "/options/1/amountCents"
            },
        };

    [Theory]
    [MemberData(nameof(WrongDocuments))]
    public async Task A_document_with_one_wrong_part_is_refused(
        string part,
        string? value,
        HttpStatusCode status,
        string code,
        string? pointer
    )
    {
        var problem = await Refused(Documents, With(RightDocument(), part, value), status, code);
        if (pointer is not null)
        {
            Assert.Contains(pointer, problem.Pointers());
        }
    }

    public static TheoryData<string, string?, HttpStatusCode, string> WrongPayments() =>
        new()
        {
            { "/surprise", "1", HttpStatusCode.BadRequest, "malformed-request" },
            { "/paidAt", "\"ieri\"", HttpStatusCode.BadRequest, "malformed-request" },
            { "/amountCents", "0", HttpStatusCode.UnprocessableEntity, "validation-failed" },
            { "/amountCents", "-5", HttpStatusCode.UnprocessableEntity, "validation-failed" },
            { "/amountCents", "100000000000", HttpStatusCode.UnprocessableEntity, "validation-failed" },
            { "/channel", "\"pagopa\"", HttpStatusCode.UnprocessableEntity, "validation-failed" },
            { "/channel", "\"piccione\"", HttpStatusCode.UnprocessableEntity, "validation-failed" },
            { "/channelPaymentId", "\"\"", HttpStatusCode.UnprocessableEntity, "validation-failed" },
            { "/channelPaymentId", "\"Maria Rossi\"", HttpStatusCode.UnprocessableEntity, "validation-failed" },
            { "/noticeNumber", "\"301000000000000000\"", HttpStatusCode.UnprocessableEntity, "validation-failed" },
            { "/installmentOrdinal", "1", HttpStatusCode.UnprocessableEntity, "validation-failed" },
            { "/paidAt", "\"2026-11-23T11:06:00Z\"", HttpStatusCode.UnprocessableEntity, "validation-failed" },
            { "/paidAt", "\"1949-12-31T00:00:00Z\"", HttpStatusCode.UnprocessableEntity, "validation-failed" },
            { "/paidAt", "\"-0001-12-31T00:00:00Z\"", HttpStatusCode.UnprocessableEntity, "validation-failed" },
            { "/documentId", "\"nessuno\"", HttpStatusCode.NotFound, "document-not-found" },
            { "/organization", "\"80008510755\"", HttpStatusCode.UnprocessableEntity, "validation-failed" },
        };

    [Theory]
    [MemberData(nameof(WrongPayments))]
    public async Task A_payment_with_one_wrong_part_is_refused(string part, string? value, HttpStatusCode status, string code) =>
        await Refused(Payments, With(RightPayment(), part, value), status, code);

    [Fact]
    public async Task The_documents_are_valid_before_the_tests_change_them()
    {
        using var http = town.Http(await town.Key(Town.TaxOffice));
        await http.PostText(Documents, RightDocument().ToJsonString()).Expect(HttpStatusCode.Created);
        await http.PostText(Payments, RightPayment().ToJsonString()).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Six_transfers_in_one_installment_are_refused_and_five_are_not()
    {
        await Refused(Documents, Poured(into: 6).ToJsonString(), HttpStatusCode.UnprocessableEntity, "too-many-transfers");

        using var http = town.Http(await town.Key(Town.TaxOffice));
        await http.PostText(Documents, Poured(into: 5).ToJsonString()).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Ten_thousand_items_are_refused()
    {
        var document = RightDocument();
        document["items"] = new JsonArray([.. Enumerable.Range(0, 10_000).Select(_ => Item(1))]);

        var problem = await Refused(Documents, document.ToJsonString(), HttpStatusCode.UnprocessableEntity, "validation-failed");

        Assert.Contains("/items", problem.Pointers());
    }

    [Fact]
    public async Task A_body_that_is_not_declared_as_json_is_refused()
    {
        using var http = town.Http(await town.Key(Town.TaxOffice));
        var before = await town.CountRows();
        using var body = new StringContent(RightDocument().ToJsonString(), System.Text.Encoding.UTF8, "text/plain");

        await http.PostAsync(Documents, body).ExpectProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");

        Assert.Equal(before, await town.CountRows());
    }

    [Fact]
    public async Task A_missing_or_wrong_key_is_refused_and_nothing_is_stored()
    {
        var before = await town.CountRows();
        foreach (var key in new string?[] { null, "rsk_wrong" })
        {
            using var http = town.Http(key);
            await http.PostText(Documents, RightDocument().ToJsonString()).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
            await http.PostText(Payments, RightPayment().ToJsonString()).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        }

        Assert.Equal(before, await town.CountRows());
    }

    [Fact]
    public async Task A_document_of_fifty_megabytes_is_refused_while_it_arrives()
    {
        await using var api = await ApiProcess.Start();
        using var http = api.Client(api.AdminKey);
        http.DefaultRequestHeaders.ExpectContinue = true;
        using var body = new StringContent($$"""{"externalId":"{{new string('x', 50_000_000)}}"}""");
        body.Headers.ContentType = new("application/json");

        await http.PostAsync(Documents, body).ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "request-too-large");

        var stored = await http.GetAsync($"{Documents}?limit=1").Expect(HttpStatusCode.OK);
        Assert.Empty(stored["items"]!.AsArray());
    }

    private async Task<JsonNode> Refused(string path, string body, HttpStatusCode status, string code)
    {
        using var http = town.Http(await town.Key(Town.TaxOffice));
        var before = await town.CountRows();
        var problem = await http.PostText(path, body).ExpectProblem(status, code);
        Assert.Equal(before, await town.CountRows());
        return problem;
    }

    /// <summary>10.00 and 5.00 euro, on two accounts.</summary>
    private static JsonObject RightDocument() =>
        new()
        {
            ["externalId"] = $"T-{Guid.NewGuid():N}",
            ["subject"] = "Debito di prova",
            ["debtor"] = new JsonObject
            {
                ["kind"] = "F",
                ["fiscalCode"] = Sample.Person(1),
                ["fullName"] = "Maria Rossi",
            },
            ["items"] = new JsonArray(Item(1_000), Item(500)),
        };

    private static JsonObject Item(long cents) =>
        new()
        {
            ["revenueType"] = Town.Fees,
            ["year"] = 2026,
            ["amountCents"] = cents,
        };

    private static JsonObject RightPayment() =>
        new()
        {
            ["channel"] = "counter",
            ["channelPaymentId"] = $"C-{Guid.NewGuid():N}",
            ["amountCents"] = 100,
            ["paidAt"] = "2026-11-23T10:00:00Z",
        };

    private static JsonObject Poured(int into)
    {
        var document = RightDocument();
        document["items"] = new JsonArray([
            .. Enumerable
                .Range(0, into)
                .Select(account =>
                {
                    var item = Item(100);
                    item["beneficiary"] = new JsonObject
                    {
                        ["fiscalCode"] = Sample.Province,
                        ["name"] = "Provincia di Prova",
                        ["iban"] = Sample.Iban(10 + account),
                    };
                    return item;
                }),
        ]);
        return document;
    }

    /// <summary>The body with one part replaced, as text, because some values are invalid JSON.</summary>
    private static string With(JsonObject body, string part, string? value)
    {
        const string Placeholder = "@@value@@";
        var steps = part.TrimStart('/').Split('/');
        JsonNode parent = body;
        foreach (var step in steps[..^1])
        {
            parent = int.TryParse(step, CultureInfo.InvariantCulture, out var index) ? parent[index]! : parent[step]!;
        }

        if (int.TryParse(steps[^1], CultureInfo.InvariantCulture, out var place))
        {
            parent[place] = Placeholder;
        }
        else if (value is null)
        {
            parent.AsObject().Remove(steps[^1]);
        }
        else
        {
            parent[steps[^1]] = Placeholder;
        }

        return body.ToJsonString(JsonSerializerOptions.Web).Replace($"\"{Placeholder}\"", value, StringComparison.Ordinal);
    }
}
