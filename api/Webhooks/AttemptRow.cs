using Lecce.Riscossione.Api.Data.Rows;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Work;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>An attempt that failed, or that a redelivery followed. The attempt that delivered is in the row of its delivery.</summary>
internal sealed record AttemptRow(Id EndpointId, Id EventId, Id Id, WebhookAttempt Attempt)
{
    public static readonly BulkTable<AttemptRow> Table = new BulkTable<AttemptRow>("WebhookAttempts")
        .Code("EndpointId", row => row.EndpointId)
        .Code("EventId", row => row.EventId)
        .Code("Id", row => row.Id)
        .Number("Number", row => row.Attempt.Number)
        .Moment("StartedAt", row => row.Attempt.StartedAt)
        .Number("DurationMs", row => row.Attempt.DurationMs)
        .Number("Status", row => row.Attempt.Status)
        .Code("Error", row => row.Attempt.Error)
        .Text("Answer", row => row.Attempt.Answer);

    /// <summary>The rows of the attempts that were made and failed.</summary>
    public static IReadOnlyList<AttemptRow> Of(IReadOnlyList<CallAttempt<Delivery>> attempts) =>
        [
            .. from attempt in attempts
            where attempt.Outcome.Attempts > attempt.Call.Attempts && attempt.Outcome.State != CallState.Delivered
            select Of(
                attempt.Call.EndpointId,
                attempt.Call.EventId,
                new WebhookAttempt
                {
                    Number = attempt.Outcome.Attempts,
                    StartedAt = attempt.EndedAt - Duration.FromTimeSpan(attempt.Duration),
                    DurationMs = (int)attempt.Duration.TotalMilliseconds,
                    Status = attempt.Outcome.Status,
                    Error = attempt.Outcome.Error,
                    Answer = attempt.Text,
                }
            ),
        ];

    public static AttemptRow Of(Id endpointId, Id eventId, WebhookAttempt attempt) =>
        new(endpointId, eventId, Id.New(attempt.StartedAt), attempt);
}
