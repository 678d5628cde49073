using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>Whose events an endpoint receives.</summary>
internal sealed record EndpointOwner
{
    public FiscalCode Organization { get; init; }

    /// <summary>Null for an endpoint of every department.</summary>
    public Id? DepartmentId { get; init; }

    /// <summary>The owner of an endpoint that exists.</summary>
    public static async Task<EndpointOwner> Of(Sql sql, Id endpointId) =>
        (
            await sql.Row<EndpointOwner>(
                """
                SELECT OrganizationFiscalCode AS Organization, DepartmentId
                  FROM WebhookEndpoints
                 WHERE Id = @endpointId
                """,
                new { endpointId }
            )
        )!;
}
