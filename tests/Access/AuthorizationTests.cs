using System.Net;

namespace Lecce.Riscossione.Tests.Access;

/// <summary>Every operation, as every kind of caller, gives what docs/authorization.md says; and nothing crosses from tenant to tenant.</summary>
public class AuthorizationTests(Crossing crossing) : IClassFixture<Crossing>
{
    private const string Neighbour = "80008510754";

    [Fact]
    public async Task Every_operation_gives_every_kind_of_caller_what_the_table_says()
    {
        var findings = new List<string>();
        var start = crossing.Town.Api.Clock.GetCurrentInstant();
        // The owner comes after the others, for it is the one who changes things.
        foreach (var kind in Enum.GetValues<CallerKind>())
        {
            foreach (var operation in Operation.Of(crossing.Town.Api))
            {
                if (kind == CallerKind.Stranger)
                {
                    // Whoever fails too often within a minute is not even heard.
                    crossing.Town.Api.Clock.AdvanceMinutes(1);
                }

                foreach (var bearer in crossing.Bearers(operation, kind))
                {
                    var (status, text) = await crossing.Send(operation, bearer);
                    if (!Keeps(operation, kind, status, text))
                    {
                        findings.Add($"{operation} as {kind}: {operation.RightOf(kind)} was promised, got {(int)status} {text}");
                    }
                }
            }
        }

        crossing.Town.Api.Clock.Reset(start);
        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

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
                // Once as they lie, and once as if they lay in the caller's own organization.
                string?[] places = operation.Path.Count(letter => letter == '{') > 1 ? [null, Neighbour] : [null];
                foreach (var place in places)
                {
                    var (status, text) = await crossing.Send(operation, bearer, place);
                    tried++;
                    var isRight =
                        operation.RightOf(CallerKind.OtherOrganization) == Right.Forbidden ? status == HttpStatusCode.Forbidden
                        : operation.NamesObject || operation.Method != "GET" ? IsHidden(operation, status, text)
                        : status == HttpStatusCode.OK;
                    if (!isRight || ShowsAnything(text))
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

    private bool Keeps(Operation operation, CallerKind kind, HttpStatusCode status, string text) =>
        operation.RightOf(kind) switch
        {
            Right.Unauthenticated => status == HttpStatusCode.Unauthorized,
            Right.Forbidden => status == HttpStatusCode.Forbidden,
            Right.Hidden => IsHidden(operation, status, text),
            // The path is open; what the object's state says is no matter of rights.
            _ => status
                is not (
                    HttpStatusCode.Unauthorized
                    or HttpStatusCode.Forbidden
                    or HttpStatusCode.NotFound
                    or >= HttpStatusCode.InternalServerError
                ),
        };

    private bool IsHidden(Operation operation, HttpStatusCode status, string text) =>
        status == HttpStatusCode.NotFound || (!operation.NamesObject && status == HttpStatusCode.OK && !ShowsAnything(text));

    private bool ShowsAnything(string text) => crossing.Marks.Any(mark => text.Contains($"\"{mark}\"", StringComparison.Ordinal));
}
