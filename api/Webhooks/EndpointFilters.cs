using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>The revenue types and departments that an endpoint asks for; empty for all.</summary>
internal static class EndpointFilters
{
    public const int Max = 50;

    /// <summary>Checks codes against those of the organization; returns their stored form, null for all.</summary>
    /// <exception cref="Refusal"><see cref="Codes.ValidationFailed"/>: a misspelt code would match nothing for ever.</exception>
    public static async Task<string?> RevenueTypes(Sql sql, string organization, IReadOnlyList<string>? codes)
    {
        if (codes is null or [])
        {
            return null;
        }

        var known = await sql.Rows<string>(
            "SELECT Code FROM RevenueTypes WHERE OrganizationFiscalCode = @organization",
            new { organization }
        );
        return Check(codes, known, "/revenueTypes", "revenue-type-unknown", "Il tipo di entrata non è registrato per questo ente.");
    }

    /// <summary>As <see cref="RevenueTypes"/>, for an endpoint of the whole organization.</summary>
    public static async Task<string?> Departments(Sql sql, string organization, string? ownDepartment, IReadOnlyList<string>? codes)
    {
        if (codes is null or [])
        {
            return null;
        }

        var validation = new Validation();
        validation.Require(
            ownDepartment is null,
            "/departments",
            "department-endpoint",
            "Il destinatario è di un solo ufficio: solo quello di tutti gli uffici può sceglierne alcuni."
        );
        validation.ThrowIfAny();
        var known = await sql.Rows<string>(
            "SELECT Code FROM Departments WHERE OrganizationFiscalCode = @organization",
            new { organization }
        );
        return Check(codes, known, "/departments", "department-unknown", "L'ufficio non è registrato per questo ente.");
    }

    private static string Check(IReadOnlyList<string> codes, IReadOnlyList<string> known, string pointer, string code, string unknown)
    {
        var validation = new Validation();
        validation.Require(codes.Count <= Max, pointer, "too-many", $"Al più {Max} codici.");
        for (var index = 0; index < codes.Count; index++)
        {
            validation.Require(known.Contains(codes[index], StringComparer.Ordinal), $"{pointer}/{index}", code, unknown);
            validation.Require(
                !codes.Take(index).Contains(codes[index], StringComparer.Ordinal),
                $"{pointer}/{index}",
                "duplicate",
                "Codice ripetuto."
            );
        }

        validation.ThrowIfAny();
        return StoredJson.Write(codes);
    }
}
