using System.Net;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.BulkLoads;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Access;

/// <summary>A key or token limited to revenue types sees and changes only documents all of whose items are of those types.</summary>
public sealed class RevenueTypeLimitTests(Town town) : IClassFixture<Town>
{
    private const string Keys = "/v1/api-keys";
    private const string Documents = "/v1/payment-documents";
    private static readonly string[] OfficeScopes =
    [
        "documents:read",
        "documents:write",
        "bulk-loads:read",
        "bulk-loads:write",
        "payments:read",
        "payments:record",
        "receipts:read",
        "notices:read",
    ];

    [Fact]
    public async Task A_limited_key_issues_finds_and_reads_only_its_revenue_types()
    {
        using var limited = await Limited(Town.Fees);
        var own = await limited.PaymentDocuments.IssueAsync(Sample.Document());
        var rent = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document(revenueType: Town.Rent));
        var both = Sample.Document();
        both.Items = [Sample.Item(100), Sample.Item(100, Town.Rent)];
        var mixed = await town.Taxes.PaymentDocuments.IssueAsync(both);

        var refused = await limited
            .PaymentDocuments.IssueAsync(Sample.Document(revenueType: Town.Rent))
            .Refused(HttpStatusCode.UnprocessableEntity, "validation-failed");
        Assert.Equal("revenue-type-unknown", refused.Errors[0].Code);
        Assert.Equal(own.Id, (await limited.PaymentDocuments.ReadAsync(own.Id)).Id);
        foreach (var hidden in new[] { rent, mixed })
        {
            await limited.PaymentDocuments.ReadAsync(hidden.Id).Refused(HttpStatusCode.NotFound, "document-not-found");
            await limited.PaymentDocuments.ReadTimelineAsync(hidden.Id).Refused(HttpStatusCode.NotFound, "document-not-found");
            await limited.PaymentDocuments.ReadMovementsAsync(hidden.Id).Refused(HttpStatusCode.NotFound, "document-not-found");
            await limited
                .PaymentDocuments.CancelAsync(hidden.Id, new CancelPaymentDocumentRequest { Reason = "Prova" })
                .Refused(HttpStatusCode.NotFound, "document-not-found");
        }

