using Lecce.Riscossione.Api.Data;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>
/// Says up to where events can be read in the order of their ids. Where several instances write, ids are given before their transactions commit,
/// in an order that is not quite that of the commits: an event that is younger than 5 seconds ends what can be read, because one with a smaller id
/// may still commit. On SQLite one writer gives ids and commits in the same order.
/// </summary>
/// <param name="Before">Events from this moment may be too young.</param>
/// <param name="Until">Events after this moment seem to come from so far ahead that they are old, and the clock was set back since.</param>
internal sealed record EventOrder(Instant Before, Instant Until)
{
    /// <summary>The clocks of two instances do not differ by more.</summary>
    public static readonly Duration MaxSkew = Duration.FromMinutes(1);

    /// <summary>How long an event remains unread where several instances write.</summary>
    public static readonly Duration SettlingTime = Duration.FromSeconds(5);

    public static EventOrder At(Instant now, Dialect dialect) =>
        dialect.IsShared ? new EventOrder(now - SettlingTime, now + MaxSkew) : new EventOrder(Instant.MaxValue, Instant.MaxValue);

    public bool IsSettled(Instant occurredAt) => occurredAt <= Before || occurredAt > Until;
}
