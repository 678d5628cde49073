using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using NodaTime;

namespace Lecce.Riscossione.Api.Payments;

/// <summary>What a stamp is worth, judged anew at each reading.</summary>
internal static class StampState
{
    public const string Valid = "valid";

    /// <summary>It was bought for another document than the one asked for, or none was asked for.</summary>
    public const string DigestDiffers = "digest-differs";
    public const string AmountDiffers = "amount-differs";
    public const string SignatureInvalid = "signature-invalid";
    public const string Unreadable = "unreadable";
}

/// <summary>Marca da bollo digitale acquistata, arrivata con una ricevuta.</summary>
public sealed record Stamp
{
    /// <summary>Posizione tra le marche del documento, da 1, in ordine di arrivo: non cambia.</summary>
    public required int Number { get; init; }

    /// <summary>
    /// Esito dei controlli: <c>valid</c>; <c>digest-differs</c> è per un documento diverso da quello indicato nella voce; <c>amount-differs</c> il suo
    /// importo non è quello dell'accredito; <c>signature-invalid</c> la firma non corrisponde al contenuto; <c>unreadable</c> non si può leggere. La firma
    /// prova che la marca è integra; che il firmatario sia un prestatore abilitato non è controllato.
    /// </summary>
    [
        MaxLength(20),
        ExtensibleEnum(
            StampState.Valid,
            StampState.DigestDiffers,
            StampState.AmountDiffers,
            StampState.SignatureInvalid,
            StampState.Unreadable
        )
    ]
    public required string State { get; init; }

    /// <summary>Posizione della voce per cui è stata chiesta; assente se il documento non ne chiedeva.</summary>
    public int? ItemOrdinal { get; init; }

    /// <summary>Importo dell'accredito, in centesimi di euro.</summary>
    public required long AmountCents { get; init; }

    /// <summary>Identificativo della marca (IUBD); assente se non si può leggere.</summary>
    [MaxLength(200)]
    public string? Iubd { get; init; }

    /// <summary>Impronta del documento per cui è stata acquistata, in base64.</summary>
    [MaxLength(200)]
    public string? DocumentHash { get; init; }

    /// <summary>Istante di acquisto.</summary>
    public Instant? PurchasedAt { get; init; }

    /// <summary>Codice fiscale di chi l'ha venduta.</summary>
    [MaxLength(200)]
    public string? SellerFiscalCode { get; init; }

    /// <summary>Denominazione di chi l'ha venduta.</summary>
    [MaxLength(200)]
    public string? SellerName { get; init; }

    /// <summary>Riscossione con cui è stata pagata.</summary>
    [MaxLength(26)]
    public required string PaymentId { get; init; }

    /// <summary>Ricevuta con cui è arrivata.</summary>
    [MaxLength(26)]
    public required string ReceiptId { get; init; }

    internal static Stamp Of(int number, StampRow row, StoredDocument document)
    {
        var asked = document
            .Installments.Where(installment => installment.Ordinal == row.InstallmentOrdinal)
            .SelectMany(installment => document.TransfersOf(installment, share => share.AmountCents))
            .FirstOrDefault(transfer => transfer.Number == row.TransferNumber && transfer.Stamp is not null);
        var stamp = SignedStamp.Read(row.Content);
        return new Stamp
        {
            Number = number,
            State = StateOf(stamp, asked, row),
            ItemOrdinal = asked is null ? null : document.Items.First(item => item.StampHash?.Value == asked.Stamp!.DocumentHash).Ordinal,
            AmountCents = row.AmountCents,
            Iubd = stamp?.Iubd,
            DocumentHash = stamp?.Digest,
            PurchasedAt = stamp?.PurchasedAt,
            SellerFiscalCode = stamp?.SellerFiscalCode,
            SellerName = stamp?.SellerName,
            PaymentId = row.PaymentId.Value,
            ReceiptId = row.ReceiptId.Value,
        };
    }

    private static string StateOf(SignedStamp? stamp, Transfer? asked, StampRow row) =>
        stamp is null ? StampState.Unreadable
        : stamp.Digest != asked?.Stamp!.DocumentHash ? StampState.DigestDiffers
        : stamp.AmountCents != row.AmountCents ? StampState.AmountDiffers
        : !stamp.IsIntact ? StampState.SignatureInvalid
        : StampState.Valid;
}
