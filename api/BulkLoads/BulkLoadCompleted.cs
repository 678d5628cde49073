using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Webhooks;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>Un caricamento massivo è finito</summary>
/// <remarks>
/// Anche quando è stato respinto o annullato: lo dice lo stato. Gli esiti delle righe si leggono con <c>FindBulkLoadResults</c>.
/// </remarks>
/// <param name="BulkLoadId">Identificativo del caricamento.</param>
/// <param name="State">Stato finale.</param>
/// <param name="Mode">Modo chiesto all'invio.</param>
/// <param name="RowsRead">Righe lette.</param>
/// <param name="Issued">Documenti emessi.</param>
/// <param name="Unchanged">Righe già registrate con lo stesso contenuto.</param>
/// <param name="Replaced">Documenti sostituiti.</param>
/// <param name="Cancelled">Documenti annullati.</param>
/// <param name="Rejected">Righe respinte.</param>
internal sealed record BulkLoadCompleted(
    [property: MaxLength(26)] string BulkLoadId,
    [property: MaxLength(20)] string State,
    [property: MaxLength(20)] string Mode,
    long RowsRead,
    long Issued,
    long Unchanged,
    long Replaced,
    long Cancelled,
    long Rejected
) : IWebhookEvent
{
    public static string Type => "bulk-load.completed";
    public static object Example =>
        new BulkLoadCompleted("01KAQZ6Y000000000000000004", LoadState.Completed, LoadMode.ContinueOnFailure, 2, 1, 0, 0, 0, 1);
}
