namespace Lecce.Riscossione.Api.Notices;

internal static class NoticeWordsSl
{
    public static readonly NoticeWords Words = new()
    {
        Language = "sl-SI",
        Title = "OBVESTILO O PLAČILU",
        Creditor = "USTANOVA UPNICA",
        FiscalCode = "Davčna št.",
        Debtor = "PREJEMNIK OBVESTILA",
        HowMuch = "KOLIKO IN KDAJ PLAČATI?",
        InstallmentsToo = "Plačate lahko tudi na obroke",
        Euro = "Evrov",
        By = "do",
        DaysFromNotification = "v {0} dneh od vročitve",
        DayFromNotification = "v 1 dnevu od vročitve",
        PayAtOnce = "Plačate lahko v *enem samem obroku*.",
        PayAtOnceOrInInstallments =
            "Plačate lahko v *enem samem obroku* ali na obroke, *število obrokov: {0}* (glej naslednje strani), brez dodatnih stroškov.",
        PayInInstallments = "Plačate lahko na obroke, *število obrokov: {0}* (glej naslednje strani), brez dodatnih stroškov.",
        PayReduced = "*Znižani* znesek velja samo do prvega roka; po njem je treba plačati *neznižani* znesek.",
        PayThisInstallment = "To obvestilo se nanaša samo na *obrok št. {0}*.",
        PayLastInstallment = "Plačati je treba le še *obrok št. {0}*.",
        MayChange =
            "Znesek sistem samodejno posodablja in se lahko spremeni zaradi olajšav, dobropisov, zamudnih nadomestil, kazni, obresti, stroškov "
            + "vročanja itd. Na okencu, spletnem mestu ali v aplikaciji, ki jo boste uporabili, lahko zato zahtevajo znesek, ki se razlikuje od "
            + "tu navedenega.",
        Where = "KJE PLAČATI?",
        Channels = "Plačilni kanali: *www.pagopa.gov.it*",
        OnlineTitle = "NA SPLETU ALI Z APLIKACIJO",
        Online = "vaše ustanove upnice, vaše banke ali drugih plačilnih kanalov.",
        OnlineWithPost = "vaše ustanove upnice, Italijanske pošte, vaše banke ali drugih plačilnih kanalov.",
        OnlineWays = "Plačate lahko s kartico, s tekočega računa ali prek CBILL.",
        OnlineWaysWithoutCbill = "Plačate lahko s kartico ali s tekočega računa.",
        TerritoryTitle = "NA TERITORIJU",
        Territory =
            "na vseh poštah, v bankah, loterijskih prodajalnah in trafikah, na bankomatih in v supermarketih. Plačate lahko z gotovino, s "
            + "kartico ali s tekočega računa.",
        UsePart = "Uporabite del obvestila za plačilni kanal, ki vam ustreza.",
        UsePartOfInstallment = "Uporabite del obvestila za obrok in plačilni kanal, ki vam ustreza.",
        Banks = "BANKE IN DRUGI KANALI",
        BesideCode = "S kodo *QR* na tem mestu plačate prek bank in drugih omogočenih plačilnih kanalov.",
        BesideCodes = "S kodo *QR* in medbančno kodo *CBILL* na tem mestu plačate prek bank in drugih omogočenih plačilnih kanalov.",
        AboveCode = "Z zgornjo kodo *QR* plačate prek bank in drugih omogočenih plačilnih kanalov.",
        AboveCodes = "Z zgornjo kodo *QR* in medbančno kodo *CBILL* plačate prek bank in drugih omogočenih plačilnih kanalov.",
        Whole = "EN SAM OBROK",
        Reduced = "ZNIŽANO",
        NotReduced = "NEZNIŽANO",
        Installment = "{0}. OBROK",
        Installments = "Obroki {0}",
        Nth = "{0}.",
        And = "in",
        Recipient = "Prejemnik",
        CreditorName = "Ustanova upnica",
        Subject = "Predmet plačila",
        Cbill = "Koda CBILL",
        NoticeNumber = "Koda obvestila",
        CreditorFiscalCode = "Davčna št. upnice",
        Postal = "POŠTNA POLOŽNICA PA",
        PostalPlaces =
            "Položnico lahko plačate na vseh poštah ter prek omogočenih fizičnih ali digitalnih kanalov Italijanske pošte in ustanove upnice",
        Account = "na t. r. št.",
        AccountHolder = "Imetnik",
        Form = "Tip",
        Plan = "NAČRT OBROKOV",
        PlanPart = "Obrok",
        PlanDueOn = "Do",
        PlanAmount = "Evrov",
    };
}
