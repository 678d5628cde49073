using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Scopes = Lecce.Riscossione.Api.Access.Scopes;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>Changes of address, event types and description.</summary>
public sealed class ChangeWebhookEndpointTests(PostlessHost host) : IClassFixture<PostlessHost>, IAsyncLifetime
{
    private const string Endpoints = "/v1/webhook-endpoints";
    private const string Url = "https://tributi.example/hook";
    private TestTenant tenant = null!;
    private HttpClient client = null!;

    private Db Db => host.Services.GetRequiredService<Db>();

    public async Task InitializeAsync()
    {
        tenant = await TestTenant.Add(Db, host.Clock.GetCurrentInstant());
        client = host.Client(await host.IssueKey([Scopes.WebhooksManage], tenant.Organization.Value, "TRIBUTI"));
    }

    public Task DisposeAsync()
    {
        client.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Only_the_members_that_a_change_names_change()
    {
        var path = await Register(Url, "payment.recorded");

        var described = await Change(path, """{"description":"  Gestionale tributi "}""").Expect(HttpStatusCode.OK);
        var moved = await Change(path, """{"url":"https://tributi.example/nuovo"}""").Expect(HttpStatusCode.OK);
        var widened = await Change(path, """{"eventTypes":["payment.*","payment-document.issued"]}""").Expect(HttpStatusCode.OK);
        var untouched = await Change(path, "{}").Expect(HttpStatusCode.OK);

        Assert.Equal((Url, "Gestionale tributi"), ((string?)described["url"], (string?)described["description"]));
        Assert.Equal(("https://tributi.example/nuovo", "Gestionale tributi"), ((string?)moved["url"], (string?)moved["description"]));
        Assert.Equal(["payment.recorded"], Types(moved));
        foreach (var last in (JsonNode[])[widened, untouched, await client.GetAsync(path).Expect(HttpStatusCode.OK)])
        {
            Assert.Equal(["payment.*", "payment-document.issued"], Types(last));
            Assert.Equal(("https://tributi.example/nuovo", "Gestionale tributi"), ((string?)last["url"], (string?)last["description"]));
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"  \"")]
    public async Task A_description_is_removed_by_null_or_an_empty_text(string nothing)
    {
        var path = await Register(Url);
        await Change(path, """{"description":"Da togliere"}""").Expect(HttpStatusCode.OK);

        Assert.Null((await Change(path, $$"""{"description":{{nothing}}}""").Expect(HttpStatusCode.OK))["description"]);
    }

    [Fact]
    public async Task What_waits_goes_to_the_new_address_and_new_types_count_from_the_next_event()
    {
        await using var former = await Receiver.Start();
        await using var present = await Receiver.Start();
        var path = await Register(former.Url, "payment.*");
        await Announce(new Announced.PaymentDuplicateDetected());

        await Change(path, $$"""{"url":"{{present.Url}}","eventTypes":["payment-document.issued"]}""").Expect(HttpStatusCode.OK);
        await Announce(new Announced.PaymentRecorded());
        await Announce(new Announced.DocumentIssued());
        await host.Services.GetRequiredService<DeliverWebhooks>().AttemptDue(CancellationToken.None);

        Assert.Empty(former.Received);
        Assert.Equal(
            ["payment-document.issued", "payment.duplicate-detected"],
            present.Received.Select(one => (string)JsonNode.Parse(one.Body)!["type"]!).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("""{"url":"https://10.0.0.1/hook"}""", "/url")]
    [InlineData("""{"url":"http://tributi.example/hook"}""", "/url")]
    [InlineData("""{"url":null}""", "/url")]
    [InlineData("""{"eventTypes":[]}""", "/eventTypes")]
    [InlineData("""{"eventTypes":null}""", "/eventTypes")]
    [InlineData("""{"eventTypes":["invented.*"]}""", "/eventTypes/0")]
    [InlineData("""{"eventTypes":["payment.*","payment.*"]}""", "/eventTypes/1")]
    [InlineData("""{"description":"una\nriga"}""", "/description")]
    public async Task An_unfit_change_is_refused_as_at_the_registration_and_changes_nothing(string body, string pointer)
    {
        var path = await Register(Url);
        var before = await client.GetStringAsync(path);

        var problem = await Change(path, body).ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");

        Assert.Equal([pointer], problem.Pointers());
        Assert.Equal(before, await client.GetStringAsync(path));
    }

    [Fact]
    public async Task A_change_names_the_version_that_it_read()
    {
        var path = await Register(Url);
        var read = await client.GetAsync(path).Expect(HttpStatusCode.OK);
        const string Body = """{"description":"Prima"}""";

        await Change(path, Body, etag: null).ExpectProblem((HttpStatusCode)428, "if-match-required");
        var changed = await Change(path, Body, (string)read["etag"]!).Expect(HttpStatusCode.OK);
        await Change(path, """{"description":"Seconda"}""", (string)read["etag"]!)
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "version-stale");

        Assert.NotEqual((string?)read["etag"], (string?)changed["etag"]);
        Assert.Equal("Prima", (string?)(await client.GetAsync(path).Expect(HttpStatusCode.OK))["description"]);
    }

    [Fact]
    public async Task What_belongs_to_another_or_is_disabled_does_not_change()
    {
        var path = await Register(Url);
        using var schools = host.Client(await host.IssueKey([Scopes.WebhooksManage], tenant.Organization.Value, "SCUOLA"));

        await Change(path, "{}", by: schools).ExpectProblem(HttpStatusCode.NotFound, "webhook-endpoint-not-found");
        await client.DeleteAsync(path).Expect(HttpStatusCode.OK);
        await Change(path, "{}").ExpectProblem(HttpStatusCode.Conflict, "webhook-endpoint-disabled");
    }

    private static IEnumerable<string?> Types(JsonNode endpoint) => endpoint["eventTypes"]!.AsArray().Select(type => (string?)type);

    private async Task<string> Register(string url, params string[] eventTypes)
    {
        var request = new { url, eventTypes = eventTypes is [] ? [EventTypes.All] : eventTypes };
        return $"{Endpoints}/{(await client.PostAsJsonAsync(Endpoints, request).Expect(HttpStatusCode.Created))["id"]}";
    }

    private async Task<HttpResponseMessage> Change(string path, string body, string? etag = "*", HttpClient? by = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, path)
        {
            Content = new StringContent(body, Encoding.UTF8, ChangeWebhookEndpoint.MergePatch),
        };
        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        }

        return await (by ?? client).SendAsync(request);
    }

    private Task Announce<T>(T what)
        where T : IWebhookEvent =>
        Db.Transact(
            sql => Outbox.Append(sql, OutboxEvent.Of(tenant.Organization, tenant.Taxes, what, host.Clock.GetCurrentInstant())),
            CancellationToken.None
        );
}
