using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Http;

/// <summary>The text of a code's page: when it occurs and what to do. A code without its own text uses that of its kind.</summary>
internal sealed record ProblemHelp(string When, string Remedy)
{
    private static readonly Dictionary<RefusalCode, ProblemHelp> ByCode = new()
    {
        [Codes.MalformedRequest] = new(
            "Il corpo non è JSON valido, ha proprietà sconosciute o di tipo sbagliato, oppure un parametro non è leggibile.",
            "Confrontare la richiesta con lo schema dell'operazione; errors indica la proprietà."
        ),
        [Codes.UnknownParameter] = new(
            "L'indirizzo contiene un parametro che l'operazione non ha: per esempio un filtro con un errore nel nome.",
            "Correggere il nome o togliere il parametro; la documentazione dell'operazione elenca quelli ammessi."
        ),
        [Codes.InvalidCursor] = new(
            "Il cursore non è stato dato da questa operazione, o i filtri sono cambiati da allora.",
            "Ripartire dalla prima pagina, senza cursor, con i filtri voluti."
        ),
        [Codes.ValidationFailed] = new(
            "La richiesta è leggibile, ma contiene valori non accettabili.",
            "Correggere tutti i campi elencati in errors e inviare di nuovo."
        ),
        [Codes.Unauthenticated] = new(
            "Manca l'intestazione Authorization, oppure la credenziale non vale, è scaduta o è stata revocata.",
            "Inviare Authorization: Bearer con una chiave valida; se era valida, chiederne una nuova a chi amministra l'ente."
        ),
        [Codes.ScopeMissing] = new(
            "La credenziale è valida ma non ha il permesso che l'operazione richiede, o vale per un solo ufficio.",
            "Chiedere il permesso a chi amministra l'ente; la descrizione dell'operazione dice quale."
        ),
        [Codes.MethodNotAllowed] = new(
            "L'indirizzo esiste, ma non con questo metodo HTTP.",
            "Usare uno dei metodi elencati nell'intestazione Allow e nella documentazione."
        ),
        [Codes.RequestTooLarge] = new(
            "Il corpo supera la dimensione ammessa per l'operazione (1 MiB se non è detto altro).",
            "Dividere la richiesta; per molti documenti usare i caricamenti massivi."
        ),
        [Codes.UnsupportedMediaType] = new(
            "Content-Type non è quello che l'operazione legge.",
            "Inviare application/json in UTF-8, salvo quanto dice la descrizione dell'operazione."
        ),
        [Codes.RequestTimedOut] = new(
            "La richiesta è durata più del tempo massimo ed è stata interrotta.",
            "Riprovare dopo i secondi di Retry-After; una POST con la stessa Idempotency-Key, così che l'effetto non si ripeta."
        ),
        [Codes.TooManyRequests] = new(
            "In un minuto il client ha fatto più richieste di quante può, oppure il suo indirizzo troppi tentativi con credenziali non valide.",
            "Attendere i secondi di Retry-After. Le intestazioni RateLimit e X-RateLimit-Remaining dicono in anticipo quante ne restano."
        ),
        [Codes.IdempotencyKeyInvalid] = new(
            "Idempotency-Key è vuota, ripetuta, troppo lunga o contiene spazi o caratteri non ASCII.",
            "Usare un UUID, nuovo per ogni azione e uguale per tutti i tentativi della stessa azione."
        ),
        [Codes.IdempotencyKeyReused] = new(
            "La stessa Idempotency-Key è già servita per una richiesta con altro contenuto.",
            "Usare una chiave nuova per la nuova richiesta; per riavere la prima risposta inviare la prima richiesta, identica."
        ),
        [Codes.RequestInProgress] = new(
            "Una richiesta con la stessa Idempotency-Key non è ancora finita.",
            "Attendere i secondi di Retry-After e ripetere: si riceverà la risposta della prima."
        ),
        [Codes.IfMatchInvalid] = new(
            "If-Match non è un elenco di ETag tra virgolette né un asterisco.",
            "Copiare l'ETag come è stato ricevuto, con le virgolette."
        ),
        [Codes.IfMatchRequired] = new(
            "La modifica non dice su quale versione si basa.",
            "Leggere la risorsa e ripetere in If-Match il suo ETag; con un asterisco si modifica qualunque versione ci sia."
        ),
        [Codes.VersionStale] = new(
            "Qualcun altro ha modificato la risorsa dopo che è stata letta.",
            "Rileggerla, rifare la modifica sui dati nuovi e inviarla con il nuovo ETag."
        ),
        [Codes.LastAdminKey] = new(
            "Revocando la chiave, facendola scadere o ruotandola senza un periodo di passaggio, nessuno potrebbe più amministrare "
                + "l'installazione.",
            "Rilasciare prima un'altra chiave con il permesso admin, senza ente; se tutte sono perse, sul server: admin-key."
        ),
        [Codes.DocumentDiffers] = new(
            "L'ufficio ha già un documento con questo externalId e altro contenuto.",
            "Usare un altro externalId per un altro debito; per correggere quello esistente, rettificarlo o annullarlo."
        ),
        [Codes.PaymentDiffers] = new(
            "Il canale ha già registrato un pagamento con lo stesso identificativo e altro contenuto.",
            "Verificare channelPaymentId: ogni pagamento del canale ne ha uno suo."
        ),
        [Codes.TransitionNotAllowed] = new(
            "Lo stato del documento non ammette l'operazione, per esempio annullare ciò che è stato pagato.",
            "Leggere il documento: lo stato e l'iter dicono che cosa è accaduto."
        ),
        [Codes.DocumentSuspended] = new(
            "Il documento ha una sospensione, in corso o prevista: non se ne dispone un'altra, e finché è in corso non si sostituisce.",
            "Leggere le sospensioni del documento e farla cessare; poi ripetere la richiesta."
        ),
        [Codes.NotSuspended] = new(
            "Il documento non ha una sospensione in corso né prevista, o l'ultimo giorno è passato.",
            "Leggere le sospensioni del documento: se è cessata da sola non c'è nulla da fare."
        ),
        [Codes.NoticeNumberTaken] = new(
            "Il numero avviso portato dall'ufficio appartiene già a un'altra rata, anche annullata.",
            "Portare un altro numero, o lasciarlo assegnare al sistema."
        ),
        [Codes.StampExists] = new(
            "Per il documento da bollare una marca è già stata pagata, oppure si può ancora pagare con un altro documento di pagamento.",
            "Usare quella; se è stata chiesta per errore, annullare il documento di pagamento che la contiene, poi ripetere."
        ),
        [Codes.StampNotOnNotice] = new(
            "Un documento con una marca da bollo si paga solo sul web: gli sportelli non la vendono, e un avviso stampato inviterebbe a provarci.",
            "Aprire un pagamento sul web (POST /v1/checkouts) con il numero avviso."
        ),
        [Codes.StampTypeExists] = new(
            "L'ente ha già un tipo di entrata per le marche da bollo: ne basta uno.",
            "Usare quello esistente, oppure togliergli stampAmountCents prima di darlo a un altro."
        ),
        [Codes.SimilarPaymentExists] = new(
            "Il debitore, identificato dal portale, ha già chiesto lo stesso pagamento da pochi giorni: è da eseguire o già eseguito.",
            "Avvertirlo e, se vuole pagare ancora, ripetere la richiesta con acceptSimilar."
        ),
        [Codes.TooManyOpen] = new(
            "Il debitore ha già tante richieste da pagare quante il servizio ne ammette, oppure il servizio ne ha ricevute troppe in un'ora.",
            "Pagare quelle aperte, o riprovare dopo i secondi di Retry-After."
        ),
        [Codes.CheckoutDiffers] = new(
            "Il portale ha già aperto un pagamento sul web con questo externalId e altro contenuto.",
            "Usare un externalId nuovo per ogni pagamento, e lo stesso solo per ripetere la stessa richiesta."
        ),
        [Codes.ReturnUrlNotAllowed] = new(
            "Un indirizzo di ritorno non è https, non inizia come uno di quelli previsti dall'ente o contiene parti ambigue.",
            "Correggerlo; se è giusto, chi amministra l'ente lo aggiunge a returnUrlPrefixes."
        ),
        [Codes.CheckoutRefused] = new(
            "Il servizio di pagamento di pagoPA non accetta il carrello: di solito un altro pagamento dello stesso avviso è in corso.",
            "Attendere mezz'ora, la durata di un pagamento in corso, e ripetere; intanto si può offrire l'avviso in PDF."
        ),
        [Codes.CheckoutUnavailable] = new(
            "Il servizio di pagamento di pagoPA non risponde, oppure questa installazione non è collegata.",
            "Ripetere la stessa richiesta tra qualche secondo; intanto si può offrire l'avviso in PDF."
        ),
        [Codes.ReceiptRecoveryDiffers] = new(
            "La ricevuta con lo stesso IUR è già cercata con un altro IUV.",
            "Verificare IUR e IUV sull'attestazione di pagamento, o ripetere la richiesta senza IUV."
        ),
        [Codes.ReceiptRecoveryOff] = new(
            "Questa installazione non è collegata al servizio di pagoPA che restituisce le ricevute.",
            "Chi gestisce l'installazione indica indirizzo e chiave del servizio nelle impostazioni; poi si ripete la richiesta."
        ),
        [Codes.TooManyDownloads] = new(
            "La credenziale sta già scaricando tante stampe massive quante può insieme.",
            "Attendere che finisca uno degli scaricamenti in corso, oppure interromperlo, poi ripetere."
        ),
        [Codes.NoticeBatchBusy] = new(
            "Il servizio sta già dando tante stampe massive quante può insieme.",
            "Riprovare dopo i secondi di Retry-After."
        ),
        [Codes.WebhookEndpointDisabled] = new(
            "Il destinatario di notifiche è stato disattivato e non riceve più nulla; disabledReason dice perché.",
            "Riattivarlo con ResumeWebhookEndpoint, poi recuperare ciò che non ha ricevuto con StartWebhookRecovery."
        ),
        [Codes.WebhookRecoveryRunning] = new(
            "Un recupero di eventi verso questo destinatario è già in corso.",
            "Attendere che si concluda: il suo stato si legge tra i recuperi del destinatario. Se il periodo era sbagliato, disattivare il destinatario lo interrompe."
        ),
        [Codes.TooManyWaits] = new(
            "Le letture di eventi che attendono, di questa credenziale o di tutte, sono tante quante possono essere insieme.",
            "Tenere in attesa una lettura per sistema, oppure leggere senza wait; riprovare dopo i secondi di Retry-After."
        ),
        [Codes.TooManyWebhookEndpoints] = new(
            "L'ufficio ha già tanti destinatari di notifiche attivi quanti può averne.",
            "Disattivare quelli che non servono più, poi registrare il nuovo; il limite lo cambia chi gestisce l'installazione."
        ),
        [Codes.SchemaNotAllowed] = new(
            "Lo schema di un pagamento spontaneo usa parole chiave fuori dal sottoinsieme ammesso, o gliene manca una obbligatoria.",
            "Correggere ogni punto di errors; il sottoinsieme è descritto in «Portali: pagare senza avviso»."
        ),
        [Codes.AmountRuleNotAllowed] = new(
            "La regola dell'importo è incompleta, nomina campi inadatti o con i valori più grandi non è calcolabile.",
            "Correggere ogni punto di errors: campi obbligatori, centesimi per ogni valore, limiti."
        ),
        [Codes.SubjectNotAllowed] = new(
            "La causale nomina un campo che non c'è o con dati personali, oppure non è testo semplice.",
            "Usare {campo}, {year} e {date}, senza campi personali: la causale viaggia con il bonifico."
        ),
        [Codes.NodeServiceCodeTaken] = new(
            "Un altro tipo di entrata dell'ente ha già quel codice presso il Nodo.",
            "Scegliere un altro codice, o toglierlo prima all'altro tipo di entrata."
        ),
        [Codes.SpontaneousServiceNotFound] = new(
            "L'ente non offre un pagamento spontaneo con quel codice, o non lo offre più.",
            "Rileggere il catalogo dei servizi."
        ),
        [Codes.AmountOutOfRange] = new(
            "L'importo indicato, o calcolato dai dati, non sta tra il minimo e il massimo del servizio.",
            "Correggere l'importo o i dati; il servizio pubblica minCents e maxCents."
        ),
        [Codes.AmountNotExpected] = new(
            "La richiesta indica un importo, ma quello del servizio è fisso o calcolato.",
            "Togliere amountCents: lo determina il servizio."
        ),
        [Codes.TooManyTransfers] = new(
            "Una rata andrebbe a più di cinque conti, il massimo di pagoPA.",
            "Dividere le voci in più documenti."
        ),
    };

