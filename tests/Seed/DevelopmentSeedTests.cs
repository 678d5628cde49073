using System.Net;
using Lecce.Riscossione.Tests.Host;

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
}
