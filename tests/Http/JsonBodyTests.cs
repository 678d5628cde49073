using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Security;

namespace Lecce.Riscossione.Tests.Http;

/// <summary>Encodings and content types of JSON bodies, and errors of incomplete ones.</summary>
public class JsonBodyTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly string Departments = $"/v1/organizations/{Psp.Lecce}/departments";

    [Theory]
    [InlineData("application/json", "utf-8")]
    [InlineData("application/json; charset=utf-8", "utf-8")]
    [InlineData("application/json; charset=\"utf-8\"", "utf-8")]
    [InlineData("application/json;charset=UTF8", "utf-8")]
    [InlineData("Application/JSON; Charset=Utf-8", "utf-8")]
    [InlineData("application/json; charset=", "utf-8")]
    [InlineData("application/json; charset=\"\"", "utf-8")]
    [InlineData("application/json; profile=\"x\"; charset=unicode-1-1-utf-8", "utf-8")]
    [InlineData("application/json; charset=us-ascii", "utf-8")]
    [InlineData("application/json; charset=ISO-8859-1", "iso-8859-1")]
    [InlineData("application/json; charset=\"latin1\"", "iso-8859-1")]
    [InlineData("application/json; charset=utf-16", "utf-16")]
    public async Task A_charset_is_accepted_quoted_in_any_case_and_by_alias(string contentType, string encoding)
    {
        using var admin = host.Client(host.AdminKey);
        var code = $"u-{Guid.NewGuid():N}";
        var json = $$"""{"code":"{{code}}","name":"Società e città"}""";

        var made = await admin
            .PostAsync(Departments, Body(Encoding.GetEncoding(encoding).GetBytes(json), contentType))
            .Expect(HttpStatusCode.Created);

        Assert.Equal("Società e città", (string?)made["name"]);
    }

    [Theory]
    [InlineData("application/json; charset=klingon")]
    [InlineData("application/json; charset=utf-7")]
    [InlineData("application/json; charset=\"utf-8")]
    [InlineData("application/json; charset=utf-8; charset=klingon")]
    [InlineData("application/json; charset=%00")]
    [InlineData("text/json; charset=utf-8")]
    public async Task An_unknown_charset_or_type_is_refused_with_the_list_of_known_ones(string contentType)
    {
        using var admin = host.Client(host.AdminKey);

        var problem = await admin
            .PostAsync(Departments, Body("""{"code":"x","name":"x"}"""u8.ToArray(), contentType))
            .ExpectProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");

        Assert.Contains("application/json", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.Equal(
            contentType.StartsWith("application/json", StringComparison.Ordinal),
            ((string)problem["detail"]!).Contains("UTF-8", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Every_operation_that_takes_json_refuses_an_unknown_charset_and_takes_a_quoted_one()
    {
        using var admin = host.Client(host.AdminKey);
        var document = JsonNode.Parse(await admin.GetStringAsync("/openapi/v1.json"))!;
        var operations = PublishedOperation
            .Of(document)
            .Where(one => one.Contract["requestBody"]?["content"]?["application/json"] is not null)
            .ToList();

        foreach (var operation in operations)
        {
            using var unknown = await Send(admin, operation, "application/json; charset=klingon");
            Assert.True(unknown.StatusCode == HttpStatusCode.UnsupportedMediaType, $"{operation.Name}: {unknown.StatusCode}");
            using var quoted = await Send(admin, operation, "application/json; charset=\"utf-8\"");
            Assert.True(
                quoted.StatusCode < HttpStatusCode.InternalServerError && quoted.StatusCode != HttpStatusCode.UnsupportedMediaType,
                $"{operation.Name}: {quoted.StatusCode}"
            );
        }

        Assert.NotEmpty(operations);
    }

    [Theory]
    [InlineData("/v1/api-keys", """{"name":"x"}""", "/scopes", "scopes")]
    [InlineData("/v1/api-keys", """{"scopes":["admin"]}""", "/name", "name")]
    [InlineData(
        "/v1/payment-documents",
        """{"externalId":"x","subject":"x","debtor":{"kind":"F","fiscalCode":"x"},"items":[{"revenueType":"tari","year":2026,"amountCents":1}]}""",
        "/debtor/fullName",
        "fullName"
    )]
    [InlineData(
        "/v1/payment-documents",
        """{"externalId":"x","subject":"x","debtor":{"kind":"F","fiscalCode":"x","fullName":"x"},"items":[{"revenueType":"tari","year":2026,"amountCents":1},{"year":2026}]}""",
        "/items/1/revenueType",
        "revenueType"
    )]
    public async Task A_missing_member_is_named_by_its_own_pointer_and_in_the_sentence(
        string path,
        string body,
        string pointer,
        string name
    )
    {
        using var admin = host.Client(host.AdminKey);

        var problem = await admin.PostText(path, body).ExpectProblem(HttpStatusCode.BadRequest, "malformed-request");

        var error = problem["errors"]!.AsArray().First(one => (string?)one!["pointer"] == pointer)!;
        Assert.Equal("value-missing", (string?)error["code"]);
        Assert.Contains($"«{name}»", (string)error["detail"]!, StringComparison.Ordinal);
        Assert.Contains($"«{name}»", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_missing_member_of_an_object_is_named_at_once()
    {
        using var admin = host.Client(host.AdminKey);

        var problem = await admin.PostText("/v1/api-keys", "{}").ExpectProblem(HttpStatusCode.BadRequest, "malformed-request");

        Assert.Equal(["/name", "/scopes"], problem.Pointers().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_unknown_member_a_null_and_a_wrong_kind_have_different_errors()
    {
        using var admin = host.Client(host.AdminKey);

        var unknown = await admin
            .PostText("/v1/api-keys", """{"name":"x","scopes":["admin"],"colour":"red"}""")
            .ExpectProblem(HttpStatusCode.BadRequest, "malformed-request");
        var other = await admin
            .PostText("/v1/api-keys", """{"name":7,"scopes":["admin"]}""")
            .ExpectProblem(HttpStatusCode.BadRequest, "malformed-request");

        Assert.Equal("unknown-member", (string?)unknown["errors"]![0]!["code"]);
        Assert.Equal("not-readable", (string?)other["errors"]![0]!["code"]);
    }

    [Theory]
    [InlineData("2027-03-01T10:00:00Z", "2027-03-01T10:00:00Z")]
    [InlineData("2027-03-01T10:00:00+01:00", "2027-03-01T09:00:00Z")]
    [InlineData("2027-03-01T10:00:00.250-05:30", "2027-03-01T15:30:00.25Z")]
    [InlineData("2027-03-01t10:00:00z", "2027-03-01T10:00:00Z")]
    [InlineData("2027-03-01T10:00:00.1234567891+00:00", null)]
    [InlineData("2027-03-01T10:00:00", null)]
    [InlineData("2027-03-01 10:00:00Z", null)]
    [InlineData("2027-03-01T10:00:00+01", null)]
    [InlineData("2027-02-30T10:00:00+01:00", null)]
    [InlineData("9999-12-31T23:59:59-18:00", null)]
    public async Task A_moment_may_have_an_offset_as_RFC_3339_says(string sent, string? stored)
    {
        using var admin = host.Client(host.AdminKey);
        var body = $$"""{"name":"x","scopes":["documents:read"],"expiresAt":"{{sent}}"}""";

        if (stored is null)
        {
            var problem = await admin.PostText("/v1/api-keys", body).ExpectProblem(HttpStatusCode.BadRequest, "malformed-request");
            Assert.Equal(["/expiresAt"], problem.Pointers());
        }
        else
        {
            var made = await admin.PostText("/v1/api-keys", body).Expect(HttpStatusCode.Created);
            Assert.Equal(stored, (string?)made["expiresAt"]);
        }
    }

    private static ByteArrayContent Body(byte[] bytes, string contentType)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return content;
    }

    private static Task<HttpResponseMessage> Send(HttpClient client, PublishedOperation operation, string contentType)
    {
        var request = new HttpRequestMessage(
            new HttpMethod(operation.Method),
            operation.Path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)
        )
        {
            Content = Body("{}"u8.ToArray(), contentType),
            Headers = { IfMatch = { EntityTagHeaderValue.Any } },
        };
        return client.SendAsync(request);
    }
}
