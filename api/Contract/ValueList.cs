using System.Text.Json.Nodes;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>What the values of a text mean, for the document and the constants of the clients. Tests hold the values to those of the schemas.</summary>
/// <param name="Name">The class of constants.</param>
/// <param name="Summary">What has these values, without the full stop.</param>
/// <param name="Values">Each value and its meaning, without the full stop.</param>
internal sealed record ValueList(string Name, string Summary, IReadOnlyList<(string Value, string Meaning)> Values)
{
    /// <summary>What the clients say of every list.</summary>
    public const string MayGrow = "Potranno aggiungersene altri: un valore sconosciuto non è un errore.";

    /// <summary>The lists of a document, beginning with the codes of problems, which it explains elsewhere.</summary>
    public static IEnumerable<ValueList> Published(JsonNode document) =>
        document[OpenApiValues.Extension]!
            .AsObject()
            .Select(list => new ValueList(
                list.Key,
                (string)list.Value!["summary"]!,
                [.. list.Value["values"]!.AsObject().Select(one => (one.Key, (string)one.Value!))]
            ))
            .Prepend(
                new(
                    "ProblemCodes",
                    "Codici dei problemi",
                    [.. document[OpenApiProblemCodes.Extension]!.AsObject().Select(code => (code.Key, (string)code.Value!["title"]!))]
                )
            );

