using System.Net;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Cases;

/// <summary>
/// Situations that offices using comparable systems have met, by their number, through HTTP on the development seed. Each area has a file of its
/// own beside this one.
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
