using Lecce.Riscossione.Sdk;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Samples.FirstPayment;

/// <summary>The debt of the story. Municipality, department and revenue types are those that a fresh API has in Development.</summary>
internal static class Tari
{
    public const string Municipality = "80008510754";
    public const string Department = "tributi";
    private static readonly InstantPattern Number = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'-'HHmmssfff");

    /// <summary>This year's TARI with the TEFA of the Province, first due on the 16th of next month.</summary>
    /// <param name="now">Also makes the external id, so that the story can be told again to the same API.</param>
    public static IssuePaymentDocumentRequest Request(Instant now)
    {
        var today = now.InZone(Italian.Rome).Date;
        var firstDue = today.PlusMonths(1).With(DateAdjusters.DayOfMonth(16));
        return new IssuePaymentDocumentRequest
        {
            ExternalId = $"TARI-{Number.Format(now)}",
            Subject = $"TARI {today.Year} – Tassa sui rifiuti",
            Debtor = new Debtor
            {
                Kind = "F",
                FiscalCode = "RSSMRA45C12F205C",
                FullName = "Mario Rossi",
                Street = "Via Umberto I",
                CivicNumber = "13",
                PostalCode = "73100",
                City = "Lecce",
                Province = "LE",
                Country = "IT",
            },
            Items =
            [
                new DebtItemRequest
                {
                    RevenueType = "tari",
                    Year = today.Year,
                    AmountCents = 288_00,
                },
                new DebtItemRequest
                {
                    RevenueType = "tefa",
                    Year = today.Year,
                    AmountCents = 14_40,
                },
            ],
            Options =
            [
                new PaymentOptionRequest { Kind = "single", DueOn = firstDue },
                new PaymentOptionRequest
                {
                    Kind = "installments",
                    Plan = new InstallmentPlan
                    {
                        Count = 3,
                        FirstDueOn = firstDue,
                        EveryMonths = 2,
                    },
                },
            ],
        };
    }
}
