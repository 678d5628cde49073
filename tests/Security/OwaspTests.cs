using System.Net;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Tests.Access;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Walkthroughs;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Lecce.Riscossione.Tests.Security;

/// <summary>
/// The OWASP API Security Top 10 (2023): one attack or several of each kind on the running API. Broader walks stand elsewhere:
/// every operation as every caller in <see cref="AuthorizationTests"/> and <see cref="TenantTests"/>, every operation with hostile input in
/// <see cref="FuzzTests"/>, addresses of webhooks in <see cref="Webhooks.AddressRulesTests"/>, bad input in <see cref="BadInputTests"/>.
/// </summary>
public class OwaspTests(Crossing crossing) : IClassFixture<Crossing>
{
    private const string Neighbour = "80008510754";
    private const string Station = "STAZIONE";
    private Town Town => crossing.Town;
    private string Document => crossing.Objects["payment-documents/{id}"];

    [Fact]
    public async Task API1_broken_object_level_authorization()
    {
        // Objects of others named in the body, where no address tells whose they are.
        var before = await crossing.Digest();
        using var thief = Town.Http(await Town.Api.IssueKey(["admin"], Neighbour));
        var keys = await crossing.Digest();
        var payment = crossing.Bodies["RecordPayment"].Replace("CROCE-1", "FURTO-1", StringComparison.Ordinal);

        await thief.PostText("/v1/payments", payment).ExpectProblem(HttpStatusCode.NotFound, "document-not-found");
        using var issued = await thief.PostText("/v1/payment-documents", crossing.Bodies["IssuePaymentDocument"]);
        using var granted = await thief.PostText("/v1/api-keys", crossing.Bodies["IssueApiKey"]);
        using var hooked = await thief.PostText("/v1/webhook-endpoints", crossing.Bodies["RegisterWebhookEndpoint"]);
        var found = await thief
            .PostText("/v1/payment-documents/searches", crossing.Bodies["SearchPaymentDocuments"])
            .Expect(HttpStatusCode.OK);

        Assert.All([issued, granted, hooked], answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
        Assert.Empty(found["items"]!.AsArray());
        Assert.Equal(keys, await crossing.Digest());
        Assert.Equal(before["PaymentDocuments"], keys["PaymentDocuments"]);
    }

    [Fact]
    public async Task API2_broken_authentication()
    {
        var key = await Town.Key(null, "documents:read");
        using var anonymous = Town.Http();
        string[] forged =
        [
            "Basic YWRtaW46YWRtaW4=",
            "Bearer",
            $"Bearer {key[..^1]}",
            $"Bearer {key}, Bearer {key}",
            // {"alg":"none","typ":"JWT"} . {"iss":"urn:riscossione:dev","aud":"riscossione","scope":"admin"} .
            "Bearer eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJpc3MiOiJ1cm46cmlzY29zc2lvbmU6ZGV2IiwiYXVkIjoicmlzY29zc2lvbmUiLCJzY29wZSI6ImFkbWluIn0.",
        ];
        foreach (var credentials in forged)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/payment-documents");
            request.Headers.TryAddWithoutValidation("Authorization", credentials);
            await anonymous.SendAsync(request).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        }

        // A key in an address ends in the logs of others, so it opens nothing there.
        await anonymous.GetAsync($"/v1/payment-documents?access_token={key}").ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Theory]
    [InlineData("IssuePaymentDocument", "/v1/payment-documents", "state", "\"paid\"")]
    [InlineData("IssuePaymentDocument", "/v1/payment-documents", "id", "\"01ARZ3NDEKTSV4RRFFQ69G5FAV\"")]
    [InlineData("IssuePaymentDocument", "/v1/payment-documents", "residualCents", "0")]
    [InlineData("RecordPayment", "/v1/payments", "outcome", "\"applied\"")]
    [InlineData("RecordPayment", "/v1/payments", "actor", "\"api-key:1\"")]
    [InlineData("IssueApiKey", "/v1/api-keys", "key", "\"rk_known\"")]
    [InlineData("IssueApiKey", "/v1/api-keys", "lastUsedAt", "null")]
    [InlineData("RegisterWebhookEndpoint", "/v1/webhook-endpoints", "secret", "\"whsec_AAAA\"")]
    [InlineData("CreateDepartment", "/v1/organizations/80001230756/departments", "organization", "\"80008510754\"")]
    public async Task API3_broken_object_property_level_authorization(string operation, string path, string property, string value)
    {
        // The program ignores values that only it decides, and never returns secrets.
        using var client = Town.Http(await Town.Key(null, "admin"));
        var body = JsonNode.Parse(crossing.Bodies[operation])!;
        body[property] = JsonNode.Parse(value);

        var problem = await client.PostText(path, body.ToJsonString()).ExpectProblem(HttpStatusCode.BadRequest, "malformed-request");
        var keys = await client.GetStringAsync("/v1/api-keys");
        var endpoints = await client.GetStringAsync("/v1/webhook-endpoints");

        Assert.Equal([$"/{property}"], problem.Pointers());
        Assert.DoesNotContain("\"key\"", keys, StringComparison.Ordinal);
        Assert.DoesNotContain("ecret", keys + endpoints, StringComparison.Ordinal);
    }

