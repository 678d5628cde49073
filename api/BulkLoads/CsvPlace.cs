using System.Globalization;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>The place of a request field in a CSV file.</summary>
internal static class CsvPlace
{
    private static readonly Dictionary<string, string> Debtor = Columns(
        "debtor",
        "kind",
        "fiscalCode",
        "fullName",
        "street",
        "civicNumber",
        "postalCode",
        "city",
        "province",
        "country",
        "email"
    );
    private static readonly Dictionary<string, string> Foreign = Columns("debtorForeign", "identifier", "country");
    private static readonly Dictionary<string, string> Plan = Columns("plan", "count", "firstDueOn", "everyMonths");
    private static readonly Dictionary<string, string> Item = new(StringComparer.Ordinal)
    {
        ["revenueType"] = CsvColumn.RevenueType,
        ["year"] = CsvColumn.Year,
        ["amountCents"] = CsvColumn.ItemAmountCents,
        ["description"] = CsvColumn.ItemDescription,
        ["budgetChapter"] = CsvColumn.BudgetChapter,
    };
    private static readonly Dictionary<string, string> Installment = new(StringComparer.Ordinal)
    {
        ["dueOn"] = CsvColumn.InstallmentDueOn,
        ["amountCents"] = CsvColumn.InstallmentAmountCents,
        ["noticeNumber"] = CsvColumn.NoticeNumber,
        ["iuv"] = CsvColumn.Iuv,
    };
    private static readonly HashSet<string> Single = [CsvColumn.DueOn, CsvColumn.NoticeNumber, CsvColumn.Iuv];

    /// <summary>The column and the row; null when the field has none of its own.</summary>
    /// <param name="pointer">JSON pointer into the request that was made of the rows.</param>
    /// <param name="first">The first row of the document.</param>
    /// <param name="items">Its rows with an item.</param>
    /// <param name="installments">Its rows with an installment.</param>
    public static (string Column, CsvRow Row)? Of(
        string pointer,
        CsvRow first,
        IReadOnlyList<CsvRow> items,
        IReadOnlyList<CsvRow> installments
    ) =>
        pointer.Split('/')[1..] switch
        {
            ["debtor", var field] => At(first, Debtor.GetValueOrDefault(field)),
            ["debtor", "foreign", var field] => At(first, Foreign.GetValueOrDefault(field)),
            ["items", var place, var field] => At(RowAt(items, place), Item.GetValueOrDefault(field)),
            ["options", _, "installments", var place, var field] => At(RowAt(installments, place), Installment.GetValueOrDefault(field)),
            ["options", _, "plan", var field] => At(first, Plan.GetValueOrDefault(field)),
            ["options", _, var field] when Single.Contains(field) => At(first, field),
            [var field] when CsvColumn.All.Contains(field, StringComparer.Ordinal) => At(first, field),
            _ => null,
        };

    private static (string, CsvRow)? At(CsvRow? row, string? column) => row is null || column is null ? null : (column, row);

    private static CsvRow? RowAt(IReadOnlyList<CsvRow> rows, string place) =>
        int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < rows.Count ? rows[index] : null;

    private static Dictionary<string, string> Columns(string start, params string[] fields) =>
        fields.ToDictionary(field => field, field => $"{start}{char.ToUpperInvariant(field[0])}{field[1..]}", StringComparer.Ordinal);
}
