using CsCheck;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using NodaTime;

namespace Lecce.Riscossione.Tests.PaymentDocuments;

public class DocumentPlanTests
{
    [Fact]
    public void What_a_request_says_without_the_newer_members_is_hashed_as_before_they_existed()
    {
        var request = new IssuePaymentDocumentRequest
        {
            ExternalId = "A-1",
            Subject = "Prova",
            Debtor = new Debtor
            {
                Kind = "F",
                FiscalCode = "RSSMRA45C12F205C",
                FullName = "Mario Rossi",
            },
            Items =
            [
                new DebtItemRequest
                {
                    RevenueType = "tari",
                    Year = 2026,
                    AmountCents = 100,
                },
            ],
        };

        Assert.Equal(
            """{"organization":null,"department":null,"externalId":"A-1","subject":"Prova","debtor":{"kind":"F","fiscalCode":"RSSMRA45C12F205C","fullName":"Mario Rossi","street":null,"civicNumber":null,"postalCode":null,"city":null,"province":null,"country":null,"email":null},"coObligors":null,"items":[{"revenueType":"tari","year":2026,"amountCents":100,"description":null,"beneficiary":null,"budgetChapter":null}],"options":null,"dueOn":null,"validFrom":null,"payableUntil":null,"printedOn":null,"draft":null}""",
            StoredJson.Write(request)
        );
    }

    [Fact]
    public void Every_option_pays_the_whole_document_to_the_cent() =>
        RandomDocuments.StorableRequest.Sample(
            request =>
            {
                var plan = DocumentPlan.Of(request, RandomDocuments.Context());

                Assert.Equal(request.Items.Sum(item => item.AmountCents), plan.AmountCents);
                Assert.Equal(request.Options!.Count, plan.Options.Count);
                foreach (var option in plan.Options)
                {
                    Assert.Equal(option.AmountCents, option.Installments.Sum(one => one.AmountCents));
                    Assert.Equal(plan.AmountCents, option.AmountCents + option.ReductionCents);
                    Assert.Equal(option.Kind == OptionKind.Reduced, option.ReductionCents > 0);
                }
            },
            iter: 3_000
        );

    [Fact]
    public void Every_share_adds_up_by_installment_and_by_item() =>
        RandomDocuments.StorableRequest.Sample(
            request =>
            {
                var plan = DocumentPlan.Of(request, RandomDocuments.Context());
                foreach (var option in plan.Options)
                {
                    Assert.All(option.Installments, one => Assert.Equal(one.AmountCents, one.SharesCents.Sum()));
                    for (var item = 0; item < plan.Items.Count; item++)
                    {
                        var share = option.Installments.Sum(one => one.SharesCents[item]);
                        Assert.InRange(share, option.ReductionCents == 0 ? plan.Items[item].AmountCents : 0, plan.Items[item].AmountCents);
                    }
                }
            },
            iter: 3_000
        );

    [Fact]
    public void An_installment_pours_into_five_accounts_at_most_or_the_document_is_refused()
    {
        var (accepted, refused) = (0, 0);
        RandomDocuments.Request.Sample(
            request =>
            {
                var accounts = request.Items.Select(item => item.RevenueType).Distinct(StringComparer.Ordinal).Count();
                try
                {
                    var plan = DocumentPlan.Of(request, RandomDocuments.Context());
                    Interlocked.Increment(ref accepted);
                    Assert.False(accounts > 5 && plan.Options.Any(option => option.Kind == OptionKind.Single));
                    foreach (var installment in plan.Options.SelectMany(option => option.Installments))
                    {
                        var transfers = Allocation.TransfersOf(plan.Items.Zip(installment.SharesCents));
                        Assert.InRange(transfers.Count, 1, 5);
                        Assert.Equal(installment.AmountCents, transfers.Sum(transfer => transfer.AmountCents));
                        Assert.Equal(Enumerable.Range(1, transfers.Count), transfers.Select(transfer => transfer.Number));
                    }
                }
                catch (Refusal refusal)
                {
                    Interlocked.Increment(ref refused);
                    Assert.Equal(Codes.TooManyTransfers, refusal.Code);
                    Assert.True(accounts > 5);
                }
            },
            iter: 3_000
        );
        Assert.True(accepted > 0 && refused > 0, $"{accepted} accepted, {refused} refused: both must have been tried.");
    }

    [Fact]
    public void A_plan_gives_the_cents_left_over_to_the_first_installments()
    {
        var option = new PaymentOptionRequest
        {
            Kind = OptionKind.Installments,
            Plan = new InstallmentPlan
            {
                Count = 3,
                FirstDueOn = new LocalDate(2026, 1, 31),
                EveryMonths = 1,
            },
        };

        var plan = DocumentPlan.Of(RandomDocuments.Of([RandomDocuments.Item(0, 100_001)], option), RandomDocuments.Context());

        var installments = Assert.Single(plan.Options).Installments;
        Assert.Equal([33_334L, 33_334L, 33_333L], installments.Select(one => one.AmountCents));
        Assert.Equal(
            [new LocalDate(2026, 1, 31), new LocalDate(2026, 2, 28), new LocalDate(2026, 3, 31)],
            installments.Select(one => one.DueOn!.Value)
        );
    }

