using System.Net;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.RevenueTypes;

public class RevenueTypeTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Types = "/v1/organizations/80008510754/revenue-types";

    [Fact]
    public async Task A_revenue_type_is_registered_once_and_read_back_as_it_is()
    {
        using var admin = host.Client(host.AdminKey);
        const string Body = """
            {"code":"idonei","name":"Luci votive","category":"non-tax","taxonomyCode":"9/0101107TS/","iban":"IT91V0542811101000000506001"}
            """;
        var created = await admin.PostText(Types, Body).Expect(HttpStatusCode.Created);
        var again = await admin.PostText(Types, Body).Expect(HttpStatusCode.OK);
        var read = await admin.GetAsync($"{Types}/idonei").Expect(HttpStatusCode.OK);
        Assert.Equal(created.ToJsonString(), again.ToJsonString());
        Assert.Equal(created.ToJsonString(), read.ToJsonString());
        Assert.False((bool)read["dueDatesRoll"]!);
        Assert.Equal(10, (int)read["retentionYears"]!);

        var other = Body.Replace("votive", "spente", StringComparison.Ordinal);
        await admin.PostText(Types, other).ExpectProblem(HttpStatusCode.Conflict, "revenue-type-exists");
    }

    [Fact]
    public async Task Revenue_of_another_body_names_it_and_goes_to_its_account()
    {
        using var admin = host.Client(host.AdminKey);
        var tefa = await admin.GetAsync($"{Types}/tefa").Expect(HttpStatusCode.OK);
        Assert.Equal("Provincia di Esempio", (string?)tefa["beneficiary"]!["name"]);
        Assert.Equal("99000010753", (string?)tefa["beneficiary"]!["fiscalCode"]);
        Assert.True((bool)tefa["dueDatesRoll"]!);
    }

    [Fact]
    public async Task Money_goes_only_to_registered_accounts_of_the_organization()
    {
        using var admin = host.Client(host.AdminKey);
        var problem = await admin
            .PostText(
                Types,
                """
                {"code":"dirottata","name":"x","category":"tax","taxonomyCode":"9/0101101IM/",
                 "iban":"IT98S0542811101000000999001","postalIban":"IT94H0760116000000000506730"}
                """
            )
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
        Assert.Equal(["/iban"], problem.Pointers());
        await admin.GetAsync($"{Types}/dirottata").ExpectProblem(HttpStatusCode.NotFound, "revenue-type-not-found");
    }

    [Fact]
    public async Task Every_fault_of_a_revenue_type_is_named()
    {
        using var admin = host.Client(host.AdminKey);
        var problem = await admin
            .PostText(
                Types,
                """
                {"code":"X","name":"x","category":"other","taxonomyCode":"9/0101101IM","iban":"IT00",
                 "postalIban":"IT91V0542811101000000506001","retentionYears":101,"beneficiary":{"fiscalCode":"1","name":""}}
                """
            )
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
        Assert.Equal(
            [
                "/beneficiary/fiscalCode",
                "/beneficiary/name",
                "/category",
                "/code",
                "/iban",
                "/postalIban",
                "/retentionYears",
                "/taxonomyCode",
            ],
            problem.Pointers().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_change_replaces_every_mutable_value()
    {
        using var admin = host.Client(host.AdminKey);
        const string body =
            """{"name":"Multe","category":"non-tax","taxonomyCode":"9/0102100SA/","iban":"IT68W0542811101000000506002","retentionYears":5}""";
        var changed = await admin.PutText($"{Types}/sanzioni-cds", body).Expect(HttpStatusCode.OK);
        var read = await admin.GetAsync($"{Types}/sanzioni-cds").Expect(HttpStatusCode.OK);
        Assert.Equal(changed.ToJsonString(), read.ToJsonString());
        Assert.Equal("Multe", (string?)read["name"]);
        Assert.Equal(5, (int)read["retentionYears"]!);
        Assert.Null(read["budgetChapter"]);
    }
}
