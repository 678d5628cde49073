using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Access;

/// <summary>The organization, and perhaps the department, on whose behalf a request acts.</summary>
internal sealed record Tenant
{
    private const string Columns = """
        o.FiscalCode AS Organization, o.Name, o.SegregationCode, o.ApplicationCode, d.Id AS DepartmentId, d.Code AS Department
        """;

    public FiscalCode Organization { get; init; }

    /// <summary>The name of the organization.</summary>
    public string Name { get; init; } = "";

    public string SegregationCode { get; init; } = "";
    public string? ApplicationCode { get; init; }

    /// <summary>Null for all departments.</summary>
    public Id? DepartmentId { get; init; }

    public string? Department { get; init; }

    /// <summary>
    /// The tenant that a request names, or else the caller's; null when neither names an organization. A caller bound to a department always
    /// gets that department.
    /// </summary>
    /// <exception cref="Refusal">The caller does not cover a named organization or department, or it does not exist.</exception>
    public static async Task<Tenant?> Find(Sql sql, Caller caller, string? organization, string? department)
    {
        if (OrganizationFor(caller, organization) is not { } code)
        {
            return null;
        }

        var tenant = await sql.Row<Tenant>(
            $"""
            SELECT {Columns}
              FROM Organizations o
              LEFT JOIN Departments d ON d.OrganizationFiscalCode = o.FiscalCode
                                     AND d.Code = COALESCE(@department, d.Code)
                                     AND d.Id = COALESCE(@own, d.Id)
                                     AND COALESCE(@department, @own) IS NOT NULL
             WHERE o.FiscalCode = @code
            """,
            new
            {
                code,
                department,
                own = caller.DepartmentId,
            }
        );
        return tenant is null ? throw OrganizationNotFound()
            : tenant.DepartmentId is null && (department is not null || caller.DepartmentId is not null)
                ? throw new Refusal(Codes.DepartmentNotFound, "L'ufficio indicato non esiste o non è visibile con questa chiave.")
            : tenant;
    }

    /// <summary>As <see cref="Find"/>, for what only a department can do.</summary>
    /// <exception cref="Refusal">Also <see cref="Codes.ValidationFailed"/>: neither request nor caller names a department.</exception>
    public static async Task<Tenant> FindDepartment(Sql sql, Caller caller, string? organization, string? department) =>
        await Find(sql, caller, organization, department) is { DepartmentId: not null } tenant
            ? tenant
            : throw new Refusal(
                Codes.ValidationFailed,
                "Indicare l'ufficio che vanta il credito: la chiave usata non appartiene a un solo ufficio.",
                [new FieldError("/department", "department-missing", "Indicare il codice dell'ufficio.")]
            );

    /// <summary>The tenant of stored work, which is an existing department.</summary>
    public static async Task<Tenant> OfDepartment(Sql sql, Id departmentId) =>
        (
            await sql.Row<Tenant>(
                $"""
                SELECT {Columns}
                  FROM Departments d
                 INNER JOIN Organizations o ON o.FiscalCode = d.OrganizationFiscalCode
                 WHERE d.Id = @departmentId
                """,
                new { departmentId }
            )
        )!;

    private static FiscalCode? OrganizationFor(Caller caller, string? organization)
    {
        if (organization is null)
        {
            return caller.Organization;
        }

        return FiscalCode.TryParse(organization, out var asked) && (caller.Organization ?? asked) == asked
            ? asked
            : throw OrganizationNotFound();
    }

    private static Refusal OrganizationNotFound() =>
        new(Codes.OrganizationNotFound, "L'ente indicato non esiste o non è visibile con questa chiave.");
}
