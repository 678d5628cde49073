using System.Net;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Tests.Host;
using NodaTime;

namespace Lecce.Riscossione.Tests.Access;

/// <summary>The expiry of a key can be changed until the key ends.</summary>
public class KeyExpiryTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Keys = "/v1/api-keys";

    [Fact]
    public async Task The_last_change_decides_when_a_key_ends()
    {
        using var admin = host.Client(host.AdminKey);
        var issued = await Issue(admin, Duration.FromHours(1));
        using var holder = host.Client((string)issued["key"]!);

        await Change(admin, issued, Duration.FromHours(3)).Expect(HttpStatusCode.OK);
        host.Clock.AdvanceHours(2);
        await holder.GetAsync(Keys).Expect(HttpStatusCode.OK);

        var endless = await Change(admin, issued, null).Expect(HttpStatusCode.OK);
        Assert.Null(endless["expiresAt"]);
        host.Clock.AdvanceHours(200);
        await holder.GetAsync(Keys).Expect(HttpStatusCode.OK);

        await Change(admin, issued, Duration.FromHours(1)).Expect(HttpStatusCode.OK);
        host.Clock.AdvanceHours(1);
        await holder.GetAsync(Keys).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task An_ended_key_stays_ended()
    {
        using var admin = host.Client(host.AdminKey);
        var expired = await Issue(admin, Duration.FromHours(1));
        var revoked = await Issue(admin, null);
        host.Clock.AdvanceHours(1);
        await admin.DeleteAsync($"{Keys}/{revoked["id"]}").Expect(HttpStatusCode.OK);

        foreach (var ended in new[] { expired, revoked })
        {
            await Change(admin, ended, null).ExpectProblem(HttpStatusCode.Conflict, "api-key-ended");
        }
    }

    [Fact]
    public async Task An_expiry_is_in_the_future_and_a_change_names_its_version()
    {
        using var admin = host.Client(host.AdminKey);
        var issued = await Issue(admin, null);

        var problem = await Change(admin, issued, Duration.Zero).ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
        Assert.Equal(["/expiresAt"], problem.Pointers());
        await Change(admin, issued, null, "\"7\"").ExpectProblem(HttpStatusCode.PreconditionFailed, "version-stale");
        await Change(admin, issued, null, ifMatch: null).ExpectProblem(HttpStatusCode.PreconditionRequired, "if-match-required");
    }

    private Task<HttpResponseMessage> Change(HttpClient admin, JsonNode issued, Duration? left, string? ifMatch = "*") =>
        admin.PutText($"{Keys}/{issued["id"]}", $$"""{"name":"Prova","expiresAt":{{Moment(left)}}}""", ifMatch);

    private Task<JsonNode> Issue(HttpClient admin, Duration? left) =>
        admin.PostText(Keys, $$"""{"name":"Prova","scopes":["admin"],"expiresAt":{{Moment(left)}}}""").Expect(HttpStatusCode.Created);

    private string Moment(Duration? left) => left is { } duration ? $"\"{host.Clock.GetCurrentInstant() + duration}\"" : "null";
}
