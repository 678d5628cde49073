namespace Lecce.Riscossione.Api.Notices;

internal static class NoticeWordsEn
{
    public static readonly NoticeWords Words = new()
    {
        Language = "en-GB",
        Title = "PAYMENT NOTICE",
        Creditor = "CREDITOR",
        FiscalCode = "Fiscal code",
        Debtor = "ADDRESSEE",
        HowMuch = "HOW MUCH AND WHEN?",
        InstallmentsToo = "You may pay in instalments",
        Euro = "Euros",
        By = "by",
        DaysFromNotification = "within {0} days of notification",
        DayFromNotification = "within 1 day of notification",
        PayAtOnce = "You can pay in *a single instalment*.",
        PayAtOnceOrInInstallments =
            "You can pay in *a single instalment* or in *{0} instalments* (see the next pages). Paying in instalments costs nothing more.",
        PayInInstallments = "You can pay in *{0} instalments* (see the next pages). Paying in instalments costs nothing more.",
        PayReduced = "The *reduced* amount is valid until the first deadline only; after that the *full* amount is due.",
        PayThisInstallment = "This notice is for *instalment no. {0}* only.",
        PayLastInstallment = "Only *instalment no. {0}* is left to pay.",
        MayChange =
            "The system updates the amount automatically: it may change because of relief, credit notes, late-payment charges, penalties, "
            + "interest, notification costs and so on. The counter, website or app that you use may therefore ask for a sum other than the one "
            + "shown here.",
        Where = "WHERE TO PAY?",
        Channels = "Payment channels: *www.pagopa.gov.it*",
        OnlineTitle = "PAY ONLINE OR WITH AN APP",
        Online = "of your creditor, your bank or any other payment channel.",
        OnlineWithPost = "of your creditor, Poste Italiane, your bank or any other payment channel.",
        OnlineWays = "You can pay by card, from a bank account or by CBILL.",
        OnlineWaysWithoutCbill = "You can pay by card or from a bank account.",
        TerritoryTitle = "PAY LOCALLY",
        Territory =
            "at any post office, bank, betting shop, tobacconist, cash machine or supermarket. You can pay in cash, by card or from a bank "
            + "account.",
        UsePart = "Use the part of this notice for the payment channel that you prefer.",
        UsePartOfInstallment = "Use the part of this notice for the instalment and payment channel that you prefer.",
        Banks = "BANKS AND OTHER CHANNELS",
        BesideCode = "Use the *QR* code shown here to pay through banks and the other enabled payment channels.",
        BesideCodes =
            "Use the *QR* code and the interbank *CBILL* code shown here to pay through banks and the other enabled payment channels.",
        AboveCode = "Use the *QR* code above to pay through banks and the other enabled payment channels.",
        AboveCodes = "Use the *QR* code and the interbank *CBILL* code above to pay through banks and the other enabled payment channels.",
        Whole = "SINGLE INSTALMENT",
        Reduced = "REDUCED",
        NotReduced = "NOT REDUCED",
        Installment = "INSTALMENT {0}",
        Installments = "Instalments {0}",
        Nth = "{0}",
        And = "and",
        Recipient = "Addressee",
        CreditorName = "Creditor",
        Subject = "Subject of payment",
        Cbill = "CBILL code",
        NoticeNumber = "Notice code",
        CreditorFiscalCode = "Creditor's fiscal code",
        Postal = "POSTAL PAYMENT SLIP",
        PostalPlaces =
            "This slip can be paid at any post office and through the enabled physical or digital channels of Poste Italiane and the creditor",
        Account = "to account no.",
        AccountHolder = "Held by",
        Form = "Type",
        Plan = "INSTALMENT PLAN",
        PlanPart = "Instalment",
        PlanDueOn = "By",
        PlanAmount = "Euros",
    };
}
