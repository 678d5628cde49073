using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using EventTypes = Lecce.Riscossione.Sdk.EventTypes;
using Scopes = Lecce.Riscossione.Api.Access.Scopes;

namespace Lecce.Riscossione.Tests.Webhooks;

public sealed class WebhookEndpointTests(PostlessHost host) : IClassFixture<PostlessHost>
{
    private const string Endpoints = "/v1/webhook-endpoints";
    private const string Url = "https://tributi.example/hook";

    private Db Db => host.Services.GetRequiredService<Db>();

    private DeliverWebhooks Deliverer => host.Services.GetRequiredService<DeliverWebhooks>();

    [Fact]
    public async Task The_secret_is_shown_once_and_verifies_what_arrives()
    {
        await using var receiver = await Receiver.Start();
        var tenant = await NewTenant();
        using var client = await ClientOf(tenant);

        var registered = await Register(client, receiver.Url, [EventTypes.PaymentRecorded]).Expect(HttpStatusCode.Created);
        await Announce(tenant, new Announced.PaymentRecorded(), null);
        await Deliverer.AttemptDue(CancellationToken.None);

        var received = Assert.Single(receiver.Received);
        var verifier = new WebhookVerifier((string)registered["secret"]!, new TimeOf(host.Clock));
        var told = verifier.Verify(name => received.Headers[name].ToString(), Encoding.UTF8.GetBytes(received.Body));
        Assert.Equal((received.WebhookId, EventTypes.PaymentRecorded), (told.Id, told.Type));
        Assert.Equal(1020, told.Data["amountCents"].GetInt32());
        var found = await client.GetAsync($"{Endpoints}/{registered["id"]}").Expect(HttpStatusCode.OK);
        Assert.Equal(receiver.Url, (string?)found["url"]);
        Assert.Equal([EventTypes.PaymentRecorded], found["eventTypes"]!.AsArray().Select(type => (string?)type));
        Assert.True((bool)found["enabled"]!);
        Assert.Null(found["secret"]);
        Assert.DoesNotContain(
            "whsec_",
            (await client.GetAsync(Endpoints).Expect(HttpStatusCode.OK)).ToJsonString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_belongs_to_another_organization_or_department_does_not_exist()
    {
        var tenant = await NewTenant();
        using var taxes = await ClientOf(tenant, "TRIBUTI");
        using var schools = await ClientOf(tenant, "SCUOLA");
        using var whole = await ClientOf(tenant);
        using var stranger = await ClientOf(await NewTenant());
        var path = $"{Endpoints}/{(await Register(taxes, Url).Expect(HttpStatusCode.Created))["id"]}";

        foreach (var client in (HttpClient[])[schools, stranger])
        {
            await client.GetAsync(path).ExpectProblem(HttpStatusCode.NotFound, "webhook-endpoint-not-found");
            await client.GetAsync($"{path}/deliveries").ExpectProblem(HttpStatusCode.NotFound, "webhook-endpoint-not-found");
            await client.DeleteAsync(path).ExpectProblem(HttpStatusCode.NotFound, "webhook-endpoint-not-found");
            Assert.Empty(Items(await client.GetAsync(Endpoints).Expect(HttpStatusCode.OK)));
        }

        Assert.Equal("TRIBUTI", (string?)(await taxes.GetAsync(path).Expect(HttpStatusCode.OK))["department"]);
        Assert.True((bool)(await whole.GetAsync(path).Expect(HttpStatusCode.OK))["enabled"]!);
        await taxes.GetAsync($"{Endpoints}/none").ExpectProblem(HttpStatusCode.NotFound, "webhook-endpoint-not-found");
    }

    [Fact]
    public async Task An_endpoint_is_for_what_its_caller_covers()
    {
        var tenant = await NewTenant();
        var other = await NewTenant();
        using var taxes = await ClientOf(tenant, "TRIBUTI");
        using var whole = await ClientOf(tenant);
        using var admin = host.Client(host.AdminKey);

        await Register(taxes, Url, organization: other.Organization.Value).ExpectProblem(HttpStatusCode.NotFound, "organization-not-found");
        await Register(taxes, Url, department: "SCUOLA").ExpectProblem(HttpStatusCode.NotFound, "department-not-found");
        var problem = await Register(admin, Url).ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
        Assert.Equal(["/organization"], problem.Pointers());

        var byWhole = await Register(whole, Url, department: "SCUOLA").Expect(HttpStatusCode.Created);
        var byAdmin = await Register(admin, Url, organization: tenant.Organization.Value).Expect(HttpStatusCode.Created);
        Assert.Equal("SCUOLA", (string?)byWhole["department"]);
        Assert.Equal((tenant.Organization.Value, null), ((string?)byAdmin["organization"], (string?)byAdmin["department"]));
    }

    [Fact]
    public async Task Without_its_scope_webhooks_are_out_of_reach()
    {
        var tenant = await NewTenant();
        using var client = host.Client(await host.IssueKey([Scopes.DocumentsWrite], tenant.Organization.Value));

        await Register(client, Url).ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");
        await client.GetAsync("/v1/events").ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");
    }

    [Theory]
    [InlineData("http://tributi.example/hook", "*", "/url")]
    [InlineData("https://10.0.0.1/hook", "*", "/url")]
    [InlineData("https://user:secret@tributi.example/", "*", "/url")]
    [InlineData("tributi.example/hook", "*", "/url")]
    [InlineData(Url, "payment.invented", "/eventTypes/0")]
    [InlineData(Url, "invented.*", "/eventTypes/0")]
    [InlineData(Url, "payment*", "/eventTypes/0")]
    [InlineData(Url, "", "/eventTypes")]
    [InlineData(Url, "* *", "/eventTypes/1")]
    public async Task An_unfit_endpoint_is_refused_and_nothing_is_stored(string url, string eventTypes, string pointer)
    {
        var tenant = await NewTenant();
        using var client = await ClientOf(tenant);

        var types = eventTypes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var problem = await Register(client, url, types).ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");

        Assert.Equal([pointer], problem.Pointers());
        Assert.Empty(Items(await client.GetAsync(Endpoints).Expect(HttpStatusCode.OK)));
    }

    [Fact]
    public async Task A_department_has_twenty_enabled_endpoints_and_not_one_more()
    {
        var tenant = await NewTenant();
        using var taxes = await ClientOf(tenant, "TRIBUTI");
        using var schools = await ClientOf(tenant, "SCUOLA");
        using var whole = await ClientOf(tenant);
        var first = await Register(taxes, Url).Expect(HttpStatusCode.Created);
        for (var count = 1; count < 20; count++)
        {
            await Register(taxes, Url).Expect(HttpStatusCode.Created);
        }

        await Register(taxes, Url).ExpectProblem(HttpStatusCode.Conflict, "too-many-webhook-endpoints");
        Assert.Equal(20, Items(await taxes.GetAsync(Endpoints).Expect(HttpStatusCode.OK)).Count);
        await Register(schools, Url).Expect(HttpStatusCode.Created);
        await Register(whole, Url).Expect(HttpStatusCode.Created);

        await taxes.DeleteAsync($"{Endpoints}/{first["id"]}").Expect(HttpStatusCode.OK);
        await Register(taxes, Url).Expect(HttpStatusCode.Created);
        await Register(taxes, Url).ExpectProblem(HttpStatusCode.Conflict, "too-many-webhook-endpoints");
    }

    [Fact]
    public async Task A_deleted_endpoint_stays_on_record_and_gets_nothing_more()
    {
        await using var receiver = await Receiver.Start();
        var tenant = await NewTenant();
        using var client = await ClientOf(tenant);
        var path = $"{Endpoints}/{(await Register(client, receiver.Url).Expect(HttpStatusCode.Created))["id"]}";
        await Announce(tenant, new Announced.DocumentIssued(), null);

        Assert.False((bool)(await client.DeleteAsync(path).Expect(HttpStatusCode.OK))["enabled"]!);
        Assert.False((bool)(await client.DeleteAsync(path).Expect(HttpStatusCode.OK))["enabled"]!);
        await Announce(tenant, new Announced.DocumentIssued(), null);
        await Deliverer.AttemptDue(CancellationToken.None);

        Assert.Empty(receiver.Received);
        Assert.False((bool)(await client.GetAsync(path).Expect(HttpStatusCode.OK))["enabled"]!);
        var delivery = Assert.Single(Items(await client.GetAsync($"{path}/deliveries").Expect(HttpStatusCode.OK)));
        Assert.Equal(("failed", "endpoint-disabled"), ((string?)delivery["state"], (string?)delivery["lastError"]));
    }

    [Fact]
    public async Task The_list_of_deliveries_has_the_latest_first_with_its_outcome()
    {
        await using var receiver = await Receiver.Start();
        receiver.AnswerWith(200, 500);
        var tenant = await NewTenant();
        using var client = await ClientOf(tenant);
        var path = $"{Endpoints}/{(await Register(client, receiver.Url).Expect(HttpStatusCode.Created))["id"]}/deliveries";
        await Announce(tenant, new Announced.DocumentIssued(), null);
        await Deliverer.AttemptDue(CancellationToken.None);
        await Announce(tenant, new Announced.PaymentRecorded(), null);
        await Deliverer.AttemptDue(CancellationToken.None);

        var first = await client.GetAsync($"{path}?limit=1").Expect(HttpStatusCode.OK);
        var second = await client.GetAsync($"{path}?limit=1&cursor={first["nextCursor"]}").Expect(HttpStatusCode.OK);

        var failed = Assert.Single(Items(first));
        Assert.Equal(EventTypes.PaymentRecorded, (string?)failed["type"]);
        Assert.Equal(("pending", 1, 500), ((string?)failed["state"], (int)failed["attempts"]!, (int)failed["lastStatus"]!));
        Assert.NotNull(failed["nextAttemptAt"]);
        var delivered = Assert.Single(Items(second));
        Assert.Equal(("delivered", "2026-11-23T11"), ((string?)delivered["state"], ((string?)delivered["deliveredAt"])?[..13]));
        Assert.Null(delivered["nextAttemptAt"]);
        Assert.Null(second["nextCursor"]);
        Assert.Equal(receiver.Received[0].WebhookId, (string?)delivered["eventId"]);
    }

    [Fact]
    public async Task A_client_that_polls_sees_each_of_its_events_once_and_in_order()
    {
        var tenant = await NewTenant();
        using var taxes = await ClientOf(tenant, "TRIBUTI");
        using var stranger = await ClientOf(await NewTenant());
        await Announce(tenant, new Announced.DocumentIssued(), tenant.Taxes);
        await Announce(tenant, new Announced.DocumentIssued(), tenant.Schools);
        await Announce(tenant, new Announced.PaymentRecorded(), tenant.Taxes);

        var tooEarly = await taxes.GetAsync("/v1/events").Expect(HttpStatusCode.OK);
        host.Clock.AdvanceSeconds(5);
        var first = await taxes.GetAsync("/v1/events?limit=1").Expect(HttpStatusCode.OK);
        var second = await taxes.GetAsync($"/v1/events?cursor={first["resumeCursor"]}").Expect(HttpStatusCode.OK);
        var nothingNew = await taxes.GetAsync($"/v1/events?cursor={second["resumeCursor"]}").Expect(HttpStatusCode.OK);

        Assert.Equal(Db.Dialect.IsShared ? 0 : 2, Items(tooEarly).Count);
        Assert.Equal(EventTypes.DocumentIssued, (string?)Assert.Single(Items(first))["type"]);
        var payment = Assert.Single(Items(second));
        Assert.Equal(EventTypes.PaymentRecorded, (string?)payment["type"]);
        Assert.Equal(1020, (int)payment["data"]!["amountCents"]!);
        Assert.Equal((string?)first["nextCursor"], (string?)first["resumeCursor"]);
        Assert.Null(second["nextCursor"]);
        Assert.Empty(Items(nothingNew));
        Assert.Equal((string?)second["resumeCursor"], (string?)nothingNew["resumeCursor"]);
        Assert.Empty(Items(await stranger.GetAsync("/v1/events").Expect(HttpStatusCode.OK)));
    }

    private static IReadOnlyList<JsonNode> Items(JsonNode page) => [.. page["items"]!.AsArray().Select(item => item!)];

    private static Task<HttpResponseMessage> Register(
        HttpClient client,
        string url,
        string[]? eventTypes = null,
        string? organization = null,
        string? department = null
    ) =>
        client.PostAsJsonAsync(
            Endpoints,
            new
            {
                url,
                eventTypes = eventTypes ?? [EventTypes.All],
                organization,
                department,
            },
            JsonSerializerOptions.Web
        );

    private Task<TestTenant> NewTenant() => TestTenant.Add(Db, host.Clock.GetCurrentInstant());

    private async Task<HttpClient> ClientOf(TestTenant tenant, string? department = null) =>
        host.Client(await host.IssueKey([Scopes.WebhooksManage], tenant.Organization.Value, department));

    private Task Announce<T>(TestTenant tenant, T what, Id? department)
        where T : IWebhookEvent =>
        Db.Transact(
            sql => Outbox.Append(sql, OutboxEvent.Of(tenant.Organization, department, what, host.Clock.GetCurrentInstant())),
            CancellationToken.None
        );

    private sealed class TimeOf(IClock clock) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetCurrentInstant().ToDateTimeOffset();
    }
}
