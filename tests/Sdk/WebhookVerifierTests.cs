using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lecce.Riscossione.Sdk;

namespace Lecce.Riscossione.Tests.Sdk;

/// <summary>Uses the vector of the Standard Webhooks specification.</summary>
public sealed class WebhookVerifierTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string OtherSecret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const long Seconds = 1614265330;
    private const string Timestamp = "1614265330";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static readonly byte[] Body = """{"test": 2432232314}"""u8.ToArray();

    [Fact]
    public void The_vector_of_the_specification_is_accepted() => At(Seconds).VerifySignature(Id, Timestamp, Signature, Body);

    [Theory]
    [InlineData(-300)]
    [InlineData(300)]
    public void Clocks_may_differ_by_five_minutes(int seconds) => At(Seconds + seconds).VerifySignature(Id, Timestamp, Signature, Body);

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    public void An_old_or_future_webhook_is_refused(int seconds) =>
        Assert.Throws<WebhookRefusedException>(() => At(Seconds + seconds).VerifySignature(Id, Timestamp, Signature, Body));

    [Fact]
    public void Any_byte_changed_in_the_body_is_refused()
    {
        for (var i = 0; i < Body.Length; i++)
        {
            var changed = Body.ToArray();
            changed[i] ^= 1;
            Assert.Throws<WebhookRefusedException>(() => At(Seconds).VerifySignature(Id, Timestamp, Signature, changed));
        }
    }

    [Theory]
    [InlineData("msg_other", Timestamp, Signature)]
    [InlineData(Id, "1614265331", Signature)]
    [InlineData(Id, "-1614265330", Signature)]
    [InlineData(Id, "99999999999999999999", Signature)]
    [InlineData(Id, "9223372036854775807", Signature)]
    [InlineData(Id, "soon", Signature)]
    [InlineData(null, Timestamp, Signature)]
    [InlineData(Id, null, Signature)]
    [InlineData(Id, Timestamp, null)]
    [InlineData(Id, Timestamp, "")]
    [InlineData(Id, Timestamp, "v1,")]
    [InlineData(Id, Timestamp, "v1,not base64")]
    [InlineData(Id, Timestamp, "v1,g0hM9SsE")]
    [InlineData(Id, Timestamp, "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData(Id, Timestamp, "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    public void Other_headers_are_refused(string? id, string? timestamp, string? signature) =>
        Assert.Throws<WebhookRefusedException>(() => At(Seconds).VerifySignature(id, timestamp, signature, Body));

    [Fact]
    public void One_valid_signature_among_several_suffices() =>
        At(Seconds).VerifySignature(Id, Timestamp, $"v1,AAAA v2,xyz {Signature}", Body);

    [Fact]
    public void While_a_secret_is_replaced_both_are_accepted()
    {
        var verifier = new WebhookVerifier([OtherSecret, Secret], Clock(Seconds));

        verifier.VerifySignature(Id, Timestamp, Signature, Body);
        verifier.VerifySignature(Id, Timestamp, Sign(OtherSecret, Body), Body);
    }

    [Fact]
    public void Another_secret_is_refused() =>
        Assert.Throws<WebhookRefusedException>(() =>
            new WebhookVerifier(OtherSecret, Clock(Seconds)).VerifySignature(Id, Timestamp, Signature, Body)
        );

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_not base64 at all!!!")]
    public void A_malformed_secret_is_refused_at_once(string secret) => Assert.Throws<ArgumentException>(() => new WebhookVerifier(secret));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_missing_secret_has_its_own_error(string? secret)
    {
        Assert.Contains(
            "missing",
            Assert.ThrowsAny<ArgumentException>(() => new WebhookVerifier(secret!)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "missing",
            Assert.ThrowsAny<ArgumentException>(() => new WebhookVerifier([Secret, secret!])).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_genuine_event_is_read()
    {
        var body = """{"type":"payment.recorded","timestamp":"2021-02-25T15:02:10Z","data":{"paymentId":"01J"}}"""u8.ToArray();

        var happened = At(Seconds).Verify(Headers(Sign(Secret, body)), body);

        Assert.Equal(Id, happened.Id);
        Assert.Equal(EventTypes.PaymentRecorded, happened.Type);
        Assert.Equal(Seconds, happened.Timestamp.ToUnixTimeSeconds());
        Assert.Equal("01J", happened.Data["paymentId"].GetString());
    }

    [Fact]
    public void An_event_of_a_known_type_has_typed_data()
    {
        var body = WebhookBody(EventTypes.CheckoutPaid, """{"checkoutId":"01J","externalId":"P-1","status":"paid","addedLater":{"n":1}}""");

        var paid = Assert.IsType<CheckoutPaidData>(At(Seconds).Verify(Headers(Sign(Secret, body)), body).Data);

        Assert.Equal(("01J", "P-1", CheckoutStatuses.Paid), (paid.CheckoutId, paid.ExternalId, paid.Status));
        Assert.Equal(1, paid["addedLater"].GetProperty("n").GetInt32());
    }

    [Fact]
    public void An_event_of_an_unknown_type_keeps_its_data()
    {
        var body = WebhookBody("payment.invented-later", """{"cents":7}""");

        var happened = At(Seconds).Verify(Headers(Sign(Secret, body)), body);

        Assert.Equal("payment.invented-later", happened.Type);
        Assert.Equal(7, Assert.IsType<WebhookEventData>(happened.Data)["cents"].GetInt64());
    }

    [Fact]
    public void A_member_that_is_missing_is_named()
    {
        var body = WebhookBody(EventTypes.CheckoutPaid, """{"checkoutId":"01J"}""");
        var paid = (CheckoutPaidData)At(Seconds).Verify(Headers(Sign(Secret, body)), body).Data;

        Assert.Equal("The event has no status.", Assert.Throws<InvalidOperationException>(() => paid.Status).Message);
    }

    [Fact]
    public void A_receiver_can_make_events_for_its_tests()
    {
        IReadOnlyDictionary<string, JsonElement> data = new CheckoutPaidData
        {
            CheckoutId = "01J",
            ExternalId = "P-1",
            Status = CheckoutStatuses.Paid,
        };

        Assert.True(data is CheckoutPaidData { CheckoutId: "01J" });
        Assert.Equal("P-1", data["externalId"].GetString());
    }

    [Fact]
    public void Header_names_are_found_in_any_case()
    {
        var body = """{"type":"payment.recorded","timestamp":"2021-02-25T15:02:10Z","data":{}}"""u8.ToArray();
        var headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Webhook-Id"] = Id,
            ["WEBHOOK-TIMESTAMP"] = Timestamp,
            ["webhook-Signature"] = Sign(Secret, body),
        };

        Assert.Equal(EventTypes.PaymentRecorded, At(Seconds).Verify(headers, body).Type);
        headers.Remove("webhook-Signature");
        Assert.Throws<WebhookRefusedException>(() => At(Seconds).Verify(headers, body));
    }

    [Theory]
    [InlineData("""{"test": 1}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    public void A_signed_body_that_is_no_event_is_refused(string text)
    {
        var body = Encoding.UTF8.GetBytes(text);

        Assert.Throws<WebhookRefusedException>(() => At(Seconds).Verify(Headers(Sign(Secret, body)), body));
    }

    private static byte[] WebhookBody(string type, string data) =>
        Encoding.UTF8.GetBytes($$"""{"type":"{{type}}","timestamp":"2021-02-25T15:02:10Z","data":{{data}}}""");

    private static Func<string, string?> Headers(string signature) =>
        name =>
            name switch
            {
                "webhook-id" => Id,
                "webhook-timestamp" => Timestamp,
                "webhook-signature" => signature,
                _ => null,
            };

    private static string Sign(string secret, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{Id}.{Timestamp}."), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed));
    }

    private static WebhookVerifier At(long seconds) => new(Secret, Clock(seconds));

    private static StoppedTime Clock(long seconds) => new(DateTimeOffset.FromUnixTimeSeconds(seconds));

    private sealed class StoppedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
