using System.Net;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Tests.PaymentDocuments;

public sealed class SuspensionTests : IAsyncLifetime
{
    private static readonly ResumePaymentDocumentRequest Resumption = new() { Reason = "Riesame concluso" };
    private static readonly LocalDate Today = new(2026, 11, 23);
    private readonly Town town = new();

    public Task InitializeAsync() => town.InitializeAsync();

    public Task DisposeAsync() => town.DisposeAsync();

    [Fact]
    public async Task A_suspended_document_cannot_be_paid_keeps_its_numbers_and_can_be_paid_again_when_it_resumes()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        var order = new AdministrativeOrder { Number = "DET-2026-114", Date = Today };

        var suspension = await town.Taxes.PaymentDocuments.SuspendAsync(
            document.Id,
            new()
            {
                Kind = SuspensionKinds.Judicial,
                Reason = "Ordinanza del giudice",
                Order = order,
            }
        );

        Assert.Equal((1, "judicial", Today, null), (suspension.Ordinal, suspension.Kind, suspension.From, suspension.Until));
        var held = await town.Taxes.PaymentDocuments.ReadAsync(document.Id);
        Assert.Equal((true, Today, DocumentStates.Issued), (held.Suspended, held.SuspendedFrom, held.State));
        Assert.Equal((false, "suspended"), Payable(held));
        Assert.Equal(NumberOf(document), NumberOf(held));
        Assert.True((await town.Taxes.PaymentDocuments.FindAsync(externalId: document.ExternalId)).Items.Single().Suspended);

        var resumed = await town.Taxes.PaymentDocuments.ResumeAsync(document.Id, Resumption);

