using System.Xml;
using Lecce.Riscossione.Samples.Simulator.Checkout;
using Lecce.Riscossione.Samples.Simulator.Node;
using Lecce.Riscossione.Samples.Simulator.Pages;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Samples.Simulator.Rest;

/// <summary>Finds what is wrong with a request, in Italian; null when nothing is.</summary>
internal static class Faults
{
    private const int MaxDelayMs = 60_000;
    private const int MaxFields = 30;
    private static readonly Duration MaxAdvance = Duration.FromDays(400);

    /// <param name="payment">What is asked.</param>
    /// <param name="isNoticeKnown">True: the number may be missing.</param>
    public static string? Of(NewPayment payment, bool isNoticeKnown = false) =>
        Scenarios.Find(payment.Scenario) is null ? $"scenario: uno di {string.Join(", ", Scenarios.All.Select(scenario => scenario.Name))}."
        : !NoticeCode.IsOrganization(payment.Organization) ? "organization: 11 cifre."
        : payment.NoticeNumber is null && (isNoticeKnown || payment.Scenario == "unknown") ? OfDetails(payment)
        : !NoticeCode.IsNoticeNumber(payment.NoticeNumber ?? "") ? "noticeNumber: 18 cifre."
        : OfDetails(payment);

    private static string? OfDetails(NewPayment payment) =>
        payment.Version is not (null or 1 or 2) ? "version: 1 o 2."
        : payment.DelayMs is < 0 or > MaxDelayMs ? "delayMs: da 0 a 60.000."
        : payment.AmountCents is < 1 or > 99_999_999_999 ? "amountCents: da 1 a 99.999.999.999."
        : null;

    public static string? Of(NewDemand demand) =>
        !NoticeCode.IsOrganization(demand.Organization) ? "organization: 11 cifre."
        : demand.Service.Length != 5 || demand.Subject.Length != 5 ? "service, subject: 5 caratteri."
        : demand.Data.Count is 0 or > MaxFields || !demand.Data.All(field => IsName(field.Key) && IsText(field.Value))
            ? "data: da 1 a 30 valori, con nomi e testi ammessi in XML."
        : null;

    public static string? Of(CannedAnswer answer) =>
        answer.Status is not (302 or 401 or 422 or 500 or 502) ? "status: 302, 401, 422, 500 o 502."
        : answer.DelayMs is < 0 or > MaxDelayMs ? "delayMs: da 0 a 60.000."
        : null;

    public static string? Of(NewOutcome outcome, out CartOutcome parsed) =>
        Enum.TryParse(outcome.Outcome, ignoreCase: true, out parsed) && Enum.IsDefined(parsed) && char.IsAsciiLetter(outcome.Outcome[0])
            ? null
            : "outcome: pay, cancel, refuse, wait o close.";

    public static string? Of(NewTime time, out Duration by)
    {
        by = Duration.Zero;
        var parsed = PeriodPattern.NormalizingIso.Parse(time.Advance);
        if (!parsed.Success || parsed.Value.Months != 0 || parsed.Value.Years != 0)
        {
            return "advance: una durata senza mesi né anni, come PT31M.";
        }

        by = parsed.Value.ToDuration();
        return by > Duration.Zero && by <= MaxAdvance ? null : "advance: più di zero, al più 400 giorni.";
    }

    public static IResult BadRequest(string fault) =>
        TypedResults.Problem(fault, statusCode: StatusCodes.Status400BadRequest, title: "Richiesta non valida");

    public static IResult NotPlayable(NotPlayableException why) =>
        TypedResults.Problem(why.Message, statusCode: StatusCodes.Status422UnprocessableEntity, title: "Scenario non adatto all'avviso");

    private static bool IsName(string name)
    {
        try
        {
            return XmlConvert.VerifyNCName(name) == name;
        }
        catch (Exception invalid) when (invalid is XmlException or ArgumentNullException)
        {
            return false;
        }
    }

    private static bool IsText(string? text) => text is not null && text.All(XmlConvert.IsXmlChar);
}
