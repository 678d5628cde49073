using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Access;

/// <summary>The last administrator's key cannot be ended.</summary>
public sealed class LastAdminKeyTests : IAsyncLifetime
{
    private const string Keys = "/v1/api-keys";
    private readonly ApiHost api = new();

    public Task InitializeAsync() => api.InitializeAsync();

    public Task DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task The_last_admin_key_cannot_be_revoked()
    {
        using var admin = api.Client(api.AdminKey);
        var first = await First(admin);
        await admin.PostText(Keys, """{"name":"Ente","scopes":["admin"],"organization":"80008510754"}""").Expect(HttpStatusCode.Created);
        await admin.PostText(Keys, """{"name":"Lettura","scopes":["documents:read"]}""").Expect(HttpStatusCode.Created);

        await admin.DeleteAsync($"{Keys}/{first["id"]}").ExpectProblem(HttpStatusCode.Conflict, "last-admin-key");
        var second = await admin.PostText(Keys, """{"name":"Secondo","scopes":["admin"]}""").Expect(HttpStatusCode.Created);
        await admin.DeleteAsync($"{Keys}/{first["id"]}").Expect(HttpStatusCode.OK);

        using var other = api.Client((string)second["key"]!);
        await other.DeleteAsync($"{Keys}/{second["id"]}").ExpectProblem(HttpStatusCode.Conflict, "last-admin-key");
    }

    [Fact]
    public async Task The_last_admin_key_cannot_get_an_expiry()
    {
        using var admin = api.Client(api.AdminKey);
        var first = await First(admin);

        await Change(admin, first, "2027-01-01T00:00:00Z").ExpectProblem(HttpStatusCode.Conflict, "last-admin-key");
        await admin
            .PostText(Keys, """{"name":"Secondo","scopes":["admin"],"expiresAt":"2026-12-31T00:00:00Z"}""")
            .Expect(HttpStatusCode.Created);
        await Change(admin, first, "2027-01-01T00:00:00Z").ExpectProblem(HttpStatusCode.Conflict, "last-admin-key");
        await Change(admin, first, "2026-12-30T00:00:00Z").Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_last_admin_key_is_rotated_only_with_an_overlap()
    {
        using var admin = api.Client(api.AdminKey);
        var first = await First(admin);
        var rotations = $"{Keys}/{first["id"]}/rotations";

        await admin
            .PostText(rotations, """{"previousValidUntil":"2026-11-23T11:59:59Z"}""")
            .ExpectProblem(HttpStatusCode.Conflict, "last-admin-key");
        await admin.GetAsync(Keys).Expect(HttpStatusCode.OK);
        await admin.PostText(rotations, "{}").Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task One_of_two_administrators_that_revoke_each_other_at_once_remains()
    {
        using var one = api.Client(api.AdminKey);
        var first = await First(one);
        var second = await one.PostText(Keys, """{"name":"Secondo","scopes":["admin"]}""").Expect(HttpStatusCode.Created);
        using var other = api.Client((string)second["key"]!);

        var answers = await Task.WhenAll(one.DeleteAsync($"{Keys}/{second["id"]}"), other.DeleteAsync($"{Keys}/{first["id"]}"));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
    }

    private static async Task<JsonNode> First(HttpClient admin) =>
        Assert.Single((await admin.GetAsync(Keys).Expect(HttpStatusCode.OK))["items"]!.AsArray())!;

    private static Task<HttpResponseMessage> Change(HttpClient admin, JsonNode key, string expiresAt)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"{Keys}/{key["id"]}")
        {
            Content = JsonContent.Create(new { name = "Prima chiave", expiresAt }),
        };
        request.Headers.Add("If-Match", "*");
        return admin.SendAsync(request);
    }
}
