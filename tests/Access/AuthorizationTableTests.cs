using System.Text;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Tests.Architecture;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Access;

/// <summary>Writes docs/authorization.md from the endpoints; <see cref="AuthorizationTests"/> checks the program against it.</summary>
public class AuthorizationTableTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string File = "docs/authorization.md";

    private static readonly IReadOnlyList<(string Title, CallerKind Kind)> Columns =
    [
        ("other organization", CallerKind.OtherOrganization),
        ("other department", CallerKind.OtherDepartment),
        ("other revenue types", CallerKind.OtherRevenueType),
        ("portal, its debtor", CallerKind.Debtor),
        ("portal, other debtor", CallerKind.OtherDebtor),
        ("auditor", CallerKind.Auditor),
    ];

    [Fact]
    public void Every_operation_has_a_coverage_rule() =>
        Findings.MustBeNone(
            Operation
                .Of(api)
                .Where(operation => operation.Required.Covers is null)
                .Select(one => $"{one}: RequireScope lacks a Covers rule")
        );

    [Fact]
    public void The_published_table_is_what_the_endpoints_declare()
    {
        var expected = Text();
        var path = Repository.PathOf(File);
        var found = System.IO.File.Exists(path) ? System.IO.File.ReadAllText(path) : "";
        if (found != expected && Environment.GetEnvironmentVariable("CI") is null)
        {
            System.IO.File.WriteAllText(path, expected);
        }

        Assert.True(found == expected, $"The operations have changed: {File} was rewritten; look at the difference and commit it.");
    }

    private string Text()
    {
        var text = new StringBuilder(
            """
            # Who may do what

            Written from the endpoints by a test (tests/Access/AuthorizationTableTests.cs), which also fails when they differ; another one
            (AuthorizationTests.cs) calls every operation as each of these callers and expects what is said here.

            Without a key or token that is known and alive every operation answers 401; without the scope, 403. `admin` implies every scope,
            `audit:read` every scope that ends in `:read` and, besides, every GET, but nothing that
            changes anything, whatever other scopes come with it. A key or token belongs to one organization, and to one
            department of it or to all; only a key can belong to none and reach the whole installation. It may also be limited to revenue types:
            then it covers the documents all of whose items are of these types. What a caller does not cover does not exist for it: 404, and
            absent from lists; a debt of another revenue type is refused as one of an unknown type.

            | object rule | meaning |
            | --- | --- |

            """
        );
        foreach (var rule in Covers.All)
        {
            text.Append($"| `{rule.Name}` | {rule.Text} |\n");
        }

        text.Append($"\n| operation | | scope | object rule | {string.Join(" | ", Columns.Select(column => column.Title))} |\n");
        text.Append($"| --- | --- | --- | --- |{string.Concat(Columns.Select(_ => " --- |"))}\n");
        foreach (var operation in Operation.Of(api))
        {
            var rights = string.Join(" | ", Columns.Select(column => Word(operation.RightOf(column.Kind))));
            text.Append(
                $"| {operation.Name} | `{operation}` | `{operation.Required.Scope}` | `{operation.Required.Covers!.Name}` | {rights} |\n"
            );
        }

        return text.ToString();
    }

    private static string Word(Right right) =>
        right switch
        {
            Right.Allowed => "yes",
            Right.Hidden => "unseen",
            Right.Forbidden => "403",
            _ => "401",
        };
}
