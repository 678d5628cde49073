using System.Net;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Sdk;

public sealed class RunningApiTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Keys_are_issued_listed_page_by_page_and_revoked()
    {
        using var client = Client(api.AdminKey);
        var issued = await client.ApiKeys.IssueAsync(new NewApiKey { Name = "smoke", Scopes = [Scopes.DocumentsRead] });

        var names = new List<string>();
        await foreach (
            var key in Paging.EnumerateAsync(
                (cursor, cancel) => client.ApiKeys.FindAsync(limit: 1, cursor: cursor, cancellationToken: cancel),
                page => page.Items,
                page => page.NextCursor
            )
        )
        {
            names.Add(key.Name);
        }

        var revoked = await client.ApiKeys.RevokeAsync(issued.Id);

        Assert.Contains("smoke", names);
        Assert.Equal(api.Clock.GetCurrentInstant(), revoked.RevokedAt);
    }

    [Fact]
    public async Task A_problem_arrives_with_its_code_and_request_number()
    {
        using var stranger = Client("rk_unknown");

        var failure = await Assert.ThrowsAsync<RiscossioneException>(() => stranger.ApiKeys.FindAsync());

        Assert.Equal(HttpStatusCode.Unauthorized, failure.Status);
        Assert.Equal("unauthenticated", failure.Code);
        Assert.False(string.IsNullOrEmpty(failure.RequestId));
    }

    private RiscossioneClient Client(string key) => new(api.Client(), new RiscossioneOptions { ApiKey = key });
}
