using Dapper;

namespace Lecce.Riscossione.Api.Access;

/// <summary>
/// SQL conditions that restrict a statement to the rows that its caller covers; other rows do not exist for the caller. Conditions that do not
/// apply are left out, so that each form of a statement can use an index.
/// </summary>
internal static class Ownership
{
    // Debtors see no drafts and no documents of an incomplete load.
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
    /// Conditions on a table that names its organization and department. A null caller is the program and sees all rows. Debtors and callers
    /// limited to revenue types see no rows, unless the table has its own condition below.
    /// </summary>
    public static string Of(Caller? caller, string alias) =>
        caller?.Debtor is null && caller?.RevenueTypes is null ? OfOffice(caller, alias) : "AND 1 = 0";

    /// <summary>Conditions on payment documents; debtors see their own.</summary>
    public static string OfDocuments(Caller? caller, string alias) =>
        $"{OfDebtorToo(caller, alias, $"AND {alias}.Id IN ({DebtorDocuments})")} {OfRevenueTypes(caller?.RevenueTypes, $"{alias}.Id")}";

    /// <summary>Conditions on payment documents that exclude debtors.</summary>
    public static string OfOfficeDocuments(Caller? caller, string alias) =>
        caller?.Debtor is null ? OfDocuments(caller, alias) : "AND 1 = 0";

    /// <summary>
    /// Conditions on payments; debtors see those of their own documents. A caller limited to revenue types also sees payments without a document
    /// that it recorded itself.
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

    /// <summary>Conditions on receipts; debtors and limited callers see those of the payments that they see.</summary>
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
    /// Conditions on loads and batches, which store the organization, department and revenue-type limit of their creator. A limited caller sees
    /// those with the same limit.
    /// </summary>
    public static string OfWork(Caller? caller, string alias) =>
        caller?.Debtor is not null ? "AND 1 = 0"
        : caller?.RevenueTypes is null ? OfOffice(caller, alias)
        : $"{OfOffice(caller, alias)} AND {alias}.RevenueTypes = @callerRevenueTypes";

    /// <summary>
    /// Conditions on a table that names its organization and, as <c>Actor</c>, the caller that made each row. An auditor of the whole organization
    /// sees all rows of it.
    /// </summary>
    public static string OfOwn(Caller? caller, string alias) =>
        caller switch
        {
            null => "",
            { Debtor: not null } => "AND 1 = 0",
            { IsAuditor: true, DepartmentId: null, RevenueTypes: null } => OfOffice(caller, alias),
            _ => $"AND {alias}.Actor = @callerActor",
        };

    /// <summary>The condition that all items of a document are of the limit's revenue types.</summary>
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

    /// <summary>A statement's own parameters and those of its conditions.</summary>
    public static DynamicParameters Parameters(Caller? caller, object parameters)
    {
        var all = new DynamicParameters(parameters);
        all.Add("callerOrganization", caller?.Organization);
        all.Add("callerDepartment", caller?.DepartmentId);
        all.Add("callerDebtor", caller?.Debtor);
        all.Add("callerActor", caller?.Actor);
        AddRevenueTypes(all, caller?.RevenueTypes);
        if (caller?.RevenueTypes is { } limit)
        {
            all.Add("callerRevenueTypes", limit.Text);
        }

        return all;
    }

    /// <summary>Adds the parameters of <see cref="OfRevenueTypes"/>.</summary>
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
