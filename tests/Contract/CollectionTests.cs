using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Contract;

/// <summary>The collection of requests has every operation of the contract, and its requests are answered as recorded.</summary>
public sealed partial class CollectionTests(ApiHost api) : IClassFixture<ApiHost>
{
    private static readonly JsonNode Collection = JsonNode.Parse(Repository.Text("openapi/riscossione.v1.postman.json"))!;
    private static readonly JsonNode Contract = JsonNode.Parse(Repository.Text("openapi/riscossione.v1.json"))!;

    /// <summary>What a new office's system can ask before it has anything.</summary>
    internal static readonly string[] Replayed =
    [
        "IssuePaymentDocument",
        "FindPaymentDocuments",
        "SearchPaymentDocuments",
        "CreateBulkLoad",
        "FindBulkLoads",
        "FindPayments",
        "FindReceipts",
        "FindNoticeBatches",
        "FindSpontaneousServices",
        "ReadSpontaneousService",
        "QuoteSpontaneousPayment",
        "CreateSpontaneousPayment",
        "RegisterWebhookEndpoint",
        "FindWebhookEndpoints",
        "FindEvents",
        "ReadStatus",
    ];

    [Fact]
    public void The_collection_has_every_operation_of_the_contract_once_in_the_folder_of_its_tag()
    {
        var tags = Contract["tags"]!
            .AsArray()
            .ToDictionary(tag => (string)tag!["name"]!, tag => ((string)tag!["description"]!).TrimEnd('.'));
        var expected =
            from path in Contract["paths"]!.AsObject()
            from verb in path.Value!.AsObject()
            select $"{tags[(string)verb.Value!["tags"]![0]!]}: {verb.Key.ToUpperInvariant()} {path.Key}";
        var found =
            from folder in Collection["item"]!.AsArray()
            from item in folder!["item"]!.AsArray()
            let request = item!["request"]!
            select $"{folder["name"]}: {request["method"]} {PathOf(request)}";

        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_request_says_one_address_in_its_parts_and_as_a_whole_and_every_part_of_it_has_a_value()
    {
        foreach (var request in Items().Select(item => item["request"]!))
        {
            var url = request["url"]!;
            var raw = (string)url["raw"]!;
            Assert.StartsWith($"{{{{baseUrl}}}}/{string.Join('/', url["path"]!.AsArray().Select(part => (string)part!))}", raw);
            var shown = url["query"]!.AsArray().Where(one => (bool?)one!["disabled"] is not true).Select(one => (string)one!["key"]!);
            Assert.Equal(shown, Query().Matches(raw).Select(one => one.Groups["name"].Value));
            Assert.All(url["variable"]!.AsArray(), one => Assert.NotEmpty((string)one!["value"]!));
            if ((string?)request["body"]?["options"]!["raw"]!["language"] == "json")
            {
                Assert.NotNull(JsonNode.Parse((string)request["body"]!["raw"]!));
            }
        }
    }

    [Fact]
    public void The_collection_holds_no_secret()
    {
        var variables = Collection["variable"]!.AsArray().ToDictionary(one => (string)one!["key"]!, one => (string)one!["value"]!);

        Assert.Equal("", variables["apiKey"]);
        Assert.Equal("{{apiKey}}", (string?)Collection["auth"]!["bearer"]![0]!["value"]);
        Assert.DoesNotContain("\"key\":\"Authorization\"", Collection.ToJsonString(), StringComparison.Ordinal);
        Assert.All(
            Secret().Matches(Collection.ToJsonString()),
            one => Assert.Matches("EXAMPLE0EXAMPLE|^whsec_A+$", one.Value.TrimEnd('='))
        );
    }

    [Fact]
    public async Task Requests_are_answered_by_a_new_program_as_they_were_recorded()
    {
        using var admin = api.Client(api.AdminKey);
        var issued = await Send(admin, "IssueApiKey");
        using var office = api.Client((string)issued["key"]!);

        foreach (var operation in Replayed)
        {
            await Send(office, operation);
        }
    }

    private static async Task<JsonNode> Send(HttpClient client, string operationId)
    {
        var item = ItemOf(operationId);
        var request = item["request"]!;
        var address = (string)request["url"]!["raw"]!;
        address = address.Replace("{{baseUrl}}", "", StringComparison.Ordinal);
        foreach (var variable in request["url"]!["variable"]!.AsArray())
        {
            address = address.Replace($":{variable!["key"]}", (string)variable["value"]!, StringComparison.Ordinal);
        }

        using var message = new HttpRequestMessage(new HttpMethod((string)request["method"]!), address);
        if ((string?)request["body"]?["raw"] is { } body)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        }

        foreach (var header in request["header"]!.AsArray())
        {
            var (name, value) = ((string)header!["key"]!, (string)header["value"]!);
            if (name == "Content-Type")
            {
                message.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            }
            else
            {
                message.Headers.Add(name, value);
            }
        }

        using var answer = await client.SendAsync(message);
        var text = await answer.Content.ReadAsStringAsync();
        var recorded = item["response"]!.AsArray().Select(one => (HttpStatusCode)(int)one!["code"]!);
        Assert.True(recorded.Contains(answer.StatusCode), $"{operationId}: {answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    private static JsonNode ItemOf(string operationId)
    {
        var (path, verb) = (
            from one in Contract["paths"]!.AsObject()
            from method in one.Value!.AsObject()
            where (string?)method.Value!["operationId"] == operationId
            select (one.Key, method.Key.ToUpperInvariant())
        ).Single();
        return Items().Single(item => PathOf(item["request"]!) == path && (string?)item["request"]!["method"] == verb);
    }

    private static IEnumerable<JsonNode> Items() =>
        Collection["item"]!.AsArray().SelectMany(folder => folder!["item"]!.AsArray()).Select(item => item!);

    private static string PathOf(JsonNode request) =>
        "/" + string.Join('/', request["url"]!["path"]!.AsArray().Select(part => Varying().Replace((string)part!, "{${name}}")));

    [GeneratedRegex("^:(?<name>.+)$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Varying();

    [GeneratedRegex("[?&](?<name>[^=&]+)=", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Query();

    [GeneratedRegex("rk_[0-9a-zA-Z_-]{10,}|whsec_[A-Za-z0-9+/=]+", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Secret();
}
