namespace Lecce.Riscossione.Api.Http;

/// <summary>The query parameters, which mean the same in every operation, with their description and the most characters of their value.</summary>
internal static class KnownParameters
{
    private const int MaxText = 255;

    private static readonly Dictionary<string, (string Description, int MaxLength)> Known = new(StringComparer.Ordinal)
    {
        ["id"] = ("Identificativo assegnato dal sistema.", 26),
        ["organization"] = ("Codice fiscale dell'ente creditore, 11 cifre.", 11),
        ["department"] = ("Codice dell'ufficio.", 40),
        ["revenueType"] = ("Codice del tipo di entrata.", 40),
        ["service"] = ("Codice del servizio, che è quello del suo tipo di entrata.", 40),
        ["lang"] = ("Lingua dei testi: it (se manca), de, en, fr, sl; un testo non tradotto è in italiano.", 2),
        ["iban"] = ("IBAN, senza spazi.", 34),
        ["limit"] = ($"Quanti elementi per pagina; se manca, {Paging.DefaultLimit}.", 0),
        ["cursor"] = ("Il nextCursor della pagina precedente, ottenuta con gli stessi filtri.", 200),
        ["state"] = ("Solo gli elementi in questo stato.", 40),
        ["externalId"] = ("Identificativo dato dal sistema dell'ufficio.", 100),
        ["noticeNumber"] = ("Numero avviso, 18 cifre.", 18),
        ["documentId"] = ("Identificativo del documento di pagamento.", 26),
        ["paymentId"] = ("Identificativo della riscossione.", 26),
        ["receiptId"] = ("Identificativo dato alla ricevuta da chi l'ha emessa.", MaxText),
        ["channel"] = ("Canale da cui è arrivato il pagamento.", 20),
        ["channelPaymentId"] = ("Identificativo del pagamento nel suo canale.", MaxText),
        ["mode"] = ("continue-on-failure (se manca), atomic (tutto o niente) o dry-run (prova, senza effetti).", 20),
        ["action"] = ("Azione delle righe che non ne indicano una: issue (se manca), replace o cancel.", 10),
        ["name"] = ("Nome del caricamento, per riconoscerlo. Non deve contenere dati personali.", 100),
        ["installment"] = ("Posizione della rata nel documento, da 1; se manca, tutto ciò che si può pagare.", 0),
        ["language"] = ("Seconda lingua: de, en, fr, sl; «it» per il solo italiano; se manca, la scelta dell'ente.", 2),
        ["part"] = ("Parte da scaricare, da 1; si può omettere se la stampa ha una parte sola.", 0),
        ["number"] = ("Posizione nell'elenco, da 1.", 0),
        ["type"] = ("Tipo di evento; payment.* per i tipi di una famiglia.", 60),
        ["since"] = ("Dall'istante indicato, compreso: data e ora con il fuso (RFC 3339).", 40),
        ["until"] = ("Fino all'istante indicato, escluso: data e ora con il fuso (RFC 3339).", 40),
        ["wait"] = ("Secondi, da 0 (se manca) a 20, per i quali attendere se non c'è ancora nulla da leggere.", 0),
        ["outcome"] = ("Solo gli elementi con questo esito.", 20),
    };

    /// <summary>The description and the most characters of a parameter; 0 for a number.</summary>
    public static (string Description, int MaxLength) Of(string name) => Known.GetValueOrDefault(name, (name, MaxText));

    /// <summary>The most characters of a text; null for a number, and for a cursor, which has its own check.</summary>
    public static int? MaxLengthOf(string name) => name == "cursor" || Of(name).MaxLength is 0 ? null : Of(name).MaxLength;
}
