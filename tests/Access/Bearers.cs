using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Lecce.Riscossione.Tests.Host;
using NodaTime;

namespace Lecce.Riscossione.Tests.Access;

/// <summary>Credentials for tests, issued through the API.</summary>
internal static class Bearers
{
    /// <summary>A key with every scope that expired a minute ago.</summary>
    public static async Task<string> ExpiredKey(this Town town)
    {
        var expiresAt = town.Api.Clock.GetCurrentInstant() + Duration.FromMinutes(1);
        var issued = await town.Http(town.Api.AdminKey)
            .PostText("/v1/api-keys", $$"""{"name":"Scaduta","scopes":["admin"],"expiresAt":"{{expiresAt}}"}""")
            .Expect(HttpStatusCode.Created);
        town.Api.Clock.AdvanceMinutes(2);
        return (string)issued["key"]!;
    }

    /// <summary>A revoked key with every scope.</summary>
    public static async Task<string> RevokedKey(this Town town)
    {
        var admin = town.Http(town.Api.AdminKey);
        var issued = await admin.PostText("/v1/api-keys", """{"name":"Revocata","scopes":["admin"]}""").Expect(HttpStatusCode.Created);
        using var revocation = new HttpRequestMessage(HttpMethod.Delete, $"/v1/api-keys/{issued["id"]}");
        revocation.Headers.TryAddWithoutValidation("If-Match", "*");
        await admin.SendAsync(revocation).Expect(HttpStatusCode.OK);
        return (string)issued["key"]!;
    }

    /// <summary>A token of the development issuer.</summary>
    public static async Task<string> DevToken(this ApiHost api, object request)
    {
        using var client = api.Client();
        var answer = await client.PostAsJsonAsync("/dev/tokens", request, JsonSerializerOptions.Web).Expect(HttpStatusCode.OK);
        return (string)answer["accessToken"]!;
    }
}
