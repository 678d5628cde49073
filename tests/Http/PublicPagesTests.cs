using System.Net;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace Lecce.Riscossione.Tests.Http;

/// <summary>The public pages: how often they are made, how they look, and which methods they allow.</summary>
public class PublicPagesTests(PublicPagesTests.Counting host) : IClassFixture<PublicPagesTests.Counting>
{
    private const string Document = "/openapi/v1.json";

    [Theory]
    [InlineData(Document)]
    [InlineData("/openapi/v1.oas31.json")]
    [InlineData("/openapi/v1.postman.json")]
    [InlineData("/docs/reference")]
    [InlineData("/docs/site.css")]
    [InlineData("/docs/search-index.js")]
    public async Task The_description_is_made_once_and_answers_304_to_its_current_version(string path)
    {
        using var client = host.Client();
        using var first = await client.GetAsync(path);
        using var again = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var known = await client.SendAsync(again);
        using var second = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        Assert.Empty(await known.Content.ReadAsByteArrayAsync());
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal(await first.Content.ReadAsByteArrayAsync(), await second.Content.ReadAsByteArrayAsync());
        Assert.Equal("no-cache", second.Headers.CacheControl?.ToString());
        Assert.InRange(host.Made, 0, 1);
    }

    [Fact]
    public async Task The_page_for_trying_is_italian_and_fits_a_telephone()
    {
        using var client = host.Client();
        var page = await client.GetStringAsync("/docs/try/index.html");

        Assert.Contains("<html lang=\"it\">", page, StringComparison.Ordinal);
        Assert.Contains("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HEAD_is_refused_everywhere_with_the_allowed_methods()
    {
        using var admin = host.Client(host.AdminKey);
        var document = JsonNode.Parse(await admin.GetStringAsync(Document))!;
        var published = PublishedOperation
            .Of(document)
            .Select(one => one.Path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
        string[] pages =
        [
            "/",
            "/docs",
            "/docs/index.html",
            "/docs/try",
            "/docs/try/index.html",
            "/docs/reference",
            Document,
            "/openapi/v1.oas31.json",
            "/openapi/v1.postman.json",
            "/problems",
            "/problems/not-found",
            "/health/live",
            "/health/ready",
            "/pagopa/paForNode",
        ];
        foreach (var path in published.Concat(pages).Distinct(StringComparer.Ordinal))
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, path);
            using var answer = await admin.SendAsync(request);

            Assert.True(answer.StatusCode == HttpStatusCode.MethodNotAllowed, $"{path}: {answer.StatusCode}");
            Assert.True(answer.Content.Headers.Allow.Count > 0, $"{path} does not say which methods it has.");
        }
    }

    [Fact]
    public async Task An_untrusted_proxy_cannot_set_the_program_s_address()
    {
        using var client = host.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/pagopa/paForNode?wsdl");
        request.Headers.Add("X-Forwarded-Host", "altrove.example");
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var answer = await client.SendAsync(request);

        Assert.DoesNotContain("altrove.example", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/payment-documents?stato=unpaid", "/stato", "state")]
    [InlineData("/v1/payments?noticenumbers=1", "/noticenumbers", "noticeNumber")]
    [InlineData("/v1/organizations/80008510754?limit=1", "/limit", "non ha parametri")]
    [InlineData("/v1/events?a~b/c=1", "/a~0b~1c", "cursor")]
    public async Task A_parameter_that_the_operation_does_not_have_is_refused(string address, string pointer, string known)
    {
        using var admin = host.Client(host.AdminKey);

        var problem = await admin.GetAsync(address).ExpectProblem(HttpStatusCode.BadRequest, "unknown-parameter");

        Assert.Equal([pointer], problem.Pointers());
        Assert.Contains(known, (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_parameter_of_the_document_is_known_to_the_operation_in_any_case()
    {
        using var admin = host.Client(host.AdminKey);
        var document = JsonNode.Parse(await admin.GetStringAsync(Document))!;
        foreach (var operation in PublishedOperation.Of(document).Where(one => one.Method == "GET"))
        {
            var path = operation.Path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
            foreach (var name in operation.Parameters("query").Select(one => (string)one["name"]!))
            {
                using var answer = await admin.GetAsync($"{path}?{name.ToUpperInvariant()}=1");
                var text = await answer.Content.ReadAsStringAsync();
                Assert.DoesNotContain("unknown-parameter", text, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>Counts how often the description is made.</summary>
    public sealed class Counting : ApiHost
    {
        private int made;

        public int Made => made;

        protected override void Change(IServiceCollection services)
        {
            var usual = services.Last(one => one.ServiceType == typeof(ISwaggerProvider));
            services.AddTransient<ISwaggerProvider>(provider => new Counter(
                (ISwaggerProvider)(
                    usual.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, usual.ImplementationType!)
                ),
                () => Interlocked.Increment(ref made)
            ));
        }

        private sealed class Counter(ISwaggerProvider generator, Action count) : ISwaggerProvider
        {
            public OpenApiDocument GetSwagger(string documentName, string? host = null, string? basePath = null)
            {
                count();
                return generator.GetSwagger(documentName, host, basePath);
            }
        }
    }
}