    public static IReadOnlyList<ValueList> All { get; } =
    [
        new(
            "Scopes",
            "Permessi delle chiavi",
            [
                ("documents:read", "Leggere i documenti di pagamento"),
                ("documents:write", "Emettere, modificare e annullare i documenti di pagamento"),
                ("bulk-loads:read", "Seguire i caricamenti massivi e leggerne gli esiti"),
                ("bulk-loads:write", "Inviare, sospendere, riprendere e annullare i caricamenti massivi"),
                ("payments:read", "Leggere le riscossioni"),
                ("payments:record", "Registrare le riscossioni avvenute fuori da pagoPA"),
                ("receipts:read", "Cercare e scaricare le ricevute"),
                ("organizations:read", "Leggere enti, uffici, conti e tipi di entrata"),
                ("organizations:write", "Registrare e modificare enti, uffici, conti e tipi di entrata"),
                ("notices:read", "Scaricare gli avvisi di pagamento"),
                ("spontaneous:read", "Leggere il catalogo di ciò che si può pagare senza avviso"),
                ("spontaneous:write", "Chiedere pagamenti senza avviso"),
                ("statements:read", "Leggere la situazione dei contribuenti"),
                ("notices:lookup", "Cercare un avviso dal suo numero, per chi paga senza identificarsi"),
                ("checkouts:read", "Leggere i pagamenti sul web aperti con la stessa chiave"),
                ("checkouts:write", "Aprire pagamenti sul web, alla pagina di pagoPA"),
                ("webhooks:manage", "Amministrare i destinatari delle notifiche"),
                ("audit:read", "Leggere tutto ciò che è dell'ente, senza modificare nulla"),
                ("admin", "Comprende tutti gli altri"),
            ]
        ),
        new(
            "DocumentStates",
            "Stati di un documento di pagamento",
            [
                ("draft", "In preparazione, non pagabile"),
                ("issued", "Emesso, pagabile"),
                ("partially-paid", "Pagato in parte"),
                ("paid", "Pagato per intero"),
                ("settled", "Ogni riscossione è riconciliata con il denaro arrivato in tesoreria"),
                ("cancelled", "Annullato prima del pagamento"),
                ("written-off", "Discaricato perché inesigibile"),
                ("enforced", "Passato alla riscossione coattiva"),
            ]
        ),
        new(
            "DocumentOrigins",
            "Chi chiede un documento di pagamento",
            [("department", "Un ufficio"), ("spontaneous", "Chi paga senza avviso")]
        ),
        new(
            "SuspensionKinds",
            "Perché un documento è sospeso",
            [
                ("administrative", "Per decisione dell'ufficio"),
                ("judicial", "Per decisione del giudice"),
                ("request", "Su istanza del contribuente"),
                ("law", "Per legge"),
            ]
        ),
        new("DebtorKinds", "Specie di persona", [("F", "Persona fisica"), ("G", "Persona giuridica")]),
        new(
            "OptionKinds",
            "Modi di pagare un documento",
            [
                ("single", "In un'unica soluzione"),
                ("installments", "A rate"),
                ("reduced", "In misura ridotta, entro un termine dalla notifica"),
            ]
        ),
        new(
            "NotPayableReasons",
            "Motivi per cui un avviso non si può pagare",
            [
                ("unknown", "L'avviso non è noto"),
                ("already-paid", "È già pagato"),
                ("expired", "È scaduto e non si paga oltre la scadenza"),
                ("cancelled", "Il documento è annullato"),
                ("suspended", "Il documento è sospeso"),
                ("not-yet-valid", "Non si può ancora pagare"),
                ("closed-by-another-option", "Si è iniziato a pagare in un altro modo"),
            ]
        ),
        new(
            "MovementKinds",
            "Movimenti di una voce di debito",
            [
                ("charge", "Carico iniziale"),
                ("adjustment", "Variazione del carico"),
                ("payment", "Riscossione"),
                ("reversal", "Storno di un altro movimento"),
            ]
        ),
        new("RevenueCategories", "Categorie di entrata", [("tax", "Tributaria"), ("non-tax", "Extratributaria")]),
        new(
            "BulkLoadModes",
            "Effetti di una riga errata su un caricamento massivo",
            [
                ("continue-on-failure", "Le altre righe hanno effetto"),
                ("atomic", "Hanno effetto tutte le righe, o nessuna"),
                ("dry-run", "Nulla ha effetto; gli esiti mostrano che cosa accadrebbe"),
            ]
        ),
        new(
            "BulkLoadActions",
            "Azioni di una riga di un caricamento massivo",
            [
                ("issue", "Emette un documento"),
                ("replace", "Annulla il documento con lo stesso `externalId` e ne emette un altro"),
                ("cancel", "Annulla un documento"),
            ]
        ),
        new(
            "BulkLoadFormats",
            "Formati delle righe di un caricamento massivo",
            [("ndjson", "Un documento JSON per riga"), ("csv", "Testo CSV, con i nomi delle colonne nella prima riga")]
        ),
        new(
            "WebhookDisabledReasons",
            "Perché un destinatario di notifiche è stato disattivato",
            [
                ("requested", "Lo ha disattivato chi lo gestisce"),
                ("gone", "Ha risposto 410"),
                ("failing", "Nessun tentativo è riuscito per cinque giorni"),
            ]
        ),
        new(
            "WebhookRecoveryStates",
            "Stati di un recupero di eventi",
            [
                ("running", "In corso"),
                ("completed", "Ogni evento del periodo è in consegna o consegnato"),
                ("stopped", "Interrotto, perché il destinatario è stato disattivato"),
            ]
        ),
        new(
            "BulkLoadStates",
            "Stati di un caricamento massivo",
            [
                ("receiving", "Le righe stanno arrivando"),
                ("waiting", "Ricevuto, attende il suo turno"),
                ("running", "In corso"),
                ("paused", "Sospeso, finché non è ripreso"),
                ("publishing", "Tutte le righe sono buone: i documenti stanno diventando visibili"),
                ("discarding", "I documenti preparati sono in corso di eliminazione"),
                ("completed", "Concluso; singole righe possono essere state respinte"),
                ("failed", "Concluso senza effetto: un caricamento atomico aveva righe errate"),
                ("cancelled", "Annullato prima della fine"),
            ]
        ),
        new(
            "BulkLoadOutcomes",
            "Esiti di una riga di un caricamento massivo",
            [
                ("issued", "Il documento è stato emesso"),
                ("unchanged", "Il documento esisteva già, con lo stesso contenuto"),
                ("replaced", "Il documento ne ha sostituito un altro"),
                ("cancelled", "Il documento è stato annullato"),
                ("rejected", "La riga è errata; l'esito dice perché"),
                ("discarded", "La riga è buona, ma il caricamento non ha avuto effetto"),
            ]
        ),
        new(
            "NoticeBatchStates",
            "Stati di una stampa massiva",
            [
                ("waiting", "Attende il suo turno"),
                ("running", "In corso"),
                ("completed", "I file si possono scaricare"),
                ("cancelled", "Annullata prima della fine"),
                ("failed", "Conclusa senza file"),
            ]
        ),
        new(
            "NoticeBatchOrders",
            "Ordini di una stampa massiva",
            [("address", "CAP, città, via, civico, nome"), ("externalId", "Identificativo del documento presso l'ufficio")]
        ),
        .. OfPayments,
        .. OfForms,
    ];

