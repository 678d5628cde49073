using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.PaymentDocuments.Rules;

/// <summary>The part of a revenue type that a debt item takes over.</summary>
internal record RevenueTypeFacts
{
    /// <summary>The columns of RevenueTypes that are read into this record.</summary>
    public const string Columns = """
        Id, Code, Name, TaxonomyCode, Iban, PostalIban, BudgetChapter, DueDatesRoll, AllowsPartialPayment,
               BeneficiaryFiscalCode, BeneficiaryName, StampAmountCents
        """;

    public Id Id { get; init; }
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";
    public string TaxonomyCode { get; init; } = "";
    public Iban Iban { get; init; }
    public Iban? PostalIban { get; init; }
    public string? BudgetChapter { get; init; }
    public bool DueDatesRoll { get; init; }
    public bool AllowsPartialPayment { get; init; }
    public FiscalCode? BeneficiaryFiscalCode { get; init; }
    public string? BeneficiaryName { get; init; }

    /// <summary>What a stamp costs; null for every type but that of stamps.</summary>
    public long? StampAmountCents { get; init; }
}
