using System.Net;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Channels.PagoPa;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.SpontaneousPayments;

/// <summary>A payer asks for stamps together with a service; the program adds their price.</summary>
public sealed class StampedPaymentTests(ServiceDesk desk) : IClassFixture<ServiceDesk>
{
    private const string Ground = "canone-unico";

    [Fact]
    public async Task Stamps_are_added_to_what_the_service_costs_in_the_quote_and_in_the_document()
    {
        var request = Request(StampStory.NewHash(), StampStory.NewHash());

        var quote = await desk.Portal.SpontaneousPayments.QuoteAsync(request);
        var payment = await desk.Portal.SpontaneousPayments.CreateAsync(request);

        var document = await desk.Office.PaymentDocuments.ReadAsync(payment.DocumentId);
        Assert.Equal((8_433L, 8_433L, 8_433L), (quote.AmountCents, payment.AmountCents, document.AmountCents));
        Assert.Equal(
            [(Ground, 5_233L), (StampStory.RevenueType, StampStory.Cents), (StampStory.RevenueType, StampStory.Cents)],
            document.Items.Select(item => (item.RevenueType, item.AmountCents))
        );
        Assert.Equal(request.Stamps!.Select(stamp => stamp.DocumentHash), document.Items.Skip(1).Select(item => item.Stamp!.DocumentHash));
        Assert.Equal("OK", (await desk.Psp.GetV2(payment.NoticeNumber)).Outcome);
    }

    [Fact]
    public async Task The_same_request_again_gives_the_same_payment_and_other_stamps_are_other_content()
    {
        var request = Request(StampStory.NewHash());
        var first = await desk.Portal.SpontaneousPayments.CreateAsync(request);

        Assert.Equal(first.Id, (await desk.Portal.SpontaneousPayments.CreateAsync(request)).Id);
        request.Stamps = [Stamp(StampStory.NewHash())];
        await desk.Portal.SpontaneousPayments.CreateAsync(request).Refused(HttpStatusCode.Conflict, "document-differs");
    }

    [Fact]
    public async Task A_stamp_that_another_payment_asks_for_is_refused_in_the_quote_as_in_the_creation_until_that_one_expires()
    {
        var hash = StampStory.NewHash();
        await desk.Portal.SpontaneousPayments.CreateAsync(Request(hash));

        await desk.Portal.SpontaneousPayments.QuoteAsync(Request(hash)).Refused(HttpStatusCode.Conflict, "stamp-exists");
        await desk.Portal.SpontaneousPayments.CreateAsync(Request(hash)).Refused(HttpStatusCode.Conflict, "stamp-exists");

        desk.Clock.AdvanceDays(7);
        var again = await desk.Portal.SpontaneousPayments.CreateAsync(Request(hash));
        await desk.CleanUp();
        Assert.Equal("open", (await desk.Portal.SpontaneousPayments.ReadAsync(again.Id)).Status);
        await desk.Portal.SpontaneousPayments.CreateAsync(Request(hash)).Refused(HttpStatusCode.Conflict, "stamp-exists");
    }

    [Fact]
    public async Task An_expired_payment_whose_stamp_another_one_bought_is_restored_all_the_same_by_its_late_money()
    {
        var hash = StampStory.NewHash();
        var late = await desk.Portal.SpontaneousPayments.CreateAsync(Request(hash));
        desk.Clock.AdvanceDays(10);
        await desk.CleanUp();
        var second = await desk.Portal.SpontaneousPayments.CreateAsync(Request(hash));

        await desk.Psp.SendReceiptV2(new ReceiptStory(desk.NewName("rt"), late.NoticeNumber, late.AmountCents));

        Assert.Equal("paid", (await desk.Portal.SpontaneousPayments.ReadAsync(late.Id)).Status);
        Assert.Equal("open", (await desk.Portal.SpontaneousPayments.ReadAsync(second.Id)).Status);
    }

    [Theory]
    [InlineData(3, Ground, "/stamps", "stamps-not-allowed")]
    [InlineData(1, ServiceDesk.Meals, "/stamps", "stamps-not-allowed")]
    public async Task More_stamps_than_the_service_allows_are_refused(int count, string service, string pointer, string code)
    {
        var request = service == Ground ? Request() : desk.MealsRequest();
        request.Stamps = [.. Enumerable.Range(0, count).Select(_ => Stamp(StampStory.NewHash()))];

        var refused = await desk
            .Portal.SpontaneousPayments.CreateAsync(request)
            .Refused(HttpStatusCode.UnprocessableEntity, "validation-failed");

        Assert.Contains((pointer, code), refused.Problem!.Errors!.Select(error => (error.Pointer, error.Code)));
    }

    [Fact]
    public async Task A_wrong_stamp_is_refused_by_its_place_in_the_request()
    {
        var hash = StampStory.NewHash();
        var wrong = Request(hash, "AAAA");
        wrong.Stamps!.Last().DocumentHash = new string('a', 44);
        wrong.Stamps!.Last().Province = "le";

        var refused = await desk
            .Portal.SpontaneousPayments.CreateAsync(wrong)
            .Refused(HttpStatusCode.UnprocessableEntity, "validation-failed");
        var twice = await desk
            .Portal.SpontaneousPayments.CreateAsync(Request(hash, hash))
            .Refused(HttpStatusCode.UnprocessableEntity, "validation-failed");

        Assert.Equal(["/stamps/1/documentHash", "/stamps/1/province"], refused.Problem!.Errors!.Select(error => error.Pointer));
        Assert.Equal(["stamp-repeated"], twice.Problem!.Errors!.Select(error => error.Code));
    }

    [Fact]
    public async Task The_catalogue_says_how_many_stamps_a_service_allows()
    {
        Assert.Equal(2, (await desk.Portal.SpontaneousServices.ReadAsync(Psp.Lecce, Ground)).Stamps);
        Assert.Equal(0, (await desk.Portal.SpontaneousServices.ReadAsync(Psp.Lecce, ServiceDesk.Meals)).Stamps);
    }

    [Fact]
    public async Task A_service_with_stamps_needs_their_revenue_type_and_at_most_four()
    {
        var many = ServiceDesk.MealsService();
        many["stamps"] = 5;

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => desk.Offer("pasti-con-marche", many));

        Assert.Contains("/spontaneous/stamps", refused.Message, StringComparison.Ordinal);
    }

    private static StampRequest Stamp(string hash) => new() { DocumentHash = hash, Province = "LE" };

    private SpontaneousPaymentRequest Request(params string[] hashes)
    {
        var request = desk.MealsRequest();
        request.Service = Ground;
        request.Data = ServiceDesk.Json(
            """{"autorizzazione":"123/2026","dal":"2026-12-01","metri":30,"occupazione":"altre zone, un giorno","segnaletica":false,"conferma":true}"""
        );
        request.Stamps = [.. hashes.Select(Stamp)];
        return request;
    }
}
