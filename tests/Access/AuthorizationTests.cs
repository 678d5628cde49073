using System.Net;

namespace Lecce.Riscossione.Tests.Access;

/// <summary>Every operation, as every kind of caller, gives what docs/authorization.md says.</summary>
public class AuthorizationTests(Crossing crossing) : IClassFixture<Crossing>
{
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

    private bool Keeps(Operation operation, CallerKind kind, HttpStatusCode status, string text) =>
        operation.RightOf(kind) switch
        {
            Right.Unauthenticated => status == HttpStatusCode.Unauthorized,
            Right.Forbidden => status == HttpStatusCode.Forbidden,
            Right.Hidden when kind == CallerKind.OtherRevenueType => crossing.HidesFromLimited(operation, status, text),
            Right.Hidden => crossing.Hides(operation, status, text),
            // The path is open; what the object's state says is no matter of rights.
            _ => status
                is not (
                    HttpStatusCode.Unauthorized
                    or HttpStatusCode.Forbidden
                    or HttpStatusCode.NotFound
                    or >= HttpStatusCode.InternalServerError
                ),
        };
}
