namespace Lecce.Riscossione.Sdk;

/// <summary>
/// Impostazioni di una sola chiamata. Per ciò che è nullo vale <see cref="RiscossioneOptions"/>. I tempi e i tentativi, come quelli del
/// client, richiedono un <see cref="RetryHandler"/>: un client che usa un <see cref="HttpClient"/> del programma può non averlo.
/// </summary>
public sealed class RequestOptions
{
    /// <summary>
    /// <c>Idempotency-Key</c> di una POST, fino a 255 caratteri: l'API risponde a una ripetizione con la prima risposta, per 7 giorni, anche
    /// dopo il riavvio del programma. Se manca, ogni chiamata ne ha una casuale.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// La versione che la chiamata modifica, con le virgolette, dove l'API non la pretende: l'<c>Etag</c> di una risposta. Una versione
    /// superata è rifiutata con <c>version-stale</c> (412).
    /// </summary>
    public string? IfMatch { get; init; }

    /// <summary>Il tempo di un tentativo, fino alle intestazioni della risposta, e poi quello del corpo, se è JSON.</summary>
    public TimeSpan? AttemptTimeout { get; init; }

    /// <summary>Il tempo di tutti i tentativi con le loro attese; un'attesa che lo supererebbe non comincia.</summary>
    public TimeSpan? TotalTimeout { get; init; }

    /// <summary>Quanti tentativi al massimo, compreso il primo; con 1 non si riprova.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>Riceve stato e intestazioni della risposta.</summary>
    public ResponseCapture? Capture { get; init; }
}
