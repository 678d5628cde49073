using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>Evento, con gli stessi type, timestamp e data della notifica.</summary>
public sealed record WebhookEvent
{
    /// <summary>Identificativo; nella notifica è il valore di <c>webhook-id</c>.</summary>
    [MaxLength(26)]
    public string Id { get; init; } = "";

    /// <summary>Tipo dell'evento.</summary>
    [MaxLength(60)]
    public string Type { get; init; } = "";

    /// <summary>Istante in cui è accaduto.</summary>
    public Instant Timestamp { get; init; }

    /// <summary>Identificativi e importi propri del tipo; il resto si legge con le altre operazioni.</summary>
    public IReadOnlyDictionary<string, JsonElement> Data =>
        JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(StoredData, Json.Options)!;

    /// <summary>Codice dell'ufficio interessato; assente se non ce n'è uno.</summary>
    [MaxLength(40)]
    public string? Department { get; init; }

    /// <summary>Codici dei tipi di entrata interessati; assente se non ce ne sono o se l'evento è di una versione precedente.</summary>
    [MaxLength(200)]
    public IReadOnlyList<string>? RevenueTypes => StoredRevenueTypes is null ? null : StoredJson.ReadTexts(StoredRevenueTypes);

    [JsonIgnore]
    internal string StoredData { get; init; } = "{}";

    [JsonIgnore]
    internal string? StoredRevenueTypes { get; init; }
}

/// <summary>Pagina di eventi.</summary>
/// <param name="Items">Gli eventi.</param>
/// <param name="NextCursor">
/// Da passare come cursor per la pagina successiva; assente se per ora non ci sono altri eventi. Con i filtri può esserci anche dopo una pagina vuota.
/// </param>
/// <param name="ResumeCursor">
/// Da conservare e passare come cursor alla prossima lettura, con gli stessi filtri; assente finché non c'è alcun evento.
/// </param>
public sealed record WebhookEventPage(
    [property: MaxLength(200)] IReadOnlyList<WebhookEvent> Items,
    [property: MaxLength(200)] string? NextCursor = null,
    [property: MaxLength(200)] string? ResumeCursor = null
);

internal static class FindEvents
{
    // A page looks at no more events than this, so that a filter that few events match does not read the whole table.
    private const int MaxLookedAt = 5_000;

    /// <summary>Reads a page; with <paramref name="wait"/>, waits for the first event when there is none.</summary>
    public static async Task<WebhookEventPage> Handle(
        Caller caller,
        EventWatch watch,
        Db db,
        IClock clock,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellation,
        int? limit = null,
        string? cursor = null,
        string? type = null,
        string? revenueType = null,
        string? department = null,
        string? since = null,
        string? until = null,
        int? wait = null
    )
    {
        var filter = EventFilter.Of(caller, type, revenueType, department, since, until);
        var longest = Longest(CheckWait(wait), filter, clock.GetCurrentInstant());
        var page = Paging.Of(filter.Key, limit, cursor);
        if (longest == TimeSpan.Zero)
        {
            return (await Look(db, filter, page, clock, cancellation)).Page;
        }

        using var waiter = watch.Enter(caller.Actor, filter);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.ApplicationStopping);
        end.CancelAfter(longest);
        var found = await Look(db, filter, page, clock, cancellation);
        while (found.Page is { Items: [], NextCursor: null } && await waiter.IsWoken(found.Last, end.Token))
        {
            found = await Look(db, filter, page with { After = found.Last }, clock, cancellation);
        }

