using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NewWebhookEndpoint = Lecce.Riscossione.Sdk.NewWebhookEndpoint;
using RegisteredWebhookEndpoint = Lecce.Riscossione.Sdk.RegisteredWebhookEndpoint;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>The version of the body that an endpoint keeps.</summary>
public sealed class PayloadVersionTests : IAsyncLifetime
{
    private readonly Town town = new(new PostlessHost());
    private Receiver receiver = null!;
    private RiscossioneClient taxes = null!;

    public async Task InitializeAsync()
    {
        await town.InitializeAsync();
        receiver = await Receiver.Start();
        taxes = await town.Client(Town.TaxOffice, "webhooks:manage");
    }

    public async Task DisposeAsync()
    {
        await receiver.DisposeAsync();
        await town.DisposeAsync();
    }

    [Fact]
    public async Task A_payload_version_is_fixed_at_the_registration_and_sent_with_each_delivery()
    {
        var named = await Register("2026-11");
        await taxes.Webhooks.SendTestEventAsync(named.Id);
        await Deliver();

        Assert.Equal(PayloadVersions.First, Assert.Single(receiver.Received).Headers[PayloadVersions.Header]);
        Assert.Equal(PayloadVersions.First, (await taxes.Webhooks.ReadEndpointAsync(named.Id)).PayloadVersion);
        Assert.Equal(PayloadVersions.Current, (await Register(version: null)).PayloadVersion);
        var refused = await Assert.ThrowsAsync<RiscossioneException>(() => Register("2031-01"));
        Assert.Equal(["/payloadVersion"], refused.Errors.Select(one => one.Pointer));
    }

    [Fact]
    public async Task An_endpoint_of_before_the_versions_gets_the_first()
    {
        var old = await Register(version: null);
        await StoreVersion(old.Id, version: null);
        await taxes.Webhooks.SendTestEventAsync(old.Id);
        await Deliver();

        Assert.Equal(PayloadVersions.First, Assert.Single(receiver.Received).Headers[PayloadVersions.Header]);
        Assert.Equal(PayloadVersions.First, (await taxes.Webhooks.ReadEndpointAsync(old.Id)).PayloadVersion);
    }

    [Fact]
    public async Task A_version_that_this_program_does_not_know_is_not_sent_in_another()
    {
        var endpoint = await Register(version: null);
        await taxes.Webhooks.SendTestEventAsync(endpoint.Id);

        await StoreVersion(endpoint.Id, "2031-01");
        await Deliver();
        var failed = Assert.Single((await taxes.Webhooks.FindDeliveriesAsync(endpoint.Id)).Items);
        await StoreVersion(endpoint.Id, "2026-11");
        town.Api.Clock.Advance(Duration.FromMinutes(1));
        await Deliver();

        Assert.Equal(("pending", "payload-version-unknown"), (failed.State, failed.LastError));
        Assert.Single(receiver.Received);
    }

    private Task<RegisteredWebhookEndpoint> Register(string? version) =>
        taxes.Webhooks.RegisterEndpointAsync(
            new NewWebhookEndpoint
            {
                Url = receiver.Url,
                EventTypes = ["*"],
                PayloadVersion = version,
            }
        );

    private Task<int> Deliver() => town.Api.Services.GetRequiredService<DeliverWebhooks>().AttemptDue(CancellationToken.None);

    private Task StoreVersion(string id, string? version) =>
        town.Db.Transact(
            sql => sql.Execute("UPDATE WebhookEndpoints SET PayloadVersion = @version WHERE Id = @id", new { version, id }),
            CancellationToken.None
        );
}
