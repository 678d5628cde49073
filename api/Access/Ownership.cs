using Dapper;

namespace Lecce.Riscossione.Api.Access;

/// <summary>
/// The rows that a caller may know of, said in the WHERE: what it does not cover does not exist for it. Only conditions that apply are
/// written, so that each form of the statement finds its index.
/// </summary>
internal static class Ownership
{
    // A draft, or a document of a load that is not yet complete, is not yet anybody's debt.
    private const string DebtorDocuments = """
        SELECT Id
          FROM PaymentDocuments
         WHERE DebtorFiscalCode = @callerDebtor AND State NOT IN ('draft', 'staged')
         UNION
        SELECT c.DocumentId
          FROM CoObligors c
         INNER JOIN PaymentDocuments owed ON owed.Id = c.DocumentId
         WHERE c.FiscalCode = @callerDebtor AND owed.State NOT IN ('draft', 'staged')
        """;

    /// <summary>
    /// Conditions on a table that names its organization and department; a null caller is the program itself, which sees all. Debtors have
    /// no business with such a table unless it has a condition of its own below.
    /// </summary>
    public static string Of(Caller? caller, string alias) => caller?.Debtor is null ? OfOffice(caller, alias) : "AND 1 = 0";

    /// <summary>Conditions on the payment documents; their debtors see their own.</summary>
    public static string OfDocuments(Caller? caller, string alias) => OfDebtorToo(caller, alias, $"AND {alias}.Id IN ({DebtorDocuments})");

    /// <summary>Conditions on the payments; debtors see those of their own documents.</summary>
    public static string OfPayments(Caller? caller, string alias) =>
        OfDebtorToo(caller, alias, $"AND {alias}.DocumentId IN ({DebtorDocuments})");

    /// <summary>Conditions on the receipts; debtors see those of the payments of their own documents.</summary>
    public static string OfReceipts(Caller? caller, string alias) =>
        OfDebtorToo(caller, alias, $"AND {alias}.PaymentId IN (SELECT Id FROM Payments WHERE DocumentId IN ({DebtorDocuments}))");

    /// <summary>A statement's own parameters together with those that the conditions name.</summary>
    public static DynamicParameters Parameters(Caller? caller, object parameters)
    {
        var all = new DynamicParameters(parameters);
        all.Add("callerOrganization", caller?.Organization);
        all.Add("callerDepartment", caller?.DepartmentId);
        all.Add("callerDebtor", caller?.Debtor);
        return all;
    }

    private static string OfDebtorToo(Caller? caller, string alias, string debtorCondition) =>
        caller?.Debtor is null ? OfOffice(caller, alias) : $"{OfOffice(caller, alias)} {debtorCondition}";

    private static string OfOffice(Caller? caller, string alias) =>
        (caller?.Organization, caller?.DepartmentId) switch
        {
            (null, null) => "",
            (_, null) => $"AND {alias}.OrganizationFiscalCode = @callerOrganization",
            _ => $"AND {alias}.OrganizationFiscalCode = @callerOrganization AND {alias}.DepartmentId = @callerDepartment",
        };
}
