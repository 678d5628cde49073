using System.Net;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Organizations;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Pdf;

namespace Lecce.Riscossione.Tests.Organizations;

public sealed class LogoTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Lecce = "/v1/organizations/80008510754";
    private const string Path = $"{Lecce}/logo";

    public static TheoryData<string, byte[]> Printable =>
        new()
        {
            { "image/png", Pictures.Png(5, 4, 8, 6) },
            { "image/png", Pictures.Png(5, 4, 4, 3) },
            { "image/jpeg", Pictures.Jpeg },
        };

    public static TheoryData<string, byte[]> NotPrintable =>
        new()
        {
            { "text", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray() },
            { "gif", "GIF89a\u0001\0\u0001\0"u8.ToArray() },
            { "png cut short", Pictures.Png(5, 4, 8, 6)[..60] },
            { "png that is shorter than it says", Pictures.Png(5, 4, 8, 6, announcedHeight: 40) },
            { "png of too many pixels", Pictures.Png(5_000, 1, 8, 0) },
            { "jpeg cut short", Pictures.Jpeg[..12] },
        };

    [Theory]
    [MemberData(nameof(Printable))]
    public async Task A_logo_is_stored_read_replaced_and_deleted(string contentType, byte[] picture)
    {
        using var admin = host.Client(host.AdminKey);
        await admin.PutText(Path, Json(Pictures.Png(1, 1, 8, 0))).Expect(HttpStatusCode.OK);

        var stored = await admin.PutText(Path, Json(picture)).Expect(HttpStatusCode.OK);

        Assert.Equal((contentType, Convert.ToBase64String(picture)), ((string?)stored["contentType"], (string?)stored["content"]));
        var read = await admin.GetAsync(Path).Expect(HttpStatusCode.OK);
        Assert.Equal(stored.ToJsonString(), read.ToJsonString());
        var removed = await Remove(admin).Expect(HttpStatusCode.OK);
        Assert.Equal(stored.ToJsonString(), removed.ToJsonString());
        await admin.GetAsync(Path).ExpectProblem(HttpStatusCode.NotFound, "logo-not-found");
        await Remove(admin).ExpectProblem(HttpStatusCode.NotFound, "logo-not-found");
    }

    [Theory]
    [MemberData(nameof(NotPrintable))]
    public async Task An_unprintable_picture_is_refused(string what, byte[] picture)
    {
        using var admin = host.Client(host.AdminKey);

        var problem = await admin.PutText(Path, Json(picture)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");

        Assert.True(problem.Pointers().SequenceEqual(["/content"], StringComparer.Ordinal), what);
        Assert.Equal("logo-invalid", (string?)problem["errors"]![0]!["code"]);
    }

    [Fact]
    public async Task The_largest_picture_is_accepted_and_a_larger_one_refused()
    {
        using var admin = host.Client(host.AdminKey);
        var largest = Pictures.Grown(Pictures.Png(5, 4, 8, 6), OrganizationLogo.MaxBytes);
        var larger = Pictures.Grown(Pictures.Png(5, 4, 8, 6), OrganizationLogo.MaxBytes + 1);

        await admin.PutText(Path, Json(largest)).Expect(HttpStatusCode.OK);
        var problem = await admin.PutText(Path, Json(larger)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");

        Assert.Equal(["/content"], problem.Pointers());
        var read = await admin.GetAsync(Path).Expect(HttpStatusCode.OK);
        Assert.Equal(Convert.ToBase64String(largest), (string?)read["content"]);
    }

    [Fact]
    public async Task A_logo_that_is_not_a_picture_is_refused()
    {
        using var admin = host.Client(host.AdminKey);

        await admin.PutText(Path, """{"content":""}""").ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
        await admin.PutText(Path, """{"content":"not base 64"}""").ExpectProblem(HttpStatusCode.BadRequest, "malformed-request");
        await admin.PutText(Path, "{}").ExpectProblem(HttpStatusCode.BadRequest, "malformed-request");
    }

    [Fact]
    public async Task A_logo_change_requires_and_increments_the_organization_s_version()
    {
        using var admin = host.Client(host.AdminKey);
        var before = await Version(admin);

        await admin.PutText(Path, Json(Pictures.Jpeg), before).Expect(HttpStatusCode.OK);

        Assert.NotEqual(before, await Version(admin));
        await admin.PutText(Path, Json(Pictures.Jpeg), before).ExpectProblem(HttpStatusCode.PreconditionFailed, "version-stale");
        await admin.PutText(Path, Json(Pictures.Jpeg), ifMatch: null).ExpectProblem((HttpStatusCode)428, "if-match-required");
    }

    [Fact]
    public async Task Another_organization_s_logo_is_neither_visible_nor_changed()
    {
        using var admin = host.Client(host.AdminKey);
        const string Other = "99000000754";
        await admin
            .PostText("/v1/organizations", $$"""{"fiscalCode":"{{Other}}","name":"Altro ente","segregationCode":"03"}""")
            .Expect(HttpStatusCode.Created);
        await admin.PutText(Path, Json(Pictures.Jpeg)).Expect(HttpStatusCode.OK);
        using var other = host.Client(await host.IssueKey([Scopes.Admin], Other));
        using var office = host.Client(await host.IssueKey([Scopes.Admin], "80008510754", "tributi"));

        await other.GetAsync(Path).ExpectProblem(HttpStatusCode.NotFound, "organization-not-found");
        await other.PutText(Path, Json(Pictures.Png(1, 1, 8, 0))).ExpectProblem(HttpStatusCode.NotFound, "organization-not-found");
        await Remove(other).ExpectProblem(HttpStatusCode.NotFound, "organization-not-found");
        await office.PutText(Path, Json(Pictures.Png(1, 1, 8, 0))).ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");

        var read = await office.GetAsync(Path).Expect(HttpStatusCode.OK);
        Assert.Equal(Convert.ToBase64String(Pictures.Jpeg), (string?)read["content"]);
    }

    private static string Json(byte[] picture) => new JsonObject { ["content"] = Convert.ToBase64String(picture) }.ToJsonString();

    private static async Task<string> Version(HttpClient client)
    {
        using var answer = await client.GetAsync(Lecce);
        return answer.Headers.ETag!.ToString();
    }

    private static async Task<HttpResponseMessage> Remove(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, Path);
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        return await client.SendAsync(request);
    }
}
