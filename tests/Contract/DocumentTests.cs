using System.Text.Json.Nodes;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Contract;

public sealed class DocumentTests
{
    private const string Operation = "/v1/payment-documents";
    private static readonly string Published = Repository.Text("openapi/riscossione.v1.json");

    [Fact]
    public void Every_operation_has_a_description_and_an_example_and_every_value_is_bounded()
    {
        var findings = DocumentRules.Findings(Parsed());
        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    [Fact]
    public void The_document_has_a_contact_terms_and_servers()
    {
        var info = Parsed()["info"]!;
        foreach (var name in new[] { "title", "description", "version", "termsOfService", "x-summary" })
        {
            Assert.False(string.IsNullOrWhiteSpace((string?)info[name]), name);
        }

        Assert.All(["name", "url", "email"], name => Assert.NotNull(info["contact"]![name]));
        Assert.All(["name", "url"], name => Assert.NotNull(info["license"]![name]));
        Assert.Contains(
            Parsed()["servers"]!.AsArray(),
            server => ((string)server!["url"]!).StartsWith("https://", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Every_tag_says_what_it_is_about() =>
        Assert.All(Parsed()["tags"]!.AsArray(), tag => Assert.NotEqual((string?)tag!["name"], (string?)tag["description"]));

    [Fact]
    public void A_successful_answer_says_what_it_contains()
    {
        var schemas = Parsed()["components"]!["schemas"]!;
        var answers = (
            from path in Parsed()["paths"]!.AsObject()
            from method in path.Value!.AsObject()
            from answer in method.Value!["responses"]!.AsObject()
            where answer.Key.StartsWith('2')
            let schema = answer.Value!["content"]!.AsObject().First().Value!["schema"]!
            let contained = (string?)schema["$ref"] is { } name ? (string?)schemas[name.Split('/')[^1]]!["description"] : null
            select (Text: (string)answer.Value["description"]!, Contained: contained)
        ).ToList();

        Assert.True(answers.Count > 90);
        Assert.All(
            answers,
            answer =>
                Assert.True(
                    answer.Contained is { } contained
                        ? answer.Text.EndsWith(contained, StringComparison.Ordinal)
                        : answer.Text.StartsWith("Il file ", StringComparison.Ordinal) || answer.Text == "L'archivio ZIP.",
                    answer.Text
                )
        );
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_planted_fault_is_found(string fault, string finding)
    {
        var document = Parsed();
        Plant(document, fault);
        Assert.Contains(DocumentRules.Findings(document), found => found.Contains(finding, StringComparison.Ordinal));
    }

    public static TheoryData<string, string> Faults() =>
        new()
        {
            { "no summary", "no summary" },
            { "blank description", "no description" },
            { "no example of the request", "no example of the request" },
            { "no example of the answer", "201 has no example" },
            { "no example of a problem", "409 has no example" },
            { "no conflict", "no answer 409" },
            { "no default", "no answer default" },
            { "an error that is no problem", "422 is no problem" },
            { "an endless text", "/subject: no maxLength" },
            { "an endless list", "/items: no maxItems" },
            { "an endless number", "/amountCents: no maximum" },
            { "an open record", "/Debtor: no additionalProperties" },
            { "an endless parameter", "/schema: no maxLength" },
            { "a property without words", "Debtor.city: no description" },
        };

    private static void Plant(JsonObject document, string fault)
    {
        var operation = document["paths"]![Operation]!["post"]!.AsObject();
        var answers = operation["responses"]!.AsObject();
        var schemas = document["components"]!["schemas"]!;
        var request = schemas["IssuePaymentDocumentRequest"]!["properties"]!;
        _ = fault switch
        {
            "no summary" => operation.Remove("summary"),
            "blank description" => Blank(operation, "description"),
            "no example of the request" => Json(operation["requestBody"]!).Remove("example"),
            "no example of the answer" => Json(answers["201"]!).Remove("example"),
            "no example of a problem" => Problem(answers["409"]!).Remove("examples"),
            "no conflict" => answers.Remove("409"),
            "no default" => answers.Remove("default"),
            "an error that is no problem" => answers["422"]!.AsObject().Remove("content"),
            "an endless text" => request["subject"]!.AsObject().Remove("maxLength"),
            "an endless list" => request["items"]!.AsObject().Remove("maxItems"),
            "an endless number" => schemas["DebtItemRequest"]!["properties"]!["amountCents"]!.AsObject().Remove("maximum"),
            "an open record" => schemas["Debtor"]!.AsObject().Remove("additionalProperties"),
            "an endless parameter" => operation["parameters"]![0]!["schema"]!.AsObject().Remove("maxLength"),
            "a property without words" => Blank(schemas["Debtor"]!["properties"]!["city"]!.AsObject(), "description"),
            _ => throw new ArgumentException(fault, nameof(fault)),
        };
    }

    private static JsonObject Json(JsonNode body) => body["content"]!["application/json"]!.AsObject();

    private static JsonObject Problem(JsonNode body) => body["content"]!["application/problem+json"]!.AsObject();

    private static bool Blank(JsonObject node, string name)
    {
        node[name] = " ";
        return true;
    }

    private static JsonObject Parsed() => JsonNode.Parse(Published)!.AsObject();
}
