using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>How far a delivery is.</summary>
internal static class DeliveryState
{
    public const string Pending = "pending";
    public const string Delivered = "delivered";
    public const string Failed = "failed";
}

/// <summary>What an attempt makes of a delivery, and of its endpoint when the receiver said that it wants no more deliveries, ever.</summary>
internal sealed record DeliveryOutcome(
    string State,
    int Attempts,
    Instant NextAttemptAt,
    int? Status = null,
    string? Error = null,
    bool EndpointIsGone = false
);

/// <summary>Where deliveries go, and what signs them.</summary>
internal sealed record Destination
{
    public Id Id { get; init; }
    public string Url { get; init; } = "";
    public byte[] ProtectedSecret { get; init; } = [];
    public bool Enabled { get; init; }
}

/// <summary>One event on its way to one endpoint.</summary>
internal sealed record Delivery
{
    public Id EndpointId { get; init; }
    public Id EventId { get; init; }

    /// <summary>How many were made so far.</summary>
    public int Attempts { get; init; }
    public Instant NextAttemptAt { get; init; }
    public string Type { get; init; } = "";
    public Instant OccurredAt { get; init; }
    public string Data { get; init; } = "";

    /// <summary>The outcome of an attempt: only 2xx is success, 410 ends the endpoint, anything else is tried again while attempts are left.</summary>
    public DeliveryOutcome After(Answer answer, Instant now)
    {
        var attempts = Attempts + 1;
        if (answer.Error is null)
        {
            return new DeliveryOutcome(DeliveryState.Delivered, attempts, NextAttemptAt, answer.Status);
        }

        var isGone = answer.Status == StatusCodes.Status410Gone;
        var next = isGone ? null : RetrySchedule.Next(attempts, now, answer.RetryAfter);
        return new DeliveryOutcome(
            next is null ? DeliveryState.Failed : DeliveryState.Pending,
            attempts,
            next ?? NextAttemptAt,
            answer.Status,
            answer.Error,
            isGone
        );
    }

    /// <summary>The outcome when the endpoint was disabled while the delivery waited: nothing is sent any more.</summary>
    public DeliveryOutcome Abandoned() => new(DeliveryState.Failed, Attempts, NextAttemptAt, Error: "endpoint-disabled");
}
