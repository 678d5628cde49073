using System.Net;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.PaymentDocuments;

public class AdoptedNumberTests(Town town) : IClassFixture<Town>
{
    private static int taken;

    [Fact]
    public async Task A_department_keeps_the_notice_number_that_it_brings()
    {
        var number = Free();

        var document = await town.Taxes.PaymentDocuments.IssueAsync(With(noticeNumber: number));

        Assert.Equal(number, document.Options[0].Installments[0].NoticeNumber);
    }

    [Fact]
    public async Task An_iuv_of_17_digits_stands_for_aux_digit_3_and_one_of_15_for_aux_digit_0()
    {
        var number = Free();
        var document = await town.Taxes.PaymentDocuments.IssueAsync(With(iuv: number[1..]));
        Assert.Equal((number, number[1..]), (document.Options[0].Installments[0].NoticeNumber, document.Options[0].Installments[0].Iuv));

        const string Start = "0120000000000017"; // aux digit, the application code 12, base part
        var old = Start + (long.Parse(Start, System.Globalization.CultureInfo.InvariantCulture) % 93).ToString("D2", null);
        document = await town.Taxes.PaymentDocuments.IssueAsync(With(iuv: old[3..]));
        Assert.Equal((old, old[3..]), (document.Options[0].Installments[0].NoticeNumber, document.Options[0].Installments[0].Iuv));
    }

    [Fact]
    public async Task Each_installment_may_bring_its_own_number_and_the_others_are_given_one()
    {
        var number = Free();
        var request = Sample.Document(1_000);
        request.Options =
        [
            new()
            {
                Kind = "installments",
                Installments =
                [
                    new()
                    {
                        DueOn = new(2026, 12, 1),
                        AmountCents = 400,
                        NoticeNumber = number,
                    },
                    new() { DueOn = new(2027, 1, 4), AmountCents = 600 },
                ],
            },
        ];

        var installments = (await town.Taxes.PaymentDocuments.IssueAsync(request)).Options[0].Installments;

        Assert.Equal(number, installments[0].NoticeNumber);
        Assert.True(NoticeNumber.TryParse(installments[1].NoticeNumber, out var given) && given.Value != number);
    }

    [Fact]
    public async Task A_notice_number_with_a_wrong_check_digit_is_refused()
    {
        var number = Free();
        var wrong = number[..17] + (char)('0' + (number[17] - '0' + 1) % 10);

        var byNumber = await Refused(With(noticeNumber: wrong));
        Assert.Equal(("/options/0/noticeNumber", "notice-number-invalid"), (byNumber.Pointer, byNumber.Code));
        var byIuv = await Refused(With(iuv: wrong[1..]));
        Assert.Equal(("/options/0/iuv", "iuv-invalid"), (byIuv.Pointer, byIuv.Code));
    }

    [Fact]
    public async Task A_notice_number_is_never_free_again_even_after_a_draft_or_a_cancelled_document()
    {
        var issued = Free();
        await town.Taxes.PaymentDocuments.IssueAsync(With(issued));
        await town.School.PaymentDocuments.IssueAsync(With(issued)).Refused(HttpStatusCode.Conflict, "notice-number-taken");

        var drafted = Free();
        var draft = With(drafted);
        draft.Draft = true;
        await town.Taxes.PaymentDocuments.IssueAsync(draft);
        await town.Taxes.PaymentDocuments.IssueAsync(With(drafted)).Refused(HttpStatusCode.Conflict, "notice-number-taken");

        var cancelled = Free();
        var document = await town.Taxes.PaymentDocuments.IssueAsync(With(cancelled));
        await town.Taxes.PaymentDocuments.CancelAsync(document.Id, new CancelPaymentDocumentRequest { Reason = "Errore" });
        await town.Taxes.PaymentDocuments.IssueAsync(With(cancelled)).Refused(HttpStatusCode.Conflict, "notice-number-taken");
    }

    [Fact]
    public async Task Of_many_that_bring_the_same_number_at_once_one_gets_it()
    {
        var number = Free();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(async _ =>
                {
                    try
                    {
                        await town.Taxes.PaymentDocuments.IssueAsync(With(number));
                        return "issued";
                    }
                    catch (RiscossioneException refusal)
                    {
                        return refusal.Code;
                    }
                })
        );

        Assert.Single(answers, "issued");
        Assert.Equal(7, answers.Count(answer => answer == "notice-number-taken"));
    }

    [Fact]
    public async Task The_same_number_for_two_installments_is_refused()
    {
        var number = Free();
        var request = With(number);
        request.Options = [request.Options![0], new() { Kind = "single", NoticeNumber = number }];

        Assert.Equal("notice-number-repeated", (await Refused(request)).Code);
    }

    private async Task<ProblemError> Refused(IssuePaymentDocumentRequest request)
    {
        var refusal = await town
            .Taxes.PaymentDocuments.IssueAsync(request)
            .Refused(HttpStatusCode.UnprocessableEntity, "validation-failed");
        return Assert.Single(refusal.Errors);
    }

    private static IssuePaymentDocumentRequest With(string? noticeNumber = null, string? iuv = null)
    {
        var request = Sample.Document();
        request.Options =
        [
            new()
            {
                Kind = "single",
                NoticeNumber = noticeNumber,
                Iuv = iuv,
            },
        ];
        return request;
    }

    /// <summary>A number of another segregation code, which this system never gives out.</summary>
    private static string Free() => NoticeNumber.Compose("99", Interlocked.Increment(ref taken)).Value;
}
