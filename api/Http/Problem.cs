using System.ComponentModel.DataAnnotations;

namespace Lecce.Riscossione.Api.Http;

/// <summary>Errore, nella forma di RFC 9457.</summary>
/// <param name="Type">Indirizzo della pagina che spiega l'errore.</param>
/// <param name="Title">Titolo dell'errore, uguale per tutti gli errori con lo stesso codice.</param>
/// <param name="Status">Stato HTTP della risposta.</param>
/// <param name="Detail">Che cosa è successo e che cosa fare.</param>
/// <param name="Instance">Percorso della richiesta, senza parametri.</param>
/// <param name="Code">Codice stabile dell'errore, sul quale un programma può decidere.</param>
/// <param name="RequestId">Identificativo della richiesta, da citare nelle segnalazioni.</param>
/// <param name="Errors">Campi da correggere, quando l'errore riguarda i dati inviati.</param>
public sealed record Problem(
    [property: MaxLength(200)] string Type,
    [property: MaxLength(100)] string Title,
    [property: Range(400, 599)] int Status,
    [property: MaxLength(1000)] string Detail,
    [property: MaxLength(Problem.MaxInstanceLength)] string Instance,
    [property: MaxLength(60)] string Code,
    [property: MaxLength(64)] string RequestId,
    [property: MaxLength(100)] IReadOnlyList<ProblemError>? Errors = null
)
{
    internal const int MaxInstanceLength = 2000;
}

/// <summary>Campo da correggere.</summary>
/// <param name="Pointer">Posizione nella richiesta (JSON pointer, RFC 6901).</param>
/// <param name="Code">Codice stabile dell'errore del campo.</param>
/// <param name="Detail">Che cosa correggere.</param>
public sealed record ProblemError(
    [property: MaxLength(ProblemError.MaxPointerLength)] string Pointer,
    [property: MaxLength(60)] string Code,
    [property: MaxLength(1000)] string Detail
)
{
    internal const int MaxPointerLength = 500;
}
