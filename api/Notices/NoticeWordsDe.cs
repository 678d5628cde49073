namespace Lecce.Riscossione.Api.Notices;

internal static class NoticeWordsDe
{
    public static readonly NoticeWords Words = new()
    {
        Language = "de-DE",
        Title = "ZAHLUNGSMITTEILUNG",
        Creditor = "GLÄUBIGERKÖRPERSCHAFT",
        FiscalCode = "Steuernummer",
        Debtor = "EMPFÄNGER DER MITTEILUNG",
        HowMuch = "WIE VIEL UND WANN ZAHLEN?",
        InstallmentsToo = "Ratenzahlung ist möglich",
        Euro = "Euro",
        By = "bis zum",
        DaysFromNotification = "binnen {0} Tagen ab Zustellung",
        DayFromNotification = "binnen 1 Tag ab Zustellung",
        PayAtOnce = "Sie können in *einer einzigen Rate* zahlen.",
        PayAtOnceOrInInstallments =
            "Sie können in *einer einzigen Rate* oder in *{0} Raten* zahlen (siehe folgende Seiten). Die Ratenzahlung ist ohne Mehrkosten.",
        PayInInstallments = "Sie können in *{0} Raten* zahlen (siehe folgende Seiten). Die Ratenzahlung ist ohne Mehrkosten.",
        PayReduced = "Der *ermäßigte* Betrag gilt nur bis zur ersten Frist; danach ist der *volle* Betrag geschuldet.",
        PayThisInstallment = "Diese Mitteilung betrifft nur die *Rate Nr. {0}*.",
        PayLastInstallment = "Es bleibt nur noch die *Rate Nr. {0}* zu zahlen.",
        MayChange =
            "Der Betrag wird vom System automatisch aktualisiert und kann sich durch Nachlässe, Gutschriften, Verzugsgebühren, Strafen, Zinsen "
            + "oder Zustellkosten usw. ändern. Am Schalter, auf der Website oder in der App kann daher ein anderer Betrag als der hier "
            + "angegebene verlangt werden.",
        Where = "WO ZAHLEN?",
        Channels = "Zahlungskanäle: *www.pagopa.gov.it*",
        OnlineTitle = "AUF DER WEBSITE ODER MIT DER APP",
        Online = "Ihrer Gläubigerkörperschaft, Ihrer Bank oder der anderen Zahlungskanäle.",
        OnlineWithPost = "Ihrer Gläubigerkörperschaft, der Italienischen Post, Ihrer Bank oder der anderen Zahlungskanäle.",
        OnlineWays = "Zahlung mit Karte, vom Kontokorrent oder über CBILL.",
        OnlineWaysWithoutCbill = "Zahlung mit Karte oder vom Kontokorrent.",
        TerritoryTitle = "VOR ORT",
        Territory =
            "in allen Postämtern, bei Banken, Annahmestellen und Tabaktrafiken, am Geldautomaten und im Supermarkt. Zahlung in bar, mit Karte "
            + "oder vom Kontokorrent.",
        UsePart = "Verwenden Sie den Abschnitt für den Zahlungskanal Ihrer Wahl.",
        UsePartOfInstallment = "Verwenden Sie den Abschnitt für die Rate und den Zahlungskanal Ihrer Wahl.",
        Banks = "BANKEN UND ANDERE KANÄLE",
        BesideCode = "Mit dem nebenstehenden *QR*-Code zahlen Sie über Banken und die anderen zugelassenen Zahlungskanäle.",
        BesideCodes =
            "Mit dem nebenstehenden *QR*-Code und dem Interbankencode *CBILL* zahlen Sie über Banken und die anderen zugelassenen "
            + "Zahlungskanäle.",
        AboveCode = "Mit dem obigen *QR*-Code zahlen Sie über Banken und die anderen zugelassenen Zahlungskanäle.",
        AboveCodes =
            "Mit dem obigen *QR*-Code und dem Interbankencode *CBILL* zahlen Sie über Banken und die anderen zugelassenen Zahlungskanäle.",
        Whole = "EINZIGE RATE",
        Reduced = "ERMÄSSIGT",
        NotReduced = "NICHT ERMÄSSIGT",
        Installment = "{0}. RATE",
        Installments = "Raten {0}",
        Nth = "{0}.",
        And = "und",
        Recipient = "Empfänger",
        CreditorName = "Gläubigerkörperschaft",
        Subject = "Zahlungsgrund",
        Cbill = "CBILL-Code",
        NoticeNumber = "Mitteilungscode",
        CreditorFiscalCode = "Steuernr. Gläubiger",
        Postal = "POSTERLAGSCHEIN PA",
        PostalPlaces =
            "Der Posterlagschein kann in allen Postämtern und über die zugelassenen Kanäle der Italienischen Post und der "
            + "Gläubigerkörperschaft gezahlt werden",
        Account = "auf K/K Nr.",
        AccountHolder = "lautend auf",
        Form = "Typ",
        Plan = "RATENPLAN",
        PlanPart = "Rate",
        PlanDueOn = "Bis zum",
        PlanAmount = "Euro",
    };
}
