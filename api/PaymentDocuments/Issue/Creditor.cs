using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Issue;

/// <summary>The department that issues, named by a request or implied by its key, with the revenue types of the request.</summary>
internal sealed record Creditor(Tenant Tenant, IReadOnlyDictionary<string, RevenueTypeFacts> RevenueTypes)
{
    public Id DepartmentId => Tenant.DepartmentId!.Value;
    public string Department => Tenant.Department!;

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
                var tenant = await Tenant.FindDepartment(sql, caller, organization.Value, request.Department);
                var codes = request
                    .Items.Take(200)
                    .Select(item => item.RevenueType)
                    .Where(code => caller.RevenueTypes?.Allows(code) ?? true)
                    .Distinct(StringComparer.Ordinal);
                var types = await sql.Rows<RevenueTypeFacts>(
                    $"""
                    SELECT {RevenueTypeFacts.Columns}
                      FROM RevenueTypes
                     WHERE OrganizationFiscalCode = @organization
                       AND Code IN ({sql.Dialect.TextsOf("@codes")})
                    """,
                    new { organization, codes = StoredJson.Write(codes) }
                );
                return new Creditor(tenant, types.ToDictionary(type => type.Code, StringComparer.Ordinal));
            },
            cancellation
        );
    }

    /// <summary>The creditor of a whole load, with every revenue type of the organization that the limit of the load allows.</summary>
    public static async Task<Creditor> OfDepartment(Sql sql, Id departmentId, RevenueTypeLimit? limit = null)
    {
        var tenant = await Tenant.OfDepartment(sql, departmentId);
        var types = await sql.Rows<RevenueTypeFacts>(
            $"""
            SELECT {RevenueTypeFacts.Columns}
              FROM RevenueTypes
             WHERE OrganizationFiscalCode = @Organization
            """,
            new { tenant.Organization }
        );
        return new Creditor(
            tenant,
            types.Where(type => limit?.Allows(type.Code) ?? true).ToDictionary(type => type.Code, StringComparer.Ordinal)
        );
    }

    /// <summary>The creditor of a document of known revenue types.</summary>
    public static async Task<Creditor> OfRevenueTypes(Sql sql, Id departmentId, IEnumerable<RevenueTypeFacts> types) =>
        new(await Tenant.OfDepartment(sql, departmentId), types.ToDictionary(type => type.Code, StringComparer.Ordinal));

    /// <summary>The facts that planning needs.</summary>
    public PlanContext Context(LocalDate today) => new(Tenant.Organization, Tenant.Name, Tenant.ApplicationCode, RevenueTypes, today);

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
}
