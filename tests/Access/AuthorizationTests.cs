using System.Net;

namespace Lecce.Riscossione.Tests.Access;

/// <summary>Calls every operation as every kind of caller and expects the result in docs/authorization.md.</summary>
public class AuthorizationTests(Crossing crossing) : IClassFixture<Crossing>
{
    [Fact]
    public async Task Every_operation_gives_every_kind_of_caller_what_the_table_says()
    {
        var findings = new List<string>();
        var start = crossing.Town.Api.Clock.GetCurrentInstant();
        // The owner comes last, because its calls change the objects.
        foreach (var kind in Enum.GetValues<CallerKind>())
        {
            foreach (var operation in Operation.Of(crossing.Town.Api))
            {
                if (kind == CallerKind.Stranger)
                {
                    // Avoids the limit of failed calls per minute.
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
            // The caller is admitted; the object's state decides the rest.
            _ => status
                is not (
                    HttpStatusCode.Unauthorized
                    or HttpStatusCode.Forbidden
                    or HttpStatusCode.NotFound
                    or >= HttpStatusCode.InternalServerError
                ),
        };
}
