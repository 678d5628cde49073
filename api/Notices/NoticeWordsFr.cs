namespace Lecce.Riscossione.Api.Notices;

internal static class NoticeWordsFr
{
    public static readonly NoticeWords Words = new()
    {
        Language = "fr-FR",
        Title = "AVIS DE PAIEMENT",
        Creditor = "ORGANISME CRÉANCIER",
        FiscalCode = "Code fiscal",
        Debtor = "DESTINATAIRE DE L'AVIS",
        HowMuch = "COMBIEN ET QUAND PAYER ?",
        InstallmentsToo = "Paiement échelonné possible",
        Euro = "Euros",
        By = "jusqu'au",
        DaysFromNotification = "dans les {0} jours de la notification",
        DayFromNotification = "dans le jour suivant la notification",
        PayAtOnce = "Vous pouvez payer en *un seul versement*.",
        PayAtOnceOrInInstallments =
            "Vous pouvez payer en *un seul versement* ou en *{0} versements* (voir pages suivantes), sans frais supplémentaires.",
        PayInInstallments = "Vous pouvez payer en *{0} versements* (voir pages suivantes), sans frais supplémentaires.",
        PayReduced = "Le montant *réduit* ne vaut que jusqu'à la première échéance ; ensuite le montant *non réduit* est dû.",
        PayThisInstallment = "Cet avis ne concerne que le *versement n° {0}*.",
        PayLastInstallment = "Il ne reste à payer que le *versement n° {0}*.",
        MayChange =
            "Le montant est mis à jour automatiquement par le système et peut varier en raison de dégrèvements, notes de crédit, indemnités de "
            + "retard, sanctions, intérêts ou frais de notification, etc. Le guichet, le site ou l'application utilisés pourraient donc demander "
            + "une somme différente de celle indiquée ici.",
        Where = "OÙ PAYER ?",
        Channels = "Canaux de paiement : *www.pagopa.gov.it*",
        OnlineTitle = "SUR LE SITE OU AVEC L'APPLICATION",
        Online = "de votre organisme créancier, de votre banque ou des autres canaux de paiement.",
        OnlineWithPost = "de votre organisme créancier, de la Poste italienne, de votre banque ou des autres canaux de paiement.",
        OnlineWays = "Paiement par carte, compte courant ou CBILL.",
        OnlineWaysWithoutCbill = "Paiement par carte ou compte courant.",
        TerritoryTitle = "SUR LE TERRITOIRE",
        Territory =
            "dans tous les bureaux de poste, les banques, les points de jeu et les bureaux de tabac, aux distributeurs et au supermarché. "
            + "Paiement en espèces, par carte ou compte courant.",
        UsePart = "Utilisez la partie de l'avis correspondant au canal de paiement de votre choix.",
        UsePartOfInstallment = "Utilisez la partie de l'avis correspondant au versement et au canal de paiement de votre choix.",
        Banks = "BANQUES ET AUTRES CANAUX",
        BesideCode = "Le code *QR* ci-contre permet de payer par le circuit bancaire et les autres canaux de paiement habilités.",
        BesideCodes =
            "Le code *QR* et le code interbancaire *CBILL* ci-contre permettent de payer par le circuit bancaire et les autres canaux de "
            + "paiement habilités.",
        AboveCode = "Le code *QR* ci-dessus permet de payer par le circuit bancaire et les autres canaux de paiement habilités.",
        AboveCodes =
            "Le code *QR* et le code interbancaire *CBILL* ci-dessus permettent de payer par le circuit bancaire et les autres canaux "
            + "habilités.",
        Whole = "VERSEMENT UNIQUE",
        Reduced = "RÉDUIT",
        NotReduced = "NON RÉDUIT",
        Installment = "VERSEMENT {0}",
        Installments = "Versements {0}",
        Nth = "{0}",
        And = "et",
        Recipient = "Destinataire",
        CreditorName = "Organisme créancier",
        Subject = "Objet du paiement",
        Cbill = "Code CBILL",
        NoticeNumber = "Code de l'avis",
        CreditorFiscalCode = "Code fiscal créancier",
        Postal = "BULLETIN POSTAL PA",
        PostalPlaces =
            "Bulletin payable dans tous les bureaux de poste et par les canaux physiques ou numériques habilités de la Poste italienne et de "
            + "l'organisme créancier",
        Account = "sur le C/C n°",
        AccountHolder = "Au nom de",
        Form = "Type",
        Plan = "PLAN DES VERSEMENTS",
        PlanPart = "Versement",
        PlanDueOn = "Jusqu'au",
        PlanAmount = "Euros",
    };
}
