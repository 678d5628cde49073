using System.Net;

namespace Lecce.Riscossione.Tests.Access;

/// <summary>No operation crosses tenants.</summary>
public class TenantTests(Crossing crossing) : IClassFixture<Crossing>
{
    private const string Neighbour = "80008510754";

    [Fact]
    public async Task A_key_of_one_organization_reaches_no_object_of_another_through_any_operation_and_leaves_no_trace()
    {
        var before = await crossing.Digest();
        var findings = new List<string>();
        var tried = 0;
        foreach (var operation in Operation.Of(crossing.Town.Api))
        {
            foreach (var bearer in crossing.Bearers(operation, CallerKind.OtherOrganization))
            {
                // In their own organization, and as if they were in the caller's.
                string?[] places = operation.Path.Count(letter => letter == '{') > 1 ? [null, Neighbour] : [null];
                foreach (var place in places)
                {
                    var (status, text) = await crossing.Send(operation, bearer, place);
                    tried++;
                    var isRight =
                        operation.RightOf(CallerKind.OtherOrganization) == Right.Forbidden ? status == HttpStatusCode.Forbidden
                        : operation.NamesObject || operation.Method != "GET" ? crossing.Hides(operation, status, text)
                        : status == HttpStatusCode.OK;
                    if (!isRight || crossing.Shows(text))
                    {
                        findings.Add($"{operation} in {place ?? "theirs"}: {(int)status} {text}");
                    }
                }
            }
        }

        Assert.True(findings.Count == 0, string.Join('\n', findings));
        Assert.True(tried > Operation.Of(crossing.Town.Api).Count);
        Assert.Equal(before, await crossing.Digest());
    }
}
