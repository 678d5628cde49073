using System.Net;
using System.Net.Http.Headers;

namespace Lecce.Riscossione.Sdk;

/// <summary>
/// Riceve stato e intestazioni delle risposte alle chiamate in cui è indicato, per esempio l'ETag per la prossima modifica:
/// <code>
/// var answer = new ResponseCapture();
/// var document = await client.PaymentDocuments.ReadAsync(id, new RequestOptions { Capture = answer });
/// var version = answer.ETag;
/// </code>
/// Chiamate contemporanee ne hanno uno ciascuna.
/// </summary>
public sealed class ResponseCapture : IDisposable
{
    private static readonly AsyncLocal<ResponseCapture?> Current = new();
    private readonly ResponseCapture? outer = Current.Value;

    /// <summary>Ancora senza risposta.</summary>
    public ResponseCapture() { }

    /// <summary>Stato dell'ultima risposta; nullo prima della prima.</summary>
    public HttpStatusCode? Status { get; private set; }

    /// <summary>Intestazioni dell'ultima risposta; nulle prima della prima.</summary>
    public HttpResponseHeaders? Headers { get; private set; }

    /// <summary>La versione della risorsa nell'ultima risposta, per <c>If-Match</c>; nulla se la risposta non ne ha.</summary>
    public string? ETag => Headers?.ETag?.ToString();

    /// <summary>Vero se l'API ha ripetuto la risposta che aveva dato a una richiesta uguale.</summary>
    public bool IsReplay =>
        Headers is not null && Headers.TryGetValues("Idempotency-Hit", out var values) && values.Contains("true", StringComparer.Ordinal);

    /// <summary>Vale per le chiamate che seguono, lungo il flusso di <c>await</c>, fino a <see cref="Dispose"/>.</summary>
    /// <returns>Da chiudere con <see cref="Dispose"/>.</returns>
    [Obsolete("Usare RequestOptions.Capture.")]
    public static ResponseCapture Begin() => Current.Value = new ResponseCapture();

    /// <summary>Conclude ciò che <see cref="Begin"/> ha iniziato; in <see cref="RequestOptions"/> non serve.</summary>
    public void Dispose()
    {
        if (ReferenceEquals(Current.Value, this))
        {
            Current.Value = outer;
        }
    }

    internal static void Note(HttpResponseMessage response, ResponseCapture? ofTheCall)
    {
        if ((ofTheCall ?? Current.Value) is { } capture)
        {
            capture.Status = response.StatusCode;
            capture.Headers = response.Headers;
        }
    }
}
