using System.Net;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Channels.PagoPa;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using AnnounceCheckouts = Lecce.Riscossione.Api.Checkouts.AnnounceCheckouts;

namespace Lecce.Riscossione.Tests.Checkouts;

/// <summary>Web payments as their portal sees them: the ledger decides, whatever the browser does.</summary>
public sealed class CheckoutTests(CheckoutHost host) : IClassFixture<CheckoutHost>
{
    [Fact]
    public async Task A_cart_says_what_the_ledger_knows_and_the_portal_gets_its_page()
    {
        using var portal = await host.Caller();
        var notice = await host.Issue("tari", 10_080);
        var request = host.Request(notice);
        request.Email = "mario.rossi@example.com";

        var checkout = await portal.Checkouts.OpenAsync(request);

        Assert.Equal(("open", 1), (checkout.Status, checkout.Notices.Count));
        Assert.Equal((10_080L, "payable"), (checkout.Notices[0].AmountCents, checkout.Notices[0].Status));
        Assert.Equal(host.Clock.GetCurrentInstant() + Duration.FromMinutes(10), checkout.ExpiresAt);
        var cart = host.Carts.Carts.Single(one => (string?)one["idCart"] == checkout.Id);
        var paid = cart["paymentNotices"]!.AsArray().Single()!;
        Assert.Equal(
            (notice.NoticeNumber, Psp.Lecce, 10_080, "Comune di Lecce", "TARI 2026"),
            (
                (string)paid["noticeNumber"]!,
                (string)paid["fiscalCode"]!,
                (long)paid["amount"]!,
                (string)paid["companyName"]!,
                (string)paid["description"]!
            )
        );
        Assert.Equal("mario.rossi@example.com", (string)cart["emailNotice"]!);
        Assert.False((bool)cart["allCCP"]!);
        Assert.Equal($"{CheckoutHost.Portal}/ok?pagamento={checkout.Id}", (string)cart["returnUrls"]!["returnOkUrl"]!);
        Assert.Contains("chiave-di-prova", host.Carts.Keys);
        Assert.StartsWith("https://checkout.pagopa.it/c/", checkout.CheckoutUrl, StringComparison.Ordinal);
        Assert.DoesNotContain("mario.rossi@example.com", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_with_a_stamp_is_paid_on_the_web_and_not_through_postal_accounts()
    {
        using var portal = await host.Caller();
        var notice = await host.Issue(story: request =>
            request.Items = [NodeHost.Item("canone-unico", 5_000), StampStory.Item(StampStory.NewHash())]
        );

        var checkout = await portal.Checkouts.OpenAsync(host.Request(notice));

        Assert.Equal(("open", 6_600L), (checkout.Status, checkout.Notices[0].AmountCents));
        Assert.False((bool)host.Carts.Carts.Single(one => (string?)one["idCart"] == checkout.Id)["allCCP"]!);
    }

    [Fact]
    public async Task A_browser_closed_on_the_payment_page_changes_nothing_the_receipt_decides()
    {
        using var portal = await host.Caller();
        var notice = await host.Issue();
        var checkout = await portal.Checkouts.OpenAsync(host.Request(notice));

        await host.PayOnTheWeb(notice);
        await host.Announce();
        await host.Announce();

        var read = await portal.Checkouts.ReadAsync(checkout.Id);
        Assert.Equal(("paid", "paid"), (read.Status, read.Notices[0].Status));
        Assert.Null(read.CheckoutUrl);
        Assert.Equal(["checkout.paid"], await host.EventsOf(checkout.Id));
    }

    [Fact]
    public async Task An_expired_cart_awaits_a_payment_in_progress_then_is_unpaid_and_can_be_opened_again()
    {
        using var portal = await host.Caller();
        var notice = await host.Issue();
        var request = host.Request(notice);
        var first = await portal.Checkouts.OpenAsync(request);

        host.Clock.Advance(Duration.FromMinutes(10));
        var expired = await portal.Checkouts.ReadAsync(first.Id);
        Assert.Equal(("open", null), (expired.Status, expired.CheckoutUrl));
        await host.Announce();
        Assert.Empty(await host.EventsOf(first.Id));

        host.Clock.Advance(Duration.FromMinutes(30));
        await host.Announce();
        await host.Announce();
        Assert.Equal("unpaid", (await portal.Checkouts.ReadAsync(first.Id)).Status);
        Assert.Equal(["checkout.unpaid"], await host.EventsOf(first.Id));

        var again = await portal.Checkouts.OpenAsync(request);
        Assert.Equal((first.Id, "open"), (again.Id, again.Status));
        Assert.NotEqual(first.CheckoutUrl, again.CheckoutUrl);

        await host.PayOnTheWeb(notice);
        await host.Announce();
        Assert.Equal(["checkout.unpaid", "checkout.paid"], await host.EventsOf(first.Id));
    }

    [Fact]
    public async Task Two_clicks_at_once_ask_for_one_cart_and_the_same_request_gets_its_page_again()
    {
        using var portal = await host.Caller();
        var request = host.Request(await host.Issue());
        var arrived = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        host.Carts.Next(async context =>
        {
            arrived.SetResult();
            await release.Task;
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = "https://checkout.pagopa.it/c/uno";
        });

        var first = portal.Checkouts.OpenAsync(request);
        await arrived.Task;
        await portal.Checkouts.OpenAsync(request).Refused(HttpStatusCode.Conflict, "request-in-progress");
        release.SetResult();
        var opened = await first;
        var third = await portal.Checkouts.OpenAsync(request);

        Assert.Equal((opened.Id, "https://checkout.pagopa.it/c/uno"), (third.Id, third.CheckoutUrl));
        Assert.Single(host.Carts.Carts, cart => (string?)cart["idCart"] == opened.Id);
    }

    [Fact]
    public async Task Ten_first_requests_at_once_ask_for_one_cart()
    {
        using var portal = await host.Caller();
        var request = host.Request(await host.Issue());

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Try(portal, request)));

        var opened = answers.OfType<Checkout>().ToList();
        Assert.Single(opened.Select(checkout => (checkout.Id, checkout.CheckoutUrl)).Distinct());
        Assert.Single(host.Carts.Carts, cart => (string?)cart["idCart"] == opened[0].Id);
    }

