using System.Net;
using System.Net.Http.Json;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Organizations;

public class OrganizationTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Lecce = "80008510754";
    private const string OtherBody = "99000000754";

    [Fact]
    public async Task The_seed_is_a_municipality_ready_to_collect()
    {
        using var admin = host.Client(host.AdminKey);
        var organization = await admin.GetAsync($"/v1/organizations/{Lecce}").Expect(HttpStatusCode.OK);
        Assert.Equal("Comune di Lecce", (string?)organization["name"]);
        Assert.Equal($"{Lecce}_01", (string?)organization["stationId"]);
        Assert.Equal(Lecce, (string?)organization["brokerFiscalCode"]);
        Assert.Equal(30, (int)organization["defaultDueDays"]!);
        Assert.Equal(["polizia-locale", "tributi"], await Codes(admin, "departments"));
        Assert.Equal(
            ["canone-unico", "diritti-segreteria", "imposta-di-bollo", "imu", "mensa-scolastica", "sanzioni-cds", "tari", "tefa"],
            await Codes(admin, "revenue-types")
        );
    }

    [Fact]
    public async Task A_repeated_organization_is_unchanged_and_another_content_is_refused()
    {
        using var admin = host.Client(host.AdminKey);
        const string Body = """{"fiscalCode":"99000020752","name":"Unione di Prova","segregationCode":"07"}""";
        var created = await admin.PostText("/v1/organizations", Body).Expect(HttpStatusCode.Created);
        host.Clock.AdvanceMinutes(1);
        var again = await admin.PostText("/v1/organizations", Body).Expect(HttpStatusCode.OK);
        Assert.Equal(created.ToJsonString(), again.ToJsonString());

        var other = Body.Replace("Unione", "Fusione", StringComparison.Ordinal);
        await admin.PostText("/v1/organizations", other).ExpectProblem(HttpStatusCode.Conflict, "organization-exists");
        var read = await admin.GetAsync("/v1/organizations/99000020752").Expect(HttpStatusCode.OK);
        Assert.Equal(created.ToJsonString(), read.ToJsonString());
    }

    [Fact]
    public async Task Every_fault_of_an_organization_is_named_and_nothing_is_stored()
    {
        using var admin = host.Client(host.AdminKey);
        var problem = await admin
            .PostText(
                "/v1/organizations",
                """
                {"fiscalCode":"99000020753","name":"","segregationCode":"1","applicationCode":"x","cbillCode":"abc","brokerFiscalCode":"1",
                 "ipaCode":"à","stationId":"a b","defaultDueDays":0}
                """
            )
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
        Assert.Equal(
            [
                "/applicationCode",
                "/brokerFiscalCode",
                "/cbillCode",
                "/defaultDueDays",
                "/fiscalCode",
                "/ipaCode",
                "/name",
                "/segregationCode",
                "/stationId",
            ],
            problem.Pointers().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Omitted_values_of_a_change_return_to_their_default()
    {
        using var admin = host.Client(host.AdminKey);
        await admin
            .PostText(
                "/v1/organizations",
                """{"fiscalCode":"99000040750","name":"Prima","segregationCode":"02","sector":"Tributi","defaultDueDays":9}"""
            )
            .Expect(HttpStatusCode.Created);
        host.Clock.AdvanceMinutes(1);

        var changed = await admin
            .PutText("/v1/organizations/99000040750", """{"name":"Dopo","segregationCode":"02"}""")
            .Expect(HttpStatusCode.OK);

        Assert.Equal("Dopo", (string?)changed["name"]);
        Assert.Null(changed["sector"]);
        Assert.Equal(30, (int)changed["defaultDueDays"]!);
        Assert.NotEqual((string?)changed["createdAt"], (string?)changed["updatedAt"]);
        var read = await admin.GetAsync("/v1/organizations/99000040750").Expect(HttpStatusCode.OK);
        Assert.Equal(changed.ToJsonString(), read.ToJsonString());
    }

    [Fact]
    public async Task The_key_of_an_organization_does_not_see_any_other()
    {
        using var admin = host.Client(host.AdminKey);
        await admin
            .PostText("/v1/organizations", $$"""{"fiscalCode":"{{OtherBody}}","name":"Altro ente","segregationCode":"03"}""")
            .Expect(HttpStatusCode.Created);
        using var other = host.Client(await host.IssueKey([Scopes.Admin], OtherBody));

        var list = await other.GetAsync("/v1/organizations").Expect(HttpStatusCode.OK);

        Assert.Equal(OtherBody, (string?)Assert.Single(list["items"]!.AsArray())!["fiscalCode"]);
        const string change = """{"name":"Rubato","segregationCode":"09"}""";
        var newKey = new
        {
            name = "x",
            scopes = new[] { "admin" },
            organization = Lecce,
        };
        await other.GetAsync($"/v1/organizations/{Lecce}").ExpectProblem(HttpStatusCode.NotFound, "organization-not-found");
        await other.PutText($"/v1/organizations/{Lecce}", change).ExpectProblem(HttpStatusCode.NotFound, "organization-not-found");
        foreach (var child in new[] { "departments", "bank-accounts", "revenue-types", "departments/tributi", "revenue-types/tari" })
        {
            await other.GetAsync($"/v1/organizations/{Lecce}/{child}").ExpectProblem(HttpStatusCode.NotFound, "organization-not-found");
        }

        await other.PostAsJsonAsync("/v1/api-keys", newKey).ExpectProblem(HttpStatusCode.NotFound, "organization-not-found");
        var keys = await other.GetAsync("/v1/api-keys").Expect(HttpStatusCode.OK);
        Assert.Single(keys["items"]!.AsArray());
    }

    [Fact]
    public async Task Only_the_installation_administrator_registers_organizations()
    {
        using var bound = host.Client(await host.IssueKey([Scopes.Admin], Lecce));
        await bound
            .PostText("/v1/organizations", """{"fiscalCode":"99000030751","name":"Mai","segregationCode":"04"}""")
            .ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");
        using var admin = host.Client(host.AdminKey);
        await admin.GetAsync("/v1/organizations/99000030751").ExpectProblem(HttpStatusCode.NotFound, "organization-not-found");
    }

    [Fact]
    public async Task The_key_of_a_department_reads_its_organization_and_changes_nothing_of_it()
    {
        using var department = host.Client(await host.IssueKey([Scopes.Admin], Lecce, "tributi"));
        await department.GetAsync($"/v1/organizations/{Lecce}/revenue-types").Expect(HttpStatusCode.OK);
        await department
            .PutText($"/v1/organizations/{Lecce}/departments/polizia-locale", """{"name":"Rubato"}""")
            .ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");

        var key = await department
            .PostText("/v1/api-keys", """{"name":"Figlia","scopes":["documents:read"]}""")
            .Expect(HttpStatusCode.Created);
        Assert.Equal("tributi", (string?)key["department"]);
        await department
            .PostText("/v1/api-keys", """{"name":"Figlia","scopes":["documents:read"],"department":"polizia-locale"}""")
            .ExpectProblem(HttpStatusCode.NotFound, "department-not-found");
    }

    [Theory]
    [InlineData("departments", """{"code":"anagrafe","name":"Anagrafe"}""", "anagrafe", "department-exists")]
    [InlineData(
        "bank-accounts",
        """{"iban":"IT45X 05428 11101 000000506003","name":"Terzo conto"}""",
        "IT45X0542811101000000506003",
        "bank-account-exists"
    )]
    public async Task Children_are_registered_once_read_listed_and_renamed(string kind, string body, string id, string conflict)
    {
        using var client = host.Client(await host.IssueKey([Scopes.OrganizationsRead, Scopes.OrganizationsWrite], Lecce));
        var path = $"/v1/organizations/{Lecce}/{kind}";
        var created = await client.PostText(path, body).Expect(HttpStatusCode.Created);
        var again = await client.PostText(path, body).Expect(HttpStatusCode.OK);
        Assert.Equal(created.ToJsonString(), again.ToJsonString());
        await client
            .PostText(path, body.Replace("\"name\":\"", "\"name\":\"Altro ", StringComparison.Ordinal))
            .ExpectProblem(HttpStatusCode.Conflict, conflict);

        var renamed = await client.PutText($"{path}/{id}", """{"name":"Nuovo nome"}""").Expect(HttpStatusCode.OK);
        var read = await client.GetAsync($"{path}/{id}").Expect(HttpStatusCode.OK);
        var list = await client.GetAsync($"{path}?limit=200").Expect(HttpStatusCode.OK);

        Assert.Equal("Nuovo nome", (string?)read["name"]);
        Assert.Equal(renamed.ToJsonString(), read.ToJsonString());
        Assert.Contains(list["items"]!.AsArray(), item => item!.ToJsonString() == read.ToJsonString());
    }

    [Theory]
    [InlineData("departments", """{"code":"Ufficio Tributi","name":"x"}""", "/code")]
    [InlineData("departments", """{"code":"a--b","name":"x"}""", "/code")]
    [InlineData("bank-accounts", """{"iban":"IT61X0542811101000000123456","name":"x"}""", "/iban")]
    public async Task A_child_with_a_wrong_code_is_refused(string kind, string body, string pointer)
    {
        using var admin = host.Client(host.AdminKey);
        var problem = await admin
            .PostText($"/v1/organizations/{Lecce}/{kind}", body)
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
        Assert.Equal([pointer], problem.Pointers());
    }

    [Fact]
    public async Task A_list_continues_from_its_cursor_and_refuses_another_list_s()
    {
        using var admin = host.Client(host.AdminKey);
        var first = await admin.GetAsync($"/v1/organizations/{Lecce}/revenue-types?limit=5").Expect(HttpStatusCode.OK);
        var cursor = (string)first["nextCursor"]!;
        var second = await admin.GetAsync($"/v1/organizations/{Lecce}/revenue-types?limit=5&cursor={cursor}").Expect(HttpStatusCode.OK);
        Assert.Equal("sanzioni-cds", (string?)second["items"]![0]!["code"]);
        await admin
            .GetAsync($"/v1/organizations/{Lecce}/departments?cursor={cursor}")
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-cursor");
        await admin.GetAsync("/v1/organizations?cursor=%20").ExpectProblem(HttpStatusCode.BadRequest, "invalid-cursor");
    }

    private static async Task<IEnumerable<string>> Codes(HttpClient client, string kind)
    {
        var page = await client.GetAsync($"/v1/organizations/{Lecce}/{kind}").Expect(HttpStatusCode.OK);
        return page["items"]!.AsArray().Select(item => (string)item!["code"]!).Except(["anagrafe"], StringComparer.Ordinal);
    }
}