    [Fact]
    public async Task API4_unrestricted_resource_consumption()
    {
        using var client = Town.Http(await Town.Key(null, "admin"));
        var unbounded = new List<string>();
        foreach (var list in PublishedOperation.Of(await Published()).Where(one => one.Parameters("query").Any(IsLimit)))
        {
            var limit = list.Parameters("query").Single(IsLimit)["schema"]!;
            if ((int?)limit["maximum"] != Paging.MaxLimit || list.Path.Contains('{', StringComparison.Ordinal))
            {
                unbounded.AddRange((int?)limit["maximum"] == Paging.MaxLimit ? [] : [list.Name]);
                continue;
            }

            await client
                .GetAsync($"{list.Path}?limit={Paging.MaxLimit + 1}")
                .ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
        }

        Assert.Empty(unbounded);
        var lists = PublishedOperation.Of(await Published()).Where(one => one.Name.StartsWith("Find", StringComparison.Ordinal));
        Assert.All(lists, list => Assert.Contains(list.Parameters("query"), IsLimit));

        // Every call counts, and every caller gets the headers.
        using var counted = await client.GetAsync("/v1/payment-documents");
        Assert.True(counted.Headers.Contains("RateLimit"));

        // A list of values cannot be made to cost more than a few.
        var scopes = string.Join(',', Enumerable.Repeat("\"documents:read\"", 5_000));
        using var many = await client.PostText("/v1/api-keys", $$"""{"name":"x","scopes":[{{scopes}}]}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, many.StatusCode);
    }

    [Fact]
    public async Task API5_broken_function_level_authorization()
    {
        // An auditor changes nothing, even with a key that has more scopes.
        using var auditor = Town.Http(await Town.Key(null, "audit:read", "documents:write", "payments:record", "organizations:write"));
        using var office = Town.Http(await Town.Key(Town.TaxOffice, "admin"));

        await auditor.GetAsync($"/v1/payment-documents/{Document}").Expect(HttpStatusCode.OK);
        await auditor
            .PostText($"/v1/payment-documents/{Document}/cancellation", crossing.Bodies["CancelPaymentDocument"])
            .ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");
        await auditor.PostText("/v1/payments", crossing.Bodies["RecordPayment"]).ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");

        // A department's administrator administers its department, not the municipality, nor the installation.
        await office
            .PostText($"/v1/organizations/{Sample.Organization}/departments", crossing.Bodies["CreateDepartment"])
            .ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");
        await office
            .PostText("/v1/organizations", crossing.Bodies["CreateOrganization"])
            .ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");

        // A key cannot grant more than it has.
        var issued = await office.PostText("/v1/api-keys", """{"name":"Tutto","scopes":["admin"]}""").Expect(HttpStatusCode.Created);
        Assert.Equal((Sample.Organization, Town.TaxOffice), ((string?)issued["organization"], (string?)issued["department"]));

        // A method by another name is no way around.
        using var disguised = new HttpRequestMessage(HttpMethod.Get, $"/v1/organizations/{Sample.Organization}/logo");
        disguised.Headers.Add("X-HTTP-Method-Override", "DELETE");
        using var shown = await office.SendAsync(disguised);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        await office.GetAsync($"/v1/organizations/{Sample.Organization}/logo").Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task API6_unrestricted_access_to_sensitive_business_flows()
    {
        // Numbers of notices that follow one another are strangers to one another.
        var numbers = new List<long>();
        for (var made = 0; made < 20; made++)
        {
            var document = await Town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
            numbers.Add(
                long.Parse(document.Options[0].Installments[0].NoticeNumber![3..16], System.Globalization.CultureInfo.InvariantCulture)
            );
        }

        Assert.All(numbers.Zip(numbers.Skip(1)), pair => Assert.True(Math.Abs(pair.First - pair.Second) > 1_000));

        // A caller cannot probe what it does not cover: existing numbers, ids and fiscal codes answer as missing ones.
        var known = await Town.Taxes.PaymentDocuments.ReadAsync(Document);
        using var school = Town.Http(await Town.Key(Town.SchoolOffice));
        var number = known.Options[0].Installments[0].NoticeNumber;
        Assert.Equal(
            await school.GetStringAsync("/v1/payment-documents?noticeNumber=301000000000000000"),
            await school.GetStringAsync($"/v1/payment-documents?noticeNumber={number}")
        );
        Assert.Equal(await Found(school, Sample.Person(99)), await Found(school, Sample.Person(1)));

        // A portal asks for its own debtor, whatever fiscal code it names.
        using var portal = Town.Http(
            await Town.Api.DevToken(
                new
                {
                    organization = Sample.Organization,
                    scopes = new[] { "documents:read" },
                    debtorFiscalCode = Sample.Person(2),
                }
            )
        );
        Assert.Equal(await Found(portal, Sample.Person(99)), await Found(portal, Sample.Person(1)));

        // No fiscal code of a person is asked for in an address.
        Assert.DoesNotContain(
            PublishedOperation.Of(await Published()).SelectMany(one => one.Parameters("query").Concat(one.Parameters("path"))),
            parameter => ((string)parameter["name"]!).Contains("fiscalCode", StringComparison.OrdinalIgnoreCase)
        );
    }

    [Theory]
    [InlineData("http://uffici.example/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://[fe80::1]/")]
    [InlineData("https://[::ffff:169.254.169.254]/")]
    [InlineData("https://[64:ff9b::a9fe:a9fe]/")]
    [InlineData("https://2852039166/")]
    [InlineData("https://0xa9fea9fe/")]
    [InlineData("https://0251.0376.0251.0376/")]
    [InlineData("https://169.254.169.254@uffici.example/")]
    [InlineData("file:///dev/null")]
    [InlineData("gopher://uffici.example/")]
    public async Task API7_server_side_request_forgery(string url)
    {
        // Redirects and names that lead inside are met when delivering: see DeliverWebhooksTests.
        using var client = Town.Http(await Town.Key(null, "webhooks:manage"));

        var problem = await client
            .PostText("/v1/webhook-endpoints", $$"""{"url":"{{url}}","eventTypes":["payment.recorded"]}""")
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");

        Assert.Equal(["/url"], problem.Pointers());
    }

    [Fact]
    public async Task API9_improper_inventory_management()
    {
        // What answers under a version is what is published, neither more nor less, and nothing else answers but what is named here.
        string[] beside =
        [
            "",
            "dev/tokens",
            "docs",
            "docs/{page}",
            "health/live",
            "health/ready",
            "openapi/v1.json",
            "openapi/v1.oas31.json",
            "openapi/v1.postman.json",
            "pagopa/paForNode",
            "pagopa/payment-options/organizations/{organization}/notices/{noticeNumber}",
            "problems",
            "problems/{code}",
            "status",
        ];
        var published = PublishedOperation
            .Of(await Published())
            .Select(one => $"{one.Method} {one.Path}")
            .Where(one => one != "GET /status");
        var others = Town
            .Api.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!.Trim('/'))
            .Where(route => !route.StartsWith("v{version", StringComparison.Ordinal));
        using var client = Town.Http(Town.Api.AdminKey);

        Assert.Equal(published.Order(StringComparer.Ordinal), Operation.Of(Town.Api).Select(one => $"{one}").Order(StringComparer.Ordinal));
        Assert.Equal(beside, others.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        foreach (var path in (string[])["/v0/organizations", "/v2/organizations", "/organizations", "/swagger", "/.env", "/v1"])
        {
            await client.GetAsync(path).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        }
    }

    [Fact]
    public async Task API10_unsafe_consumption_of_apis()
    {
        // What the Node sends is as hostile as anything: entities are not followed, and its words are data.
        var psp = new Psp(Town.Http(), Sample.Organization);
        var known = await Town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        var number = known.Options[0].Installments[0].NoticeNumber!;
        var envelope = psp.Envelope("paVerifyPaymentNoticeReq", psp.QrCode("&a;"), station: Station);
        var doctype = """<!DOCTYPE a [<!ENTITY a SYSTEM "file:///dev/null">]>""";

        var answer = await psp.SendRaw("paVerifyPaymentNotice", envelope.Replace("?>", "?>" + doctype, StringComparison.Ordinal));
        Assert.Equal(("KO", "PAA_SINTASSI_EXTRAXSD"), (answer.Outcome, answer.Fault));

        var injected = new ReceiptStory("R'); DROP TABLE Payments; --", number, 10_000);
        Assert.Null((await Receive(psp, injected)).Fault);
        Assert.Equal("PAA_RECEIPT_DUPLICATA", (await Receive(psp, injected)).Fault);

        var paid = await Town.Taxes.PaymentDocuments.ReadAsync(known.Id);
        Assert.Equal("paid", paid.State);
        Assert.True((await Town.CountRows())["Payments"] >= 1);

        // A receipt for an unknown number, or for more than is owed, pays no debt twice.
        await Receive(psp, new ReceiptStory("R-oltre", number, 99_999_999));
        Assert.Equal("paid", (await Town.Taxes.PaymentDocuments.ReadAsync(known.Id)).State);
        await Simulation.Invariants.Check(Town.Db);
    }

    private static Task<NodeAnswer> Receive(Psp psp, ReceiptStory receipt) =>
        psp.SendRaw("paSendRTV2", psp.Envelope("paSendRTV2Request", receipt.Xml(Sample.Organization), station: Station));

    private static bool IsLimit(JsonNode parameter) => (string?)parameter["name"] == "limit";

    private static async Task<string> Found(HttpClient client, string fiscalCode) =>
        (
            await client.PostText("/v1/payment-documents/searches", $$"""{"debtorFiscalCode":"{{fiscalCode}}"}""").Expect(HttpStatusCode.OK)
        ).ToJsonString();

    private async Task<JsonNode> Published() => JsonNode.Parse(await Town.Http().GetStringAsync("/openapi/v1.json"))!;
}
