using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;

namespace Lecce.Riscossione.Api.Organizations;

internal static class ReadOrganizationLogo
{
    public static Task<OrganizationLogo> Handle(string organization, Caller caller, Db db, CancellationToken cancellation) =>
        db.Read(async sql => await OrganizationLogo.Require(sql, await Organization.Require(sql, caller, organization)), cancellation);
}
