using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Sdk;
using NodaTime;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>The program and its verifier beside the reference library of Standard Webhooks, npm's <c>standardwebhooks</c>.</summary>
public sealed class StandardWebhooksTests
{
    private const string Body =
        """{"type":"payment.recorded","timestamp":"2026-11-22T09:00:00Z","data":{"paymentId":"01K","note":"€ è"}}""";

    [NodeFact]
    public async Task The_reference_library_verifies_live_deliveries_before_during_and_after_a_rotation()
    {
        await using var api = await ApiProcess.Start();
        await using var receiver = await StandardReceiver.Start();
        using var client = new RiscossioneClient(api.Address, api.AdminKey);
        var endpoint = await client.Webhooks.RegisterEndpointAsync(
            new NewWebhookEndpoint
            {
                Url = receiver.Url,
                EventTypes = ["*"],
                Organization = Psp.Lecce,
                Department = "tributi",
            }
        );
        var (first, foreign) = (endpoint.Secret, NewSecret(32));

        Assert.Equal([true, false], await Deliver(first, foreign));
        var second = (await client.Webhooks.RotateSecretAsync(endpoint.Id, new NewWebhookSecretRotation { OverlapHours = 1 })).Secret;
        Assert.Equal([true, true, false], await Deliver(first, second, foreign));
        await EndOverlap(api);
        Assert.Equal([false, true, false], await Deliver(first, second, foreign));

        async Task<IReadOnlyList<bool>> Deliver(params string[] secrets)
        {
            await receiver.Know(secrets);
            var sent = await client.Webhooks.SendTestEventAsync(endpoint.Id);
            var verdict = await receiver.Next();
            Assert.Equal(sent.EventId, verdict.Id);
            return verdict.Verified;
        }
    }

    [NodeFact]
    public async Task The_verifier_of_the_client_accepts_what_the_reference_library_signs()
    {
        await using var receiver = await StandardReceiver.Start();
        foreach (var bytes in (int[])[24, 32, 64])
        {
            var secret = NewSecret(bytes);
            var now = SystemClock.Instance.GetCurrentInstant().ToDateTimeOffset();
            var signature = await receiver.Sign(secret, "msg_1", now, Body);
            var headers = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["webhook-id"] = "msg_1",
                ["webhook-timestamp"] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                ["webhook-signature"] = signature,
            };

            var happened = new WebhookVerifier(secret).Verify(name => headers[name], Encoding.UTF8.GetBytes(Body));

            Assert.Equal(("msg_1", "payment.recorded"), (happened.Id, happened.Type));
            Assert.Throws<WebhookRefusedException>(() =>
                new WebhookVerifier(NewSecret(bytes)).Verify(name => headers[name], Encoding.UTF8.GetBytes(Body))
            );
        }
    }

    private static string NewSecret(int bytes) => $"whsec_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes))}";

    /// <summary>Makes the hour of the overlap pass.</summary>
    private static async Task EndOverlap(ApiProcess api)
    {
        DapperTypes.Register();
        await using var dialect = api.Dialect();
        var now = SystemClock.Instance.GetCurrentInstant();
        var changed = await new Db(dialect).Transact(
            sql => sql.Execute("UPDATE WebhookEndpoints SET PreviousValidUntil = @now WHERE PreviousValidUntil IS NOT NULL", new { now }),
            CancellationToken.None
        );
        Assert.Equal(1, changed);
    }
}
