using System.Net;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Pdf;

namespace Lecce.Riscossione.Tests.Seed;

public class DevelopmentSeedTests
{
    [Fact]
    public async Task Outside_of_development_nothing_is_seeded()
    {
        var production = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Riscossione__MasterSecret"] = Convert.ToBase64String(new byte[32]),
        };
        await using var api = await ApiProcess.Start(production);
        using var admin = api.Client(api.AdminKey);
        var list = await admin.GetAsync("/v1/organizations").Expect(HttpStatusCode.OK);
        Assert.Empty(list["items"]!.AsArray());
    }

    [Fact]
    public async Task What_was_changed_after_the_seed_survives_a_restart()
    {
        await using var api = await ApiProcess.Start();
        using (var admin = api.Client(api.AdminKey))
        {
            const string body = """{"name":"Ufficio Entrate"}""";
            await admin.PutText("/v1/organizations/80008510754/departments/tributi", body).Expect(HttpStatusCode.OK);
        }

        await api.Restart();

        using var again = api.Client(api.AdminKey);
        var read = await again.GetAsync("/v1/organizations/80008510754/departments/tributi").Expect(HttpStatusCode.OK);
        Assert.Equal("Ufficio Entrate", (string?)read["name"]);
    }

    [PdfToolsFact]
    public async Task The_first_waste_tax_with_its_surcharge_can_be_paid_by_postal_bulletin()
    {
        await using var api = await ApiProcess.Start();
        using var admin = api.Client(api.AdminKey);
        var document = await admin
            .PostText(
                "/v1/payment-documents",
                $$"""
                {"organization":"80008510754","department":"tributi","externalId":"TARI-1","subject":"TARI 2026",
                 "debtor":{"kind":"F","fiscalCode":"{{Sample.Person(1)}}","fullName":"Maria Rossi"},
                 "items":[{"revenueType":"tari","year":2026,"amountCents":28800},{"revenueType":"tefa","year":2026,"amountCents":1440}],
                 "options":[{"kind":"single","dueOn":"2099-12-16"}]}
                """
            )
            .Expect(HttpStatusCode.Created);

        var notice = await admin.GetByteArrayAsync($"/v1/payment-documents/{document["id"]}/notice");

        Assert.Contains("BOLLETTINO POSTALE PA", PdfTool.Text(notice), StringComparison.Ordinal);
    }
}
