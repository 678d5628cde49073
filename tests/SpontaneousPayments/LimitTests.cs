using Lecce.Riscossione.Sdk;
using NodaTime;

namespace Lecce.Riscossione.Tests.SpontaneousPayments;

public class LimitTests(ServiceDesk desk) : IClassFixture<ServiceDesk>
{
    [Fact]
    public async Task A_debtor_cannot_have_more_unpaid_requests_than_the_service_allows()
    {
        for (var number = 1; number <= 3; number++)
        {
            await desk.Portal.SpontaneousPayments.CreateAsync(Meals(person: 11, number));
        }

        var refused = await Assert.ThrowsAsync<RiscossioneException>(() =>
            desk.Portal.SpontaneousPayments.CreateAsync(Meals(person: 11, number: 4))
        );

        Assert.Equal(("too-many-open", 429), (refused.Code, (int)refused.Status));
        await desk.Portal.SpontaneousPayments.CreateAsync(Meals(person: 12, number: 4));
    }

    [Fact]
    public async Task A_service_takes_no_more_requests_in_an_hour_than_it_allows()
    {
        const string Service = "poche";
        var settings = ServiceDesk.GiftServiceWithoutNode();
        settings["maxPerHour"] = 2;
        await desk.Offer(Service, settings);

        await Give(Service);
        await Give(Service);
        var refused = await Assert.ThrowsAsync<RiscossioneException>(() => Give(Service));
        desk.Clock.Advance(Duration.FromHours(1));
        await Give(Service);

        Assert.Equal(("too-many-open", 429), (refused.Code, (int)refused.Status));
    }

    [Fact]
    public async Task A_similar_payment_of_a_verified_debtor_is_refused_until_it_is_accepted()
    {
        var first = Meals(person: 13, number: 7);
        await desk.Portal.SpontaneousPayments.CreateAsync(first);
        var second = Meals(person: 13, number: 7);
        second.DebtorVerified = true;
        second.Debtor!.FiscalCode = $" {second.Debtor.FiscalCode!.ToLowerInvariant()}";

        var quote = await desk.Portal.SpontaneousPayments.QuoteAsync(second);
        var refused = await Assert.ThrowsAsync<RiscossioneException>(() => desk.Portal.SpontaneousPayments.CreateAsync(second));
        second.AcceptSimilar = true;
        var accepted = await desk.Portal.SpontaneousPayments.CreateAsync(second);

        Assert.Equal(desk.DayIn(0), quote.SimilarCreatedOn);
        Assert.Equal(("similar-payment-exists", 409), (refused.Code, (int)refused.Status));
        Assert.Equal("open", accepted.Status);
    }

    [Fact]
    public async Task Without_a_verified_debtor_no_similar_payment_is_reported()
    {
        await desk.Portal.SpontaneousPayments.CreateAsync(Meals(person: 14, number: 8));

        var quote = await desk.Portal.SpontaneousPayments.QuoteAsync(Meals(person: 14, number: 8));
        var second = await desk.Portal.SpontaneousPayments.CreateAsync(Meals(person: 14, number: 8));

        Assert.Null(quote.SimilarCreatedOn);
        Assert.Equal("open", second.Status);
    }

    private SpontaneousPaymentRequest Meals(int person, int number) =>
        desk.MealsRequest(person, $$"""{"pasti":{{number}},"fascia":"A","alunno":"Luca Rossi"}""");

    private Task<SpontaneousPayment> Give(string service)
    {
        var request = desk.GiftRequest();
        request.Service = service;
        return desk.Portal.SpontaneousPayments.CreateAsync(request);
    }
}
