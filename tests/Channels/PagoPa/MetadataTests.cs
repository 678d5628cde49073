using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.BulkLoads;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

/// <summary>The pairs that a department adds to a document and its items reach the Node, and a debtor without a fiscal code is ANONIMO to it.</summary>
public sealed class MetadataTests(NodeHost node) : IClassFixture<NodeHost>
{
    private const string Documents = "/v1/payment-documents";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Metadata_of_the_document_and_of_its_items_are_sent_where_the_schema_has_them(bool v2)
    {
        var body = Body();
        body["metadata"] = Pairs(("periodo", "2026"), ("immobile", "via Roma, 1 <A>"));
        body["items"]![0]!["metadata"] = Pairs(("quota", "TARI"));
        body["items"]![1]!["metadata"] = Pairs(("quota", "TEFA"));

        var (issued, number) = await Issue(body);
        var answer = v2 ? await node.Psp.GetV2(number) : await node.Psp.Get(number);

        Assert.Equal("OK", answer.Outcome);
        Assert.Equal([("periodo", "2026"), ("immobile", "via Roma, 1 <A>")], MetadataOf(answer, "data"));
        Assert.Equal([("quota", "TARI"), ("quota", "TEFA")], MetadataOf(answer, "transfer"));
        Assert.Equal("immobile", (string?)issued["metadata"]![1]!["key"]);
        Assert.Equal("TEFA", (string?)issued["items"]![1]!["metadata"]![0]!["value"]);
    }

    [Fact]
    public async Task Items_that_share_a_transfer_send_their_pairs_together_and_the_same_pair_once()
    {
        var body = Body();
        body["items"] = JsonNode.Parse(
            """
            [{"revenueType":"tari","year":2025,"amountCents":1000,"metadata":[{"key":"tributo","value":"TARI"},{"key":"anno","value":"2025"}]},
             {"revenueType":"tari","year":2026,"amountCents":2000,"metadata":[{"key":"tributo","value":"TARI"},{"key":"anno","value":"2026"}]}]
            """
        );

        var (_, number) = await Issue(body);

        Assert.Equal([("tributo", "TARI"), ("anno", "2025"), ("anno", "2026")], MetadataOf(await node.Psp.GetV2(number), "transfer"));
    }

    [Fact]
    public async Task A_document_without_metadata_sends_none()
    {
        var (issued, number) = await Issue(Body());

        Assert.Null((await node.Psp.GetV2(number))["metadata"]);
        Assert.Null(issued["metadata"]);
    }

    [Fact]
    public async Task Too_many_pairs_too_long_ones_and_repeated_keys_are_refused_by_their_place()
    {
        var many = Body();
        many["metadata"] = Pairs([.. Enumerable.Range(1, 11).Select(number => ($"k{number}", "v"))]);
        var repeated = Body();
        repeated["items"]![0]!["metadata"] = Pairs(("a", "1"), ("a", "2"));
        var longKey = Body();
        longKey["metadata"] = Pairs((new string('k', 141), "v"));
        var longValue = Body();
        longValue["items"]![1]!["metadata"] = Pairs(("k", new string('v', 141)));
        var crowded = Body();
        crowded["items"] = new JsonArray([
            .. Enumerable.Range(0, 2).Select(item => Item(item, Pairs([.. Enumerable.Range(1, 8).Select(key => ($"k{item}-{key}", "v"))]))),
        ]);

        Assert.Equal(("/metadata", "metadata-out-of-range"), await Error(many));
        Assert.Equal(("/items/0/metadata/1/key", "metadata-key-repeated"), await Error(repeated));
        Assert.Equal(("/metadata/0/key", "text-invalid"), await Error(longKey));
        Assert.Equal(("/items/1/metadata/0/value", "text-invalid"), await Error(longValue));
        Assert.Equal(("/items", "metadata-out-of-range"), await Error(crowded));
    }

