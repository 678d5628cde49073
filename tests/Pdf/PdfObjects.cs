using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lecce.Riscossione.Tests.Pdf;

/// <summary>A PDF's objects as qpdf reads them, and the machine-checkable rules of PDF/UA-1.</summary>
internal sealed partial class PdfObjects
{
    private static readonly string[] Painting = ["Tj", "f", "S", "Do"];

    private readonly JsonObject objects;

    private PdfObjects(JsonObject objects) => this.objects = objects;

    private JsonObject Catalog => Dictionary(objects["trailer"]!["value"]!["/Root"])!;

    private IEnumerable<JsonObject> Dictionaries =>
        objects.Select(entry => entry.Value!["value"] ?? entry.Value["stream"]?["dict"]).OfType<JsonObject>();

    private IEnumerable<JsonObject> Pages => Dictionaries.Where(value => (string?)value["/Type"] == "/Page");

    private IEnumerable<JsonObject> Elements => Dictionaries.Where(value => value["/S"] is not null && value["/P"] is not null);

    public static PdfObjects Of(byte[] pdf)
    {
        Assert.Contains("No syntax or stream encoding errors found", PdfTool.Check(pdf), StringComparison.Ordinal);
        return new PdfObjects(JsonNode.Parse(PdfTool.Json(pdf))!["qpdf"]![1]!.AsObject());
    }

    /// <summary>Checks the rules of ISO 14289-1 that the methods name.</summary>
    public PdfObjects AssertAccessible()
    {
        AssertIdentified();
        AssertEverythingDrawnIsTaggedOrDecoration();
        AssertEveryElementHangsInTheTree();
        AssertFiguresSpeak();
        AssertFontsAreEmbeddedAndReadable();
        return this;
    }

    private void AssertIdentified()
    {
        Assert.StartsWith("u:it", (string?)Catalog["/Lang"], StringComparison.Ordinal);
        Assert.True((bool)Catalog["/MarkInfo"]!["/Marked"]!);
        Assert.True((bool)Catalog["/ViewerPreferences"]!["/DisplayDocTitle"]!);
        var xmp = Encoding.UTF8.GetString(Stream(Catalog["/Metadata"]));
        Assert.Contains("<pdfuaid:part>1</pdfuaid:part>", xmp, StringComparison.Ordinal);
        Assert.Contains("<dc:title>", xmp, StringComparison.Ordinal);
    }

    private void AssertEverythingDrawnIsTaggedOrDecoration()
    {
        var parents = new Dictionary<int, JsonArray>();
        ReadNumbers(Dictionary(Dictionary(Catalog["/StructTreeRoot"])!["/ParentTree"])!, parents);
        foreach (var page in Pages)
        {
            Assert.Equal("/S", (string?)page["/Tabs"]);
            var marked = MarkedContent(Encoding.Latin1.GetString(Stream(page["/Contents"])));
            var elements = parents[(int)page["/StructParents"]!];
            Assert.Equal(Enumerable.Range(0, elements.Count), marked);
            foreach (var (id, element) in elements.Index())
            {
                Assert.Contains(id, ContentIds(Dictionary(element)!));
            }
        }
    }

    /// <summary>The identifiers in order of drawing; fails for drawing outside of marked content and for nested marks.</summary>
    private static List<int> MarkedContent(string content)
    {
        var ids = new List<int>();
        var isMarked = false;
        foreach (Match match in Operators().Matches(content))
        {
            var operation = match.Groups["op"].Value;
            if (operation is "BDC" or "EMC")
            {
                Assert.Equal(operation == "EMC", isMarked);
                isMarked = !isMarked;
                if (match.Groups["id"].Success)
                {
                    ids.Add(int.Parse(match.Groups["id"].Value, System.Globalization.CultureInfo.InvariantCulture));
                }
            }
            else if (Painting.Contains(operation, StringComparer.Ordinal))
            {
                Assert.True(isMarked, $"{operation} stands outside of marked content.");
            }
        }

        Assert.False(isMarked);
        return ids;
    }

    private void AssertEveryElementHangsInTheTree()
    {
        foreach (var (name, value) in objects)
        {
            if (value!["value"] is JsonObject element && element["/S"] is not null && element["/P"] is not null)
            {
                var parent = Dictionary(element["/P"])!;
                Assert.Contains(name["obj:".Length..], Kids(parent).Where(kid => kid is JsonValue).Select(kid => kid!.ToString()));
            }
        }
    }

    private void AssertFiguresSpeak() =>
        Assert.All(
            Elements.Where(element => (string?)element["/S"] == "/Figure"),
            figure =>
            {
                Assert.NotEqual("u:", (string?)figure["/Alt"] ?? "u:");
                Assert.Equal(4, figure["/A"]!["/BBox"]!.AsArray().Count);
            }
        );

    private void AssertFontsAreEmbeddedAndReadable()
    {
        foreach (var font in Dictionaries.Where(value => (string?)value["/Subtype"] == "/Type0"))
        {
            Assert.Matches("^/[A-Z]{6}[+]", (string?)font["/BaseFont"]);
            Assert.NotEmpty(Stream(font["/ToUnicode"]));
            var descriptor = Dictionary(Dictionary(font["/DescendantFonts"]![0])!["/FontDescriptor"])!;
            Assert.NotEmpty(Stream(descriptor["/FontFile2"]));
        }
    }

    private void ReadNumbers(JsonObject node, Dictionary<int, JsonArray> into)
    {
        var numbers = node["/Nums"]?.AsArray() ?? [];
        for (var i = 0; i < numbers.Count; i += 2)
        {
            into.Add((int)numbers[i]!, numbers[i + 1]!.AsArray());
        }

        foreach (var kid in node["/Kids"]?.AsArray() ?? [])
        {
            ReadNumbers(Dictionary(kid)!, into);
        }
    }

    private static IEnumerable<int> ContentIds(JsonObject element) =>
        Kids(element)
            .OfType<JsonValue>()
            .Where(kid => kid.GetValueKind() == System.Text.Json.JsonValueKind.Number)
            .Select(kid => (int)kid)
            .Concat(Kids(element).OfType<JsonObject>().Select(reference => (int)reference["/MCID"]!));

    private static IEnumerable<JsonNode?> Kids(JsonObject element) =>
        element["/K"] as JsonArray as IEnumerable<JsonNode?> ?? new[] { element["/K"] };

    private JsonObject? Dictionary(JsonNode? node) =>
        node is JsonValue reference ? objects["obj:" + reference]!["value"]!.AsObject() : node?.AsObject();

    private byte[] Stream(JsonNode? reference) => Convert.FromBase64String((string)objects["obj:" + reference]!["stream"]!["data"]!);

    [GeneratedRegex(
        @"\((?:\\.|[^\\)])*\)|(?:<</MCID (?<id>\d+) >>)?(?<op>BDC|EMC|Tj|Do|\bf\b|\bS\b)",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        10_000
    )]
    private static partial Regex Operators();
}
