using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Work;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>Remembers since when an endpoint fails, and disables one that is gone or has failed for too long.</summary>
internal static class EndpointHealth
{
    /// <summary>
    /// An endpoint without a success for as long is disabled when a delivery is given up: ten attempts over three days have failed by then, so an
    /// endpoint with few events is not disabled because of one short failure.
    /// </summary>
    public static readonly Duration MaxFailing = Duration.FromDays(5);

    /// <summary>Writes down what some attempts at one endpoint say about it; returns why it was disabled, null when it was not.</summary>
    public static async Task<string?> Note(Sql sql, IReadOnlyList<CallAttempt<Delivery>> attempts, Instant now)
    {
        var (endpointId, destination) = (attempts[0].Call.EndpointId, attempts[0].Call.Destination);
        if (attempts.Any(attempt => attempt.Outcome.Status == StatusCodes.Status410Gone))
        {
            return await Disable(sql, endpointId, DisabledReason.Gone, now);
        }

        if (attempts.Any(attempt => attempt.Outcome.State == CallState.Delivered))
        {
            await SetFailingSince(sql, endpointId, destination.FailingSince, to: null);
            return null;
        }

        var failed = attempts.Where(IsFailureOfReceiver).ToList();
        if (failed.Count == 0)
        {
            return null;
        }

        var since = destination.FailingSince ?? failed.Min(attempt => attempt.EndedAt - Duration.FromTimeSpan(attempt.Duration));
        await SetFailingSince(sql, endpointId, destination.FailingSince, since);
        return since <= now - MaxFailing && failed.Any(attempt => attempt.Outcome.State == CallState.Failed)
            ? await Disable(sql, endpointId, DisabledReason.Failing, now)
            : null;
    }

    /// <summary>An attempt that was made and failed. One that could not be signed says nothing about the receiver.</summary>
    private static bool IsFailureOfReceiver(CallAttempt<Delivery> attempt) =>
        attempt.Outcome.Attempts > attempt.Call.Attempts && attempt.Outcome.Error != DeliverWebhooks.SecretNotReadable;

    /// <summary>Nothing is written when nothing changes, which is the usual case.</summary>
    private static Task SetFailingSince(Sql sql, Id endpointId, Instant? from, Instant? to) =>
        from == to
            ? Task.CompletedTask
            : sql.Execute(
                "UPDATE WebhookEndpoints SET FailingSince = @to, Version = Version + 1 WHERE Id = @endpointId AND Enabled = 1",
                new { endpointId, to }
            );

    private static async Task<string> Disable(Sql sql, Id endpointId, string reason, Instant now)
    {
        await DisableWebhookEndpoint.Disable(sql, endpointId, reason, now);
        return reason;
    }
}