    [Fact]
    public void A_document_without_options_is_paid_at_once_by_its_due_date()
    {
        var request = RandomDocuments.Of([RandomDocuments.Item(0, 500)]) with { DueOn = new LocalDate(2026, 7, 31) };

        var option = Assert.Single(DocumentPlan.Of(request, RandomDocuments.Context()).Options);

        Assert.Equal(OptionKind.Single, option.Kind);
        Assert.Equal((500L, new LocalDate(2026, 7, 31)), (option.Installments[0].AmountCents, option.Installments[0].DueOn!.Value));
    }

    [Fact]
    public void Without_a_full_option_beside_it_a_reduced_one_is_refused()
    {
        var request = RandomDocuments.Of(
            [RandomDocuments.Item(0, 500)],
            new PaymentOptionRequest
            {
                Kind = OptionKind.Reduced,
                WithinDays = 5,
                AmountCents = 350,
            }
        );

        Assert.Equal(("/options", "full-option-missing"), FirstError(request));
    }

    [Theory]
    [InlineData("9999-12-31")]
    [InlineData("2200-01-01")]
    [InlineData("1949-12-31")]
    public void A_date_beyond_reason_is_refused_wherever_it_stands(string text)
    {
        var date = NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
        var request = RandomDocuments.Of([RandomDocuments.Item(0, 500)]);

        Assert.Equal(("/dueOn", "date-out-of-range"), FirstError(request with { DueOn = date }));
        Assert.Equal(("/validFrom", "date-out-of-range"), FirstError(request with { ValidFrom = date }));
        Assert.Equal(("/payableUntil", "date-out-of-range"), FirstError(request with { PayableUntil = date }));
        Assert.Equal(("/printedOn", "date-out-of-range"), FirstError(request with { PrintedOn = date }));
        Assert.Equal(("/options/0/dueOn", "date-out-of-range"), FirstError(request with { Options = [Single(date)] }));
        var plan = new InstallmentPlan
        {
            Count = 2,
            FirstDueOn = date,
            EveryMonths = 12,
        };
        var even = new PaymentOptionRequest { Kind = OptionKind.Installments, Plan = plan };
        Assert.Equal(("/options/0/plan/firstDueOn", "date-out-of-range"), FirstError(request with { Options = [even] }));
        var listed = new PaymentOptionRequest
        {
            Kind = OptionKind.Installments,
            Installments = [Part(new LocalDate(2026, 6, 16)), Part(date)],
        };
        Assert.Equal(("/options/0/installments/1/dueOn", "date-out-of-range"), FirstError(request with { Options = [listed] }));

        static PaymentOptionRequest Single(LocalDate due) => new() { Kind = OptionKind.Single, DueOn = due };
        static InstallmentRequest Part(LocalDate due) => new() { DueOn = due, AmountCents = 250 };
    }

    [Fact]
    public void The_last_day_moves_past_a_holiday_together_with_the_due_date()
    {
        var sunday = new LocalDate(2026, 6, 14);
        var request = RandomDocuments.Of([RandomDocuments.Item(0, 500)]) with { DueOn = sunday, PayableUntil = sunday };

        var context = RandomDocuments.Context();
        var rolling = context.RevenueTypes.ToDictionary(type => type.Key, type => type.Value with { DueDatesRoll = true });

        var plan = DocumentPlan.Of(request, context with { RevenueTypes = rolling });

        Assert.Equal(new LocalDate(2026, 6, 15), plan.PayableUntil);
        Assert.Equal(plan.PayableUntil, plan.Options[0].Installments[0].DueOn);
    }

    [Fact]
    public void Errors_in_parties_and_in_items_are_reported_together()
    {
        var request = RandomDocuments.Of([RandomDocuments.Item(0, 0)]);
        request = request with { Subject = "", Debtor = request.Debtor with { FiscalCode = "RSSMRA45C12F205X" } };

        var refusal = Assert.Throws<Refusal>(() => DocumentPlan.Of(request, RandomDocuments.Context()));

        Assert.Equal(["/subject", "/debtor/fiscalCode", "/items/0/amountCents"], refusal.Errors.Select(error => error.Pointer));
    }

    private static (string Pointer, string Code) FirstError(IssuePaymentDocumentRequest request)
    {
        var refusal = Assert.Throws<Refusal>(() => DocumentPlan.Of(request, RandomDocuments.Context()));
        Assert.Equal(Codes.ValidationFailed, refusal.Code);
        return (refusal.Errors[0].Pointer, refusal.Errors[0].Code);
    }
}
