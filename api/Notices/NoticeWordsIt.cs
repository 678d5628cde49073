namespace Lecce.Riscossione.Api.Notices;

internal static class NoticeWordsIt
{
    public static readonly NoticeWords Words = new()
    {
        Language = "it-IT",
        Title = "AVVISO DI PAGAMENTO",
        Creditor = "ENTE CREDITORE",
        FiscalCode = "Cod. Fiscale",
        Debtor = "DESTINATARIO AVVISO",
        HowMuch = "QUANTO E QUANDO PAGARE?",
        InstallmentsToo = "Puoi pagare anche a rate",
        Euro = "Euro",
        By = "entro il",
        DaysFromNotification = "entro {0} giorni dalla notifica",
        DayFromNotification = "entro 1 giorno dalla notifica",
        PayAtOnce = "Puoi pagare con *una unica rata*.",
        PayAtOnceOrInInstallments =
            "Puoi pagare con *una unica rata* oppure in *{0} rate* (vedi pagine seguenti). La rateizzazione non prevede costi aggiuntivi.",
        PayInInstallments = "Puoi pagare in *{0} rate* (vedi pagine seguenti). La rateizzazione non prevede costi aggiuntivi.",
        PayReduced = "L'importo *ridotto* vale solo entro il primo termine; dopo è dovuto l'importo *non ridotto*.",
        PayThisInstallment = "Questo avviso riguarda soltanto la *rata n. {0}*.",
        PayLastInstallment = "Resta da pagare soltanto la *rata n. {0}*.",
        MayChange =
            "L'importo è aggiornato automaticamente dal sistema e potrebbe subire variazioni per eventuali sgravi, note di credito, "
            + "indennità di mora, sanzioni, interessi o costi di notifica, ecc. Un operatore, il sito o l'app che userai ti potrebbero "
            + "quindi chiedere una cifra diversa da quella qui indicata.",
        Where = "DOVE PAGARE?",
        Channels = "Lista dei canali di pagamento su *www.pagopa.gov.it*",
        OnlineTitle = "PAGA SUL SITO O CON LE APP",
        Online = "del tuo Ente Creditore, della tua Banca o degli altri canali di pagamento.",
        OnlineWithPost = "del tuo Ente Creditore, di Poste Italiane, della tua Banca o degli altri canali di pagamento.",
        OnlineWays = "Potrai pagare con carte, conto corrente, CBILL.",
        OnlineWaysWithoutCbill = "Potrai pagare con carte o conto corrente.",
        TerritoryTitle = "PAGA SUL TERRITORIO",
        Territory =
            "in tutti gli Uffici Postali, in Banca, in Ricevitoria, dal Tabaccaio, al Bancomat, al Supermercato. Potrai pagare in contanti, "
            + "con carte o conto corrente.",
        UsePart = "Utilizza la porzione di avviso relativa al canale di pagamento che preferisci.",
        UsePartOfInstallment = "Utilizza la porzione di avviso relativa alla rata e al canale di pagamento che preferisci.",
        Banks = "BANCHE E ALTRI CANALI",
        BesideCode =
            "Qui accanto trovi il codice *QR* per pagare attraverso il circuito bancario e gli altri canali di pagamento abilitati.",
        BesideCodes =
            "Qui accanto trovi il codice *QR* e il codice interbancario *CBILL* per pagare attraverso il circuito bancario e gli altri "
            + "canali di pagamento abilitati.",
        AboveCode = "Qui sopra trovi il codice *QR* per pagare attraverso il circuito bancario e gli altri canali di pagamento abilitati.",
        AboveCodes =
            "Qui sopra trovi il codice *QR* e il codice interbancario *CBILL* per pagare attraverso il circuito bancario e gli altri canali "
            + "di pagamento abilitati.",
        Whole = "RATA UNICA",
        Reduced = "RIDOTTO",
        NotReduced = "NON RIDOTTO",
        Installment = "{0}ª RATA",
        Installments = "Rate {0}",
        Nth = "{0}ª",
        And = "e",
        Recipient = "Destinatario",
        CreditorName = "Ente Creditore",
        Subject = "Oggetto del pagamento",
        Cbill = "Codice CBILL",
        NoticeNumber = "Codice Avviso",
        CreditorFiscalCode = "Cod. Fiscale Ente Creditore",
        Postal = "BOLLETTINO POSTALE PA",
        PostalPlaces =
            "Bollettino Postale pagabile in tutti gli Uffici Postali e sui canali fisici o digitali abilitati di Poste Italiane e "
            + "dell'Ente Creditore",
        Account = "sul C/C n.",
        AccountHolder = "Intestato a",
        Form = "Tipo",
        Plan = "IL PIANO DELLE RATE",
        PlanPart = "Rata",
        PlanDueOn = "Entro il",
        PlanAmount = "Euro",
    };
}
