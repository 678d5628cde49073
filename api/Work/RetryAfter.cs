using NodaTime;

namespace Lecce.Riscossione.Api.Work;

/// <summary>How long a receiver asks us to wait (RFC 9110, 10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>The wait from now, negative for an instant that has passed; null when the response does not ask for one.</summary>
    public static Duration? Of(HttpResponseMessage response, Instant now) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => Duration.FromTimeSpan(delta),
            { Date: { } date } => Instant.FromDateTimeOffset(date) - now,
            _ => null,
        };
}
