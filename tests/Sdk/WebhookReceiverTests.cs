using System.Net;
using System.Security.Cryptography;
using System.Text;
using Lecce.Riscossione.Sdk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using NodaTime;

namespace Lecce.Riscossione.Tests.Sdk;

/// <summary>The receiver for ASP.NET of docs/webhooks.md; <see cref="ReadmeTests"/> compares the two.</summary>
public sealed class WebhookReceiverTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Sent =
        """{"type":"payment.recorded","timestamp":"2026-03-01T12:00:00Z","data":{"paymentId":"01J","amountCents":5000}}""";

    private readonly List<WebhookEvent> received = [];

    [Fact]
    public async Task The_receiver_for_ASP_NET_accepts_what_is_signed_and_refuses_what_is_changed()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        await using var app = builder.Build();
        Receive(
            app,
            Secret,
            happened =>
            {
                received.Add(happened);
                return Task.CompletedTask;
            }
        );
        await app.StartAsync();
        using var client = app.GetTestClient();

        Assert.Equal(HttpStatusCode.NoContent, await Post(client, Sent));
        Assert.Equal(HttpStatusCode.BadRequest, await Post(client, Sent.Replace("5000", "5001", StringComparison.Ordinal)));
        Assert.Equal("payment.recorded", Assert.Single(received).Type);
    }

    private static void Receive(WebApplication app, string secret, Func<WebhookEvent, Task> handle)
    {
        var verifier = new WebhookVerifier(secret);
        app.MapPost(
            "/notifiche",
            async (HttpRequest request) =>
            {
                using var body = new MemoryStream();
                await request.Body.CopyToAsync(body);
                try
                {
                    await handle(verifier.Verify(name => request.Headers[name], body.ToArray()));
                    return Results.NoContent();
                }
                catch (WebhookRefusedException)
                {
                    return Results.BadRequest();
                }
            }
        );
    }

    /// <summary>Sends a body with the signature of what the API sent.</summary>
    private static async Task<HttpStatusCode> Post(HttpClient client, string body)
    {
        var timestamp = SystemClock.Instance.GetCurrentInstant().ToUnixTimeSeconds();
        var mac = HMACSHA256.HashData(
            Convert.FromBase64String(Secret["whsec_".Length..]),
            Encoding.UTF8.GetBytes($"msg_1.{timestamp}.{Sent}")
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, "/notifiche");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("webhook-id", "msg_1");
        request.Headers.Add("webhook-timestamp", $"{timestamp}");
        request.Headers.Add("webhook-signature", $"v1,{Convert.ToBase64String(mac)}");
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
