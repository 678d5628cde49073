using System.Globalization;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>
/// Makes one request of the rows of CSV that have the same externalId. What belongs to the whole document is taken from the first row, and the
/// others must not say otherwise; a row with a revenue type adds an item, a row with the date or amount of an installment adds an installment.
/// No value is ever left out: one that has no place refuses the document.
/// </summary>
internal sealed class CsvRequest(IReadOnlyList<CsvRow> rows)
{
    private static readonly LocalDatePattern Italian = LocalDatePattern.CreateWithInvariantCulture("d/M/uuuu");

    private readonly CsvRow first = rows[0];
    private readonly List<CsvRow> items = [.. rows.Where(row => row[CsvColumn.RevenueType] is not null)];
    private readonly List<CsvRow> installments =
    [
        .. rows.Where(row => row[CsvColumn.InstallmentDueOn] is not null || row[CsvColumn.InstallmentAmountCents] is not null),
    ];
    private readonly Validation validation = new();

    /// <summary>Reads the rows.</summary>
    /// <exception cref="Refusal">
    /// <see cref="Codes.RowsDisagree"/> or <see cref="Codes.ValidationFailed"/>, with the columns and lines at fault.
    /// </exception>
    public RowRequest Read(string usualAction)
    {
        CheckTexts();
        validation.ThrowIfAny();
        CheckAgreement();
        var action = RowRequest.Known(first[CsvColumn.Action] ?? usualAction);
        var externalId = Required(first, CsvColumn.ExternalId).Trim();
        var issue = action == RowAction.Cancel ? null : Issue(externalId);
        validation.ThrowIfAny();
        return new RowRequest(action, externalId, first[CsvColumn.Reason], issue);
    }

    /// <summary>A refusal of what the rows ask for, with the column and the line in the place of each field.</summary>
    public Refusal Located(Refusal refusal) =>
        refusal.Errors is []
            ? refusal
            : new Refusal(refusal.Code, refusal.Detail, [.. refusal.Errors.Select(Located)])
            {
                RetryAfterSeconds = refusal.RetryAfterSeconds,
            };

    private FieldError Located(FieldError error) =>
        CsvPlace.Of(error.Pointer, first, items, installments) is var (column, row)
            ? new FieldError($"/{column}", error.Code, $"Riga {row.Line}, colonna {column}: {error.Detail}")
            : error;

    private void CheckTexts()
    {
        foreach (var row in rows)
        {
            foreach (var column in row.UnfitColumns)
            {
                Fault(row, column, "text-invalid", Texts.Unfit);
            }
        }
    }

    /// <summary>Rows after the first may leave out what belongs to the whole document, or repeat it.</summary>
    private void CheckAgreement()
    {
        var errors = new List<FieldError>();
        foreach (var row in rows.Skip(1))
        {
            foreach (var (column, index) in row.Header.OfDocument)
            {
                if (row[index] is { } value && !Agree(first[index], value))
                {
                    errors.Add(Disagreement(column, row, first[index] is null));
                }
            }
        }

        if (errors.Count > 0)
        {
            throw new Refusal(
                Codes.RowsDisagree,
                "Righe con lo stesso externalId indicano valori diversi per lo stesso documento: correggerle, oppure usare externalId diversi.",
                errors
            );
        }
    }

    private FieldError Disagreement(string column, CsvRow row, bool firstIsEmpty) =>
        firstIsEmpty
            ? new FieldError(
                $"/{column}",
                "value-not-in-first-row",
                $"Riga {row.Line}, colonna {column}: il valore manca nella prima riga del documento ({first.Line}), dalla quale si legge."
            )
            : new FieldError(
                $"/{column}",
                "value-differs",
                $"Riga {row.Line}, colonna {column}: il valore è diverso da quello della riga {first.Line}."
            );

    private static bool Agree(string? one, string other) =>
        one == other
        || (one is not null && Parse(one) is { Success: true } date && Parse(other) is { Success: true } same && date.Value == same.Value);

