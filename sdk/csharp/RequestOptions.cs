namespace Lecce.Riscossione.Sdk;

/// <summary>
/// Settings of one call. What is null follows <see cref="RiscossioneOptions"/>. Timeouts and attempts, as those of the client, need a
/// <see cref="RetryHandler"/>: a client on your own <see cref="HttpClient"/> may have none.
/// </summary>
public sealed class RequestOptions
{
    /// <summary>
    /// The <c>Idempotency-Key</c> of a POST, up to 255 characters: the API answers a repetition with the first answer, for 7 days, also
    /// after a restart of your program. By default each call has a random one.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// The version that the call changes, with its quotation marks, where the API does not require one: an answer's <c>Etag</c>. A stale one
    /// is refused with <c>version-stale</c> (412).
    /// </summary>
    public string? IfMatch { get; init; }

    /// <summary>The timeout of one attempt, until the answer's headers arrive, and then of its body if that is JSON.</summary>
    public TimeSpan? AttemptTimeout { get; init; }

    /// <summary>The timeout of all attempts and waits together; a wait that would exceed it is not begun.</summary>
    public TimeSpan? TotalTimeout { get; init; }

    /// <summary>The maximum number of attempts, including the first one; 1 disables retries.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>Receives status and headers of the answer.</summary>
    public ResponseCapture? Capture { get; init; }
}
