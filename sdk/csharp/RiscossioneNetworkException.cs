namespace Lecce.Riscossione.Sdk;

/// <summary>Che cosa non è riuscito tra il client e l'API.</summary>
public enum NetworkFailure
{
    /// <summary>L'API non si raggiunge, o il collegamento si è interrotto prima della risposta.</summary>
    Connection,

    /// <summary>L'API non ha risposto in tempo: <see cref="RiscossioneOptions.AttemptTimeout"/>.</summary>
    Timeout,

    /// <summary>La risposta è cominciata e si è interrotta.</summary>
    BrokenAnswer,
}

/// <summary>
/// Dopo tutti i tentativi l'API non ha dato una risposta completa. La richiesta può essere stata eseguita: ripeterla con la stessa chiave
/// naturale, o con la stessa <c>Idempotency-Key</c>, restituisce ciò che esiste.
/// </summary>
/// <param name="failure">Che cosa non è riuscito.</param>
/// <param name="inner">La causa, come la riporta la piattaforma.</param>
public sealed class RiscossioneNetworkException(NetworkFailure failure, Exception? inner = null)
    : HttpRequestException(MessageOf(failure), inner)
{
    /// <summary>Che cosa non è riuscito.</summary>
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
