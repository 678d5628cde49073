namespace Lecce.Riscossione.Sdk;

/// <summary>Una riga di un caricamento, con la sua azione.</summary>
public sealed class BulkRow
{
    private BulkRow(string action, IssuePaymentDocumentRequest? document, string? externalId, string? reason)
    {
        Action = action;
        Document = document;
        ExternalId = externalId;
        Reason = reason;
    }

    /// <summary>L'azione: vedere <see cref="BulkLoadActions"/>.</summary>
    public string Action { get; }

    /// <summary>Il documento da emettere; nullo in una riga che annulla.</summary>
    public IssuePaymentDocumentRequest? Document { get; }

    /// <summary>Identificativo, presso l'ufficio, del documento da annullare; nullo in una riga che emette.</summary>
    public string? ExternalId { get; }

    /// <summary>Perché un documento è sostituito o annullato: è riportato nel suo iter. Nessun dato personale.</summary>
    public string? Reason { get; }

    /// <summary>Emette un documento; se ne esiste uno uguale, l'esito è <c>unchanged</c>.</summary>
    /// <param name="document">La richiesta.</param>
    public static BulkRow Issue(IssuePaymentDocumentRequest document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new("issue", document, externalId: null, reason: null);
    }

    /// <summary>Annulla il documento con questo <c>externalId</c>, se non ha riscossioni, ed emette questo al suo posto.</summary>
    /// <param name="document">La richiesta.</param>
    /// <param name="reason">Il motivo, riportato nell'iter.</param>
    public static BulkRow Replace(IssuePaymentDocumentRequest document, string? reason = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new("replace", document, externalId: null, reason);
    }

    /// <summary>Annulla un documento, se non ha riscossioni.</summary>
    /// <param name="externalId">Identificativo del documento presso l'ufficio.</param>
    /// <param name="reason">Il motivo, riportato nell'iter.</param>
    public static BulkRow Cancel(string externalId, string? reason = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(externalId);
        return new("cancel", document: null, externalId, reason);
    }
}
