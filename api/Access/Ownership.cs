using Dapper;

namespace Lecce.Riscossione.Api.Access;

/// <summary>
/// The rows that a caller may know of, said in the WHERE: what it does not cover does not exist for it. Only conditions that apply are
/// written, so that each form of the statement finds its index.
/// </summary>
internal static class Ownership
{
    /// <summary>Conditions on a table that names its organization and department; a null caller is the program itself, which sees all.</summary>
    public static string Of(Caller? caller, string alias) =>
        (caller?.Organization, caller?.DepartmentId) switch
        {
            (null, null) => "",
            (_, null) => $"AND {alias}.OrganizationFiscalCode = @callerOrganization",
            _ => $"AND {alias}.OrganizationFiscalCode = @callerOrganization AND {alias}.DepartmentId = @callerDepartment",
        };

    /// <summary>A statement's own parameters together with those that <see cref="Of"/> names.</summary>
    public static DynamicParameters Parameters(Caller? caller, object parameters)
    {
        var all = new DynamicParameters(parameters);
        all.Add("callerOrganization", caller?.Organization);
        all.Add("callerDepartment", caller?.DepartmentId);
        return all;
    }
}
