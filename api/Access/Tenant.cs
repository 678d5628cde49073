using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Access;

/// <summary>The organization and department of a new object: the ones that the request names, within the caller's coverage.</summary>
internal sealed record Tenant(FiscalCode? Organization, Id? DepartmentId, string? Department)
{
    /// <summary>The request's names, or else the caller's. A caller bound to a department always gets that department.</summary>
    /// <exception cref="Refusal">The caller does not cover a named organization or department, or it does not exist.</exception>
    public static async Task<Tenant> Of(Sql sql, Caller caller, string? organization, string? department)
    {
        if (OrganizationFor(caller, organization) is not { } code)
        {
            return new Tenant(null, null, null);
        }

        if (await sql.Value<int>("SELECT COUNT(*) FROM Organizations WHERE FiscalCode = @code", new { code }) == 0)
        {
            throw OrganizationNotFound();
        }

        if (department is null && caller.DepartmentId is null)
        {
            return new Tenant(code, null, null);
        }

        var found = await sql.Row<DepartmentRow>(
            """
            SELECT Id, Code
            FROM Departments
            WHERE OrganizationFiscalCode = @code AND Code = COALESCE(@department, Code) AND Id = COALESCE(@own, Id)
            """,
            new
            {
                code,
                department,
                own = caller.DepartmentId,
            }
        );
        return found is null
            ? throw new Refusal(Codes.DepartmentNotFound, "L'ufficio indicato non esiste o non è visibile con questa chiave.")
            : new Tenant(code, found.Id, found.Code);
    }

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

    private sealed record DepartmentRow
    {
        public Id Id { get; init; }
        public string Code { get; init; } = "";
    }
}
