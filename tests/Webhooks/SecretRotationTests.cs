using System.Net;
using System.Net.Http.Json;
using System.Text;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using EventTypes = Lecce.Riscossione.Sdk.EventTypes;
using Scopes = Lecce.Riscossione.Api.Access.Scopes;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>Secrets replaced while deliveries arrive.</summary>
public sealed class SecretRotationTests(PostlessHost host) : IClassFixture<PostlessHost>, IAsyncLifetime
{
    private const string Endpoints = "/v1/webhook-endpoints";
    private Receiver receiver = null!;
    private TestTenant tenant = null!;
    private HttpClient client = null!;
    private string path = "";
    private string first = "";

    public async Task InitializeAsync()
    {
        receiver = await Receiver.Start();
        tenant = await TestTenant.Add(host.Services.GetRequiredService<Db>(), host.Clock.GetCurrentInstant());
        client = host.Client(await host.IssueKey([Scopes.WebhooksManage], tenant.Organization.Value, "TRIBUTI"));
        var registered = await client
            .PostAsJsonAsync(Endpoints, new { url = receiver.Url, eventTypes = new[] { EventTypes.All } })
            .Expect(HttpStatusCode.Created);
        (path, first) = ($"{Endpoints}/{registered["id"]}", (string)registered["secret"]!);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task Before_during_and_after_the_overlap_a_receiver_verifies_with_the_secrets_that_are_valid()
    {
        var before = await Delivered();
        var rotated = await Rotate("""{"overlapHours":48}""").Expect(HttpStatusCode.Created);
        var second = (string)rotated["secret"]!;
        var during = await Delivered();
        host.Clock.Advance(Duration.FromHours(48) - Duration.FromSeconds(1));
        var atTheLastSecond = await Delivered();
        host.Clock.AdvanceSeconds(1);
        var after = await Delivered();

        Assert.NotEqual(first, second);
        Assert.Equal((1, true, false), Verdict(before, first, second));
        Assert.Equal((2, true, true), Verdict(during, first, second));
        Assert.Equal((2, true, true), Verdict(atTheLastSecond, first, second));
        Assert.Equal((1, false, true), Verdict(after, first, second));
        var (newest, previous) = (SignaturesOf(during)[0], SignaturesOf(during)[1]);
        Assert.True(
            Verifies(during, second, newest) && Verifies(during, first, previous),
            "The signature of the newest secret comes first."
        );
        foreach (var received in (Received[])[before, during, atTheLastSecond, after])
        {
            Assert.Equal(received.WebhookId, VerifierAt(received, second, first).Verify(Header(received), BodyOf(received)).Id);
        }
    }

    [Theory]
    [InlineData("{}", 24)]
    [InlineData("""{"overlapHours":168}""", 168)]
    [InlineData("""{"overlapHours":0}""", 0)]
    public async Task The_answer_says_until_when_the_previous_secret_is_valid(string body, int hours)
    {
        var until = host.Clock.GetCurrentInstant() + Duration.FromHours(hours);

        var rotated = await Rotate(body).Expect(HttpStatusCode.Created);
        var found = await client.GetAsync(path).Expect(HttpStatusCode.OK);

        Assert.Equal(until.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", null), (string?)rotated["previousValidUntil"]);
        Assert.Equal((string?)rotated["previousValidUntil"], (string?)found["previousValidUntil"]);
        Assert.Null(found["secret"]);
        Assert.Equal((hours > 0 ? 2 : 1, hours > 0, true), Verdict(await Delivered(), first, (string)rotated["secret"]!));
    }

    [Fact]
    public async Task A_second_rotation_during_the_overlap_ends_the_oldest_secret_at_once()
    {
        var second = (string)(await Rotate("{}").Expect(HttpStatusCode.Created))["secret"]!;
        var third = (string)(await Rotate("{}").Expect(HttpStatusCode.Created))["secret"]!;

        var received = await Delivered();

        Assert.Equal((2, false, true), Verdict(received, first, third));
        Assert.True(Verifies(received, second, SignaturesOf(received)[1]), "The second signature is that of the replaced secret.");
    }

    [Fact]
    public async Task A_repeated_request_shows_the_same_secret_and_rotates_once()
    {
        var key = Guid.NewGuid().ToString();
        var rotated = await Rotate("{}", key).Expect(HttpStatusCode.Created);
        var repeated = await Rotate("{}", key).Expect(HttpStatusCode.Created);

        Assert.Equal(rotated.ToJsonString(), repeated.ToJsonString());
        Assert.Equal((2, true, true), Verdict(await Delivered(), first, (string)rotated["secret"]!));
    }

    [Fact]
    public async Task A_rotation_is_refused_beyond_its_bounds_to_strangers_and_once_the_endpoint_is_disabled()
    {
        using var schools = host.Client(await host.IssueKey([Scopes.WebhooksManage], tenant.Organization.Value, "SCUOLA"));

        foreach (var hours in (int[])[-1, 169])
        {
            var problem = await Rotate($$"""{"overlapHours":{{hours}}}""")
                .ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
            Assert.Equal(["/overlapHours"], problem.Pointers());
        }

        await schools.PostText($"{path}/secret-rotations", "{}").ExpectProblem(HttpStatusCode.NotFound, "webhook-endpoint-not-found");
        Assert.Equal((1, true), (SignaturesOf(await Delivered()).Length, Verifies(receiver.Received[^1], first)));
        await client.DeleteAsync(path).Expect(HttpStatusCode.OK);
        await Rotate("{}").ExpectProblem(HttpStatusCode.Conflict, "webhook-endpoint-disabled");
    }

    private Task<HttpResponseMessage> Rotate(string body, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{path}/secret-rotations")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return client.SendAsync(request);
    }

    private async Task<Received> Delivered()
    {
        var count = receiver.Received.Count;
        await host
            .Services.GetRequiredService<Db>()
            .Transact(
                sql =>
                    Outbox.Append(
                        sql,
                        OutboxEvent.Of(tenant.Organization, tenant.Taxes, new Announced.PaymentRecorded(), host.Clock.GetCurrentInstant())
                    ),
                CancellationToken.None
            );
        await host.Services.GetRequiredService<DeliverWebhooks>().AttemptDue(CancellationToken.None);
        Assert.Equal(count + 1, receiver.Received.Count);
        return receiver.Received[^1];
    }

    private static string[] SignaturesOf(Received received) => received.Headers["webhook-signature"].ToString().Split(' ');

    /// <summary>How many signatures a delivery has, and whether receivers that know only one of two secrets accept it.</summary>
    private static (int Signatures, bool First, bool Second) Verdict(Received received, string first, string second) =>
        (SignaturesOf(received).Length, Verifies(received, first), Verifies(received, second));

    private static bool Verifies(Received received, string secret, string? signature = null)
    {
        var timestamp = received.Headers["webhook-timestamp"].ToString();
        try
        {
            VerifierAt(received, secret)
                .VerifySignature(
                    received.WebhookId,
                    timestamp,
                    signature ?? received.Headers["webhook-signature"].ToString(),
                    BodyOf(received)
                );
            return true;
        }
        catch (WebhookRefusedException)
        {
            return false;
        }
    }

    private static WebhookVerifier VerifierAt(Received received, params string[] secrets) =>
        new(
            secrets,
            new StoppedTime(DateTimeOffset.FromUnixTimeSeconds(long.Parse(received.Headers["webhook-timestamp"].ToString(), null)))
        );

    private static Func<string, string?> Header(Received received) => name => received.Headers[name].ToString();

    private static byte[] BodyOf(Received received) => Encoding.UTF8.GetBytes(received.Body);

    private sealed class StoppedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