    /// <summary>The text for a code.</summary>
    public static ProblemHelp Of(RefusalCode code) => ByCode.GetValueOrDefault(code) ?? OfKind(code.Kind);

    private static ProblemHelp OfKind(RefusalKind kind) =>
        kind switch
        {
            RefusalKind.Malformed => new("La richiesta non è leggibile.", "Confrontarla con la descrizione dell'operazione e correggerla."),
            RefusalKind.Invalid => new("La richiesta è leggibile ma non accettabile.", "Correggere quanto indicato in detail e in errors."),
            RefusalKind.NotFound => new(
                "La risorsa non esiste, oppure non è visibile con la credenziale usata.",
                "Verificare l'identificativo, e che la credenziale sia dell'ente e dell'ufficio giusti."
            ),
            RefusalKind.Conflict => new(
                "La richiesta contraddice quanto è già registrato.",
                "Leggere ciò che è registrato e decidere se la richiesta serve ancora."
            ),
            RefusalKind.Forbidden => new("La credenziale non ha il permesso necessario.", "Chiederlo a chi amministra l'ente."),
            RefusalKind.Unauthenticated => new("La credenziale manca o non vale.", "Inviarne una valida in Authorization: Bearer."),
            RefusalKind.TooLarge => new("La richiesta supera una dimensione ammessa.", "Dividerla."),
            RefusalKind.UnsupportedMediaType => new("Il formato del corpo non è gestito.", "Inviare il formato che l'operazione dichiara."),
            RefusalKind.Stale => new("La risorsa è cambiata da quando è stata letta.", "Rileggerla e ripetere."),
            RefusalKind.VersionMissing => new("La modifica non dice su quale versione si basa.", "Inviare If-Match con l'ETag letto."),
            RefusalKind.TooMany => new("Le richieste sono troppe.", "Attendere i secondi di Retry-After."),
            RefusalKind.Unavailable => new(
                "Qualcosa che serve alla richiesta non è raggiungibile adesso.",
                "Riprovare dopo i secondi di Retry-After; la stessa richiesta può riuscire."
            ),
            _ => new(
                "Si è verificato un errore che non dipende dalla richiesta.",
                "Riprovare più tardi e, se si ripete, segnalare il requestId."
            ),
        };
}