    private IssuePaymentDocumentRequest Issue(string externalId)
    {
        CheckUnused();
        var options = Options();
        return new IssuePaymentDocumentRequest
        {
            ExternalId = externalId,
            Subject = Required(first, CsvColumn.Subject),
            Debtor = Debtor(),
            Items = [.. items.Select(Item)],
            Options = options,
            DueOn = options is null ? Date(first, CsvColumn.DueOn) : null,
            ValidFrom = Date(first, CsvColumn.ValidFrom),
            PayableUntil = Date(first, CsvColumn.PayableUntil),
            PrintedOn = Date(first, CsvColumn.PrintedOn),
            Metadata = first.Pairs(CsvColumn.MetadataPrefix),
        };
    }

    /// <summary>Refuses values that would have no effect.</summary>
    private void CheckUnused()
    {
        CsvRow? item = null;
        foreach (var row in rows)
        {
            if (row[CsvColumn.RevenueType] is not null)
            {
                item = row;
                continue;
            }

            Unused(row, CsvColumn.ItemAmountCents, repeated: null);
            foreach (var (column, index) in row.Header.OfItem)
            {
                Unused(row, column, repeated: item?[index]);
            }
        }

        var hasPlan = first[CsvColumn.PlanCount] is not null;
        foreach (var column in new[] { CsvColumn.NoticeNumber, CsvColumn.Iuv })
        {
            foreach (var row in hasPlan && installments is [] ? rows : rows.Except(installments is [] ? [first] : installments))
            {
                Unused(row, column, repeated: hasPlan && installments is [] ? null : first[column]);
            }
        }

        if (!hasPlan)
        {
            Unused(first, CsvColumn.PlanFirstDueOn, repeated: null);
            Unused(first, CsvColumn.PlanEveryMonths, repeated: null);
        }
    }

    private void Unused(CsvRow row, string column, string? repeated)
    {
        if (row[column] is { } value && value != repeated)
        {
            Fault(row, column, "value-unused", $"Il valore non ha effetto: {WhatLacks(column)}.");
        }
    }

    private static string WhatLacks(string column) =>
        column switch
        {
            CsvColumn.NoticeNumber or CsvColumn.Iuv =>
                "un numero si indica nella riga di una rata elencata, o nella prima riga se la rata è unica",
            CsvColumn.PlanFirstDueOn or CsvColumn.PlanEveryMonths => "manca planCount",
            _ => "alla riga manca revenueType",
        };

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

    /// <summary>A value in either column makes the debtor foreign; if the other column is empty, the request is refused.</summary>
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
        var plan = first[CsvColumn.PlanCount] is null ? null : Plan();
        var adopts = first[CsvColumn.NoticeNumber] is not null || first[CsvColumn.Iuv] is not null;
        if (installments is [] && plan is null)
        {
            return adopts ? [Single(withNumber: true)] : null;
        }

        var option = new PaymentOptionRequest
        {
            Kind = OptionKind.Installments,
            Installments = installments is [] ? null : installments.ConvertAll(Installment),
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

    private void Fault(CsvRow row, string column, string code, string detail) =>
        validation.Add($"/{column}", code, $"Riga {row.Line}, colonna {column}: {detail}");

    private string Required(CsvRow row, string column)
    {
        if (row[column] is { } value)
        {
            return value;
        }

        Fault(row, column, "value-missing", "Il valore manca.");
        return "";
    }

    private long? Number(CsvRow row, string column, bool mandatory = false)
    {
        var text = mandatory ? Required(row, column) : row[column];
        if (text is null or "")
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Amount.MaxCents)
        {
            return Math.Min(number, column is CsvColumn.ItemAmountCents or CsvColumn.InstallmentAmountCents ? number : int.MaxValue);
        }

        Fault(row, column, "number-invalid", "Serve un numero intero, senza separatori: gli importi sono in centesimi.");
        return null;
    }

    private LocalDate? Date(CsvRow row, string column, bool mandatory = false)
    {
        var text = mandatory ? Required(row, column) : row[column];
        if (text is null or "")
        {
            return null;
        }

        if (Parse(text) is { Success: true } parsed)
        {
            return parsed.Value;
        }

        Fault(row, column, "date-invalid", "Serve una data come 2026-12-16 oppure 16/12/2026.");
        return null;
    }

    private static ParseResult<LocalDate> Parse(string text) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true } iso ? iso : Italian.Parse(text);
}
