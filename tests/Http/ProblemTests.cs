using System.Net;
using System.Text;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Tests.Host;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Lecce.Riscossione.Tests.Http;

public class ProblemTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Caller_text_in_problems_is_cut_to_the_published_length()
    {
        using var admin = host.Client(host.AdminKey);

        using var lost = await admin.GetAsync($"/v1/organizations/{new string('9', 3000)}");
        var named = await admin
            .PostText("/v1/api-keys", $$"""{"{{new string('n', 600)}}":1}""")
            .ExpectProblem(HttpStatusCode.BadRequest, "malformed-request");

        Assert.Equal(HttpStatusCode.NotFound, lost.StatusCode);
        var problem = System.Text.Json.Nodes.JsonNode.Parse(await lost.Content.ReadAsStringAsync())!;
        Assert.Equal(2000, ((string)problem["instance"]!).Length);
        Assert.Equal(500, Assert.Single(named.Pointers()).Length);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("{", "")]
    [InlineData("[]", "")]
    [InlineData("null", null)]
    [InlineData("""{"name":"x"}""", "/scopes")]
    [InlineData("""{"name":"x","scopes":["admin"],}""", "")]
    [InlineData("""{"name":"x","scopes":["admin"],"name":"y"}""", "/name")]
    [InlineData("""{"name":"x","scopes":["admin"],"colour":"red"}""", "/colour")]
    [InlineData("""{"name":"x","scopes":["admin"],"Name":"y"}""", "/Name")]
    [InlineData("""{"name":7,"scopes":["admin"]}""", "/name")]
    [InlineData("""{"name":null,"scopes":["admin"]}""", "/name")]
    [InlineData("""{"name":"x","scopes":["admin",7]}""", "/scopes/1")]
    [InlineData("""{"name":"x","scopes":["admin"],"expiresAt":"tomorrow"}""", "/expiresAt")]
    public async Task A_body_that_is_not_the_expected_json_is_malformed(string body, string? pointer)
    {
        using var admin = host.Client(host.AdminKey);
        var problem = await admin.PostText("/v1/api-keys", body).ExpectProblem(HttpStatusCode.BadRequest, "malformed-request");
        Assert.Equal(pointer is null ? [] : [pointer], problem["errors"] is null ? [] : problem.Pointers());
        Assert.DoesNotContain("System.", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "/v1/organizations",
        """{"fiscalCode":"99000020752","name":"x","segregationCode":"01","defaultDueDays":"30"}""",
        "/defaultDueDays"
    )]
    [InlineData(
        "/v1/organizations",
        """{"fiscalCode":"99000020752","name":"x","segregationCode":"01","defaultDueDays":30.5}""",
        "/defaultDueDays"
    )]
    public async Task A_number_parameter_must_be_a_number(string path, string body, string pointer)
    {
        using var admin = host.Client(host.AdminKey);
        var problem = await admin.PostText(path, body).ExpectProblem(HttpStatusCode.BadRequest, "malformed-request");
        Assert.Equal([pointer], problem.Pointers());
    }

    [Fact]
    public async Task Another_content_type_is_not_read()
    {
        using var admin = host.Client(host.AdminKey);
        using var content = new StringContent("name=x", Encoding.UTF8, "application/x-www-form-urlencoded");
        await admin.PostAsync("/v1/api-keys", content).ExpectProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Fact]
    public async Task Unknown_paths_versions_and_methods_are_problems_too()
    {
        using var admin = host.Client(host.AdminKey);
        await admin.GetAsync("/nowhere").ExpectProblem(HttpStatusCode.NotFound, "not-found");
        await admin.GetAsync("/v2/organizations").ExpectProblem(HttpStatusCode.NotFound, "not-found");
        await admin.DeleteAsync("/v1/organizations").ExpectProblem(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        await admin.GetAsync("/v1/organizations?limit=many").ExpectProblem(HttpStatusCode.BadRequest, "malformed-request");
        var problem = await admin
            .GetAsync("/v1/organizations?limit=201")
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
        Assert.Equal(["/limit"], problem.Pointers());
    }

    [Theory]
    [InlineData("abc-123", true)]
    [InlineData("with space", false)]
    public async Task A_plain_request_id_is_echoed_and_any_other_replaced(string asked, bool echoed)
    {
        using var client = host.Client();
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Request-Id", asked);
        using var response = await client.GetAsync("/status");
        var given = Assert.Single(response.Headers.GetValues("X-Request-Id"));
        Assert.Equal(echoed, given == asked);
        Assert.NotEmpty(given);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/status")]
    public async Task The_status_needs_no_key(string path)
    {
        using var client = host.Client();
        var status = await client.GetAsync(path).Expect(HttpStatusCode.OK);
        Assert.Equal("up", (string?)status["status"]);
    }

    [Fact]
    public async Task Every_code_has_a_status_and_leads_to_its_page()
    {
        using var client = host.Client();
        foreach (var code in Codes.All)
        {
            using var answer = await client.GetAsync($"/problems/{code.Value}");

            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.Equal($"/docs/problems.html#{code.Value}", answer.Headers.Location?.ToString());
            Assert.InRange(Problems.StatusOf(code), 400, 599);
        }

        await client.GetAsync("/problems/unheard-of").ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public void Every_operation_of_the_api_demands_a_scope()
    {
        var open = host
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("v{version", StringComparison.Ordinal))
            .Where(endpoint => endpoint.Metadata.GetMetadata<RequiredScope>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText);
        Assert.Empty(open);
    }

    [Theory]
    [InlineData("$", "")]
    [InlineData("$.items[0].name", "/items/0/name")]
    [InlineData("$['a.b'].c", "/a.b/c")]
    [InlineData("$['a/b']", "/a~1b")]
    public void A_json_path_becomes_a_json_pointer(string path, string pointer) => Assert.Equal(pointer, JsonPath.ToPointer(path));
}
