using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
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

    [JsonIgnore]
    internal string StoredData { get; init; } = "{}";
}

/// <summary>Pagina di eventi.</summary>
/// <param name="Items">Gli eventi.</param>
/// <param name="NextCursor">Da passare come cursor per la pagina successiva; assente se per ora non ci sono altri eventi.</param>
/// <param name="ResumeCursor">Da conservare e passare come cursor alla prossima lettura; assente finché non c'è alcun evento.</param>
public sealed record WebhookEventPage(
    [property: MaxLength(200)] IReadOnlyList<WebhookEvent> Items,
    [property: MaxLength(200)] string? NextCursor = null,
    [property: MaxLength(200)] string? ResumeCursor = null
);

internal static class FindEvents
{
    // Ids are given before their transactions commit, in an order that is not quite that of the commits. An event younger than this ends
    // the page: a client that read past it would never see an event with a smaller id that commits a moment later.
    private static readonly Duration SettlingTime = Duration.FromSeconds(5);

    // The clocks of two instances do not differ by as much: an event that seems to come from so far ahead is old, and the clock was set back
    // since. Waiting for its time to come would hold up every reader for as long.
    private static readonly Duration LargestSkew = Duration.FromMinutes(1);

    public static async Task<WebhookEventPage> Handle(
        Caller caller,
        Db db,
        IClock clock,
        CancellationToken cancellation,
        int? limit = null,
        string? cursor = null
    )
    {
        var page = Paging.Of("events", limit, cursor);
        var rows = await db.Read(
            sql =>
                sql.Rows<WebhookEvent>(
                    $"""
                    SELECT Id, Type, OccurredAt AS Timestamp, Data AS StoredData
                      FROM Events
                     WHERE 1 = 1
                       {Sql.When(caller.Organization, "AND OrganizationFiscalCode = @organization")}
                       {Sql.When(caller.DepartmentId, "AND DepartmentId = @department")}
                       {Sql.When(page.After, "AND Id > @after")}
                     ORDER BY Id
                     {sql.Dialect.FirstRows}
                    """,
                    new
                    {
                        organization = caller.Organization,
                        department = caller.DepartmentId,
                        after = page.After,
                        limit = page.RowsToRead,
                    }
                ),
            cancellation
        );
        var now = clock.GetCurrentInstant();
        var (items, next) = page.Cut([.. rows.TakeWhile(row => IsSettled(row.Timestamp, now))], row => row.Id);
        return new WebhookEventPage(items, next, items is [] ? cursor : page.CursorAt(items[^1].Id));
    }

    private static bool IsSettled(Instant occurredAt, Instant now) => occurredAt <= now - SettlingTime || occurredAt > now + LargestSkew;
}
