using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Issue;

/// <summary>Who issues: the organization and department that a request names or its key implies, with the revenue types asked for.</summary>
internal sealed record Creditor(CreditorRow Row, IReadOnlyDictionary<string, RevenueTypeFacts> RevenueTypes)
{
    /// <summary>Finds the creditor of a request. What the caller does not cover does not exist for it.</summary>
    /// <exception cref="Refusal"><see cref="Codes.OrganizationNotFound"/>, <see cref="Codes.DepartmentNotFound"/>, <see cref="Codes.ValidationFailed"/>.</exception>
    public static async Task<Creditor> Find(Db db, Caller caller, IssuePaymentDocumentRequest request, CancellationToken cancellation)
    {
        var validation = new Validation();
        var organization = OrganizationOf(caller, request.Organization, validation);
        validation.ThrowIfAny();
        return await db.Snapshot(
            async sql =>
            {
                var row = await FindDepartment(sql, caller, organization, request.Department);
                var codes = request
                    .Items.Take(200)
                    .Select(item => item.RevenueType)
                    .Where(code => caller.RevenueTypes?.Allows(code) ?? true)
                    .Distinct(StringComparer.Ordinal);
                var types = await sql.Rows<RevenueTypeFacts>(
                    $"""
                    SELECT Id, Code, Name, TaxonomyCode, Iban, PostalIban, BudgetChapter, DueDatesRoll, AllowsPartialPayment,
                           BeneficiaryFiscalCode, BeneficiaryName
                      FROM RevenueTypes
                     WHERE OrganizationFiscalCode = @organization
                       AND Code IN ({sql.Dialect.TextsOf("@codes")})
                    """,
                    new { organization, codes = StoredJson.Write(codes) }
                );
                return new Creditor(row, types.ToDictionary(type => type.Code, StringComparer.Ordinal));
            },
            cancellation
        );
    }

    /// <summary>The creditor of a whole load, with every revenue type of the organization that the limit of the load allows.</summary>
    public static async Task<Creditor> OfDepartment(Sql sql, Id departmentId, RevenueTypeLimit? limit = null)
    {
        var row = await sql.Row<CreditorRow>(
            """
            SELECT o.FiscalCode AS OrganizationFiscalCode, o.Name AS OrganizationName, o.SegregationCode, o.ApplicationCode,
                   d.Id AS DepartmentId, d.Code AS DepartmentCode
              FROM Departments d
             INNER JOIN Organizations o ON o.FiscalCode = d.OrganizationFiscalCode
             WHERE d.Id = @departmentId
            """,
            new { departmentId }
        );
        var types = await sql.Rows<RevenueTypeFacts>(
            """
            SELECT Id, Code, Name, TaxonomyCode, Iban, PostalIban, BudgetChapter, DueDatesRoll, AllowsPartialPayment,
                   BeneficiaryFiscalCode, BeneficiaryName
              FROM RevenueTypes
             WHERE OrganizationFiscalCode = @OrganizationFiscalCode
            """,
            row
        );
        return new Creditor(
            row!,
            types.Where(type => limit?.Allows(type.Code) ?? true).ToDictionary(type => type.Code, StringComparer.Ordinal)
        );
    }

    /// <summary>What planning needs to know.</summary>
    public PlanContext Context(LocalDate today) =>
        new(Row.OrganizationFiscalCode, Row.OrganizationName, Row.ApplicationCode, RevenueTypes, today);

    /// <summary>The organization that a request names, or that the key implies. One that the caller does not cover does not exist for it.</summary>
    /// <exception cref="Refusal"><see cref="Codes.OrganizationNotFound"/>.</exception>
    public static FiscalCode OrganizationOf(Caller caller, string? named, Validation validation)
    {
        if (named is null && caller.Organization is { } own)
        {
            return own;
        }

        var organization = validation.BodyCode("/organization", named);
        return !validation.Failed && caller.Organization is { } bound && bound != organization
            ? throw new Refusal(Codes.OrganizationNotFound, "L'ente indicato non esiste o non è visibile con questa chiave.")
            : organization;
    }

    private static async Task<CreditorRow> FindDepartment(Sql sql, Caller caller, FiscalCode organization, string? code)
    {
        if (code is null && caller.DepartmentId is null)
        {
            throw new Refusal(
                Codes.ValidationFailed,
                "Indicare l'ufficio che vanta il credito: la chiave usata non appartiene a un solo ufficio.",
                [new FieldError("/department", "department-missing", "Indicare il codice dell'ufficio.")]
            );
        }

        var row = await sql.Row<CreditorRow>(
            $"""
            SELECT o.FiscalCode AS OrganizationFiscalCode, o.Name AS OrganizationName, o.SegregationCode, o.ApplicationCode,
                   d.Id AS DepartmentId, d.Code AS DepartmentCode
              FROM Departments d
             INNER JOIN Organizations o ON o.FiscalCode = d.OrganizationFiscalCode
             WHERE d.OrganizationFiscalCode = @organization
               {(code is null ? "" : "AND d.Code = @code")}
               {(caller.DepartmentId is null ? "" : "AND d.Id = @DepartmentId")}
            """,
            new
            {
                organization,
                code,
                caller.DepartmentId,
            }
        );
        return row ?? throw new Refusal(Codes.DepartmentNotFound, "L'ufficio indicato non esiste o non è visibile con questa chiave.");
    }
}

internal sealed record CreditorRow
{
    public FiscalCode OrganizationFiscalCode { get; init; }
    public string OrganizationName { get; init; } = "";
    public string SegregationCode { get; init; } = "";
    public string? ApplicationCode { get; init; }
    public Id DepartmentId { get; init; }
    public string DepartmentCode { get; init; } = "";
}
