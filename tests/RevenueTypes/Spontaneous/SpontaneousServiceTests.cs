using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Services = Lecce.Riscossione.Api.RevenueTypes.Spontaneous.SpontaneousServices;

namespace Lecce.Riscossione.Tests.RevenueTypes.Spontaneous;

/// <summary>What an organization offers, from the registration by its administrator to the catalogue of a portal.</summary>
public sealed class SpontaneousServiceTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string Municipality = "80008510754";
    private const string Iban = "IT91V0542811101000000506001";
    private readonly RiscossioneClient admin = new(api.Client(api.AdminKey), new RiscossioneOptions { ApiKey = api.AdminKey });

    [Fact]
    public async Task The_three_services_of_the_seed_can_be_read_by_a_portal()
    {
        using var portal = await Portal();

        var page = await portal.SpontaneousServices.FindAsync(Municipality, limit: 200);
        var meals = await portal.SpontaneousServices.ReadAsync(Municipality, "mensa-scolastica");

        var offered = page.Items.Select(one => (one.Code, one.AmountKind, one.AmountCents)).ToList();
        Assert.Contains(("canone-unico", "computed", null), offered);
        Assert.Contains(("diritti-segreteria", "fixed", 516L), offered);
        Assert.Contains(("mensa-scolastica", "computed", null), offered);
        Assert.Equal((900, 56_000), (meals.MinCents, meals.MaxCents));
        Assert.Equal(["alunno", "plesso", "tariffa", "pasti"], meals.Ui.Order);
        Assert.Equal(["alunno"], meals.Ui.Personal);
        Assert.Equal("Nome e cognome dell'alunno", TitleOf(meals, "alunno"));
        await portal.RevenueTypes.FindAsync(Municipality).Refused(HttpStatusCode.Forbidden, "scope-missing");
    }

    [Fact]
    public async Task A_catalogue_speaks_the_language_asked_for_and_falls_back_to_Italian()
    {
        using var portal = await Portal();

        var english = await portal.SpontaneousServices.ReadAsync(Municipality, "mensa-scolastica", lang: "en");
        var german = await portal.SpontaneousServices.ReadAsync(Municipality, "mensa-scolastica", lang: "de");
        var list = await portal.SpontaneousServices.FindAsync(Municipality, lang: "en");

        Assert.Equal(("School meals: top-up", "Pupil's full name"), (english.Title, TitleOf(english, "alunno")));
        Assert.Equal("standard", english.Ui.Labels["tariffa"]["ordinaria"]);
        Assert.Equal(["agevolata", "ordinaria", "non residenti"], WordsOf(english, "tariffa"));
        Assert.Equal(("Mensa scolastica: ricarica dei pasti", "Nome e cognome dell'alunno"), (german.Title, TitleOf(german, "alunno")));
        Assert.Empty(german.Ui.Labels);
        Assert.Contains(list.Items, one => one.Title == "Fee for a copy of a document");
        Assert.Contains(list.Items, one => one.Title == "Occupazione di suolo pubblico");
        await portal
            .SpontaneousServices.ReadAsync(Municipality, "mensa-scolastica", lang: "xx")
            .Refused(HttpStatusCode.UnprocessableEntity, "validation-failed");
    }

    [Fact]
    public async Task A_catalogue_is_kept_for_a_minute_and_then_asked_for_again_by_its_tag()
    {
        using var http = api.Client(await PortalKey());
        foreach (var address in new[] { "", "/mensa-scolastica" })
        {
            using var first = await http.GetAsync($"/v1/organizations/{Municipality}/spontaneous-services{address}?lang=it");
            using var again = new HttpRequestMessage(HttpMethod.Get, first.RequestMessage!.RequestUri);
            again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var second = await http.SendAsync(again);
            using var other = new HttpRequestMessage(
                HttpMethod.Get,
                $"/v1/organizations/{Municipality}/spontaneous-services{address}?lang=en"
            );
            other.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var third = await http.SendAsync(other);

            Assert.Equal(TimeSpan.FromMinutes(1), first.Headers.CacheControl!.MaxAge);
            Assert.True(first.Headers.CacheControl.Private);
            Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
            Assert.Equal(HttpStatusCode.OK, third.StatusCode);
        }
    }

    [Fact]
    public async Task A_list_of_services_is_read_page_by_page_in_order_of_code()
    {
        using var portal = await Portal();
        var codes = new List<string>();

        await foreach (
            var one in Paging.EnumerateAsync(
                (cursor, cancel) => portal.SpontaneousServices.FindAsync(Municipality, limit: 1, cursor: cursor, cancellationToken: cancel),
                page => page.Items,
                page => page.NextCursor
            )
        )
        {
            codes.Add(one.Code);
        }

        Assert.True(codes.Count >= 3);
        Assert.Equal(codes.Order(StringComparer.Ordinal), codes);
    }

    [Fact]
    public async Task A_service_reads_as_it_was_registered_and_the_same_registration_changes_nothing()
    {
        var wanted = Request("lampade", Sample.Service("tributi", nodeServiceCode: "LAMPA"));

        var created = await admin.RevenueTypes.CreateAsync(Municipality, wanted);
        var again = await admin.RevenueTypes.CreateAsync(Municipality, wanted);
        var read = await admin.RevenueTypes.ReadAsync(Municipality, "lampade");

        Assert.Equal((created.Etag, created.CreatedAt), (again.Etag, again.CreatedAt));
        Assert.Equal(JsonSerializer.Serialize(created.Spontaneous), JsonSerializer.Serialize(read.Spontaneous));
        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse(Sample.Service("tributi", nodeServiceCode: "LAMPA")),
                JsonNode.Parse(await Text("lampade"))!["spontaneous"]
            )
        );
        wanted.Spontaneous!.Title = "Altro titolo";
        await admin.RevenueTypes.CreateAsync(Municipality, wanted).Refused(HttpStatusCode.Conflict, "revenue-type-exists");
    }

    [Fact]
    public async Task A_service_that_is_not_enabled_does_not_exist_for_payers()
    {
        using var portal = await Portal();
        var request = Request("spente", Sample.Service("tributi", nodeServiceCode: "SPENT"));
        var created = await admin.RevenueTypes.CreateAsync(Municipality, request);
        await portal.SpontaneousServices.ReadAsync(Municipality, "spente");

        var off = Settings(request);
        off.Spontaneous!.Enabled = false;
        var changed = await admin.RevenueTypes.ChangeAsync(Municipality, "spente", created.Etag, off);

        await portal
            .SpontaneousServices.ReadAsync(Municipality, "spente")
            .Refused(HttpStatusCode.NotFound, "spontaneous-service-not-found");
        var listed = await portal.SpontaneousServices.FindAsync(Municipality, limit: 200);
        Assert.DoesNotContain(listed.Items, one => one.Code == "spente");
        Assert.False(changed.Spontaneous!.Enabled);
        await FindByNodeCode("SPENT", code: null);

        var none = Settings(request);
        none.Spontaneous = null;
        Assert.Null((await admin.RevenueTypes.ChangeAsync(Municipality, "spente", changed.Etag, none)).Spontaneous);
        await admin
            .RevenueTypes.ChangeAsync(Municipality, "spente", created.Etag, none)
            .Refused(HttpStatusCode.PreconditionFailed, "version-stale");
    }

    [Fact]
    public async Task A_changed_tariff_counts_from_the_change_on()
    {
        const string Rule = """{"kind":"computed","terms":[{"field":"copie","centsPerUnit":CENTS}],"minCents":1,"maxCents":99999}""";
        var request = Request("tariffe", Sample.Service("tributi", Rule.Replace("CENTS", "50"), "TARIF"));
        await admin.RevenueTypes.CreateAsync(Municipality, request);
        Assert.Equal(150, await Quote("tariffe"));

        request.Spontaneous = Parse(Sample.Service("tributi", Rule.Replace("CENTS", "70"), "TARIF"));
        await admin.RevenueTypes.ChangeAsync(Municipality, "tariffe", "*", Settings(request));

        Assert.Equal(210, await Quote("tariffe"));
    }

    [Fact]
    public async Task A_code_at_the_Node_names_one_service_of_an_organization()
    {
        await admin.RevenueTypes.CreateAsync(Municipality, Request("prima", Sample.Service("tributi", nodeServiceCode: "PRIMA")));

        var second = Request("seconda", Sample.Service("tributi", nodeServiceCode: "PRIMA"));
        var refusal = await admin
            .RevenueTypes.CreateAsync(Municipality, second)
            .Refused(HttpStatusCode.Conflict, "node-service-code-taken");

        Assert.Equal(["/spontaneous/nodeServiceCode"], refusal.Errors.Select(error => error.Pointer));
        await FindByNodeCode("PRIMA", "prima");
        await FindByNodeCode("NESSU", code: null);
    }

    [Theory]
    [InlineData("department", "\"altro\"", "validation-failed", "/spontaneous/department")]
    [InlineData("nodeServiceCode", "\"abc\"", "validation-failed", "/spontaneous/nodeServiceCode")]
    [InlineData("title", "\"<b>Titolo</b>\"", "validation-failed", "/spontaneous/title")]
    [InlineData("validity", "{\"days\":61}", "validation-failed", "/spontaneous/validity/days")]
    [InlineData("debtor", "{\"kinds\":[\"F\",\"F\"]}", "validation-failed", "/spontaneous/debtor/kinds/1")]
    [InlineData("translations", "{\"es\":{}}", "validation-failed", "/spontaneous/translations/es")]
    [InlineData("translations", "{\"en\":null}", "validation-failed", "/spontaneous/translations/en")]
    [InlineData("ui", "{\"order\":[\"copie\",\"copie\"]}", "validation-failed", "/spontaneous/ui/order/1")]
    [InlineData("ui", "{\"personal\":[\"altro\"]}", "validation-failed", "/spontaneous/ui/personal/0")]
    [InlineData("ui", "{\"fields\":{\"atto\":{\"widget\":\"iframe\"}}}", "validation-failed", "/spontaneous/ui/fields/atto/widget")]
    [InlineData(
        "ui",
        "{\"fields\":{\"copie\":{\"visibleWhen\":{\"field\":\"atto\",\"value\":\"x\"}}}}",
        "validation-failed",
        "/spontaneous/ui/fields/copie/visibleWhen/value"
    )]
    [InlineData(
        "ui",
        "{\"translations\":{\"en\":{\"atto\":{\"enum\":{\"x\":\"y\"}}}}}",
        "validation-failed",
        "/spontaneous/ui/translations/en/atto/enum/x"
    )]
    [InlineData("schema", "true", "schema-not-allowed", "/spontaneous/schema")]
    [InlineData("schema", "null", "schema-not-allowed", "/spontaneous/schema")]
    [InlineData("schema", "{\"type\":\"object\",\"properties\":{},\"allOf\":[]}", "schema-not-allowed", "/spontaneous/schema/allOf")]
    [InlineData("schema", "{\"type\":\"object\",\"type\":\"object\"}", "malformed-request", "/spontaneous/schema")]
    [InlineData("schema", "{\"title\":\"\\u0007\"}", "validation-failed", "/spontaneous/schema/title")]
    [InlineData("schema", "{\"title\":\"\\ud800\"}", "validation-failed", "/spontaneous/schema/title")]
    [InlineData("subject", "\"Copie di {nome}\"", "subject-not-allowed", "/spontaneous/subject")]
    [InlineData("amount", "{\"kind\":\"fixed\"}", "amount-rule-not-allowed", "/spontaneous/amount/amountCents")]
    public async Task A_service_that_cannot_be_offered_is_refused_at_the_place(string member, string json, string code, string pointer)
    {
        using var http = api.Client(api.AdminKey);
        var spontaneous = JsonNode.Parse(Sample.Service("tributi", nodeServiceCode: "RIFIU"))!.AsObject();
        spontaneous.Remove(member);
        var changed = $"{{\"{member}\":{json},{spontaneous.ToJsonString()[1..]}";
        var body = $$"""
            {"code":"rifiutata","name":"x","category":"non-tax","taxonomyCode":"9/0101101IM/","iban":"{{Iban}}","spontaneous":{{changed}} }
            """;
        using var answer = await http.PostText($"/v1/organizations/{Municipality}/revenue-types", body);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        Assert.Equal(code, (string?)problem["code"]);
        Assert.Contains(pointer, problem["errors"]!.AsArray().Select(error => (string?)error!["pointer"]));
        await admin.RevenueTypes.ReadAsync(Municipality, "rifiutata").Refused(HttpStatusCode.NotFound, "revenue-type-not-found");
    }

    [Fact]
    public async Task A_portal_of_another_organization_sees_no_catalogue()
    {
        using var portal = await Portal();
        await admin.Organizations.CreateAsync(
            new NewOrganization
            {
                FiscalCode = "80001250754",
                Name = "Comune di Esempio",
                SegregationCode = "48",
            }
        );

        await portal.SpontaneousServices.FindAsync("80001250754").Refused(HttpStatusCode.NotFound, "organization-not-found");
        await portal.SpontaneousServices.ReadAsync("80001250754", "tari").Refused(HttpStatusCode.NotFound, "organization-not-found");
        await portal.SpontaneousServices.ReadAsync(Municipality, "tari").Refused(HttpStatusCode.NotFound, "spontaneous-service-not-found");
        Assert.Empty((await admin.SpontaneousServices.FindAsync("80001250754")).Items);
    }

    private async Task<long> Quote(string code)
    {
        var found = await Db.Read(sql => Services.Find(sql, Organization, code), CancellationToken.None);
        return found.Service.AmountOf(found.Service.Values("""{"atto":"delibera","copie":3,"urgente":false}"""), enteredCents: null);
    }

    private async Task FindByNodeCode(string nodeServiceCode, string? code)
    {
        var found = Db.Read(sql => Services.FindByNodeCode(sql, Organization, nodeServiceCode), CancellationToken.None);
        if (code is null)
        {
            Assert.Equal(Codes.SpontaneousServiceNotFound, (await Assert.ThrowsAsync<Refusal>(() => found)).Code);
        }
        else
        {
            Assert.Equal((code, "tributi"), ((await found).Code, (await found).Department));
        }
    }

    private Db Db => api.Services.GetRequiredService<Db>();

    private static FiscalCode Organization => Sample.CodeOf(Municipality);

    private Task<string> PortalKey() => api.IssueKey(["spontaneous:read"], Municipality);

    private async Task<RiscossioneClient> Portal() => new(api.Client(), new RiscossioneOptions { ApiKey = await PortalKey() });

    private async Task<string> Text(string code)
    {
        using var http = api.Client(api.AdminKey);
        return await http.GetStringAsync($"/v1/organizations/{Municipality}/revenue-types/{code}");
    }

    private static NewRevenueType Request(string code, string service) =>
        new()
        {
            Code = code,
            Name = "Prova",
            Category = "non-tax",
            TaxonomyCode = "9/0101101IM/",
            Iban = Iban,
            Spontaneous = Parse(service),
        };

    private static RevenueTypeSettings Settings(NewRevenueType request) =>
        new()
        {
            Name = request.Name,
            Category = request.Category,
            TaxonomyCode = request.TaxonomyCode,
            Iban = request.Iban,
            Spontaneous = request.Spontaneous,
        };

    private static SpontaneousSettings Parse(string service) =>
        JsonSerializer.Deserialize<SpontaneousSettings>(service, JsonSerializerOptions.Web)!;

    private static string? TitleOf(SpontaneousServiceDetails service, string field) =>
        (string?)Schema(service)["properties"]![field]!["title"];

    private static IEnumerable<string?> WordsOf(SpontaneousServiceDetails service, string field) =>
        Schema(service)["properties"]![field]!["enum"]!.AsArray().Select(word => (string?)word);

    private static JsonNode Schema(SpontaneousServiceDetails service) => JsonSerializer.SerializeToNode(service.Schema)!;
}
