namespace Lecce.Riscossione.Sdk;

/// <summary>What failed between the client and the API.</summary>
public enum NetworkFailure
{
    /// <summary>The API was not reached, or the connection ended before its answer.</summary>
    Connection,

    /// <summary>The API did not answer in time: <see cref="RiscossioneOptions.AttemptTimeout"/>.</summary>
    Timeout,

    /// <summary>The answer began and broke off.</summary>
    BrokenAnswer,
}

/// <summary>
/// The API gave no complete answer, after all attempts. A request that changes something may have had its effect: send it again, and
/// its natural key or its <c>Idempotency-Key</c> gives what exists.
/// </summary>
/// <param name="failure">What failed.</param>
/// <param name="inner">The cause, as the framework reports it.</param>
public sealed class RiscossioneNetworkException(NetworkFailure failure, Exception? inner = null)
    : HttpRequestException(MessageOf(failure), inner)
{
    /// <summary>What failed.</summary>
    public NetworkFailure Failure => failure;

    /// <summary>What failed, if the transport did; null for any other failure.</summary>
    internal static NetworkFailure? FailureOf(Exception exception, CancellationToken cancellationToken) =>
        exception switch
        {
            OperationCanceledException when cancellationToken.IsCancellationRequested => null,
            // An HttpClient of the caller has a timeout of its own, which looks like a cancellation.
            TimeoutException or OperationCanceledException => NetworkFailure.Timeout,
            HttpRequestException => NetworkFailure.Connection,
            IOException => NetworkFailure.BrokenAnswer,
            _ => null,
        };

    private static string MessageOf(NetworkFailure failure) =>
        failure switch
        {
            NetworkFailure.Connection => "The API was not reached.",
            NetworkFailure.Timeout => "The API did not answer in time.",
            _ => "The answer of the API broke off.",
        };
}
