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
    /// Conditions on a table that names its organization and department; a null caller is the program itself, which sees all. Debtors, and
    /// callers limited to revenue types, have no business with such a table unless it has a condition of its own below.
    /// </summary>
    public static string Of(Caller? caller, string alias) =>
        caller?.Debtor is null && caller?.RevenueTypes is null ? OfOffice(caller, alias) : "AND 1 = 0";

    /// <summary>Conditions on the payment documents; their debtors see their own.</summary>
    public static string OfDocuments(Caller? caller, string alias) =>
        $"{OfDebtorToo(caller, alias, $"AND {alias}.Id IN ({DebtorDocuments})")} {OfRevenueTypes(caller?.RevenueTypes, $"{alias}.Id")}";

    /// <summary>Conditions on the payment documents where debtors see none.</summary>
    public static string OfOfficeDocuments(Caller? caller, string alias) =>
        caller?.Debtor is null ? OfDocuments(caller, alias) : "AND 1 = 0";

    /// <summary>
    /// Conditions on the payments; debtors see those of their own documents. A caller limited to revenue types also sees the money that it
    /// recorded itself and that concerns no document.
    /// </summary>
    public static string OfPayments(Caller? caller, string alias)
    {
        var owned = OfDebtorToo(caller, alias, $"AND {alias}.DocumentId IN ({DebtorDocuments})");
        return caller?.RevenueTypes is null
            ? owned
            : $"""
                {owned}
                AND ({alias}.DocumentId IS NOT NULL OR {alias}.Actor = @callerActor)
                {OfRevenueTypes(caller.RevenueTypes, $"{alias}.DocumentId")}
                """;
    }

    /// <summary>Conditions on the receipts; debtors, and callers limited to revenue types, see those of the payments that they see.</summary>
    public static string OfReceipts(Caller? caller, string alias)
    {
        var owned = OfDebtorToo(
            caller,
            alias,
            $"AND {alias}.PaymentId IN (SELECT Id FROM Payments WHERE DocumentId IN ({DebtorDocuments}))"
        );
        return caller?.RevenueTypes is null
            ? owned
            : $"""
                {owned}
                AND EXISTS (SELECT 1
                              FROM Payments ownPayment
                             WHERE ownPayment.Id = {alias}.PaymentId
                               AND ownPayment.DocumentId IS NOT NULL
                               {OfRevenueTypes(caller.RevenueTypes, "ownPayment.DocumentId")})
                """;
    }

    /// <summary>
    /// Conditions on loads and batches, which name their organization, their department and the limit of the caller who started them. A limited
    /// caller sees those that were started under the very same limit.
    /// </summary>
    public static string OfWork(Caller? caller, string alias) =>
        caller?.Debtor is not null ? "AND 1 = 0"
        : caller?.RevenueTypes is null ? OfOffice(caller, alias)
        : $"{OfOffice(caller, alias)} AND {alias}.RevenueTypes = @callerRevenueTypes";

    /// <summary>The condition that all items of a document are of the revenue types of a limit.</summary>
    public static string OfRevenueTypes(RevenueTypeLimit? limit, string documentId) =>
        limit is null
            ? ""
            : $"""
                AND NOT EXISTS (SELECT 1
                                  FROM DebtItems ownItem
                                 INNER JOIN RevenueTypes ownType ON ownType.Id = ownItem.RevenueTypeId
                                 WHERE ownItem.DocumentId = {documentId}
                                   AND ownType.Code NOT IN ({string.Join(", ", limit.Codes.Select((_, index) => $"@callerType{index}"))}))
                """;

    /// <summary>A statement's own parameters together with those that the conditions name.</summary>
    public static DynamicParameters Parameters(Caller? caller, object parameters)
    {
        var all = new DynamicParameters(parameters);
        all.Add("callerOrganization", caller?.Organization);
        all.Add("callerDepartment", caller?.DepartmentId);
        all.Add("callerDebtor", caller?.Debtor);
        AddRevenueTypes(all, caller?.RevenueTypes);
        if (caller?.RevenueTypes is { } limit)
        {
            all.Add("callerActor", caller.Actor);
            all.Add("callerRevenueTypes", limit.Text);
        }

        return all;
    }

    /// <summary>Adds the parameters that <see cref="OfRevenueTypes"/> names.</summary>
    public static void AddRevenueTypes(DynamicParameters parameters, RevenueTypeLimit? limit)
    {
        for (var index = 0; index < limit?.Codes.Count; index++)
        {
            parameters.Add($"callerType{index}", limit.Codes[index]);
        }
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
