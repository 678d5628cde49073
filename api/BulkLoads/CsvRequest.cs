using System.Globalization;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>
/// Makes one request of the rows of CSV that have the same externalId. What belongs to the whole document is taken from the first row; a row
/// with a revenue type adds an item, a row with the date or amount of an installment adds an installment.
/// </summary>
internal sealed class CsvRequest(IReadOnlyList<CsvRow> rows)
{
    private static readonly LocalDatePattern Italian = LocalDatePattern.CreateWithInvariantCulture("dd/MM/uuuu");

    private readonly CsvRow first = rows[0];
    private readonly Validation validation = new();

    /// <summary>Reads the rows.</summary>
    /// <exception cref="Refusal"><see cref="Codes.ValidationFailed"/>, with the columns at fault.</exception>
    public RowRequest Read(string usualAction)
    {
        var action = RowRequest.Known(first[CsvColumn.Action] ?? usualAction);
        CheckTexts();
        var externalId = Required(first, CsvColumn.ExternalId);
        var issue = action == RowAction.Cancel ? null : Issue(externalId);
        validation.ThrowIfAny();
        return new RowRequest(action, externalId, first[CsvColumn.Reason], issue);
    }

    private void CheckTexts()
    {
        foreach (var column in rows.SelectMany(row => row.UnfitColumns))
        {
            validation.Add($"/{column}", "text-invalid", Texts.Unfit);
        }
    }

    private IssuePaymentDocumentRequest Issue(string externalId)
    {
        var options = Options();
        return new IssuePaymentDocumentRequest
        {
            ExternalId = externalId,
            Subject = Required(first, CsvColumn.Subject),
            Debtor = Debtor(),
            Items = [.. rows.Where(row => row[CsvColumn.RevenueType] is not null).Select(Item)],
            Options = options,
            DueOn = options is null ? Date(first, CsvColumn.DueOn) : null,
            ValidFrom = Date(first, CsvColumn.ValidFrom),
            PayableUntil = Date(first, CsvColumn.PayableUntil),
            PrintedOn = Date(first, CsvColumn.PrintedOn),
            Metadata = first.Pairs(CsvColumn.MetadataPrefix),
        };
    }

    private Debtor Debtor() =>
        new()
        {
            Kind = Required(first, CsvColumn.DebtorKind),
            FiscalCode = Foreign is null ? Required(first, CsvColumn.DebtorFiscalCode) : first[CsvColumn.DebtorFiscalCode],
            Foreign = Foreign,
            FullName = Required(first, CsvColumn.DebtorFullName),
            Street = first[CsvColumn.DebtorStreet],
            CivicNumber = first[CsvColumn.DebtorCivicNumber],
            PostalCode = first[CsvColumn.DebtorPostalCode],
            City = first[CsvColumn.DebtorCity],
            Province = first[CsvColumn.DebtorProvince],
            Country = first[CsvColumn.DebtorCountry],
            Email = first[CsvColumn.DebtorEmail],
        };

    /// <summary>Whoever has a value in either column is a foreigner; a missing other half is refused as a wrong one.</summary>
    private ForeignIdentity? Foreign =>
        first[CsvColumn.DebtorForeignIdentifier] is null && first[CsvColumn.DebtorForeignCountry] is null
            ? null
            : new ForeignIdentity
            {
                Identifier = first[CsvColumn.DebtorForeignIdentifier] ?? "",
                Country = first[CsvColumn.DebtorForeignCountry] ?? "",
            };

    private DebtItemRequest Item(CsvRow row) =>
        new()
        {
            RevenueType = Required(row, CsvColumn.RevenueType),
            Year = (int)(Number(row, CsvColumn.Year, mandatory: true) ?? 0),
            AmountCents = Number(row, CsvColumn.ItemAmountCents, mandatory: true) ?? 0,
            Description = row[CsvColumn.ItemDescription],
            BudgetChapter = row[CsvColumn.BudgetChapter],
            Metadata = row.Pairs(CsvColumn.ItemMetadataPrefix),
        };

    /// <summary>With installments, a due date of the whole means that it may also be paid at once; without them, it needs no option.</summary>
    private List<PaymentOptionRequest>? Options()
    {
        var installments = rows.Where(row =>
                row[CsvColumn.InstallmentDueOn] is not null || row[CsvColumn.InstallmentAmountCents] is not null
            )
            .Select(Installment)
            .ToList();
        var plan = first[CsvColumn.PlanCount] is null ? null : Plan();
        var adopts = first[CsvColumn.NoticeNumber] is not null || first[CsvColumn.Iuv] is not null;
        if (installments is [] && plan is null)
        {
            return adopts ? [Single(withNumber: true)] : null;
        }

        var option = new PaymentOptionRequest
        {
            Kind = OptionKind.Installments,
            Installments = installments is [] ? null : installments,
            Plan = plan,
        };
        return first[CsvColumn.DueOn] is null ? [option] : [Single(withNumber: false), option];
    }

    private PaymentOptionRequest Single(bool withNumber) =>
        new()
        {
            Kind = OptionKind.Single,
            DueOn = Date(first, CsvColumn.DueOn),
            NoticeNumber = withNumber ? first[CsvColumn.NoticeNumber] : null,
            Iuv = withNumber ? first[CsvColumn.Iuv] : null,
        };

    private InstallmentRequest Installment(CsvRow row) =>
        new()
        {
            DueOn = Date(row, CsvColumn.InstallmentDueOn, mandatory: true) ?? default,
            AmountCents = Number(row, CsvColumn.InstallmentAmountCents, mandatory: true) ?? 0,
            NoticeNumber = row[CsvColumn.NoticeNumber],
            Iuv = row[CsvColumn.Iuv],
        };

    private InstallmentPlan Plan() =>
        new()
        {
            Count = (int)(Number(first, CsvColumn.PlanCount, mandatory: true) ?? 0),
            FirstDueOn = Date(first, CsvColumn.PlanFirstDueOn, mandatory: true) ?? default,
            EveryMonths = (int)(Number(first, CsvColumn.PlanEveryMonths, mandatory: true) ?? 0),
        };

    private string Required(CsvRow row, string column)
    {
        validation.Require(row[column] is not null, $"/{column}", "value-missing", "Il valore manca.");
        return row[column] ?? "";
    }

    private long? Number(CsvRow row, string column, bool mandatory = false)
    {
        var text = mandatory ? Required(row, column) : row[column];
        if (text is null or "")
        {
            return null;
        }

        var isNumber = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Amount.MaxCents;
        validation.Require(
            isNumber,
            $"/{column}",
            "number-invalid",
            "Serve un numero intero, senza separatori: gli importi sono in centesimi."
        );
        return isNumber
            ? Math.Min(number, column is CsvColumn.ItemAmountCents or CsvColumn.InstallmentAmountCents ? number : int.MaxValue)
            : null;
    }

    private LocalDate? Date(CsvRow row, string column, bool mandatory = false)
    {
        var text = mandatory ? Required(row, column) : row[column];
        if (text is null or "")
        {
            return null;
        }

        var parsed = LocalDatePattern.Iso.Parse(text) is { Success: true } iso ? iso : Italian.Parse(text);
        validation.Require(parsed.Success, $"/{column}", "date-invalid", "Serve una data come 2026-12-16 oppure 16/12/2026.");
        return parsed.Success ? parsed.Value : null;
    }
}