        Assert.Equal((false, null), (resumed.Suspended, resumed.SuspendedFrom));
        Assert.Equal((true, null), Payable(resumed));
        var told = Assert.Single((await town.Taxes.PaymentDocuments.ReadSuspensionsAsync(document.Id)).Items);
        Assert.Equal(("DET-2026-114", Today), (told.Order?.Number, told.Order?.Date));
        Assert.Equal((2, "Riesame concluso"), (told.Resumption?.Ordinal, told.Resumption?.Reason));
        var timeline = await town.Taxes.PaymentDocuments.ReadTimelineAsync(document.Id);
        Assert.Equal(["issued", "suspended", "resumed"], timeline.Items.Select(one => one.Type));
        Assert.True(timeline.ChainVerified);
    }

    [Fact]
    public async Task A_suspension_holds_from_its_first_to_its_last_day_in_Rome_and_ends_by_itself()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        await Suspend(document, from: new LocalDate(2026, 11, 25), until: new LocalDate(2026, 11, 26));

        Assert.Equal((true, null), await PayableAt(Instant.FromUtc(2026, 11, 24, 22, 59)));
        Assert.Equal((false, "suspended"), await PayableAt(Instant.FromUtc(2026, 11, 24, 23, 0)));
        Assert.Equal((false, "suspended"), await PayableAt(Instant.FromUtc(2026, 11, 26, 22, 59)));
        Assert.Equal((true, null), await PayableAt(Instant.FromUtc(2026, 11, 26, 23, 0)));

        await town.Taxes.PaymentDocuments.ResumeAsync(document.Id, Resumption).Refused(HttpStatusCode.Conflict, "not-suspended");
        Assert.Equal(2, (await Suspend(document)).Ordinal);
        Assert.Equal(
            [null, null],
            (await town.Taxes.PaymentDocuments.ReadSuspensionsAsync(document.Id)).Items.Select(one => one.Resumption)
        );

        async Task<(bool, string?)> PayableAt(Instant moment)
        {
            town.Api.Clock.Reset(moment);
            return Payable(await town.Taxes.PaymentDocuments.ReadAsync(document.Id));
        }
    }

    [Fact]
    public async Task One_suspension_is_open_at_a_time_and_one_that_has_not_begun_can_be_taken_back()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        await town.Taxes.PaymentDocuments.ResumeAsync(document.Id, Resumption).Refused(HttpStatusCode.Conflict, "not-suspended");
        await Suspend(document, from: new LocalDate(2027, 1, 1));

        await Suspend(document).Refused(HttpStatusCode.Conflict, "document-suspended");
        Assert.Null((await town.Taxes.PaymentDocuments.ResumeAsync(document.Id, Resumption)).SuspendedFrom);
        await Suspend(document);
    }

    [Fact]
    public async Task Money_that_arrives_during_a_suspension_is_applied()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        await Suspend(document);

        var payment = await town.Taxes.Payments.RecordAsync(Sample.Payment(NumberOf(document), document.AmountCents));

        Assert.Equal("exact", payment.Outcome);
        var paid = await town.Taxes.PaymentDocuments.ReadAsync(document.Id);
        Assert.Equal((DocumentStates.Paid, false), (paid.State, paid.Suspended));
        await town.Taxes.PaymentDocuments.ResumeAsync(document.Id, Resumption).Refused(HttpStatusCode.Conflict, "transition-not-allowed");
    }

    [Fact]
    public async Task Drafts_and_what_is_paid_or_cancelled_cannot_be_suspended()
    {
        var draft = Sample.Document();
        draft.Draft = true;
        var document = await town.Taxes.PaymentDocuments.IssueAsync(draft);
        await Suspend(document).Refused(HttpStatusCode.Conflict, "transition-not-allowed");

        await town.Taxes.PaymentDocuments.CancelAsync(document.Id, new CancelPaymentDocumentRequest { Reason = "Errore" });
        await Suspend(document).Refused(HttpStatusCode.Conflict, "transition-not-allowed");

        var paid = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        await town.Taxes.Payments.RecordAsync(Sample.Payment(NumberOf(paid), paid.AmountCents));
        await Suspend(paid).Refused(HttpStatusCode.Conflict, "transition-not-allowed");
    }

    [Fact]
    public async Task A_dry_run_answers_the_same_and_leaves_no_trace()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());

        var rehearsed = await town.Taxes.PaymentDocuments.SuspendAsync(
            document.Id,
            new()
            {
                Kind = SuspensionKinds.Law,
                Reason = "Prova",
                DryRun = true,
            }
        );

        Assert.Equal((1, "law"), (rehearsed.Ordinal, rehearsed.Kind));
        Assert.Empty((await town.Taxes.PaymentDocuments.ReadSuspensionsAsync(document.Id)).Items);
        Assert.Equal(document.Etag, (await town.Taxes.PaymentDocuments.ReadAsync(document.Id)).Etag);
    }

    [Fact]
    public async Task A_suspension_sent_again_under_its_idempotency_key_is_one_and_a_stale_version_is_refused()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        var request = new SuspendPaymentDocumentRequest { Kind = SuspensionKinds.Administrative, Reason = "Verifica" };
        var once = new RequestOptions { IdempotencyKey = "sospensione-1" };

        var first = await town.Taxes.PaymentDocuments.SuspendAsync(document.Id, request, options: once);
        var second = await town.Taxes.PaymentDocuments.SuspendAsync(document.Id, request, options: once);

        Assert.Equal(first.RecordedAt, second.RecordedAt);
        Assert.Single((await town.Taxes.PaymentDocuments.ReadSuspensionsAsync(document.Id)).Items);
        await town
            .Taxes.PaymentDocuments.ResumeAsync(document.Id, Resumption, options: new RequestOptions { IfMatch = document.Etag })
            .Refused(HttpStatusCode.PreconditionFailed, "version-stale");
    }

    [Fact]
    public async Task A_dry_run_of_a_resumption_answers_with_the_version_that_is_there()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        await Suspend(document);
        var held = await town.Taxes.PaymentDocuments.ReadAsync(document.Id);

        var rehearsed = await town.Taxes.PaymentDocuments.ResumeAsync(document.Id, new() { Reason = "Prova", DryRun = true });

        Assert.Equal((false, held.Etag), (rehearsed.Suspended, rehearsed.Etag));
        Assert.True((await town.Taxes.PaymentDocuments.ReadAsync(document.Id)).Suspended);
    }

    [Fact]
    public async Task A_suspended_document_is_not_replaced()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        await Suspend(document);
        var other = Sample.Document();
        (other.ExternalId, other.Subject) = (document.ExternalId, "Rettifica");

        var load = await town.Taxes.BulkLoads.LoadAsync(new[] { BulkRow.Replace(other, "Rettifica") }.ToAsyncEnumerable());

        Assert.Equal(1, load.Rejected);
        var row = await town.Taxes.BulkLoads.FindAllResultsAsync(load.Id).SingleAsync();
        Assert.Equal("document-suspended", row.Code);
        Assert.Equal(DocumentStates.Issued, (await town.Taxes.PaymentDocuments.ReadAsync(document.Id)).State);
    }

    [Theory]
    [InlineData("law", "9999-12-31", "/until")]
    [InlineData("other", "2026-12-31", "/kind")]
    [InlineData("law", "2026-11-22", "/until")]
    public async Task Kinds_are_known_and_the_last_day_is_not_before_the_first(string kind, string until, string pointer)
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());

        var refusal = await town
            .Taxes.PaymentDocuments.SuspendAsync(
                document.Id,
                new()
                {
                    Kind = kind,
                    Until = LocalDatePattern.Iso.Parse(until).Value,
                    Reason = "Prova",
                }
            )
            .Refused(HttpStatusCode.UnprocessableEntity, "validation-failed");

        Assert.Equal(pointer, Assert.Single(refusal.Errors).Pointer);
    }

    private Task<PaymentDocumentSuspension> Suspend(PaymentDocument document, LocalDate? from = null, LocalDate? until = null) =>
        town.Taxes.PaymentDocuments.SuspendAsync(
            document.Id,
            new()
            {
                Kind = SuspensionKinds.Request,
                From = from,
                Until = until,
                Reason = "Istanza di riesame",
            }
        );

    private static (bool, string?) Payable(PaymentDocument document) =>
        (document.Options[0].Installments[0].Payable, document.Options[0].Installments[0].NotPayableReason);

    private static string NumberOf(PaymentDocument document) => document.Options[0].Installments[0].NoticeNumber!;
}