        // A client that left gets no answer.
        cancellation.ThrowIfCancellationRequested();
        return found.Page;
    }

    /// <summary>The wait, cut where the filter's last moment has passed: no event of the filter can happen any more.</summary>
    private static TimeSpan Longest(int seconds, EventFilter filter, Instant now)
    {
        var wait = Duration.FromSeconds(seconds);
        return (filter.Until is { } until ? Duration.Max(Duration.Zero, Duration.Min(wait, until - now)) : wait).ToTimeSpan();
    }

    private static int CheckWait(int? wait)
    {
        var validation = new Validation();
        validation.Require(
            wait is null or (>= 0 and <= Paging.MaxWaitSeconds),
            "/wait",
            "out-of-range",
            $"Serve un numero da 0 a {Paging.MaxWaitSeconds}."
        );
        validation.ThrowIfAny();
        return wait ?? 0;
    }

    /// <summary>One page, and the last event that it looked at.</summary>
    private static async Task<(WebhookEventPage Page, string? Last)> Look(
        Db db,
        EventFilter filter,
        Paging page,
        IClock clock,
        CancellationToken cancellation
    )
    {
        // Ids follow the time: no event of a moment has a smaller id than the first of that moment.
        var first = filter.Since is { } since ? Id.FirstAt(since).Value : null;
        var after = string.CompareOrdinal(first, page.After) > 0 ? first : page.After;
        var order = EventOrder.At(clock.GetCurrentInstant(), db.Dialect);
        var max = filter.IsSelective ? MaxLookedAt : page.RowsToRead;
        var (reach, rows) = await db.Snapshot(
            async sql =>
            {
                var reach = (await Reach(sql, filter, after, order, max))!;
                return (reach, reach.Last is null ? [] : await Rows(sql, filter, after, reach.Last, page.RowsToRead));
            },
            cancellation
        );
        var (items, next) = page.Cut(rows, row => row.Id);
        var last = next is null ? reach.Last ?? page.After : items[^1].Id;
        var resume = last is null ? null : page.CursorAt(last);
        return (
            new WebhookEventPage(items, next ?? (reach.Looked == max && reach.MayContinue(filter.Until) ? resume : null), resume),
            last
        );
    }

    /// <summary>Up to where this page may look.</summary>
    private static Task<LookedAt?> Reach(Sql sql, EventFilter filter, string? after, EventOrder order, int max) =>
        sql.Row<LookedAt>(
            $"""
            SELECT COUNT(*) AS Looked, MIN(TooYoung) AS TooYoung, MAX(OccurredAt) AS LatestAt,
                   MAX(CASE WHEN TooYoung IS NULL OR Id < TooYoung THEN Id END) AS Last
              FROM (SELECT Id, OccurredAt, MIN(CASE WHEN OccurredAt > @Before AND OccurredAt <= @Until THEN Id END) OVER () AS TooYoung
                      FROM (SELECT Id, OccurredAt
                              FROM Events
                             WHERE 1 = 1
                               {Sql.When(filter.Organization, "AND OrganizationFiscalCode = @Organization")}
                               {Sql.When(after, "AND Id > @after")}
                             ORDER BY Id
                             {sql.Dialect.FirstRows}) next) looked
            """,
            new
            {
                filter.Organization,
                after,
                order.Before,
                order.Until,
                limit = max,
            }
        );

    private static Task<IReadOnlyList<WebhookEvent>> Rows(Sql sql, EventFilter filter, string? after, string last, int max) =>
        sql.Rows<WebhookEvent>(
            $"""
            SELECT e.Id, e.Type, e.OccurredAt AS Timestamp, e.Data AS StoredData, d.Code AS Department, e.RevenueTypes AS StoredRevenueTypes
              FROM Events e
              LEFT JOIN Departments d ON d.Id = e.DepartmentId
             WHERE e.Id <= @last
               {Sql.When(filter.Organization, "AND e.OrganizationFiscalCode = @Organization")}
               {Sql.When(after, "AND e.Id > @after")}
               {Sql.When(filter.DepartmentId, "AND e.DepartmentId = @DepartmentId")}
               {Sql.When(filter.Department, "AND d.Code = @Department")}
               {Sql.When(filter.Type, "AND e.Type LIKE @TypePattern")}
               {Sql.When(filter.Since, "AND e.OccurredAt >= @Since")}
               {Sql.When(filter.Until, "AND e.OccurredAt < @Until")}
               AND (@RevenueType IS NULL OR @RevenueType IN ({sql.Dialect.TextsOf("e.RevenueTypes")}))
             ORDER BY e.Id
             {sql.Dialect.FirstRows}
            """,
            new
            {
                filter.Organization,
                filter.DepartmentId,
                filter.Department,
                filter.TypePattern,
                filter.RevenueType,
                filter.Since,
                filter.Until,
                after,
                last,
                limit = max,
            }
        );

    /// <summary>The events that a page looked at.</summary>
    private sealed record LookedAt
    {
        public int Looked { get; init; }
        public string? TooYoung { get; init; }
        public string? Last { get; init; }
        public Instant? LatestAt { get; init; }

        /// <summary>True when none was too young to be read, and none is so late that all events before the moment have been seen.</summary>
        public bool MayContinue(Instant? until) => TooYoung is null && (until is null || LatestAt - EventOrder.MaxSkew < until);
    }
}
