using System.Net;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.PaymentDocuments;

public sealed class HistoryTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task A_movement_says_when_the_payer_paid_and_a_charge_says_nothing_of_it()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        await town.Taxes.Payments.RecordAsync(Sample.Payment(document.Options[0].Installments[0].NoticeNumber, 10_000));
        var reader = town.Http(await town.Key(Town.TaxOffice));

        var movements = await reader.GetAsync($"/v1/payment-documents/{document.Id}/movements").Expect(HttpStatusCode.OK);

        Assert.Equal(
            [("charge", null), ("payment", "2026-11-23T10:00:00Z")],
            movements["items"]!.AsArray().Select(one => ((string)one!["kind"]!, (string?)one["paidAt"]))
        );
    }

    [Theory]
    [InlineData("2027-02-16", "2026-12-16", false)]
    [InlineData("2026-12-16", "2026-12-16", true)]
    [InlineData("2026-12-16", "2027-02-16", true)]
    public async Task Installments_are_listed_in_the_order_of_their_due_dates(string first, string second, bool accepted)
    {
        var office = town.Http(await town.Key(Town.TaxOffice));
        var body = $$"""
            {"externalId":"RATE-{{Guid.NewGuid():N}}","subject":"Rate","debtor":{"kind":"F","fiscalCode":"{{Sample.Person(
                1
            )}}","fullName":"Maria Rossi"},
             "items":[{"revenueType":"{{Town.Fees}}","year":2026,"amountCents":1000}],
             "options":[{"kind":"installments","installments":[{"dueOn":"{{first}}","amountCents":400},{"dueOn":"{{second}}","amountCents":600}]}]}
            """;

        var answer = office.PostText("/v1/payment-documents", body);

        if (accepted)
        {
            await answer.Expect(HttpStatusCode.Created);
        }
        else
        {
            var problem = await answer.ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
            Assert.Equal("/options/0/installments/1/dueOn", Assert.Single(problem.Pointers()));
            Assert.Equal("installments-out-of-order", (string?)problem["errors"]![0]!["code"]);
        }
    }
}