    private static IEnumerable<ValueList> OfPayments =>
        [
            new(
                "PaymentChannels",
                "Canali di una riscossione",
                [
                    ("pagopa", "pagoPA"),
                    ("counter", "Sportello"),
                    ("bank-transfer", "Bonifico"),
                    ("postal", "Bollettino postale"),
                    ("direct-debit", "Addebito diretto"),
                    ("f24", "Modello F24"),
                    ("other", "Altro"),
                ]
            ),
            new(
                "PaymentOutcomes",
                "Esiti di una riscossione; il denaro che non si può imputare attende un rimborso o una compensazione",
                [
                    ("exact", "Paga esattamente ciò che restava della rata"),
                    ("partial", "Paga una parte"),
                    ("excess", "Supera ciò che restava"),
                    ("duplicate", "Il debito era già pagato"),
                    ("unmatched", "Non è stato trovato un debito"),
                ]
            ),
            new(
                "PaymentReasons",
                "Motivi per cui di una riscossione non è stato trovato il debito",
                [
                    ("notice-unknown", "L'avviso non è noto"),
                    ("document-cancelled", "Il documento è annullato"),
                    ("document-written-off", "Il documento è discaricato"),
                    ("document-enforced", "Il documento è in riscossione coattiva"),
                    ("document-draft", "Il documento è in preparazione"),
                    ("partial-not-allowed", "Un pagamento parziale non è ammesso"),
                    ("beneficiary-copy", "È la copia di una ricevuta destinata a un altro ente beneficiario"),
                ]
            ),
            new(
                "PaymentOrigins",
                "Modi in cui si è saputo di una riscossione",
                [("office", "Da un ufficio"), ("receipt", "Dalla ricevuta"), ("recovery", "Dalla ricevuta, chiesta in seguito")]
            ),
            new(
                "ReceiptStates",
                "Stati di una ricevuta",
                [("recorded", "Registrata"), ("pending", "Conservata, da registrare"), ("not-paid", "Attesta un pagamento non riuscito")]
            ),
            new(
                "ReceiptFormats",
                "Formati di una ricevuta",
                [
                    ("pagopa-rt-v1", "Ricevuta telematica di pagoPA, versione 1"),
                    ("pagopa-rt-v2", "Ricevuta telematica di pagoPA, versione 2"),
                    ("pagopa-biz-json", "Ricevuta recuperata da pagoPA, in JSON"),
                ]
            ),
            new(
                "ReceiptRecoveryStates",
                "Stati della ricerca di una ricevuta",
                [
                    ("pending", "La ricerca continua"),
                    ("recovered", "La ricevuta è acquisita e la riscossione registrata"),
                    ("already-received", "La ricevuta è arrivata dal Nodo"),
                    ("failed", "La ricerca è finita senza esito dopo circa 90 giorni"),
                ]
            ),
            new(
                "ReceiptRecoveryErrors",
                "Motivi per cui un tentativo di ricerca di una ricevuta non è riuscito",
                [
                    ("not-found", "pagoPA non ha ancora la ricevuta"),
                    ("too-many-requests", "pagoPA chiede di attendere"),
                    ("key-refused", "La chiave è stata respinta"),
                    ("organization-refused", "L'ente è stato respinto"),
                    ("unavailable", "Il servizio non risponde"),
                    ("answer-too-large", "La risposta è troppo grande"),
                    ("answer-not-readable", "La risposta non si può leggere"),
                    ("answer-differs", "La risposta è un'altra ricevuta, o non è coerente"),
                    ("not-paid", "Il pagamento non è riuscito"),
                    ("internal-error", "Errore interno"),
                ]
            ),
            new(
                "StampStates",
                "Esiti dei controlli di una marca da bollo",
                [
                    ("valid", "Valida"),
                    ("digest-differs", "È per un documento diverso da quello indicato nella voce"),
                    ("amount-differs", "Il suo importo non è quello dell'accredito"),
                    ("signature-invalid", "La firma non corrisponde al contenuto"),
                    ("unreadable", "Non si può leggere"),
                ]
            ),
            new(
                "CheckoutStatuses",
                "Stati di un pagamento sul web; dipendono dalle riscossioni arrivate, mai dal ritorno del browser",
                [
                    ("opening", "La pagina di pagamento è stata chiesta"),
                    ("open", "In attesa di conferma: nessuna ricevuta è arrivata"),
                    ("paid", "Tutti gli avvisi sono pagati, su qualunque canale"),
                    ("partly-paid", "Alcuni avvisi sono pagati"),
                    ("unpaid", "Il tempo è scaduto senza ricevute; una ricevuta tardiva lo rende pagato"),
                    ("failed", "La pagina di pagamento non si è aperta: inviare di nuovo la stessa richiesta"),
                ]
            ),
            new(
                "CheckoutNoticeStatuses",
                "Stati di un avviso in un pagamento sul web",
                [
                    ("paid", "Pagato"),
                    ("payable", "Pagabile"),
                    ("expired", "È scaduto e non si paga oltre la scadenza"),
                    ("cancelled", "Il documento è annullato"),
                    ("suspended", "Il documento è sospeso"),
                    ("not-yet-valid", "Non si può ancora pagare"),
                    ("closed-by-another-option", "Si è iniziato a pagare in un altro modo"),
                ]
            ),
        ];

