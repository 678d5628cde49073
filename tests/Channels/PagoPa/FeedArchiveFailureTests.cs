using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.BulkLoads;
using Lecce.Riscossione.Tests.Host;
using Microsoft.AspNetCore.Http;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

/// <summary>However a call fails, the archive ends up in step with the document, and never receives an older state after a newer one.</summary>
public sealed class FeedArchiveFailureTests : IAsyncLifetime
{
    private const string Create = "POST debtpositions?toPublish=true";
    private readonly ArchiveHost town = new();

    public Task InitializeAsync() => town.InitializeAsync();

    public Task DisposeAsync() => town.DisposeAsync();

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(404)]
    public async Task After_an_error_of_the_archive_the_same_document_is_sent_again_later(int status)
    {
        var document = await town.Issue();
        town.Archive.Next(status);

        await town.Feed();

        var failed = (await town.FeedOf(document))!;
        Assert.Equal(("pending", "none", 1, "not-accepted"), (failed.State, failed.Position, failed.Attempts, failed.LastError));
        Assert.Equal(0, await town.Feed());
        town.Clock.AdvanceSeconds(6);
        Assert.Equal(1, await town.Feed());
        Assert.Equal([Create, Create], town.Archive.Told);
        Assert.Equal("VALID", town.Archive.StatusOf(document.Id));
    }

    [Fact]
    public async Task A_retry_sends_the_document_as_it_is_by_then()
    {
        var document = await town.Issue("mensa-scolastica");
        town.Archive.Next(500);
        await town.Feed();
        await town.PayAtCounter(document.Single().NoticeNumber, 4_000);

        await town.Feed();

        Assert.Equal([10_000, 6_000], town.Archive.Calls.Select(AmountOf));
        town.Clock.AdvanceMinutes(1);
        Assert.Equal(0, await town.Feed());
    }

    [Fact]
    public async Task A_document_that_changes_while_its_call_is_under_way_is_sent_again_afterwards()
    {
        var document = await town.Issue();
        town.Archive.Next(
            async (context, archive) =>
            {
                await town.Cancel(document);
                await town.Note();
                Assert.Equal(0, await town.OtherSender().AttemptDue(CancellationToken.None));
                await archive(context);
            }
        );

        await town.Feed();

        Assert.Equal([Create, $"PUT debtpositions/{document.Id}?toPublish=false"], town.Archive.Told);
        Assert.Equal("DRAFT", town.Archive.StatusOf(document.Id));
    }

    [Fact]
    public async Task A_sender_that_is_killed_before_it_writes_the_outcome_does_no_harm()
    {
        var document = await town.Issue();
        using var kill = new CancellationTokenSource();
        town.Archive.Next(
            async (context, archive) =>
            {
                await archive(context);
                await kill.CancelAsync();
            }
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => town.Feed(kill.Token));
        Assert.Equal("VALID", town.Archive.StatusOf(document.Id));
        Assert.Equal(0, await town.Feed());

        town.Clock.AdvanceMinutes(2);
        await town.Feed();

        Assert.Equal([Create, Create, $"GET debtpositions/{document.Id}"], town.Archive.Told);
        var feed = (await town.FeedOf(document))!;
        Assert.Equal(("delivered", "published", null), (feed.State, feed.Position, feed.LastError));
    }

    [Fact]
    public async Task A_position_whose_first_answer_was_lost_is_compared_and_replaced_where_it_differs()
    {
        var document = await town.Issue("mensa-scolastica");
        town.Archive.LoseNextAnswer();
        await town.Feed();
        await town.PayAtCounter(document.Single().NoticeNumber, 4_000);

        await town.Feed();

        Assert.Equal(
            [Create, Create, $"GET debtpositions/{document.Id}", $"PUT debtpositions/{document.Id}?toPublish=true"],
            town.Archive.Told
        );
        Assert.Equal(6_000, AmountOf(town.Archive.Calls[^1]));
    }

    [Fact]
    public async Task A_document_that_is_cancelled_after_its_first_answer_was_lost_is_withdrawn()
    {
        var document = await town.Issue();
        town.Archive.LoseNextAnswer();
        await town.Feed();
        await town.Cancel(document);

        await town.Feed();

        Assert.Equal([Create, $"PUT debtpositions/{document.Id}?toPublish=false"], town.Archive.Told);
        Assert.Equal("DRAFT", town.Archive.StatusOf(document.Id));
    }

    [Fact]
    public async Task A_draft_whose_publication_may_have_arrived_is_withdrawn_again()
    {
        var document = await town.Issue();
        await town.Feed();
        await town.Turn(on: false);
        await town.Feed();
        await town.Turn(on: true);
        town.Archive.LoseNextAnswer();
        await town.Feed();
        Assert.Equal("VALID", town.Archive.StatusOf(document.Id));
        await town.Cancel(document);

        await town.Feed();

        Assert.Equal("DRAFT", town.Archive.StatusOf(document.Id));
    }

    [Fact]
    public async Task An_archive_that_does_not_answer_in_time_is_tried_again()
    {
        var document = await town.Issue();
        var released = new TaskCompletionSource();
        town.Archive.Next((_, _) => released.Task);

        await town.Feed();

        released.SetResult();
        Assert.Equal(("pending", "timeout"), ((await town.FeedOf(document))!.State, (await town.FeedOf(document))!.LastError));
        town.Clock.AdvanceSeconds(6);
        await town.Feed();
        Assert.Equal("VALID", town.Archive.StatusOf(document.Id));
    }

    [Fact]
    public async Task A_notice_number_that_another_position_holds_is_reported_and_left()
    {
        var document = await town.Issue();
        town.Archive.Next(409);

        await town.Feed();

        var feed = (await town.FeedOf(document))!;
        Assert.Equal(("failed", "none", "notice-number-taken"), (feed.State, feed.Position, feed.LastError));
        town.Clock.AdvanceMinutes(60);
        Assert.Equal(0, await town.Feed());
    }

    [Fact]
    public async Task Stamps_and_spontaneous_payments_are_not_sent_after_an_instance_died_either()
    {
        var stamped = await town.Issue(story: story => story.Items = [StampStory.Item(StampStory.NewHash())]);
        var spontaneous = await town.Issue();
        await town.Execute("UPDATE PaymentDocuments SET Origin = 'spontaneous' WHERE Id = @Id", new { spontaneous.Id });
        await town.Note();
        // What a claim leaves behind when its instance ends.
        await town.Execute("UPDATE ArchiveFeeds SET OpenClaims = 1");

        await town.Feed();

        Assert.Empty(town.Archive.Calls);
        Assert.Equal(["skipped", "skipped"], [(await town.FeedOf(stamped))!.State, (await town.FeedOf(spontaneous))!.State]);
    }

    [Theory]
    [InlineData("application/json", """{"status":"VALID","paymentOption":[{"nav":"1","amount":1.5,"transfer":[]}]}""")]
    [InlineData("text/html", "<html>")]
    public async Task A_position_that_cannot_be_read_is_asked_for_again(string type, string body)
    {
        var document = await town.Issue();
        town.Archive.Next(409);
        town.Archive.Next(
            (context, _) =>
            {
                context.Response.ContentType = type;
                return context.Response.WriteAsync(body);
            }
        );

        await town.Feed();

        var feed = (await town.FeedOf(document))!;
        Assert.Equal(("pending", "answer-not-readable", 200), (feed.State, feed.LastError, feed.LastStatus));
    }

    [Fact]
    public async Task A_position_is_read_whatever_charset_its_answer_names()
    {
        var document = await town.Issue();
        town.Archive.LoseNextAnswer();
        await town.Feed();
        town.Clock.AdvanceSeconds(6);
        town.Archive.Next((context, archive) => archive(context));
        town.Archive.Next(
            async (context, archive) =>
            {
                context.Response.OnStarting(() =>
                {
                    context.Response.ContentType = "application/json; charset=klingon";
                    return Task.CompletedTask;
                });
                await archive(context);
            }
        );

        await town.Feed();

        Assert.Equal([Create, Create, $"GET debtpositions/{document.Id}"], town.Archive.Told);
        Assert.Equal("delivered", (await town.FeedOf(document))!.State);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(422)]
    public async Task A_refused_position_is_not_sent_again_until_the_document_changes(int status)
    {
        var document = await town.Issue("mensa-scolastica");
        town.Archive.Next(status);
        await town.Feed();
        Assert.Equal(("failed", status), ((await town.FeedOf(document))!.State, (await town.FeedOf(document))!.LastStatus));
        town.Clock.AdvanceMinutes(60 * 24);
        Assert.Equal(0, await town.Feed());

        await town.PayAtCounter(document.Single().NoticeNumber, 4_000);
        await town.Feed();

        Assert.Equal("VALID", town.Archive.StatusOf(document.Id));
    }

    [Theory]
    [InlineData(403, "organization-refused")]
    [InlineData(401, "key-refused")]
    public async Task An_organization_that_the_archive_refuses_stops_for_an_hour_with_an_alarm(int status, string reason)
    {
        for (var count = 0; count < 40; count++)
        {
            await town.Issue();
        }

        town.Archive.Always = status;

        await town.Feed();

        var calls = town.Archive.Calls.Count;
        Assert.InRange(calls, 1, 8);
        Assert.Contains($"takes no calls of organization {Psp.Lecce}: status {status}, {reason}", town.Log, StringComparison.Ordinal);
        Assert.Equal(reason, await PauseReason());
        town.Clock.AdvanceMinutes(59);
        Assert.Equal(0, await town.Feed());
        Assert.Equal(calls, town.Archive.Calls.Count);

        town.Archive.Always = null;
        town.Clock.AdvanceMinutes(1);
        await town.Feed();

        Assert.Equal(40, town.Archive.Told.Skip(calls).Count());
        Assert.Null(await PauseReason());
    }

    [Fact]
    public async Task Too_many_requests_hold_the_organization_back_as_long_as_the_archive_asks()
    {
        var document = await town.Issue();
        town.Archive.Next(429, retryAfter: "600");

        await town.Feed();

        town.Clock.AdvanceSeconds(599);
        Assert.Equal(0, await town.Feed());
        town.Clock.AdvanceSeconds(1);
        await town.Feed();
        Assert.Equal("VALID", town.Archive.StatusOf(document.Id));
    }

    [Fact]
    public async Task A_position_that_the_archive_lost_is_created_again()
    {
        var document = await town.Issue("mensa-scolastica");
        await town.Feed();
        town.Archive.Archive.Reset();
        await town.PayAtCounter(document.Single().NoticeNumber, 4_000);

        await town.Feed();

        Assert.Equal([Create, $"PUT debtpositions/{document.Id}?toPublish=true", Create], town.Archive.Told);
        Assert.Equal("VALID", town.Archive.StatusOf(document.Id));
    }

    [Fact]
    public async Task A_position_that_has_ended_in_the_archive_is_reported()
    {
        var document = await town.Issue("mensa-scolastica");
        await town.Feed();
        town.Archive.Archive.Invalidate(Psp.Lecce, document.Id);
        await town.PayAtCounter(document.Single().NoticeNumber, 4_000);

        await town.Feed();

        var feed = (await town.FeedOf(document))!;
        Assert.Equal(("failed", "ended", "position-ended"), (feed.State, feed.Position, feed.LastError));
    }

    [Fact]
    public async Task Two_senders_share_the_documents_and_send_each_once()
    {
        for (var count = 0; count < 60; count++)
        {
            await town.Issue();
        }

        await Task.WhenAll(town.Feed(), town.Note(), town.OtherSender().AttemptDue(CancellationToken.None));
        await town.Feed();

        Assert.Equal(60, town.Archive.Told.Count());
        Assert.Equal(60, town.Archive.Calls.Select(call => (string)call.Body!["iupd"]!).Distinct().Count());
    }

    [Fact]
    public async Task A_bulk_load_of_thousands_is_fed_with_few_calls_at_once()
    {
        const int Count = 2_000;
        using var office = town.Office();
        var rows = string.Concat(
            Enumerable
                .Range(1, Count)
                .Select(number =>
                {
                    var row = Loads.Tax("ARCHIVIO", number);
                    row.Items[0].RevenueType = "tari";
                    return Loads.Line(row) + "\n";
                })
        );
        var settings = new BulkLoadSettings
        {
            Mode = BulkLoadModes.Atomic,
            Organization = Psp.Lecce,
            Department = "tributi",
        };
        var load = await office.BulkLoads.SendAsync(Loads.Ndjson(rows), settings);
        await office.BulkLoads.WaitForCompletionAsync(load.Id, TimeSpan.FromMilliseconds(20));

        await town.Feed();

        Assert.Equal(Count, town.Archive.Told.Count());
        Assert.InRange(town.Archive.MaxConcurrent, 1, 8);
        Assert.Equal(0, await town.Feed());
    }

    private Task<string?> PauseReason() =>
        town.Db.Read(sql => sql.Value<string>("SELECT PauseReason FROM ArchiveOrganizations"), CancellationToken.None);

    private static long AmountOf(ArchiveCall call) => (long)call.Body!["paymentOption"]![0]!["amount"]!;
}
