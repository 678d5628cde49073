using NodaTime;

namespace Lecce.Riscossione.Api.Work;

/// <summary>How far a call is.</summary>
internal static class CallState
{
    public const string Pending = "pending";
    public const string Delivered = "delivered";
    public const string Failed = "failed";
}

/// <summary>A call to another system that waits in a table.</summary>
internal abstract record OutboundCall
{
    /// <summary>The attempts made so far.</summary>
    public int Attempts { get; init; }
    public Instant NextAttemptAt { get; init; }
}

/// <summary>A receiver with a call that is due.</summary>
internal sealed record CallLane
{
    /// <summary>Names the receiver among those of one table.</summary>
    public string Id { get; init; } = "";

    /// <summary>Lanes with the same share use the same places: those of one department.</summary>
    public string Share { get; init; } = "";
}

/// <summary>The outcome of an attempt.</summary>
/// <param name="Status">The HTTP status; null when none came.</param>
/// <param name="Error">A stable kebab-case word for what went wrong; null after a success.</param>
/// <param name="RetryAfter">How long the receiver asks us to wait.</param>
/// <param name="IsFinal">True when a further attempt is of no use.</param>
/// <param name="WasMade">
/// False when the attempt does not count: nothing was sent, or the receiver refuses all calls for now. A call that is not final stays due, so
/// <c>Settle</c> or <c>Claim</c> must hold it back until the receiver takes calls again.
/// </param>
/// <param name="Text">The beginning of the answer's body, for people; null when it is empty or not kept.</param>
internal sealed record CallAnswer(
    int? Status,
    string? Error,
    Duration? RetryAfter = null,
    bool IsFinal = false,
    bool WasMade = true,
    string? Text = null
);

/// <summary>The next state of a call after an attempt.</summary>
internal sealed record CallOutcome(string State, int Attempts, Instant NextAttemptAt, int? Status, string? Error);

/// <summary>An attempt and what it made of the call.</summary>
internal sealed record CallAttempt<TCall>(TCall Call, CallOutcome Outcome, TimeSpan Duration)
{
    public required Instant EndedAt { get; init; }

    /// <summary>The text of the <see cref="CallAnswer"/>.</summary>
    public string? Text { get; init; }
}

/// <summary>Calls that one instance has claimed. No other instance takes them until the claim ends.</summary>
/// <param name="Now">When the claim was made.</param>
/// <param name="Until">When it ends. No two claims of one lane have the same end, so that it also says whose claim it is.</param>
internal sealed record CallClaim(Instant Now, Instant Until);
