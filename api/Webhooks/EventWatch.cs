using System.Diagnostics.Metrics;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Work;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>
/// Wakes the readers of this instance that wait for events. One look at the new events serves all of them, whichever instance wrote the events;
/// while no reader waits, nothing is asked. At most 1,000 readers wait, 20 of one caller.
/// </summary>
internal sealed class EventWatch(Db db, IClock clock)
{
    public const int MaxWaiting = 1_000;
    public const int MaxWaitingPerCaller = 20;
    private const int RetryAfterSeconds = 5;
    private const int MaxEventsPerLook = 1_000;

    // An event can be committed this long after its id was given.
    private static readonly Duration MaxTransaction = Duration.FromMinutes(1);

    private static readonly Meter Meter = new("Lecce.Riscossione.Events");
    private static readonly UpDownCounter<int> Waiting = Meter.CreateUpDownCounter<int>(
        "riscossione.events.waiting",
        null,
        "Readers that wait for an event"
    );

    private readonly Lock counting = new();
    private readonly HashSet<EventWaiter> waiters = [];
    private string? seen;

    /// <summary>How many readers wait.</summary>
    public int Count
    {
        get
        {
            lock (counting)
            {
                return waiters.Count;
            }
        }
    }

    /// <summary>Adds a reader, until it is disposed. Events that commit from now on wake it.</summary>
    /// <param name="caller">The <see cref="Access.Caller.Actor"/>.</param>
    /// <param name="filter">The events that it waits for.</param>
    /// <exception cref="Refusal"><see cref="Codes.TooManyWaits"/>.</exception>
    public EventWaiter Enter(string caller, EventFilter filter)
    {
        lock (counting)
        {
            if (waiters.Count >= MaxWaiting || waiters.Count(one => one.Caller == caller) >= MaxWaitingPerCaller)
            {
                throw new Refusal(
                    Codes.TooManyWaits,
                    $"Le letture in attesa sono troppe (al più {MaxWaitingPerCaller} per credenziale, {MaxWaiting} in tutto): riprovare tra qualche secondo o leggere senza wait."
                )
                {
                    RetryAfterSeconds = RetryAfterSeconds,
                };
            }

            var waiter = new EventWaiter(this, caller, filter);
            waiters.Add(waiter);
            Waiting.Add(1);
            return waiter;
        }
    }

    /// <summary>Looks once at the events since the last look, and wakes the readers that ask for one of them.</summary>
    public async Task Look(CancellationToken cancellation)
    {
        EventWaiter[] waiting;
        lock (counting)
        {
            waiting = [.. waiters];
        }

        if (waiting is [])
        {
            seen = null;
            return;
        }

        var now = clock.GetCurrentInstant();
        var order = EventOrder.At(now, db.Dialect);
        var after = seen ?? Id.FirstAt(now - MaxTransaction).Value;
        var events = await db.Read(sql => FindAfter(sql, after), cancellation);
        var settled = events.TakeWhile(e => order.IsSettled(e.OccurredAt)).ToList();
        Wake([.. waiting.Where(waiter => settled.Any(waiter.AsksFor))]);
        seen = settled is [] ? after : settled[^1].Id;
    }

    internal void Leave(EventWaiter waiter)
    {
        lock (counting)
        {
            if (waiters.Remove(waiter))
            {
                Waiting.Add(-1);
            }
        }
    }

    private void Wake(IReadOnlyList<EventWaiter> asking)
    {
        lock (counting)
        {
            foreach (var waiter in asking.Where(waiters.Contains))
            {
                waiter.Wake();
            }
        }
    }

    private static Task<IReadOnlyList<ArrivedEvent>> FindAfter(Sql sql, string after) =>
        sql.Rows<ArrivedEvent>(
            $"""
            SELECT e.Id, e.OrganizationFiscalCode AS Organization, e.DepartmentId, d.Code AS Department, e.Type,
                   e.RevenueTypes AS StoredRevenueTypes, e.OccurredAt
              FROM Events e
              LEFT JOIN Departments d ON d.Id = e.DepartmentId
             WHERE e.Id > @after
             ORDER BY e.Id
             {sql.Dialect.FirstRows}
            """,
            new { after, limit = MaxEventsPerLook }
        );
}

/// <summary>A reader that waits for the next event of its filter.</summary>
internal sealed class EventWaiter(EventWatch watch, string caller, EventFilter filter) : IDisposable
{
    private readonly Signal<EventWaiter> woken = new();
    private volatile string after = "";

    public string Caller => caller;

    /// <summary>True for an event of the filter that the reader has not yet read past.</summary>
    public bool AsksFor(ArrivedEvent e) => string.CompareOrdinal(e.Id, after) > 0 && filter.Covers(e);

    public void Wake() => woken.Raise();

    /// <summary>Waits for an event after the last one looked at; false when the wait ends first.</summary>
    public Task<bool> IsWoken(string? lastId, CancellationToken end)
    {
        after = lastId ?? "";
        return woken.Wait(Timeout.InfiniteTimeSpan, end);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        watch.Leave(this);
        woken.Dispose();
    }
}
