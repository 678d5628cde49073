using System.Text.Json.Nodes;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using NodaTime;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

/// <summary>What the archive is told of a document, from its issue to its end.</summary>
public sealed class FeedArchiveTests : IAsyncLifetime
{
    private const string Create = "POST debtpositions?toPublish=true";
    private readonly ArchiveHost town = new();

    public Task InitializeAsync() => town.InitializeAsync();

    public Task DisposeAsync() => town.DisposeAsync();

    [Fact]
    public async Task An_issued_document_is_published_with_every_installment_and_account()
    {
        var document = await town.IssuePlan();

        await town.Feed();

        var call = Assert.Single(town.Archive.Calls);
        Assert.Equal(Create, call.Text);
        var position = call.Body!;
        Assert.Equal(document.Id, (string?)position["iupd"]);
        Assert.Equal(("Comune di Lecce", "Ufficio Tributi"), ((string?)position["companyName"], (string?)position["officeName"]));
        Assert.True((bool)position["payStandIn"]!);
        var options = position["paymentOption"]!.AsArray();
        Assert.Equal(document.Options.SelectMany(option => option.Installments).Select(one => one.NoticeNumber), options.Select(Nav));
        Assert.Equal([31_500, 10_500, 10_500, 10_500], options.Select(Amount));
        Assert.Equal([false, true, true, true], options.Select(option => (bool)option!["isPartialPayment"]!));
        // The day ends in Rome, at 23:00 UTC in winter and 22:00 UTC in summer.
        Assert.Equal(
            ["2026-12-16T22:59:59Z", "2026-12-16T22:59:59Z", "2027-02-16T22:59:59Z", "2027-04-16T21:59:59Z"],
            options.Select(option => (string?)option!["dueDate"])
        );
        Assert.Equal((string?)options[0]!["nav"], $"3{(string?)options[0]!["iuv"]}");
        Assert.All(options, option => Assert.Equal(Amount(option), option!["transfer"]!.AsArray().Sum(Amount)));
        Assert.Equal(
            [("80008510754", "9/0101101IM/"), ("99000010753", "9/0201102IM/")],
            options[0]!["transfer"]!.AsArray().Select(one => ((string)one!["organizationFiscalCode"]!, (string)one["category"]!))
        );
        Assert.Equal("VALID", town.Archive.StatusOf(document.Id));
    }