    [Fact]
    public async Task Two_checkouts_of_one_notice_share_one_debt_and_the_second_payment_is_a_duplicate()
    {
        using var portal = await host.Caller();
        using var office = host.Office();
        var notice = await host.Issue();
        var one = await portal.Checkouts.OpenAsync(host.Request(notice));
        var other = await portal.Checkouts.OpenAsync(host.Request(notice));

        await host.PayOnTheWeb(notice);
        var second = await host.PayOnTheWeb(notice);
        await host.Announce();

        Assert.Equal(
            ("paid", "paid"),
            ((await portal.Checkouts.ReadAsync(one.Id)).Status, (await portal.Checkouts.ReadAsync(other.Id)).Status)
        );
        Assert.Equal("duplicate", Assert.Single((await office.Payments.FindAsync(channelPaymentId: second)).Items).Outcome);
        Assert.Equal(["checkout.paid"], await host.EventsOf(one.Id));
        Assert.Equal(["checkout.paid"], await host.EventsOf(other.Id));
    }

    [Fact]
    public async Task Money_at_the_counter_during_a_checkout_pays_it_and_no_further_cart_is_asked_for()
    {
        using var portal = await host.Caller();
        var notice = await host.Issue();
        var request = host.Request(notice);
        var checkout = await portal.Checkouts.OpenAsync(request);

        await host.PayAtCounter(notice);
        await host.Announce();
        host.Clock.Advance(Duration.FromMinutes(10));

        var again = await portal.Checkouts.OpenAsync(request);
        Assert.Equal((checkout.Id, "paid", null), (again.Id, again.Status, again.CheckoutUrl));
        Assert.Single(host.Carts.Carts, cart => (string?)cart["idCart"] == checkout.Id);
        Assert.Equal(["checkout.paid"], await host.EventsOf(checkout.Id));
    }

    [Fact]
    public async Task A_receipt_that_comes_days_later_still_pays_the_checkout()
    {
        using var portal = await host.Caller();
        var notice = await host.Issue();
        var checkout = await portal.Checkouts.OpenAsync(host.Request(notice));
        host.Clock.Advance(Duration.FromMinutes(40));
        await host.Announce();

        host.Clock.Advance(Duration.FromDays(3));
        await host.PayOnTheWeb(notice);
        await host.Announce();

        Assert.Equal("paid", (await portal.Checkouts.ReadAsync(checkout.Id)).Status);
        Assert.Equal(["checkout.unpaid", "checkout.paid"], await host.EventsOf(checkout.Id));
    }

    [Fact]
    public async Task Instances_that_look_at_the_same_time_announce_a_checkout_once()
    {
        using var portal = await host.Caller();
        var notice = await host.Issue();
        var checkout = await portal.Checkouts.OpenAsync(host.Request(notice));
        await host.PayOnTheWeb(notice);
        var beside = host.Beside();
        await beside.InitializeAsync();

        var other = beside.Services.GetRequiredService<AnnounceCheckouts>();
        await Task.WhenAll(host.Announce(), other.Run(CancellationToken.None), host.Announce());

        await beside.DisposeAsync();
        Assert.Equal(["checkout.paid"], await host.EventsOf(checkout.Id));
    }

