using System.Net;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Cases;

/// <summary>
/// Situations of offices with comparable systems, by number, through HTTP on the development seed. Each area has its own file.
/// </summary>
public sealed partial class FieldCaseTests(FieldOffice office) : IClassFixture<FieldOffice>
{
    [Fact]
    public async Task The_office_of_the_field_cases_can_issue_a_debt()
    {
        var issued = await office.Http.PostText("/v1/payment-documents", FieldOffice.Debt("CASO-00")).Expect(HttpStatusCode.Created);

        Assert.Equal((string?)issued["id"], Assert.Single(await office.Documents("CASO-00")).Id);
    }
}
