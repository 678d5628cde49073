using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Organizations;
using NodaTime;

namespace Lecce.Riscossione.Api.RevenueTypes;

internal static class ChangeRevenueType
{
    public static Task<RevenueType> Handle(
        string organization,
        string revenueType,
        RevenueTypeSettings request,
        IfMatch ifMatch,
        Caller caller,
        Db db,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var described = request.Describe(revenueType, new Validation(), clock.GetCurrentInstant());
        return db.Transact(
            async sql =>
            {
                var owner = await Organization.RequireWritable(sql, caller, organization);
                var existing = await RevenueType.Row(sql, owner, revenueType) ?? throw FindRevenueTypes.NotFound();
                ifMatch.Require(existing.Version);
                var changed = described with { CreatedAt = existing.CreatedAt, Version = existing.Version + 1 };
                await RevenueTypeSettings.RequireKnown(sql, owner, changed);
                await RevenueType.Update(sql, owner.FiscalCode, changed);
                return changed;
            },
            cancellation
        );
    }
}
