namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>A reason for a KO in the vocabulary that pagoPA gives to creditors. <paramref name="Text"/> is the Italian fault string.</summary>
internal sealed record PaaFault(string Code, string Text)
{
    public static readonly PaaFault WrongOrganization = new("PAA_ID_DOMINIO_ERRATO", "Ente creditore non gestito da questa stazione.");
    public static readonly PaaFault WrongBroker = new("PAA_ID_INTERMEDIARIO_ERRATO", "Intermediario non riconosciuto.");
    public static readonly PaaFault WrongStation = new("PAA_STAZIONE_INT_ERRATA", "Stazione non riconosciuta.");
    public static readonly PaaFault Unknown = new("PAA_PAGAMENTO_SCONOSCIUTO", "Pagamento in attesa sconosciuto all'ente creditore.");
    public static readonly PaaFault AlreadyPaid = new("PAA_PAGAMENTO_DUPLICATO", "Pagamento già effettuato.");
    public static readonly PaaFault Expired = new("PAA_PAGAMENTO_SCADUTO", "Pagamento scaduto.");
    public static readonly PaaFault Cancelled = new("PAA_PAGAMENTO_ANNULLATO", "Pagamento annullato dall'ente creditore.");
    public static readonly PaaFault ReceiptAlreadyReceived = new("PAA_RECEIPT_DUPLICATA", "Ricevuta già acquisita.");
    public static readonly PaaFault Syntax = new("PAA_SINTASSI_EXTRAXSD", "Errore di sintassi nella richiesta.");
    public static readonly PaaFault Semantics = new("PAA_SEMANTICA", "Richiesta non accettabile.");
    public static readonly PaaFault System = new("PAA_SYSTEM_ERROR", "Errore interno: riprovare più tardi.");

    public static IReadOnlyList<PaaFault> All { get; } =
    [
        WrongOrganization,
        WrongBroker,
        WrongStation,
        Unknown,
        AlreadyPaid,
        Expired,
        Cancelled,
        ReceiptAlreadyReceived,
        Syntax,
        Semantics,
        System,
    ];
}
