using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>The columns that a CSV file may have, in any order; what each means is told in docs/bulk-loads.md.</summary>
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

    public static readonly IReadOnlyList<string> All =
    [
        .. typeof(CsvColumn).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!),
    ];

    /// <summary>What precedes the key of a pair of the document: <c>metadata.periodo</c>.</summary>
    public static readonly string MetadataPrefix = "metadata.";

    /// <summary>What precedes the key of a pair of the row's item: <c>itemMetadata.quota</c>.</summary>
    public static readonly string ItemMetadataPrefix = "itemMetadata.";

    /// <summary>True for a column that a file may have.</summary>
    public static bool IsKnown(string name) =>
        All.Contains(name, StringComparer.OrdinalIgnoreCase) || IsPair(name, MetadataPrefix) || IsPair(name, ItemMetadataPrefix);

    /// <summary>True for a column that holds the values of a pair.</summary>
    public static bool IsPair(string name, string prefix) =>
        name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The first line of a CSV file: what separates values, and which columns there are.</summary>
internal sealed record CsvHeader(char Delimiter, IReadOnlyDictionary<string, int> Columns, int Count)
{
    /// <summary>Reads a header.</summary>
    /// <exception cref="Refusal"><see cref="Codes.ValidationFailed"/>: columns are unknown, repeated or missing.</exception>
    public static CsvHeader Of(string line)
    {
        var delimiter = line.Contains(';', StringComparison.Ordinal) ? ';' : ',';
        var names = CsvLine.Split(line, delimiter) ?? [];
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var validation = new Validation();
        for (var index = 0; index < names.Count; index++)
        {
            validation.Require(
                CsvColumn.IsKnown(names[index]) && columns.TryAdd(names[index], index),
                $"/{index}",
                "column-unknown",
                "L'intestazione contiene una colonna sconosciuta o ripetuta: usare i nomi documentati."
            );
        }

        validation.Require(
            columns.ContainsKey(CsvColumn.ExternalId),
            $"/{CsvColumn.ExternalId}",
            "column-missing",
            "La prima riga deve contenere i nomi delle colonne, tra cui externalId."
        );
        validation.ThrowIfAny();
        return new CsvHeader(delimiter, columns, names.Count);
    }
}
