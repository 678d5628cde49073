using System.Text;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>The columns that a CSV file may have, in any order; docs/bulk-loads.md explains them.</summary>
internal static class CsvColumn
{
    public const string ExternalId = "externalId";
    public const string Action = "action";
    public const string Reason = "reason";
    public const string Subject = "subject";
    public const string DebtorKind = "debtorKind";
    public const string DebtorFiscalCode = "debtorFiscalCode";
    public const string DebtorForeignIdentifier = "debtorForeignIdentifier";
    public const string DebtorForeignCountry = "debtorForeignCountry";
    public const string DebtorFullName = "debtorFullName";
    public const string DebtorStreet = "debtorStreet";
    public const string DebtorCivicNumber = "debtorCivicNumber";
    public const string DebtorPostalCode = "debtorPostalCode";
    public const string DebtorCity = "debtorCity";
    public const string DebtorProvince = "debtorProvince";
    public const string DebtorCountry = "debtorCountry";
    public const string DebtorEmail = "debtorEmail";
    public const string RevenueType = "revenueType";
    public const string Year = "year";
    public const string ItemAmountCents = "itemAmountCents";
    public const string ItemDescription = "itemDescription";
    public const string BudgetChapter = "budgetChapter";
    public const string DueOn = "dueOn";
    public const string InstallmentDueOn = "installmentDueOn";
    public const string InstallmentAmountCents = "installmentAmountCents";
    public const string NoticeNumber = "noticeNumber";
    public const string Iuv = "iuv";
    public const string PlanCount = "planCount";
    public const string PlanFirstDueOn = "planFirstDueOn";
    public const string PlanEveryMonths = "planEveryMonths";
    public const string ValidFrom = "validFrom";
    public const string PayableUntil = "payableUntil";
    public const string PrintedOn = "printedOn";

    /// <summary>The columns of the whole document: all its rows must have the same value.</summary>
    public static readonly IReadOnlySet<string> OfDocument = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        Action,
        Reason,
        Subject,
        DebtorKind,
        DebtorFiscalCode,
        DebtorForeignIdentifier,
        DebtorForeignCountry,
        DebtorFullName,
        DebtorStreet,
        DebtorCivicNumber,
        DebtorPostalCode,
        DebtorCity,
        DebtorProvince,
        DebtorCountry,
        DebtorEmail,
        DueOn,
        PlanCount,
        PlanFirstDueOn,
        PlanEveryMonths,
        ValidFrom,
        PayableUntil,
        PrintedOn,
    };

    public static readonly IReadOnlyList<string> All =
    [
        .. typeof(CsvColumn).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!),
    ];

    /// <summary>Prefix of the metadata columns of the document: <c>metadata.periodo</c>.</summary>
    public static readonly string MetadataPrefix = "metadata.";

    /// <summary>Prefix of the metadata columns of the row's item: <c>itemMetadata.quota</c>.</summary>
    public static readonly string ItemMetadataPrefix = "itemMetadata.";

    /// <summary>True for a column that a file may have.</summary>
    public static bool IsKnown(string name) =>
        All.Contains(name, StringComparer.OrdinalIgnoreCase) || IsPair(name, MetadataPrefix) || IsPair(name, ItemMetadataPrefix);

    /// <summary>True for a column that belongs to the whole document.</summary>
    public static bool IsOfDocument(string name) => OfDocument.Contains(name) || IsPair(name, MetadataPrefix);

    /// <summary>True for a column that belongs to a row's item and says nothing without its revenue type.</summary>
    public static bool IsOfItem(string name) =>
        name.Equals(Year, StringComparison.OrdinalIgnoreCase)
        || name.Equals(ItemDescription, StringComparison.OrdinalIgnoreCase)
        || name.Equals(BudgetChapter, StringComparison.OrdinalIgnoreCase)
        || IsPair(name, ItemMetadataPrefix);

    /// <summary>True for a column that holds the values of a pair.</summary>
    public static bool IsPair(string name, string prefix) =>
        name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The line of a CSV file with the names of its columns.</summary>
/// <param name="Line">Its number; the first line of a file is 1.</param>
/// <param name="Delimiter">What separates values.</param>
/// <param name="Columns">The place of each column. One without a name has none: it may hold nothing.</param>
/// <param name="Count">How many columns there are, with those without a name.</param>
internal sealed record CsvHeader(long Line, char Delimiter, IReadOnlyDictionary<string, int> Columns, int Count)
{
    private readonly bool[] named = [.. Enumerable.Range(0, Count).Select(index => Columns.Values.Contains(index))];

    /// <summary>The column of the key.</summary>
    public int KeyColumn { get; } = Columns[CsvColumn.ExternalId];

    /// <summary>The columns that belong to the whole document, and their places.</summary>
    public IReadOnlyList<(string Column, int Index)> OfDocument { get; } =
    [.. Columns.Where(column => CsvColumn.IsOfDocument(column.Key)).Select(column => (column.Key, column.Value))];

    /// <summary>The columns that belong to the item of a row, and their places.</summary>
    public IReadOnlyList<(string Column, int Index)> OfItem { get; } =
    [.. Columns.Where(column => CsvColumn.IsOfItem(column.Key)).Select(column => (column.Key, column.Value))];

    /// <summary>True when the column at a place has a name.</summary>
    public bool Names(int index) => index < named.Length && named[index];

    /// <summary>Finds the header in the lines with which a file begins, each ended by LF.</summary>
    /// <exception cref="Refusal"><see cref="Codes.ValidationFailed"/>: columns are unknown, repeated or missing.</exception>
    public static CsvHeader Find(ReadOnlySpan<byte> lines)
    {
        var start = new CsvStart();
        for (var number = 1L; !lines.IsEmpty; number++)
        {
            var end = lines.IndexOf((byte)'\n');
            var line = end < 0 ? lines : lines[..end];
            if (start.Take(line))
            {
                return Of(number, Encoding.UTF8.GetString(line), start.Delimiter);
            }

            lines = lines[(end < 0 ? lines.Length : end + 1)..];
        }

        return Of(1, "", ';');
    }

    private static CsvHeader Of(long number, string line, char delimiter)
    {
        var names = CsvLine.Split(line, delimiter) ?? [];
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var validation = new Validation();
        for (var index = 0; index < names.Count; index++)
        {
            var name = names[index].Trim();
            validation.Require(
                name.Length == 0 || (CsvColumn.IsKnown(name) && columns.TryAdd(name, index)),
                $"/{index}",
                "column-unknown",
                $"Il nome della colonna {index + 1} è sconosciuto o ripetuto: usare i nomi documentati, ciascuno una volta."
            );
        }

        validation.Require(
            columns.ContainsKey(CsvColumn.ExternalId),
            $"/{CsvColumn.ExternalId}",
            "column-missing",
            "La prima riga deve contenere i nomi delle colonne, tra cui externalId."
        );
        validation.ThrowIfAny();
        return new CsvHeader(number, delimiter, columns, names.Count);
    }
}