    [Fact]
    public async Task Of_the_debtor_the_archive_gets_code_and_name_only()
    {
        await town.Issue(story: story =>
        {
            story.Debtor.Street = "Via Segreta";
            story.Debtor.City = "Lecce";
            story.Debtor.Email = "mario@example.org";
        });

        await town.Feed();

        var sent = Assert.Single(town.Archive.Calls).Body!.ToJsonString();
        Assert.Contains("RSSMRA45C12F205C", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("Segreta", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("mario@", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drafts_spontaneous_payments_stamps_and_what_is_past_due_are_not_fed()
    {
        var draft = await town.Issue(story: story => story.Draft = true);
        var pastDue = await town.Issue(story: story => story.DueOn = new LocalDate(2026, 11, 20));
        var spontaneous = await town.Issue();
        await town.Execute("UPDATE PaymentDocuments SET Origin = 'spontaneous' WHERE Id = @Id", new { spontaneous.Id });
        var stamped = await town.Issue(story: story => story.Items = [StampStory.Item(StampStory.NewHash())]);

        await town.Feed();

        Assert.Empty(town.Archive.Calls);
        Assert.Null(await town.FeedOf(draft));
        Assert.Equal(("skipped", "past-due"), await Reason(pastDue));
        Assert.Equal(("skipped", "spontaneous"), await Reason(spontaneous));
        Assert.Equal(("skipped", "stamp"), await Reason(stamped));

        using var office = town.Office();
        await office.PaymentDocuments.PublishAsync(draft.Id);
        await town.Feed();
        Assert.Equal("VALID", town.Archive.StatusOf(draft.Id));

        async Task<(string, string?)> Reason(PaymentDocument document) =>
            await town.FeedOf(document) is { } feed ? (feed.State, feed.LastError) : ("missing", null);
    }

    [Fact]
    public async Task A_document_that_may_be_paid_later_is_published_for_later()
    {
        var document = await town.Issue(story: story => story.ValidFrom = new LocalDate(2026, 12, 1));

        await town.Feed();

        Assert.Equal("2026-11-30T23:00:00Z", (string?)Assert.Single(town.Archive.Calls).Body!["validityDate"]);
        Assert.Equal("PUBLISHED", town.Archive.StatusOf(document.Id));
    }

    [Fact]
    public async Task A_suspended_document_is_withdrawn_on_its_first_day_and_published_again_after_its_last()
    {
        var document = await town.Issue();
        await town.Feed();
        using var office = town.Office();
        await office.PaymentDocuments.SuspendAsync(
            document.Id,
            new()
            {
                Kind = "request",
                From = new LocalDate(2026, 11, 24),
                Until = new LocalDate(2026, 11, 25),
                Reason = "Istanza di riesame",
            }
        );

        await town.Feed();
        Assert.Equal("VALID", town.Archive.StatusOf(document.Id));
        town.Clock.Reset(Instant.FromUtc(2026, 11, 23, 23, 0));
        await town.Feed();
        Assert.Equal("DRAFT", town.Archive.StatusOf(document.Id));
        town.Clock.Reset(Instant.FromUtc(2026, 11, 25, 22, 59));
        await town.Feed();
        Assert.Equal("DRAFT", town.Archive.StatusOf(document.Id));
        town.Clock.Reset(Instant.FromUtc(2026, 11, 25, 23, 0));
        await town.Feed();
        Assert.Equal("VALID", town.Archive.StatusOf(document.Id));
    }

    [Fact]
    public async Task A_suspension_that_was_taken_back_does_not_hide_the_last_day_of_payment()
    {
        var document = await town.Issue(story: story =>
        {
            story.DueOn = new LocalDate(2026, 11, 24);
            story.PayableUntil = new LocalDate(2026, 11, 30);
        });
        await town.Feed();
        using var office = town.Office();
        var suspension = new SuspendPaymentDocumentRequest
        {
            Kind = "request",
            From = new LocalDate(2026, 11, 24),
            Reason = "Istanza di riesame",
        };
        await office.PaymentDocuments.SuspendAsync(document.Id, suspension);
        await town.Feed();
        var before = await RevisitAt(document);

        await office.PaymentDocuments.ResumeAsync(document.Id, new() { Reason = "Riesame concluso" });
        await town.Feed();

        Assert.Equal((Instant.FromUtc(2026, 11, 23, 23, 0), Instant.FromUtc(2026, 11, 30, 23, 0)), (before, await RevisitAt(document)));
    }

    private Task<Instant> RevisitAt(PaymentDocument document) =>
        town.Db.Read(
            sql => sql.Value<Instant>("SELECT RevisitAt FROM ArchiveFeeds WHERE DocumentId = @Id", new { document.Id }),
            CancellationToken.None
        );

    [Fact]
    public async Task A_cancelled_document_becomes_a_draft_and_is_never_invalid()
    {
        var document = await town.Issue();
        await town.Feed();
        await town.Cancel(document);

        await town.Feed();

        Assert.Equal([Create, $"PUT debtpositions/{document.Id}?toPublish=false"], town.Archive.Told);
        Assert.Equal("DRAFT", town.Archive.StatusOf(document.Id));
        Assert.Null(town.Archive.Archive.StandIn(new(Psp.Lecce, document.Single().NoticeNumber!)));
    }

    [Fact]
    public async Task A_document_that_is_cancelled_before_it_was_fed_is_not_sent()
    {
        var document = await town.Issue();
        await town.Note();
        await town.Cancel(document);

        await town.Feed();

        Assert.Empty(town.Archive.Calls);
    }

    [Fact]
    public async Task An_installment_paid_at_the_counter_is_marked_as_paid_and_the_others_stay_payable()
    {
        var document = await town.IssuePlan();
        await town.Feed();
        var first = document.Options[1].Installments[0];
        await town.PayAtCounter(first.NoticeNumber, first.AmountCents);

        await town.Feed();

        Assert.Equal([Create, $"POST paymentoptions/paids/{first.NoticeNumber}"], town.Archive.Told);
        Assert.Equal("2026-11-23T11:00:00Z", (string?)town.Archive.Calls[1].Body!["paymentDate"]);
        Assert.Equal("PARTIALLY_PAID", town.Archive.StatusOf(document.Id));
        foreach (var other in document.Options[1].Installments.Skip(1))
        {
            await town.PayAtCounter(other.NoticeNumber, other.AmountCents);
        }

        await town.Feed();
        Assert.Equal(4, town.Archive.Calls.Count);
        Assert.Equal("PAID", town.Archive.StatusOf(document.Id));
        Assert.Equal(("delivered", "ended"), await StateOf(document));
    }

    [Fact]
    public async Task What_is_paid_through_pagoPA_needs_no_call()
    {
        var document = await town.IssuePlan();
        await town.Feed();
        var installments = document.Options[1].Installments.ToList();
        await town.Psp.SendReceiptV2(installments[0].Receipt("rt-1"));

        await town.Feed();

        Assert.Equal([Create], town.Archive.Told);
        Assert.Equal(("delivered", "published"), await StateOf(document));
        await town.Psp.SendReceiptV2(installments[1].Receipt("rt-2"));
        await town.Psp.SendReceiptV2(installments[2].Receipt("rt-3"));
        await town.Feed();
        Assert.Equal([Create], town.Archive.Told);
        Assert.Equal(("delivered", "ended"), await StateOf(document));
    }

    [Fact]
    public async Task A_part_paid_at_the_counter_lowers_the_amount_in_the_archive()
    {
        var document = await town.Issue("mensa-scolastica");
        await town.Feed();
        await town.PayAtCounter(document.Single().NoticeNumber, 4_000);

        await town.Feed();

        Assert.Equal([Create, $"PUT debtpositions/{document.Id}?toPublish=true"], town.Archive.Told);
        Assert.Equal(6_000, Amount(town.Archive.Calls[1].Body!["paymentOption"]![0]));
        Assert.Equal("VALID", town.Archive.StatusOf(document.Id));
    }

    [Fact]
    public async Task A_change_that_the_archive_would_not_see_makes_no_call()
    {
        var document = await town.Issue();
        await town.Feed();
        await town.Execute("UPDATE PaymentDocuments SET ReadVersion = NULL, Version = Version + 1 WHERE Id = @Id", new { document.Id });

        Assert.Equal(1, await town.Feed());

        Assert.Equal([Create], town.Archive.Told);
    }

    [Fact]
    public async Task The_archive_ends_by_itself_only_what_ends_on_its_due_date()
    {
        var sameDay = await town.Issue(story: story => story.PayableUntil = new LocalDate(2026, 12, 16));
        var later = await town.Issue(story: story => story.PayableUntil = new LocalDate(2026, 12, 31));
        var without = await town.Issue();

        await town.Feed();

        var expires = town.Archive.Calls.ToDictionary(call => (string)call.Body!["iupd"]!, call => (bool)call.Body!["switchToExpired"]!);
        Assert.Equal([true, false, false], new[] { sameDay, later, without }.Select(document => expires[document.Id]));
    }

    [Fact]
    public async Task When_the_last_day_of_payment_has_passed_the_document_is_withdrawn()
    {
        var document = await town.Issue(story: story => story.PayableUntil = new LocalDate(2026, 12, 31));
        await town.Feed();
        town.Clock.Reset(Instant.FromUtc(2026, 12, 31, 22, 59, 59));
        Assert.Equal(0, await town.Feed());

        town.Clock.AdvanceSeconds(1);
        await town.Feed();

        Assert.Equal([Create, $"PUT debtpositions/{document.Id}?toPublish=false"], town.Archive.Told);
        Assert.Equal("DRAFT", town.Archive.StatusOf(document.Id));
    }

    [Fact]
    public async Task An_organization_that_turns_the_archive_off_is_withdrawn_and_comes_back_with_everything()
    {
        var open = await town.Issue();
        var paid = await town.Issue();
        await town.Feed();
        await town.Turn(on: false);
        await town.Feed();
        Assert.Equal(("DRAFT", "DRAFT"), (town.Archive.StatusOf(open.Id), town.Archive.StatusOf(paid.Id)));
        await town.PayAtCounter(paid.Single().NoticeNumber, 10_000);
        var meanwhile = await town.Issue();
        await town.Feed();
        Assert.Null(town.Archive.StatusOf(meanwhile.Id));

        await town.Turn(on: true);
        await town.Feed();

        Assert.Equal("VALID", town.Archive.StatusOf(open.Id));
        Assert.Equal("DRAFT", town.Archive.StatusOf(paid.Id));
        Assert.Equal("VALID", town.Archive.StatusOf(meanwhile.Id));
    }

    [Fact]
    public async Task Documents_from_before_the_archive_was_turned_on_are_fed_too()
    {
        await town.Turn(on: false);
        var before = await town.Issue();

        await town.Turn(on: true);
        await town.Feed();

        Assert.Equal("VALID", town.Archive.StatusOf(before.Id));
    }

    private async Task<(string State, string Position)> StateOf(PaymentDocument document) =>
        await town.FeedOf(document) is { } feed ? (feed.State, feed.Position) : ("missing", "missing");

    private static string? Nav(JsonNode? option) => (string?)option!["nav"];

    private static long Amount(JsonNode? of) => (long)of!["amount"]!;
}