    private static IEnumerable<ValueList> OfForms =>
        [
            new(
                "SpontaneousPaymentStatuses",
                "Stati di un pagamento senza avviso",
                [
                    ("open", "Si può pagare"),
                    ("paid", "Pagato"),
                    ("partly-paid", "Pagato in parte"),
                    ("expired", "Non pagato in tempo; se il denaro arriva comunque diventa pagato"),
                    ("cancelled", "Annullato dall'ufficio"),
                ]
            ),
            new(
                "SpontaneousAmountKinds",
                "Modi di determinare l'importo di un pagamento senza avviso",
                [("fixed", "Fisso"), ("entered", "Inserito da chi paga"), ("computed", "Calcolato dai dati del modulo")]
            ),
            new(
                "SpontaneousWidgets",
                "Controlli del modulo di un pagamento senza avviso",
                [
                    ("text", "Testo su una riga"),
                    ("textarea", "Testo su più righe"),
                    ("select", "Elenco a discesa"),
                    ("radio", "Scelta fra poche voci"),
                    ("checkbox", "Casella da spuntare"),
                    ("date", "Data"),
                    ("money", "Importo in euro"),
                    ("plate", "Targa di un veicolo"),
                    ("fiscal-code", "Codice fiscale"),
                ]
            ),
            new(
                "SpontaneousWidths",
                "Larghezze di un campo del modulo",
                [("full", "L'intera larghezza"), ("half", "Metà della larghezza")]
            ),
            new(
                "Languages",
                "Lingue degli avvisi e dei testi",
                [("it", "Italiano"), ("de", "Tedesco"), ("en", "Inglese"), ("fr", "Francese"), ("sl", "Sloveno")]
            ),
            new("LogoFormats", "Formati dello stemma di un ente", [("image/png", "PNG"), ("image/jpeg", "JPEG")]),
        ];
}
