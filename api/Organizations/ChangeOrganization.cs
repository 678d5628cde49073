using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Organizations;

internal static class ChangeOrganization
{
    public static Task<Organization> Handle(
        string organization,
        OrganizationSettings request,
        Caller caller,
        Db db,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var now = clock.GetCurrentInstant();
        return db.Transact(
            async sql =>
            {
                var existing = await Organization.RequireWritable(sql, caller, organization);
                _ = FiscalCode.TryParse(existing.FiscalCode, out var fiscalCode);
                var changed = request.Describe(fiscalCode, new Validation(), now) with { CreatedAt = existing.CreatedAt };
                await sql.Execute(
                    """
                    UPDATE Organizations
                    SET Name = @Name, IpaCode = @IpaCode, CbillCode = @CbillCode, SegregationCode = @SegregationCode,
                        ApplicationCode = @ApplicationCode, Sector = @Sector, BrokerFiscalCode = @BrokerFiscalCode,
                        StationId = @StationId, DefaultDueDays = @DefaultDueDays, UpdatedAt = @UpdatedAt
                    WHERE FiscalCode = @FiscalCode
                    """,
                    changed
                );
                return changed;
            },
            cancellation
        );
    }
}
