using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Timeline;

namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>L'avviso è stato stampato</summary>
/// <remarks>Con una stampa massiva; l'impronta è quella del suo file PDF.</remarks>
/// <param name="BatchId">Identificativo della stampa.</param>
/// <param name="Sha256">Impronta SHA-256 del file, in esadecimale.</param>
internal sealed record NoticeIssued([property: MaxLength(26)] string BatchId, [property: MaxLength(64)] string Sha256) : ITimelineEvent
{
    public static string Type => "payment-document.notice-issued";
    public static object Example => new NoticeIssued("01KAQZ6Y000000000000000006", new string('0', 64));
}
