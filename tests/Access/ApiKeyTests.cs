using System.Net;
using System.Net.Http.Json;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Tests.Host;
using NodaTime;

namespace Lecce.Riscossione.Tests.Access;

public class ApiKeyTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("rk_000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Without_a_known_key_nothing_is_answered(string? key)
    {
        using var client = host.Client(key);
        using var response = await client.GetAsync("/v1/api-keys");
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
        await client.GetAsync("/v1/api-keys").ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task A_key_in_the_query_is_ignored()
    {
        using var client = host.Client();
        await client.GetAsync($"/v1/api-keys?access_token={host.AdminKey}").ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task A_key_without_the_scope_is_forbidden()
    {
        using var client = host.Client(await host.IssueKey([Scopes.DocumentsRead]));
        var problem = await client.GetAsync("/v1/api-keys").ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");
        Assert.Contains("admin", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_shows_its_secret_only_when_issued()
    {
        var key = await host.IssueKey([Scopes.Admin]);
        Assert.Matches("^rk_[0-9a-z]{12}_[A-Za-z0-9_-]{43}$", key);
        using var client = host.Client(key);
        var list = (await client.GetAsync("/v1/api-keys?limit=200").Expect(HttpStatusCode.OK)).ToJsonString();
        Assert.Contains(key[3..15], list, StringComparison.Ordinal);
        Assert.DoesNotContain(key[16..], list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_key_is_invalid_and_stays_on_record()
    {
        using var admin = host.Client(host.AdminKey);
        var issued = await admin.PostText("/v1/api-keys", """{"name":"Breve","scopes":["admin"]}""").Expect(HttpStatusCode.Created);
        using var client = host.Client((string)issued["key"]!);
        await client.GetAsync("/v1/api-keys").Expect(HttpStatusCode.OK);

        var revoked = await admin.DeleteAsync($"/v1/api-keys/{issued["id"]}").Expect(HttpStatusCode.OK);
        var again = await admin.DeleteAsync($"/v1/api-keys/{issued["id"]}").Expect(HttpStatusCode.OK);

        Assert.NotNull(revoked["revokedAt"]);
        Assert.Equal(revoked.ToJsonString(), again.ToJsonString());
        await client.GetAsync("/v1/api-keys").ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task An_expired_key_is_invalid()
    {
        using var admin = host.Client(host.AdminKey);
        var expiresAt = host.Clock.GetCurrentInstant() + Duration.FromMinutes(1);
        var issued = await admin
            .PostText("/v1/api-keys", $$"""{"name":"Breve","scopes":["admin"],"expiresAt":"{{expiresAt}}"}""")
            .Expect(HttpStatusCode.Created);
        using var client = host.Client((string)issued["key"]!);
        await client.GetAsync("/v1/api-keys").Expect(HttpStatusCode.OK);

        host.Clock.AdvanceMinutes(1);

        await client.GetAsync("/v1/api-keys").ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task Every_fault_of_a_new_key_is_named()
    {
        using var admin = host.Client(host.AdminKey);
        var problem = await admin
            .PostText(
                "/v1/api-keys",
                """{"name":" ","scopes":["admin","admin","rule:all"],"expiresAt":"2020-01-01T00:00:00Z","department":"tributi"}"""
            )
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
        Assert.Equal(["/name", "/scopes/1", "/scopes/2", "/expiresAt", "/organization"], problem.Pointers());
    }

    [Fact]
    public async Task A_key_that_does_not_exist_cannot_be_revoked()
    {
        using var admin = host.Client(host.AdminKey);
        await admin.DeleteAsync("/v1/api-keys/01M82K3RGVCYDWCWQT2XZ0KT8S").ExpectProblem(HttpStatusCode.NotFound, "api-key-not-found");
        await admin.DeleteAsync("/v1/api-keys/nonsense").ExpectProblem(HttpStatusCode.NotFound, "api-key-not-found");
    }

    [Fact]
    public async Task A_refused_key_is_not_stored()
    {
        using var admin = host.Client(host.AdminKey);
        await admin
            .PostAsJsonAsync(
                "/v1/api-keys",
                new
                {
                    name = "Mai",
                    scopes = new[] { "admin" },
                    organization = "00000000000",
                }
            )
            .ExpectProblem(HttpStatusCode.NotFound, "organization-not-found");
        var list = (await admin.GetAsync("/v1/api-keys?limit=200").Expect(HttpStatusCode.OK)).ToJsonString();
        Assert.DoesNotContain("Mai", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_continues_from_its_cursor()
    {
        using var admin = host.Client(host.AdminKey);
        await host.IssueKey([Scopes.DocumentsRead]);
        await host.IssueKey([Scopes.DocumentsRead]);
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var page = await admin.GetAsync($"/v1/api-keys?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}").Expect(HttpStatusCode.OK);
            Assert.True(page["items"]!.AsArray().Count <= 2);
            ids.AddRange(page["items"]!.AsArray().Select(key => (string)key!["id"]!));
            cursor = (string?)page["nextCursor"];
        } while (cursor is not null);

        var all = await admin.GetAsync("/v1/api-keys?limit=200").Expect(HttpStatusCode.OK);
        Assert.Equal(all["items"]!.AsArray().Select(key => (string)key!["id"]!), ids);
    }
}