        var seen = (await limited.PaymentDocuments.FindAsync(limit: 200)).Items.Select(item => item.Id).ToList();
        Assert.Contains(own.Id, seen);
        Assert.DoesNotContain(rent.Id, seen);
        Assert.DoesNotContain(mixed.Id, seen);
    }

    [Fact]
    public async Task Money_recorded_by_a_limited_key_is_applied_to_no_other_revenue_type()
    {
        using var limited = await Limited(Town.Fees);
        var own = await limited.PaymentDocuments.IssueAsync(Sample.Document());
        var rent = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document(revenueType: Town.Rent));

        var applied = await limited.Payments.RecordAsync(Sample.Payment(own.Options[0].Installments[0].NoticeNumber, 10_000));
        var other = await limited.Payments.RecordAsync(Sample.Payment(rent.Options[0].Installments[0].NoticeNumber, 10_000));
        var foreign = await town.Taxes.Payments.RecordAsync(Sample.Payment(rent.Options[0].Installments[0].NoticeNumber, 10_000));

        Assert.Equal(("exact", "unmatched", "exact"), (applied.Outcome, other.Outcome, foreign.Outcome));
        Assert.Equal(applied.Id, (await limited.Payments.ReadAsync(applied.Id)).Id);
        await limited.Payments.ReadAsync(foreign.Id).Refused(HttpStatusCode.NotFound, "payment-not-found");
        Assert.DoesNotContain(foreign.Id, (await limited.Payments.FindAsync(limit: 200)).Items.Select(one => one.Id));
    }

    [Fact]
    public async Task A_load_of_a_limited_key_is_restricted_to_its_revenue_types_and_visible_under_the_same_limit()
    {
        using var limited = await Limited(Town.Rent);
        using var like = await Limited(Town.Rent);
        using var other = await Limited(Town.Fees);
        var known = Sample.Document(revenueType: Town.Fees);
        await town.Taxes.PaymentDocuments.IssueAsync(known);
        var rows = string.Join(
            '\n',
            Loads.Line(Row(Town.Rent)),
            Loads.Line(Row(Town.Fees)),
            $$"""{"action":"cancel","externalId":"{{known.ExternalId}}","reason":"Prova"}""",
            Loads.Line(Replacing(known.ExternalId))
        );

        var load = await limited.Load(Loads.Ndjson(rows), action: "replace");

        Assert.Equal((1, 0, 0, 0, 3), load.Counts());
        Assert.Equal("issued", (await town.Taxes.PaymentDocuments.FindAsync(externalId: known.ExternalId)).Items.Single().State);
        Assert.Equal(load.Id, (await like.BulkLoads.ReadAsync(load.Id)).Id);
        Assert.Equal(load.Id, (await town.Taxes.BulkLoads.ReadAsync(load.Id)).Id);
        await other.BulkLoads.ReadAsync(load.Id).Refused(HttpStatusCode.NotFound, "bulk-load-not-found");
    }

    [Fact]
    public async Task The_limit_is_shown_when_a_key_is_issued_listed_changed_and_rotated_and_cannot_be_widened()
    {
        var admin = town.Http(await town.Key(null, "admin"));
        var issued = await admin.PostText(Keys, NewKey("documents:read", Town.Fees)).Expect(HttpStatusCode.Created);
        Assert.Equal([Town.Fees], Types(issued));
        var listed = (await admin.GetAsync($"{Keys}?limit=200").Expect(HttpStatusCode.OK))["items"]!.AsArray();
        Assert.Equal([Town.Fees], Types(listed.Single(one => (string)one!["id"]! == (string)issued["id"]!)!));
        var renamed = await admin.PutText($"{Keys}/{issued["id"]}", """{"name":"Altro nome"}""").Expect(HttpStatusCode.OK);
        Assert.Equal([Town.Fees], Types(renamed));

        var rotated = await admin.PostText($"{Keys}/{issued["id"]}/rotations", "{}").Expect(HttpStatusCode.Created);
        Assert.Equal([Town.Fees], Types(rotated));
        var rent = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document(revenueType: Town.Rent));
        await town.Http((string)rotated["key"]!)
            .GetAsync($"{Documents}/{rent.Id}")
            .ExpectProblem(HttpStatusCode.NotFound, "document-not-found");
    }

    [Fact]
    public async Task A_limit_contains_only_revenue_types_of_the_key_s_organization()
    {
        var admin = town.Http(await town.Key(null, "admin"));
        var unknown = await admin
            .PostText(Keys, NewKey("documents:read", "INESISTENTE"))
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
        Assert.Equal("/revenueTypes/0", Assert.Single(unknown.Pointers()));
        await admin
            .PostText(Keys, """{"name":"Vuota","scopes":["documents:read"],"revenueTypes":[]}""")
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
        await town.Http(town.Api.AdminKey)
            .PostText(Keys, """{"name":"Ovunque","scopes":["documents:read"],"revenueTypes":["DIRITTI"]}""")
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
    }

    [Fact]
    public async Task Objects_without_a_revenue_type_are_closed_to_a_limited_key()
    {
        var key = await LimitedKey(["admin"], Town.Fees);
        var limited = town.Http(key);

        await limited.GetAsync(Keys).ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");
        await limited.PostText(Keys, NewKey("documents:read", Town.Fees)).ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");
        await limited.GetAsync("/v1/webhook-endpoints").ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");
        await limited.GetAsync("/v1/events").ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");
        await limited
            .PostText($"/v1/organizations/{Sample.Organization}/departments", """{"code":"nuovo","name":"Nuovo"}""")
            .ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");
        await limited.GetAsync($"/v1/organizations/{Sample.Organization}").Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_may_be_limited_too()
    {
        var rent = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document(revenueType: Town.Rent));
        var fee = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        var token = await town.Api.DevToken(
            new
            {
                organization = Sample.Organization,
                department = Town.TaxOffice,
                revenueTypes = new[] { Town.Rent },
                scopes = new[] { "documents:read" },
            }
        );
        var limited = town.Http(token);

        await limited.GetAsync($"{Documents}/{rent.Id}").Expect(HttpStatusCode.OK);
        await limited.GetAsync($"{Documents}/{fee.Id}").ExpectProblem(HttpStatusCode.NotFound, "document-not-found");
    }

    private static IssuePaymentDocumentRequest Row(string revenueType)
    {
        var request = Sample.Document(revenueType: revenueType);
        request.Draft = null;
        return request;
    }

    private static IssuePaymentDocumentRequest Replacing(string externalId)
    {
        var request = Row(Town.Rent);
        request.ExternalId = externalId;
        return request;
    }

    private static string NewKey(string scope, string revenueType) =>
        $$"""{"name":"Limitata","scopes":["{{scope}}"],"organization":"{{Sample.Organization}}","department":"{{Town.TaxOffice}}","revenueTypes":["{{revenueType}}"]}""";

    private static IEnumerable<string> Types(JsonNode key) => key["revenueTypes"]!.AsArray().Select(type => (string)type!);

    private async Task<string> LimitedKey(IReadOnlyList<string> scopes, string revenueType)
    {
        var body = JsonNode.Parse(NewKey("documents:read", revenueType))!;
        body["scopes"] = new JsonArray([.. scopes.Select(scope => JsonValue.Create(scope))]);
        var issued = await town.Http(town.Api.AdminKey).PostText(Keys, body.ToJsonString()).Expect(HttpStatusCode.Created);
        return (string)issued["key"]!;
    }

    private async Task<RiscossioneClient> Limited(string revenueType) =>
        new(town.Http(), new RiscossioneOptions { ApiKey = await LimitedKey(OfficeScopes, revenueType) });
}
