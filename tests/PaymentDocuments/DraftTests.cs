using System.Net;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Lecce.Riscossione.Tests.PaymentDocuments;

public class DraftTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task A_draft_has_no_numbers_and_cannot_be_paid()
    {
        var draft = await town.Taxes.PaymentDocuments.IssueAsync(Draft());

        Assert.Equal((DocumentStates.Draft, (Instant?)null), (draft.State, draft.IssuedAt));
        var installments = draft.Options.SelectMany(option => option.Installments).ToList();
        Assert.All(
            installments,
            one => Assert.Equal((null, null, false, "unknown"), (one.NoticeNumber, one.Iuv, one.Payable, one.NotPayableReason))
        );
        Assert.Equal(["drafted"], (await town.Taxes.PaymentDocuments.ReadTimelineAsync(draft.Id)).Items.Select(one => one.Type));
    }

    [Fact]
    public async Task Publishing_numbers_the_installments_and_publishing_again_changes_nothing()
    {
        var draft = await town.Taxes.PaymentDocuments.IssueAsync(Draft());

        var published = await town.Taxes.PaymentDocuments.PublishAsync(draft.Id);
        var again = await town.Taxes.PaymentDocuments.PublishAsync(draft.Id);

        Assert.Equal(DocumentStates.Issued, published.State);
        Assert.Equal(town.Api.Clock.GetCurrentInstant(), published.IssuedAt);
        var installments = published.Options.SelectMany(option => option.Installments).ToList();
        Assert.All(installments, one => Assert.True(one.Payable));
        Assert.Equal(4, installments.Select(one => one.NoticeNumber).Distinct(StringComparer.Ordinal).Count());
        Assert.Equivalent(published, again, strict: true);
        var timeline = await town.Taxes.PaymentDocuments.ReadTimelineAsync(draft.Id);
        Assert.Equal(["drafted", "issued"], timeline.Items.Select(one => one.Type));
        Assert.True(timeline.ChainVerified);
    }

    [Fact]
    public async Task Published_many_times_at_once_a_draft_is_issued_once()
    {
        var draft = await town.Taxes.PaymentDocuments.IssueAsync(Draft());

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => town.Taxes.PaymentDocuments.PublishAsync(draft.Id)));

        Assert.Single(answers.Select(answer => answer.Options[0].Installments[0].NoticeNumber).Distinct(StringComparer.Ordinal));
        Assert.Equal(2, (await town.Taxes.PaymentDocuments.ReadTimelineAsync(draft.Id)).Items.Count);
    }

    [Fact]
    public async Task Publishing_again_after_a_payment_changes_nothing()
    {
        var draft = await town.Taxes.PaymentDocuments.IssueAsync(Draft());
        var published = await town.Taxes.PaymentDocuments.PublishAsync(draft.Id);
        await town.Taxes.Payments.RecordAsync(Sample.Payment(published.Options[0].Installments[0].NoticeNumber, published.AmountCents));

        Assert.Equal(DocumentStates.Paid, (await town.Taxes.PaymentDocuments.PublishAsync(draft.Id)).State);
    }

    [Fact]
    public async Task A_cancelled_draft_cannot_be_published()
    {
        var draft = await town.Taxes.PaymentDocuments.IssueAsync(Draft());
        await town.Taxes.PaymentDocuments.CancelAsync(draft.Id, new CancelPaymentDocumentRequest { Reason = "Errore" });

        await town.Taxes.PaymentDocuments.PublishAsync(draft.Id).Refused(HttpStatusCode.Conflict, "transition-not-allowed");
    }

    [Fact]
    public async Task The_term_of_a_reduction_is_open_also_after_publication()
    {
        await using var api = new LaterTown();
        await api.Town.InitializeAsync();
        var request = Sample.Document();
        request.Draft = true;
        request.Options =
        [
            new() { Kind = "single" },
            new()
            {
                Kind = "reduced",
                WithinDays = 5,
                AmountCents = 7_000,
            },
        ];
        var draft = await api.Town.Taxes.PaymentDocuments.IssueAsync(request);
        Assert.Null(draft.Options[1].Installments[0].DueOn);

        api.Town.Api.Clock.AdvanceDays(10);
        var published = await api.Town.Taxes.PaymentDocuments.PublishAsync(draft.Id);

        Assert.Equal((5, (LocalDate?)null), (published.Options[1].WithinDays, published.Options[1].Installments[0].DueOn));
        Assert.True(published.Options[1].Installments[0].Payable);
    }

    [Fact]
    public async Task A_number_that_a_department_had_brought_is_never_given_out_again()
    {
        await using var api = new LaterTown();
        await api.Town.InitializeAsync();
        var secrets = api.Town.Api.Services.GetRequiredService<Secrets>();
        var cipher = new NoticeNumberCipher(secrets.Derive($"notice-numbers:{Sample.Organization}"));
        var next = NoticeNumber.Compose("47", cipher.Encipher(0)).Value;
        var adopting = Sample.Document();
        adopting.Options = [new() { Kind = "single", NoticeNumber = next }];
        var draft = Sample.Document();
        draft.Draft = true;
        var kept = await api.Town.Taxes.PaymentDocuments.IssueAsync(draft);
        await api.Town.Taxes.PaymentDocuments.IssueAsync(adopting);

        var published = await api.Town.Taxes.PaymentDocuments.PublishAsync(kept.Id);

        Assert.NotEqual(next, published.Options[0].Installments[0].NoticeNumber);
    }

    private static IssuePaymentDocumentRequest Draft()
    {
        var request = Sample.WasteTax();
        request.Draft = true;
        return request;
    }

    /// <summary>A town of its own, for the tests that move the clock or count numbers from the first.</summary>
    private sealed class LaterTown : IAsyncDisposable
    {
        public Town Town { get; } = new();

        public async ValueTask DisposeAsync() => await Town.DisposeAsync();
    }
}
