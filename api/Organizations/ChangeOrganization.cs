using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Organizations;

internal static class ChangeOrganization
{
    public static Task<Organization> Handle(
        string organization,
        OrganizationSettings request,
        IfMatch ifMatch,
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
                ifMatch.Require(existing.Version);
                _ = FiscalCode.TryParse(existing.FiscalCode, out var fiscalCode);
                var changed = request.Describe(fiscalCode, new Validation(), now) with
                {
                    CreatedAt = existing.CreatedAt,
                    Version = existing.Version + 1,
                };
                return await Organization.Update(sql, changed) == 1 ? changed : throw new ConcurrentChange();
            },
            cancellation
        );
    }
}
