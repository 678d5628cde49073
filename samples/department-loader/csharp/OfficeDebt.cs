using System.Globalization;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Sdk;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Samples.DepartmentLoader;

/// <summary>How a row of this office's file becomes a payment document. This is what another office changes.</summary>
internal static partial class OfficeDebt
{
    /// <summary>The column that identifies the debt. Sent again under the same name, a debt is found and not issued twice.</summary>
    public const string Key = "pratica";

    private const int LengthOfPersonsCode = 16;
    private const int MonthsBetweenInstallments = 2;

    /// <summary>The columns that must be there.</summary>
    public static readonly string[] Columns =
    [
        Key,
        "codice_fiscale",
        "denominazione",
        "indirizzo",
        "civico",
        "cap",
        "comune",
        "provincia",
        "anno",
        "tari",
        "tefa",
        "scadenza",
        "rate",
    ];

    private static readonly LocalDatePattern Dates = LocalDatePattern.CreateWithInvariantCulture("d/M/uuuu");

    // Written out, because the machine may have no Italian settings.
    private static readonly NumberFormatInfo Numbers = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    /// <exception cref="RowException">A value cannot be read.</exception>
    public static IssuePaymentDocumentRequest Read(OfficeRow row)
    {
        var code = row["codice_fiscale"];
        var year = Number(row, "anno");
        var dueOn = Date(row, "scadenza");
        var installments = Number(row, "rate");
        List<PaymentOptionRequest> options = [new() { Kind = OptionKinds.Single, DueOn = dueOn }];
        if (installments > 1)
        {
            options.Add(
                new PaymentOptionRequest
                {
                    Kind = OptionKinds.Installments,
                    Plan = new InstallmentPlan
                    {
                        Count = installments,
                        FirstDueOn = dueOn,
                        EveryMonths = MonthsBetweenInstallments,
                    },
                }
            );
        }

        return new IssuePaymentDocumentRequest
        {
            ExternalId = row[Key],
            Subject = $"TARI {year}",
            Debtor = new Debtor
            {
                Kind = code.Length == LengthOfPersonsCode ? DebtorKinds.F : DebtorKinds.G,
                FiscalCode = code,
                FullName = row["denominazione"],
                Street = row["indirizzo"],
                CivicNumber = row["civico"],
                PostalCode = row["cap"],
                City = row["comune"],
                Province = row["provincia"],
            },
            Items =
            [
                new DebtItemRequest
                {
                    RevenueType = "tari",
                    Year = year,
                    AmountCents = Cents(row, "tari"),
                },
                new DebtItemRequest
                {
                    RevenueType = "tefa",
                    Year = year,
                    AmountCents = Cents(row, "tefa"),
                },
            ],
            Options = options,
        };
    }

    [GeneratedRegex(@"^([0-9]{1,3}(\.[0-9]{3})+|[0-9]+)(,[0-9]{1,2})?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex EuroText();

    private static int Number(OfficeRow row, string column) =>
        int.TryParse(row[column], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new RowException($"{column}: serve un numero intero");

    private static LocalDate Date(OfficeRow row, string column) =>
        Dates.Parse(row[column]).TryGetValue(default, out var date)
            ? date
            : throw new RowException($"{column}: serve una data che esista, come 16/12/2026");

    private static long Cents(OfficeRow row, string column) =>
        // «288.00» would be read as 28.800: the parser does not look at where the points are.
        EuroText().IsMatch(row[column])
        && decimal.TryParse(row[column], NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, Numbers, out var euro)
        && euro * 100 == decimal.Truncate(euro * 100)
        && euro < long.MaxValue / 100
            ? (long)(euro * 100)
            : throw new RowException($"{column}: serve un importo in euro, come 288,00");
}

/// <summary>A row that cannot be sent.</summary>
/// <param name="message">What to mend, in Italian.</param>
internal sealed class RowException(string message) : Exception(message);
