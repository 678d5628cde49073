using System.Net;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Lecce.Riscossione.Tests.Access;

public class RotationTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Keys = "/v1/api-keys";

    [Fact]
    public async Task After_a_rotation_both_secrets_are_good_until_the_overlap_ends()
    {
        using var admin = host.Client(host.AdminKey);
        var issued = await Issue(admin);
        var until = host.Clock.GetCurrentInstant() + Duration.FromHours(2);

        var rotated = await admin
            .PostText($"{Keys}/{issued["id"]}/rotations", $$"""{"previousValidUntil":"{{until}}"}""")
            .Expect(HttpStatusCode.Created);

        using var old = host.Client((string)issued["key"]!);
        using var renewed = host.Client((string)rotated["key"]!);
        Assert.Equal((string?)issued["id"], (string?)rotated["id"]);
        Assert.NotEqual((string?)issued["prefix"], (string?)rotated["prefix"]);
        await old.GetAsync(Keys).Expect(HttpStatusCode.OK);
        await renewed.GetAsync(Keys).Expect(HttpStatusCode.OK);

        host.Clock.AdvanceHours(2);

        await old.GetAsync(Keys).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        await renewed.GetAsync(Keys).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_second_rotation_ends_the_oldest_secret_at_once()
    {
        using var admin = host.Client(host.AdminKey);
        var issued = await Issue(admin);
        await admin.PostText($"{Keys}/{issued["id"]}/rotations", "{}").Expect(HttpStatusCode.Created);
        await admin.PostText($"{Keys}/{issued["id"]}/rotations", "{}").Expect(HttpStatusCode.Created);

        using var oldest = host.Client((string)issued["key"]!);
        await oldest.GetAsync(Keys).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task Revoking_a_key_ends_all_its_secrets_on_every_instance_at_once()
    {
        using var admin = host.Client(host.AdminKey);
        var issued = await Issue(admin);
        var rotated = await admin.PostText($"{Keys}/{issued["id"]}/rotations", "{}").Expect(HttpStatusCode.Created);
        var beside = host.Beside();
        await beside.InitializeAsync();
        try
        {
            using var old = beside.Client((string)issued["key"]!);
            using var renewed = beside.Client((string)rotated["key"]!);
            await old.GetAsync(Keys).Expect(HttpStatusCode.OK);
            await renewed.GetAsync(Keys).Expect(HttpStatusCode.OK);

            using var _ = await admin.SendAsync(Revocation(issued));

            await old.GetAsync(Keys).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
            await renewed.GetAsync(Keys).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        }
        finally
        {
            await beside.DisposeAsync();
        }

        await admin.PostText($"{Keys}/{issued["id"]}/rotations", "{}").ExpectProblem(HttpStatusCode.Conflict, "api-key-ended");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(24 * 91)]
    public async Task An_overlap_is_neither_past_nor_endless(int hours)
    {
        using var admin = host.Client(host.AdminKey);
        var issued = await Issue(admin);
        var until = host.Clock.GetCurrentInstant() + Duration.FromHours(hours);

        var problem = await admin
            .PostText($"{Keys}/{issued["id"]}/rotations", $$"""{"previousValidUntil":"{{until}}"}""")
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");

        Assert.Equal(["/previousValidUntil"], problem.Pointers());
    }

    [Fact]
    public async Task The_last_use_of_a_key_is_kept_with_one_write_in_ten_minutes()
    {
        using var admin = host.Client(host.AdminKey);
        var issued = await Issue(admin);
        using var client = host.Client((string)issued["key"]!);
        var uses = host.Services.GetRequiredService<KeyUses>();
        await uses.Write(CancellationToken.None);
        var first = host.Clock.GetCurrentInstant();
        await client.GetAsync(Keys).Expect(HttpStatusCode.OK);
        await uses.Write(CancellationToken.None);
        Assert.Equal(Text(first), await LastUse(admin, issued));

        host.Clock.AdvanceMinutes(9);
        await client.GetAsync(Keys).Expect(HttpStatusCode.OK);
        Assert.Equal(0, await uses.Write(CancellationToken.None));

        host.Clock.AdvanceMinutes(1);
        await client.GetAsync(Keys).Expect(HttpStatusCode.OK);
        Assert.Equal(1, await uses.Write(CancellationToken.None));
        Assert.Equal(Text(first + Duration.FromMinutes(10)), await LastUse(admin, issued));
    }

    private static Task<JsonNode> Issue(HttpClient admin) =>
        admin.PostText(Keys, """{"name":"Da ruotare","scopes":["admin"]}""").Expect(HttpStatusCode.Created);

    private static HttpRequestMessage Revocation(JsonNode issued)
    {
        var request = new HttpRequestMessage(HttpMethod.Delete, $"{Keys}/{issued["id"]}");
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        return request;
    }

    private static string Text(Instant instant) => NodaTime.Text.InstantPattern.ExtendedIso.Format(instant);

    private static async Task<string?> LastUse(HttpClient admin, JsonNode issued)
    {
        var list = await admin.GetAsync($"{Keys}?limit=200").Expect(HttpStatusCode.OK);
        return (string?)list["items"]!.AsArray().Single(key => (string?)key!["id"] == (string?)issued["id"])!["lastUsedAt"];
    }
}
