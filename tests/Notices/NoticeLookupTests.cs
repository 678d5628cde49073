using System.Net;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using NodaTime;

namespace Lecce.Riscossione.Tests.Notices;

/// <summary>What a payer who has only the number of a notice may know.</summary>
public sealed class NoticeLookupTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task A_number_gives_the_public_facts_and_with_the_debtors_code_also_the_options()
    {
        using var portal = await town.Client(null, "notices:lookup");
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.WasteTax());
        var notice = document.Options[1].Installments[0];

        var anonymous = await portal.Checkouts.LookUpNoticeAsync(Request(notice.NoticeNumber));
        var identified = await portal.Checkouts.LookUpNoticeAsync(Request(notice.NoticeNumber, Sample.Person(1)));

        Assert.Equal(
            ("Comune di Prova", document.Subject, notice.AmountCents, true, notice.DueOn),
            (anonymous.OrganizationName, anonymous.Subject, anonymous.AmountCents, anonymous.Payable, anonymous.DueOn)
        );
        Assert.Null(anonymous.Options);
        Assert.Equal([1, 3], identified.Options!.Select(option => option.Installments.Count));
    }

    [Fact]
    public async Task The_printable_notice_needs_the_code_of_a_debtor_or_co_obligor()
    {
        using var http = town.Http(await town.Key(null, "notices:lookup"));
        var request = Sample.Document();
        request.CoObligors =
        [
            new CoObligor
            {
                Kind = "F",
                FiscalCode = Sample.Person(2),
                FullName = "Paolo Bianchi",
            },
        ];
        var number = (await town.Taxes.PaymentDocuments.IssueAsync(request)).Options[0].Installments[0].NoticeNumber;

        foreach (var person in (int[])[1, 2])
        {
            using var pdf = await http.PostText("/v1/notice-lookups/pdf", Body(number, Sample.Person(person)));
            Assert.Equal((HttpStatusCode.OK, "application/pdf"), (pdf.StatusCode, pdf.Content.Headers.ContentType!.MediaType));
            Assert.StartsWith("%PDF-", await pdf.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var refused = await http.PostText("/v1/notice-lookups/pdf", Body(number, Sample.Person(3)));
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task A_paid_notice_says_why_it_cannot_be_paid()
    {
        using var portal = await town.Client(null, "notices:lookup");
        var number = (await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document())).Options[0].Installments[0].NoticeNumber;
        await town.Taxes.Payments.RecordAsync(Sample.Payment(number, 10_000));

        var found = await portal.Checkouts.LookUpNoticeAsync(Request(number));

        Assert.Equal((false, "already-paid", 0L), (found.Payable, found.NotPayableReason, found.AmountCents));
    }

    [Fact]
    public async Task A_wrong_code_a_draft_and_an_unknown_number_get_the_same_answer()
    {
        using var http = town.Http(await town.Key(null, "notices:lookup"));
        var known = (await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document())).Options[0].Installments[0].NoticeNumber;
        var draft = Sample.Document();
        draft.Draft = true;
        draft.Options = [new() { Kind = "single", NoticeNumber = Api.Kernel.NoticeNumber.Compose("47", 77).Value }];
        await town.Taxes.PaymentDocuments.IssueAsync(draft);

        var answers = new List<string>();
        foreach (
            var body in (string[])
                [
                    Body(known, Sample.Person(9)),
                    Body(Api.Kernel.NoticeNumber.Compose("47", 78).Value, Sample.Person(9)),
                    Body(Api.Kernel.NoticeNumber.Compose("47", 78).Value, null),
                    Body(draft.Options.First().NoticeNumber, Sample.Person(1)),
                    Body(draft.Options.First().NoticeNumber, null),
                ]
        )
        {
            using var answer = await http.PostText("/v1/notice-lookups", body);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
            problem.Remove("requestId");
            answers.Add(problem.ToJsonString());
        }

        Assert.Single(answers.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task After_ten_misses_of_a_notice_the_right_code_is_refused_too_until_the_hour_ends()
    {
        using var portal = await town.Client(null, "notices:lookup");
        using var other = await town.Client(null, "notices:lookup");
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        var number = document.Options[0].Installments[0].NoticeNumber;
        for (var miss = 0; miss < 10; miss++)
        {
            var guesser = miss % 2 == 0 ? portal : other;
            await guesser
                .Checkouts.LookUpNoticeAsync(Request(number, Sample.Person(10 + miss)))
                .Refused(HttpStatusCode.NotFound, "notice-not-found");
        }

        var refusal = await other
            .Checkouts.LookUpNoticeAsync(Request(number, Sample.Person(1)))
            .Refused(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.InRange(refusal.RetryAfter!.Value.TotalSeconds, 1, 3_600);
        var another = (await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document())).Options[0].Installments[0].NoticeNumber;
        Assert.True((await portal.Checkouts.LookUpNoticeAsync(Request(another))).Payable);

        town.Api.Clock.Advance(Duration.FromTimeSpan(refusal.RetryAfter.Value));
        Assert.NotNull((await portal.Checkouts.LookUpNoticeAsync(Request(number, Sample.Person(1)))).Options);
    }

    [Fact]
    public async Task Attempts_at_once_are_counted_as_attempts_one_by_one()
    {
        using var portal = await town.Client(null, "notices:lookup");
        var number = (await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document())).Options[0].Installments[0].NoticeNumber;

        var codes = await Task.WhenAll(Enumerable.Range(0, 20).Select(guess => CodeOf(Request(number, Sample.Person(20 + guess)))));

        Assert.Equal(10, codes.Count(code => code == "notice-not-found"));
        Assert.Equal(10, codes.Count(code => code == "too-many-requests"));

        async Task<string> CodeOf(NoticeLookupRequest request) =>
            (await Assert.ThrowsAsync<RiscossioneException>(() => portal.Checkouts.LookUpNoticeAsync(request))).Code;
    }

    [Fact]
    public async Task After_a_hundred_misses_a_key_must_wait_and_another_one_need_not()
    {
        using var portal = await town.Client(null, "notices:lookup");
        using var other = await town.Client(null, "notices:lookup");
        var number = (await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document())).Options[0].Installments[0].NoticeNumber;
        for (var miss = 0; miss < 100; miss++)
        {
            var unknown = Api.Kernel.NoticeNumber.Compose("47", 9_000 + miss).Value;
            await portal.Checkouts.LookUpNoticeAsync(Request(unknown)).Refused(HttpStatusCode.NotFound, "notice-not-found");
        }

        await portal.Checkouts.LookUpNoticeAsync(Request(number)).Refused(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.True((await other.Checkouts.LookUpNoticeAsync(Request(number))).Payable);
    }

    private static NoticeLookupRequest Request(string? number, string? debtor = null) =>
        new()
        {
            Organization = Sample.Organization,
            NoticeNumber = number!,
            DebtorFiscalCode = debtor,
        };

    private static string Body(string? number, string? debtor) =>
        debtor is null
            ? $$"""{"organization":"{{Sample.Organization}}","noticeNumber":"{{number}}"}"""
            : $$"""{"organization":"{{Sample.Organization}}","noticeNumber":"{{number}}","debtorFiscalCode":"{{debtor}}"}""";
}