    [Fact]
    public async Task A_checkout_of_several_notices_is_partly_paid_in_between()
    {
        using var portal = await host.Caller();
        var (one, other) = (await host.Issue(), await host.Issue());
        var checkout = await portal.Checkouts.OpenAsync(host.Request(one, other));

        await host.PayOnTheWeb(one);
        await host.Announce();
        var partly = await portal.Checkouts.ReadAsync(checkout.Id);
        Assert.Equal(("partly-paid", "paid", "payable"), (partly.Status, partly.Notices[0].Status, partly.Notices[1].Status));
        Assert.Empty(await host.EventsOf(checkout.Id));

        host.Clock.Advance(Duration.FromMinutes(40));
        await host.Announce();
        Assert.Equal(["checkout.unpaid"], await host.EventsOf(checkout.Id));

        await host.PayOnTheWeb(other);
        await host.Announce();
        Assert.Equal("paid", (await portal.Checkouts.ReadAsync(checkout.Id)).Status);
        Assert.Equal(["checkout.unpaid", "checkout.paid"], await host.EventsOf(checkout.Id));
    }

    [Fact]
    public async Task A_notice_that_cannot_be_paid_now_is_named_with_its_reason()
    {
        using var portal = await host.Caller();
        var (open, paid) = (await host.Issue(), await host.Issue());
        await host.PayAtCounter(paid);

        var refusal = await portal.Checkouts.OpenAsync(host.Request(open, paid)).Refused(HttpStatusCode.Conflict, "document-not-payable");

        var error = Assert.Single(refusal.Errors);
        Assert.Equal(("/notices/1/noticeNumber", "already-paid"), (error.Pointer, error.Code));
    }

    [Fact]
    public async Task A_draft_and_a_number_that_was_never_given_are_unknown()
    {
        using var portal = await host.Caller();
        var draft = Api.Kernel.NoticeNumber.Compose("47", 515_151_515).Value;
        await host.Issue(story: request =>
        {
            request.Draft = true;
            request.DueOn = null;
            request.Options = [new() { Kind = "single", NoticeNumber = draft }];
        });
        foreach (var number in (string[])[draft, Api.Kernel.NoticeNumber.Compose("47", 515_151_516).Value])
        {
            var refusal = await portal.Checkouts.OpenAsync(host.RequestOf(number)).Refused(HttpStatusCode.NotFound, "notice-not-found");
            Assert.Equal("/notices/0/noticeNumber", Assert.Single(refusal.Errors).Pointer);
        }
    }

    [Fact]
    public async Task Another_key_of_the_same_organization_sees_nothing_of_a_checkout_and_an_auditor_sees_it()
    {
        using var portal = await host.Caller();
        using var other = await host.Caller();
        using var auditor = await host.Caller("audit:read");
        var notice = await host.Issue();
        var request = host.Request(notice);
        var checkout = await portal.Checkouts.OpenAsync(request);

        await other.Checkouts.ReadAsync(checkout.Id).Refused(HttpStatusCode.NotFound, "checkout-not-found");
        Assert.Equal(checkout.Id, (await auditor.Checkouts.ReadAsync(checkout.Id)).Id);
        Assert.NotEqual(checkout.Id, (await other.Checkouts.OpenAsync(request)).Id);
    }

    [Fact]
    public async Task The_same_name_with_other_content_is_refused()
    {
        using var portal = await host.Caller();
        var request = host.Request(await host.Issue());
        await portal.Checkouts.OpenAsync(request);
        request.Notices = host.Request(await host.Issue()).Notices;

        await portal.Checkouts.OpenAsync(request).Refused(HttpStatusCode.Conflict, "checkout-differs");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("https://portale.comune.lecce.example/esito-falso")]
    [InlineData("https://portale.comune.lecce.example/esito/../admin")]
    [InlineData("https://portale.comune.lecce.example/esito#{checkoutId}")]
    [InlineData("http://localhost:3000/esito")]
    public async Task An_address_that_the_organization_did_not_name_is_refused_with_its_place(string url)
    {
        using var portal = await host.Caller();
        var request = host.Request(await host.Issue());
        request.ReturnUrls.Waiting = url;
        var before = host.Carts.Carts.Count;

        var refusal = await portal.Checkouts.OpenAsync(request).Refused(HttpStatusCode.UnprocessableEntity, "return-url-not-allowed");

        Assert.Equal("/returnUrls/waiting", Assert.Single(refusal.Errors).Pointer);
        Assert.Equal(before, host.Carts.Carts.Count);
    }

    /// <summary>The checkout; null for a request that found another one at work.</summary>
    private static async Task<Checkout?> Try(RiscossioneClient portal, NewCheckout request)
    {
        try
        {
            return await portal.Checkouts.OpenAsync(request);
        }
        catch (RiscossioneException refusal) when (refusal.Code == "request-in-progress")
        {
            return null;
        }
    }
}
