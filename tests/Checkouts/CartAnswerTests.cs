using System.Net;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Checkouts;
using Lecce.Riscossione.Tests.Channels.PagoPa;
using Lecce.Riscossione.Tests.Host;
using NodaTime;

namespace Lecce.Riscossione.Tests.Checkouts;

/// <summary>What the service of carts may answer, and what becomes of a checkout then.</summary>
public sealed class CartAnswerTests(CheckoutHost host) : IClassFixture<CheckoutHost>
{
    [Theory]
    [InlineData(400, """{"title":"Request validation error","status":400}""", "Request validation error")]
    [InlineData(422, """{"title":"Invalid payment info","status":422}""", "Invalid payment info")]
    [InlineData(422, "<html>no</html>", ": -")]
    [InlineData(422, """{"title":7}""", ": -")]
    public async Task A_refused_cart_has_the_title_of_the_service_and_may_be_asked_for_again(int status, string body, string said)
    {
        using var portal = await host.Caller();
        var request = host.Request(await host.Issue());
        host.Carts.Next(status, body);

        var refusal = await portal.Checkouts.OpenAsync(request).Refused(HttpStatusCode.UnprocessableEntity, "checkout-refused");

        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        Assert.Equal("open", (await portal.Checkouts.OpenAsync(request)).Status);
    }

    [Theory]
    [InlineData(200, null)]
    [InlineData(401, null)]
    [InlineData(429, null)]
    [InlineData(500, null)]
    [InlineData(502, null)]
    [InlineData(302, null)]
    [InlineData(302, "/c/1")]
    [InlineData(302, "http://checkout.pagopa.it/c/1")]
    [InlineData(302, "https://evil.example/c/1")]
    [InlineData(302, "https://evilpagopa.it/c/1")]
    [InlineData(302, "https://checkout.pagopa.it@evil.example/c/1")]
    [InlineData(302, "https://utente@checkout.pagopa.it/c/1")]
    public async Task Without_a_page_of_pagoPA_the_service_counts_as_unavailable_and_the_next_request_asks_again(
        int status,
        string? location
    )
    {
        using var portal = await host.Caller();
        var request = host.Request(await host.Issue());
        host.Carts.Next(status, location: location);

        var refusal = await portal.Checkouts.OpenAsync(request).Refused(HttpStatusCode.ServiceUnavailable, "checkout-unavailable");

        Assert.NotNull(refusal.RetryAfter);
        Assert.Equal("open", (await portal.Checkouts.OpenAsync(request)).Status);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_given_up_after_five_seconds()
    {
        using var portal = await host.Caller();
        var request = host.Request(await host.Issue());
        var gone = new TaskCompletionSource();
        host.Carts.Next(async context =>
        {
            context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        });

        await portal.Checkouts.OpenAsync(request).Refused(HttpStatusCode.ServiceUnavailable, "checkout-unavailable");

        await gone.Task;
        Assert.Equal("open", (await portal.Checkouts.OpenAsync(request)).Status);
    }

    [Fact]
    public async Task A_checkout_whose_process_ended_before_the_answer_is_taken_over()
    {
        using var portal = await host.Caller();
        var request = host.Request(await host.Issue());
        var opened = await portal.Checkouts.OpenAsync(request);
        await host.Db.Transact(
            sql =>
                sql.Execute(
                    "UPDATE Checkouts SET State = 'opening', ExpiresAt = NULL, CheckoutUrl = NULL WHERE Id = @Id",
                    new { opened.Id }
                ),
            CancellationToken.None
        );
        Assert.Equal("opening", (await portal.Checkouts.ReadAsync(opened.Id)).Status);

        host.Clock.Advance(Duration.FromSeconds(10));

        var again = await portal.Checkouts.OpenAsync(request);
        Assert.Equal((opened.Id, "open"), (again.Id, again.Status));
    }

    [ReferenceFact]
    public void The_carts_of_the_reference_fit_the_schema_exactly_when_the_service_takes_their_form()
    {
        var official = new OfficialApi("checkout_v2.json");
        var cases = JsonNode.Parse(File.ReadAllText(Reference.PathOf("pagopa/checkout/carts.json")))!["cases"]!.AsArray();

        Assert.All(
            cases,
            one =>
                Assert.Equal(
                    ((string)one!["name"]!, (int)one["status"]! != 400),
                    ((string)one["name"]!, official.Misfits("CartRequestV2", one["request"]!.ToJsonString()).Count == 0)
                )
        );
        Assert.NotEmpty(cases);
    }

    [Theory]
    [InlineData("opening", null, 0, "opening")]
    [InlineData("failed", null, 0, "failed")]
    [InlineData("failed", null, 1, "partly-paid")]
    [InlineData("failed", null, 2, "paid")]
    [InlineData("open", 39, 0, "open")]
    [InlineData("open", 40, 0, "unpaid")]
    [InlineData("open", 40, 1, "partly-paid")]
    [InlineData("open", 4_000, 2, "paid")]
    [InlineData("opening", 39, 0, "open")]
    [InlineData("opening", 40, 0, "opening")]
    [InlineData("failed", 39, 0, "open")]
    [InlineData("failed", 40, 0, "failed")]
    public void The_status_follows_from_cart_and_ledger(string cart, int? minutesSinceOpened, int paid, string expected)
    {
        var now = Instant.FromUtc(2026, 11, 28, 12, 0);
        var expiresAt = minutesSinceOpened is { } minutes ? now - Duration.FromMinutes(minutes) + CheckoutStatus.CartLife : (Instant?)null;

        Assert.Equal(expected, CheckoutStatus.Of(cart, expiresAt, notices: 2, paid, now));
    }
}
