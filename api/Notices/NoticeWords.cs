namespace Lecce.Riscossione.Api.Notices;

/// <summary>
/// The texts of a notice in one language. Words between asterisks are bold; <c>{0}</c> is a value. The official model prescribes the Italian texts.
/// </summary>
internal sealed record NoticeWords
{
    private static readonly IReadOnlyDictionary<string, NoticeWords> ByLanguage = new Dictionary<string, NoticeWords>(
        StringComparer.Ordinal
    )
    {
        ["it"] = NoticeWordsIt.Words,
        ["de"] = NoticeWordsDe.Words,
        ["en"] = NoticeWordsEn.Words,
        ["fr"] = NoticeWordsFr.Words,
        ["sl"] = NoticeWordsSl.Words,
    };

    /// <summary>The Italian texts, used by every notice.</summary>
    public static NoticeWords Italian => ByLanguage["it"];

    /// <summary>The languages available besides Italian.</summary>
    public static IReadOnlyList<string> SecondLanguages { get; } = ["de", "en", "fr", "sl"];

    /// <summary>The texts in an available language.</summary>
    public static NoticeWords In(string language) => ByLanguage[language];

    /// <summary>The BCP 47 tag for PDF readers.</summary>
    public required string Language { get; init; }

    public required string Title { get; init; }
    public required string Creditor { get; init; }
    public required string FiscalCode { get; init; }
    public required string Debtor { get; init; }

    public required string HowMuch { get; init; }
    public required string InstallmentsToo { get; init; }
    public required string Euro { get; init; }

    /// <summary>Precedes a due date: the last day for payment.</summary>
    public required string By { get; init; }

    /// <summary>With a number of days from the notification of a fine, at least two.</summary>
    public required string DaysFromNotification { get; init; }
    public required string DayFromNotification { get; init; }
    public required string PayAtOnce { get; init; }

    /// <summary>With the number of installments.</summary>
    public required string PayAtOnceOrInInstallments { get; init; }

    /// <summary>With the number of installments.</summary>
    public required string PayInInstallments { get; init; }
    public required string PayReduced { get; init; }

    /// <summary>With the number of the installment.</summary>
    public required string PayThisInstallment { get; init; }

    /// <summary>With the number of the only open installment.</summary>
    public required string PayLastInstallment { get; init; }
    public required string MayChange { get; init; }

    public required string Where { get; init; }
    public required string Channels { get; init; }
    public required string OnlineTitle { get; init; }
    public required string Online { get; init; }

    /// <summary>For a creditor with a postal account.</summary>
    public required string OnlineWithPost { get; init; }

    /// <summary>The ways to pay online.</summary>
    public required string OnlineWays { get; init; }

    /// <summary>The ways to pay online for a creditor without a CBILL code.</summary>
    public required string OnlineWaysWithoutCbill { get; init; }
    public required string TerritoryTitle { get; init; }
    public required string Territory { get; init; }
    public required string UsePart { get; init; }
    public required string UsePartOfInstallment { get; init; }

    public required string Banks { get; init; }
    public required string BesideCode { get; init; }
    public required string BesideCodes { get; init; }
    public required string AboveCode { get; init; }
    public required string AboveCodes { get; init; }
    public required string Whole { get; init; }
    public required string Reduced { get; init; }
    public required string NotReduced { get; init; }

    /// <summary>With the number of the installment.</summary>
    public required string Installment { get; init; }

    /// <summary>With the list of a page's installment numbers.</summary>
    public required string Installments { get; init; }

    /// <summary>A number in that list.</summary>
    public required string Nth { get; init; }

    /// <summary>Precedes the last number of that list.</summary>
    public required string And { get; init; }
    public required string Recipient { get; init; }
    public required string CreditorName { get; init; }
    public required string Subject { get; init; }
    public required string Cbill { get; init; }
    public required string NoticeNumber { get; init; }
    public required string CreditorFiscalCode { get; init; }

    public required string Postal { get; init; }
    public required string PostalPlaces { get; init; }
    public required string Account { get; init; }
    public required string AccountHolder { get; init; }
    public required string Form { get; init; }

    public required string Plan { get; init; }
    public required string PlanPart { get; init; }
    public required string PlanDueOn { get; init; }
    public required string PlanAmount { get; init; }

    /// <summary>A term in days from the notification.</summary>
    public string FromNotification(int days) =>
        days == 1 ? DayFromNotification : string.Format(System.Globalization.CultureInfo.InvariantCulture, DaysFromNotification, days);
}
