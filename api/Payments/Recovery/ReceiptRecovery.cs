using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Http;
using NodaTime;

namespace Lecce.Riscossione.Api.Payments.Recovery;

/// <summary>Recupero di una ricevuta: la ricerca, presso pagoPA, della prova di un pagamento che non è arrivata.</summary>
public sealed record ReceiptRecovery
{
    /// <summary>Identificativo assegnato dal sistema.</summary>
    [MaxLength(26)]
    public required string Id { get; init; }

    /// <summary>Codice fiscale dell'ente creditore.</summary>
    [MaxLength(11)]
    public required string Organization { get; init; }

    /// <summary>Identificativo univoco della riscossione (IUR), quello della ricevuta.</summary>
    [MaxLength(RequestReceiptRecovery.MaxLength)]
    public required string Iur { get; init; }

    /// <summary>Identificativo univoco del versamento (IUV); assente se non è stato indicato.</summary>
    [MaxLength(RequestReceiptRecovery.MaxLength)]
    public string? Iuv { get; init; }

    /// <summary>
    /// Stato: pending (la ricerca continua), recovered (ricevuta acquisita e riscossione registrata), already-received (la ricevuta è arrivata
    /// dal Nodo), failed (ricerca conclusa senza esito dopo circa 90 giorni).
    /// </summary>
    [MaxLength(20), ExtensibleEnum(RecoveryState.Pending, RecoveryState.Recovered, RecoveryState.AlreadyReceived, RecoveryState.Failed)]
    public required string State { get; init; }

    /// <summary>Tentativi compiuti.</summary>
    [Range(0, int.MaxValue)]
    public required int Attempts { get; init; }

    /// <summary>Istante dal quale si compie il prossimo tentativo; presente nello stato pending.</summary>
    public Instant? NextAttemptAt { get; init; }

    /// <summary>
    /// Perché l'ultimo tentativo non è riuscito: not-found (pagoPA non ha ancora la ricevuta), too-many-requests, key-refused,
    /// organization-refused, unavailable, answer-too-large, answer-not-readable, answer-differs (è un'altra ricevuta, o non è coerente),
    /// not-paid (pagamento non riuscito), internal-error.
    /// </summary>
    [
        MaxLength(40),
        ExtensibleEnum(
            RecoveryError.NotFound,
            RecoveryError.TooManyRequests,
            RecoveryError.KeyRefused,
            RecoveryError.OrganizationRefused,
            RecoveryError.Unavailable,
            RecoveryError.AnswerTooLarge,
            RecoveryError.AnswerNotReadable,
            RecoveryError.AnswerDiffers,
            RecoveryError.NotPaid,
            RecoveryError.NotRecorded
        )
    ]
    public string? LastError { get; init; }

    /// <summary>Stato HTTP dell'ultima risposta di pagoPA; assente se non è arrivata.</summary>
    [Range(100, 599)]
    public int? LastStatus { get; init; }

    /// <summary>Ricevuta con questo IUR, quando c'è.</summary>
    [MaxLength(26)]
    public string? ReceiptId { get; init; }

    /// <summary>Riscossione che la ricevuta attesta, quando è registrata.</summary>
    [MaxLength(26)]
    public string? PaymentId { get; init; }

    /// <summary>Istante della prima richiesta.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>Istante in cui la ricerca si è conclusa.</summary>
    public Instant? EndedAt { get; init; }

    internal static ReceiptRecovery Of(ReceiptRecoveryRow row) =>
        new()
        {
            Id = row.Id.Value,
            Organization = row.OrganizationFiscalCode.Value,
            Iur = row.Iur,
            Iuv = row.Iuv,
            State = row.State,
            Attempts = row.Attempts,
            NextAttemptAt = row.State == RecoveryState.Pending ? row.NextAttemptAt : null,
            LastError = row.LastError,
            LastStatus = row.LastStatus,
            ReceiptId = row.ReceiptId?.Value,
            PaymentId = row.PaymentId?.Value,
            CreatedAt = row.CreatedAt,
            EndedAt = row.EndedAt,
        };
}
