using System.Net;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Tests.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using NodaTime;

namespace Lecce.Riscossione.Tests.Http;

/// <summary>The policies of every operation, tested on operations that exist only here.</summary>
public sealed class PolicyTests
{
    private const string Successor = "https://example.org/che-cosa-usare";

    [Fact]
    public async Task A_request_that_takes_too_long_is_cancelled_with_retry_after()
    {
        var cancelled = new TaskCompletionSource();
        await using var app = await PolicyHost.Start(
            host =>
                host.MapGet(
                    "/slow",
                    async (CancellationToken cancellation) =>
                    {
                        await using var registration = cancellation.Register(() => cancelled.TrySetResult());
                        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
                    }
                ),
            ("Riscossione:RequestTimeoutSeconds", "1")
        );
        using var client = app.GetTestClient();
        using var response = await client.GetAsync("/slow");
        Assert.NotNull(response.Headers.RetryAfter?.Delta);
        await Task.FromResult(response).ExpectProblem(HttpStatusCode.ServiceUnavailable, "request-timed-out");
        await cancelled.Task;
    }

    [Fact]
    public async Task A_deprecated_operation_announces_it_in_every_answer_and_in_its_description()
    {
        await using var app = await PolicyHost.Start(host =>
        {
            var old = host.MapGroup("/old").Deprecated(new LocalDate(2027, 1, 1), new LocalDate(2027, 7, 1), Successor);
            old.MapGet("/fine", () => "ok").WithName("OldFine");
            old.MapGet("/refused", string () => throw new Refusal(Codes.NotFound, "Non c'è.")).WithName("OldRefused");
            host.MapGet("/new", () => "ok").WithName("New");
        });
        using var client = app.GetTestClient();
        foreach (var path in new[] { "/old/fine", "/old/refused" })
        {
            using var response = await client.GetAsync(path);
            Assert.Equal("@1798758000", Assert.Single(response.Headers.GetValues("Deprecation")));
            Assert.Equal("Wed, 30 Jun 2027 22:00:00 GMT", Assert.Single(response.Headers.GetValues("Sunset")));
            Assert.Equal($"<{Successor}>; rel=\"deprecation\"; type=\"text/html\"", Assert.Single(response.Headers.GetValues("Link")));
        }

        using var present = await client.GetAsync("/new");
        Assert.False(present.Headers.Contains("Deprecation"));
        var paths = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!["paths"]!;
        Assert.True((bool)paths["/old/fine"]!["get"]!["deprecated"]!);
        Assert.Null(paths["/new"]!["get"]!["deprecated"]);
    }
}

/// <summary>The headers of the program's answers.</summary>
public sealed class AnswerHeaderTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("/status")]
    [InlineData("/v1/api-keys")]
    [InlineData("/nowhere")]
    [InlineData("/problems")]
    [InlineData("/docs/index.html")]
    [InlineData("/health/ready")]
    public async Task Every_answer_forbids_sniffing_framing_and_caching(string path)
    {
        using var client = api.Client();
        using var response = await client.GetAsync(path);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.Contains(
            "frame-ancestors 'none'",
            Assert.Single(response.Headers.GetValues("Content-Security-Policy")),
            StringComparison.Ordinal
        );
        Assert.False(response.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("abc-123", true)]
    [InlineData("A.b_c-9", true)]
    [InlineData("due parole", false)]
    [InlineData("<script>", false)]
    [InlineData("però", false)]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345", false)]
    public async Task A_plain_request_id_is_kept_and_any_other_replaced(string asked, bool isKept)
    {
        using var client = api.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nowhere");
        request.Headers.TryAddWithoutValidation("X-Request-Id", asked);
        using var response = await client.SendAsync(request);
        var given = Assert.Single(response.Headers.GetValues("X-Request-Id"));
        Assert.Equal(isKept, given == asked);
        var problem = await Task.FromResult(response).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(given, (string?)problem["requestId"]);
    }

    [Fact]
    public async Task Every_code_is_explained_on_its_page()
    {
        using var client = api.Client();
        var page = await client.GetStringAsync("/docs/problems.html");
        foreach (var code in Codes.All)
        {
            var at = page.IndexOf($"<section id=\"{code.Value}\"", StringComparison.Ordinal);
            Assert.True(at > 0, code.Value);
            var entry = page[at..page.IndexOf("</section>", at, StringComparison.Ordinal)];
            var help = ProblemHelp.Of(code);
            Assert.Contains($"Quando si verifica.</strong> {WebUtility.HtmlEncode(help.When)}", entry, StringComparison.Ordinal);
            Assert.Contains($"Che cosa fare.</strong> {WebUtility.HtmlEncode(help.Remedy)}", entry, StringComparison.Ordinal);
            Assert.Contains($"Stato HTTP {Problems.StatusOf(code)}", entry, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Only_the_catalogue_makes_codes() =>
        Architecture.Findings.MustBeNone(
            Repository
                .Sources.Where(file =>
                    file.StartsWith("api/", StringComparison.Ordinal) && !file.EndsWith("/Codes.cs", StringComparison.Ordinal)
                )
                .Where(file => Repository.Text(file).Contains("new RefusalCode(", StringComparison.Ordinal))
        );

    [Fact]
    public async Task Every_operation_declares_the_answers_of_the_policies_that_hold_for_it()
    {
        using var client = api.Client();
        var paths = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!["paths"]!.AsObject();
        foreach (var (verb, operation) in paths.SelectMany(path => path.Value!.AsObject()))
        {
            var name = (string?)operation!["operationId"];
            var statuses = operation["responses"]!.AsObject().Select(response => response.Key).ToHashSet(StringComparer.Ordinal);
            var headers = (operation["parameters"]?.AsArray() ?? [])
                .Select(parameter => (string)parameter!["name"]!)
                .ToHashSet(StringComparer.Ordinal);
            Assert.True(statuses.IsSupersetOf(["500", "503"]), name);
            if (operation["security"] is not null)
            {
                Assert.True(statuses.IsSupersetOf(["401", "403", "429"]), name);
            }

            if (headers.Contains("Idempotency-Key"))
            {
                Assert.True(statuses.IsSupersetOf(["400", "409", "422"]), name);
            }

            if (verb is "put" or "patch")
            {
                Assert.Contains("If-Match", headers);
                Assert.True(statuses.IsSupersetOf(["400", "412", "428"]), name);
            }
        }
    }
}
