using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Contract;

public sealed class PublishedContractTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task What_the_program_serves_is_what_is_published()
    {
        using var client = api.Client();
        var served = await client.GetStringAsync("/openapi/v1.json");
        var published = Repository.Text("openapi/riscossione.v1.json");

        Assert.True(
            Normalized(published) == Normalized(served),
            "The API has changed: run `dotnet msbuild openapi/publish.proj`, look at the difference, and commit it with the clients."
        );
    }

    private static string Normalized(string text) => text.ReplaceLineEndings("\n").Trim();
}
