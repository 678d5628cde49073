using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Tests.Access;
using Lecce.Riscossione.Tests.Architecture;
using Lecce.Riscossione.Tests.Security;
using Xunit.Abstractions;

namespace Lecce.Riscossione.Tests.Contract;

/// <summary>
/// The published document and the program agree on parameters and headers. Beyond its bounds a query parameter is refused by name, a path
/// parameter leads nowhere, a header is refused; within its bounds none is refused for them.
/// </summary>
public sealed partial class ParameterBoundsTests(Crossing crossing, ITestOutputHelper output) : IClassFixture<Crossing>
{
    private const int MaxText = 300;
    private readonly List<string> findings = [];
    private int number;

    // Rules that the document states in words, because a schema cannot.
    private static readonly string[] Exceptions =
    [
        // A load names the organization and department of its caller.
        "CreateBulkLoad ?organization",
        "CreateBulkLoad ?department",
        // Publishing again has no effect, with any version.
        "PublishPaymentDocument If-Match",
    ];

    [Fact]
    public async Task A_parameter_is_refused_beyond_each_bound_of_the_document_and_not_within()
    {
        var document = JsonNode.Parse(await crossing.Town.Http().GetStringAsync("/openapi/v1.json"))!;
        var operations = Operation.Of(crossing.Town.Api).ToDictionary(one => one.Name, StringComparer.Ordinal);
        foreach (var published in PublishedOperation.Of(document).Where(one => operations.ContainsKey(one.Name)))
        {
            var operation = operations[published.Name];
            foreach (var parameter in published.Parameters("query"))
            {
                await TryQuery(operation, parameter);
            }

            foreach (var parameter in published.Parameters("path"))
            {
                await TryPath(operation, parameter);
            }

            foreach (var parameter in published.Parameters("header"))
            {
                await TryHeader(operation, parameter);
            }
        }

        output.WriteLine($"{number} requests.");
        Findings.MustBeNone(findings);
    }

    private async Task TryQuery(Operation operation, JsonNode parameter)
    {
        var name = (string)parameter["name"]!;
        var schema = parameter["schema"]!;
        // A text in an address has no type, and an empty one is no value.
        string[] others = (string?)schema["type"] == "integer" ? ["x", "1.5", "1e1", "99999999999999999999"] : [];
        var beyond = Bends.Beyond(schema).Where(one => one.What.StartsWith("too ", StringComparison.Ordinal) || one.What == "not listed");
        foreach (var value in beyond.Select(one => one.Value!.ToString()).Concat(others).Where(value => value.Length > 0))
        {
            var (status, text) = await Send(operation, $"{name}={value}");
            Require(
                status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity
                    && (name == "cursor" || Errors(text).Any(one => one.Pointer == $"/{name}")),
                $"{operation.Name} ?{name}={value} is not refused by its name: {(int)status} {Short(text)}"
            );
        }

        if (Exceptions.Contains($"{operation.Name} ?{name}", StringComparer.Ordinal))
        {
            return;
        }

        foreach (var (_, value, verdict) in Bends.At(schema))
        {
            var (status, text) = await Send(operation, $"{name}={value}");
            Require(
                (int)status < 500
                    && !Errors(text).Any(one => one.Pointer == $"/{name}" && (verdict == Verdict.Taken || Bound().IsMatch(one.Code))),
                $"{operation.Name} ?{name}={value} is refused: {(int)status} {Short(text)}"
            );
        }
    }

    private async Task TryPath(Operation operation, JsonNode parameter)
    {
        var name = $"{{{(string)parameter["name"]!}}}";
        var segments = operation.Path.Split('/');
        var schema = parameter["schema"]!;
        string[] values =
            (string?)schema["type"] == "integer"
                ? ["x", "0", $"{(long)schema["maximum"]!}", $"{(long)schema["maximum"]! + 1}"]
                : [.. new[] { 1, (int)schema["maxLength"]!, (int)schema["maxLength"]! + 1 }.Select(length => new string('1', length))];
        foreach (var value in values)
        {
            var address = string.Join(
                '/',
                segments.Select(
                    (segment, at) =>
                        segment == name ? value
                        : segment.StartsWith('{') ? crossing.Objects[$"{segments[at - 1]}/{segment}"]
                        : segment
                )
            );
            var (status, text) = await Send(operation, "", address);
            // A missing member of the body may be reported first; both answers find nothing.
            Require(
                status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity,
                $"{operation.Name} {name} of {value.Length} characters leads somewhere: {(int)status} {Short(text)}"
            );
        }
    }

    private async Task TryHeader(Operation operation, JsonNode parameter)
    {
        var name = (string)parameter["name"]!;
        if (Exceptions.Contains($"{operation.Name} {name}", StringComparer.Ordinal))
        {
            return;
        }

        var max = (int)parameter["schema"]!["maxLength"]!;
        var (within, answer) = await Send(operation, "", header: (name, Value(max)));
        Require(
            (int)within < 500 && within != HttpStatusCode.BadRequest,
            $"{operation.Name} {name} within its bound is refused: {(int)within} {Short(answer)}"
        );
        var (beyond, text) = await Send(operation, "", header: (name, Value(max + 1)));
        Require((int)beyond is >= 400 and < 500, $"{operation.Name} {name} of {max + 1} characters is taken: {(int)beyond} {Short(text)}");

        // An ETag is in quotation marks.
        string Value(int length) => name == "If-Match" ? $"\"{new string('1', length - 2)}\"" : new string('1', length);
    }

    private async Task<(HttpStatusCode Status, string Text)> Send(
        Operation operation,
        string query,
        string? address = null,
        (string Name, string Value)? header = null
    )
    {
        if (number++ % 100 == 0)
        {
            // Avoids the limit of calls per minute.
            crossing.Town.Api.Clock.AdvanceMinutes(1);
        }

        return await crossing.SendQuery(operation, query, address, header);
    }

    private void Require(bool condition, string finding)
    {
        if (!condition)
        {
            findings.Add(finding);
        }
    }

    private static string Short(string text) => text[..Math.Min(MaxText, text.Length)].ReplaceLineEndings(" ");

    private static IEnumerable<(string Pointer, string Code)> Errors(string answer) =>
        answer.StartsWith('{') && JsonNode.Parse(answer)!["errors"] is JsonArray errors
            ? errors.Select(error => ((string?)error!["pointer"] ?? "", (string?)error["code"] ?? ""))
            : [];

    /// <summary>Codes of a length, a range or an unlisted word.</summary>
    [GeneratedRegex("out-of-range$|^text-|^code-invalid$|^number-|^value-|-unknown$|too-", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Bound();
}
