using System.Text;
using Lecce.Riscossione.Api.Webhooks;
using NodaTime;

namespace Lecce.Riscossione.Tests.Webhooks;

public class SignatureTests
{
    [Fact]
    public void The_published_example_of_Standard_Webhooks_gives_the_published_signature()
    {
        var secret = Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        var timestamp = Signature.TimestampText(Instant.FromUnixTimeSeconds(1614265330));

        var signature = Signature.Sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp, """{"test": 2432232314}"""u8);

        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    [Fact]
    public void A_secret_opens_only_for_the_endpoint_for_which_it_was_protected()
    {
        var secrets = new EndpointSecrets(new byte[32]);
        var now = Instant.FromUtc(2026, 11, 22, 9, 0);
        var (mine, other) = (Api.Kernel.Id.New(now), Api.Kernel.Id.New(now));
        var secret = EndpointSecrets.New();

        var stored = secrets.Protect(mine, secret);

        Assert.Equal(secret, secrets.Reveal(mine, stored));
        Assert.True(stored.AsSpan().IndexOf(secret) < 0);
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => secrets.Reveal(other, stored));
    }

    [Fact]
    public void The_secret_is_given_as_whsec_and_32_bytes_in_base64()
    {
        var text = EndpointSecrets.ToText(EndpointSecrets.New());

        Assert.StartsWith("whsec_", text, StringComparison.Ordinal);
        Assert.Equal(32, Convert.FromBase64String(text["whsec_".Length..]).Length);
    }

    [Fact]
    public void The_body_holds_type_timestamp_and_the_stored_data_as_they_are()
    {
        var body = WebhookSender.Body(
            "payment.recorded",
            Instant.FromUtc(2026, 11, 22, 9, 0),
            """{"paymentId":"01X","amountCents":1020}"""
        );

        Assert.Equal(
            """{"type":"payment.recorded","timestamp":"2026-11-22T09:00:00Z","data":{"paymentId":"01X","amountCents":1020}}""",
            Encoding.UTF8.GetString(body.Span)
        );
    }
}
