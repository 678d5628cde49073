using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using NodaTime;

namespace Lecce.Riscossione.Api.Organizations;

internal static class RemoveOrganizationLogo
{
    public static Task<OrganizationLogo> Handle(
        string organization,
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
                var owner = await Organization.RequireWritable(sql, caller, organization);
                ifMatch.Require(owner.Version);
                var removed = await OrganizationLogo.Require(sql, owner);
                await OrganizationLogo.Clear(sql, owner, now);
                return removed;
            },
            cancellation
        );
    }
}
