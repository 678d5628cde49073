using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Http;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>What is derived from the document and published beside it: the same in OpenAPI 3.1, and a collection of requests.</summary>
internal static class ContractFiles
{
    /// <summary>The command that writes them: <c>contract-files DOCUMENT DOCUMENT31 COLLECTION</c>.</summary>
    public const string Verb = "contract-files";

    private const string MediaType = "application/json; charset=utf-8";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(string document, string document31, string collection)
    {
        var published = JsonNode.Parse(File.ReadAllText(document))!;
        File.WriteAllText(document31, $"{Readable(OpenApi31.Of(published))}\n");
        File.WriteAllText(collection, $"{Readable(Collection.Of(published))}\n");
    }

    public static void MapContract(this WebApplication app)
    {
        var document = new Lazy<Task<string>>(() => OpenApi.Write(app.Services));
        Map(PublicPaths.OpenApi, text => text);
        Map(PublicPaths.OpenApi31, text => Readable(OpenApi31.Of(JsonNode.Parse(text)!)));
        Map(PublicPaths.Collection, text => Readable(Collection.Of(JsonNode.Parse(text)!)));

        void Map(string path, Func<string, string> convert) =>
            app.MapGet(path, new KeptDocument(MediaType, async () => convert(await document.Value)).Answer).ExcludeFromDescription();
    }

    /// <summary>Indented JSON in which letters with accents are legible.</summary>
    public static string Readable(JsonNode node) => node.ToJsonString(Indented);
}
