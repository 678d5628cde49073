using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime.Text;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>Readers that wait for the next event.</summary>
public sealed class EventWatchTests : IAsyncLifetime
{
    private readonly Town town = new();
    private RiscossioneClient taxes = null!;
    private RiscossioneClient school = null!;
    private string taxesKey = "";

    private EventWatch Watch => town.Api.Services.GetRequiredService<EventWatch>();

    public async Task InitializeAsync()
    {
        await town.InitializeAsync();
        taxesKey = await town.Key(Town.TaxOffice, "webhooks:manage");
        taxes = new RiscossioneClient(town.Http(), new RiscossioneOptions { ApiKey = taxesKey });
        school = await town.Client(Town.SchoolOffice, "webhooks:manage");
    }

    public Task DisposeAsync()
    {
        taxes.Dispose();
        return town.DisposeAsync();
    }

    [Fact]
    public async Task An_event_that_is_there_is_given_at_once()
    {
        await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        Settle();
        var began = Stopwatch.GetTimestamp();

        Assert.Single((await taxes.Webhooks.FindEventsAsync(wait: 20)).Items);

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task A_reader_that_waits_gets_the_next_event_of_its_filter_and_continues_after_it()
    {
        var first = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        Settle();
        var cursor = (await taxes.Webhooks.FindEventsAsync(type: "payment-document.*")).ResumeCursor;
        var waiting = taxes.Webhooks.FindEventsAsync(type: "payment-document.*", wait: 20, cursor: cursor);
        var others = school.Webhooks.FindEventsAsync(wait: 2);
        await Waiting(2);

        await town.Taxes.Payments.RecordAsync(Sample.Payment(first.Options[0].Installments[0].NoticeNumber, first.AmountCents));
        Settle();
        Assert.Empty((await others).Items);
        Assert.False(waiting.IsCompleted);
        var second = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        Settle();

        var page = await waiting;
        Assert.Equal(second.Id, Assert.Single(page.Items).Data["documentId"].GetString());
        Assert.Empty((await taxes.Webhooks.FindEventsAsync(type: "payment-document.*", cursor: page.ResumeCursor)).Items);
        Assert.Equal(0, Watch.Count);
    }

    [Fact]
    public async Task A_wait_without_an_event_ends_with_an_empty_page_and_a_cursor_to_continue_with()
    {
        await town.School.PaymentDocuments.IssueAsync(Sample.Document());
        Settle();

        var page = await taxes.Webhooks.FindEventsAsync(wait: 1);

        Assert.Empty(page.Items);
        Assert.NotNull(page.ResumeCursor);
        await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        Settle();
        Assert.Single((await taxes.Webhooks.FindEventsAsync(wait: 20, cursor: page.ResumeCursor)).Items);
    }

    [Fact]
    public async Task A_wait_for_events_before_a_moment_that_has_passed_ends_at_once()
    {
        var now = InstantPattern.ExtendedIso.Format(town.Api.Clock.GetCurrentInstant());
        var began = Stopwatch.GetTimestamp();

        Assert.Empty((await taxes.Webhooks.FindEventsAsync(until: now, wait: 20)).Items);

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.Equal(0, Watch.Count);
    }

    [Fact]
    public async Task A_wait_ends_when_its_client_leaves()
    {
        using var leaving = new CancellationTokenSource();
        var waiting = taxes.Webhooks.FindEventsAsync(wait: 20, cancellationToken: leaving.Token);
        await Waiting(1);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Waiting(0);
    }

    [Fact]
    public async Task Waits_end_when_the_program_stops()
    {
        using var lifetime = new Lifetime();
        var caller = new Caller(
            "test",
            Sample.CodeOf(Sample.Organization),
            DepartmentId: null,
            new HashSet<string>(StringComparer.Ordinal)
        );
        var waiting = FindEvents.Handle(caller, Watch, town.Db, town.Api.Clock, lifetime, CancellationToken.None, wait: 20);
        await Waiting(1);

        lifetime.StopApplication();

        Assert.Empty((await waiting.WaitAsync(TimeSpan.FromSeconds(15))).Items);
        Assert.Equal(0, Watch.Count);
    }

    [Fact]
    public async Task Of_one_key_at_most_twenty_readers_wait_and_another_key_still_may()
    {
        using var leaving = new CancellationTokenSource();
        var waiting = Enumerable
            .Range(0, EventWatch.MaxWaitingPerCaller)
            .Select(_ => taxes.Webhooks.FindEventsAsync(wait: 20, cancellationToken: leaving.Token))
            .ToList();
        await Waiting(EventWatch.MaxWaitingPerCaller);

        using var raw = town.Http(taxesKey);
        await raw.GetAsync("/v1/events?wait=20").ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-waits");
        await raw.GetAsync("/v1/events").Expect(HttpStatusCode.OK);
        Assert.Empty((await school.Webhooks.FindEventsAsync(wait: 1)).Items);

        await leaving.CancelAsync();
        foreach (var one in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        }

        await Waiting(0);
    }

    [Fact]
    public async Task One_look_wakes_all_readers_that_wait_for_an_event()
    {
        const int Readers = 60;
        var watch = new EventWatch(town.Db, town.Api.Clock);
        var everyone = new Caller(
            "test",
            Sample.CodeOf(Sample.Organization),
            DepartmentId: null,
            new HashSet<string>(StringComparer.Ordinal)
        );
        var filter = EventFilter.Of(everyone, "payment-document.*", revenueType: null, department: null, since: null, until: null);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        var waiters = Enumerable
            .Range(0, Readers)
            .Select(number => watch.Enter($"key {number / EventWatch.MaxWaitingPerCaller}", filter))
            .ToList();
        var woken = waiters.Select(waiter => waiter.IsWoken(lastId: null, end.Token)).ToList();

        await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        Settle();
        await watch.Look(end.Token);

        Assert.All(await Task.WhenAll(woken), Assert.True);
        waiters.ForEach(waiter => waiter.Dispose());
        Assert.Equal(0, watch.Count);
    }

    /// <summary>Where several instances write, an event can be read when no other with a smaller id may still commit.</summary>
    private void Settle() => town.Api.Clock.Advance(EventOrder.SettlingTime);

    /// <summary>A program that stops when the test says so.</summary>
    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;
        public CancellationToken ApplicationStopping => stopping.Token;
        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => stopping.Cancel();

        public void Dispose() => stopping.Dispose();
    }

    /// <summary>Waits until so many readers wait; the meter tells when their number changes.</summary>
    private async Task Waiting(int count)
    {
        using var changed = new SemaphoreSlim(0);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, found) =>
            {
                if (instrument.Name == "riscossione.events.waiting")
                {
                    found.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((_, _, _, _) => changed.Release());
        listener.Start();
        while (Watch.Count != count)
        {
            Assert.True(await changed.WaitAsync(TimeSpan.FromSeconds(30)), $"{Watch.Count} readers wait, not {count}.");
        }
    }
}