    [Fact]
    public async Task Loads_take_metadata_from_json_and_from_columns()
    {
        var body = Body();
        body.AsObject().Remove("organization");
        body.AsObject().Remove("department");
        body["metadata"] = Pairs(("periodo", "2026"));
        var key = await node.IssueKey(["bulk-loads:write", "bulk-loads:read", "documents:read"], Psp.Lecce, "tributi");
        using var client = new RiscossioneClient(node.Client(key), new RiscossioneOptions { ApiKey = key });
        const string Csv = """
            externalId;subject;debtorKind;debtorFiscalCode;debtorFullName;revenueType;year;itemAmountCents;metadata.Periodo;itemMetadata.quota
            CSV-META;Tassa;F;RSSMRA45C12F205C;Mario Rossi;tari;2026;5000;2026/1;TARI
            CSV-META;;;;;tefa;2026;250;;TEFA
            """;

        var json = await client.Load(Loads.Ndjson(body.ToJsonString()));
        var csv = await client.Load(Loads.Content(Encoding.UTF8.GetBytes(Csv), "text/csv"));

        Assert.Equal(((1, 0, 0, 0, 0), (1, 0, 0, 0, 0)), (json.Counts(), csv.Counts()));
        var answer = await node.Psp.GetV2((await client.Results(csv))[0].NoticeNumbers!.First());
        Assert.Equal([("Periodo", "2026/1")], MetadataOf(answer, "data"));
        Assert.Equal([("quota", "TARI"), ("quota", "TEFA")], MetadataOf(answer, "transfer"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_debtor_without_a_fiscal_code_is_ANONIMO_to_the_Node_with_the_name(bool v2)
    {
        var body = Body();
        body["debtor"] = JsonNode.Parse("""{"kind":"F","foreign":{"identifier":"KA-EF 12","country":"DE"},"fullName":"Jörg Müller"}""");

        var (_, number) = await Issue(body);
        var answer = v2 ? await node.Psp.GetV2(number) : await node.Psp.Get(number);

        Assert.Equal(
            ("F", "ANONIMO", "Jörg Müller"),
            (answer["entityUniqueIdentifierType"], answer["entityUniqueIdentifierValue"], answer["fullName"])
        );
        Assert.DoesNotContain("KA-EF 12", Encoding.UTF8.GetString(answer.Bytes), StringComparison.Ordinal);
    }

    private JsonNode Body() =>
        JsonNode.Parse(
            $$"""
            {"organization":"{{Psp.Lecce}}","department":"tributi","externalId":"{{node.NewName(
                "META"
            )}}","subject":"TARI 2026","dueOn":"2026-12-16",
             "debtor":{"kind":"F","fiscalCode":"RSSMRA45C12F205C","fullName":"Mario Rossi"},
             "items":[{"revenueType":"tari","year":2026,"amountCents":10000},{"revenueType":"tefa","year":2026,"amountCents":500}]}
            """
        )!;

    private static JsonNode Item(int number, JsonArray metadata) =>
        new JsonObject
        {
            ["revenueType"] = "tari",
            ["year"] = 2025 + number,
            ["amountCents"] = 1_000,
            ["metadata"] = metadata,
        };

    private static JsonArray Pairs(params (string Key, string Value)[] pairs) =>
        new([.. pairs.Select(pair => new JsonObject { ["key"] = pair.Key, ["value"] = pair.Value })]);

    private async Task<(JsonNode Document, string Number)> Issue(JsonNode body)
    {
        using var office = node.Client(node.AdminKey);
        var issued = await office.PostText(Documents, body.ToJsonString()).Expect(HttpStatusCode.Created);
        return (issued, (string)issued["options"]![0]!["installments"]![0]!["noticeNumber"]!);
    }

    private async Task<(string?, string?)> Error(JsonNode body)
    {
        using var office = node.Client(node.AdminKey);
        var problem = await office
            .PostText(Documents, body.ToJsonString())
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
        return ((string?)problem["errors"]![0]!["pointer"], (string?)problem["errors"]![0]!["code"]);
    }

    private static IEnumerable<(string Key, string Value)> MetadataOf(NodeAnswer answer, string parent) =>
        XDocument
            .Parse(Encoding.UTF8.GetString(answer.Bytes))
            .Descendants(parent)
            .Elements("metadata")
            .Elements("mapEntry")
            .Select(entry => (entry.Element("key")!.Value, entry.Element("value")!.Value));
}
