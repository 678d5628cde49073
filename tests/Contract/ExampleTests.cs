using System.Text.Json.Nodes;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Contract;

/// <summary>
/// The examples of the contract are recorded calls. With RISCOSSIONE_RECORD=1 the first test records them again (openapi/examples); then
/// `dotnet msbuild openapi/publish.proj` puts them into the document.
/// </summary>
public sealed class ExampleTests
{
    private const string Folder = "openapi/examples";
    private static readonly JsonObject Document = JsonNode.Parse(Repository.Text("openapi/riscossione.v1.json"))!.AsObject();

    [Fact]
    public async Task The_examples_are_real_calls_of_every_operation()
    {
        var recorded = await EveryOperation.Record();
        if (Environment.GetEnvironmentVariable("RISCOSSIONE_RECORD") == "1")
        {
            foreach (var (operation, text) in recorded)
            {
                await File.WriteAllTextAsync(Repository.PathOf($"{Folder}/{operation}.json"), text);
            }
        }

        var kept = Directory
            .GetFiles(Repository.PathOf(Folder), "*.json")
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => File.ReadAllText(file).ReplaceLineEndings("\n"));
        var stale = recorded
            .Keys.Union(kept.Keys)
            .Where(name => recorded.GetValueOrDefault(name) != kept.GetValueOrDefault(name))
            .Select(name => $"{name}, now:\n{recorded.GetValueOrDefault(name)}")
            .ToList();
        Assert.True(stale.Count == 0, $"Calls have changed; record them again with RISCOSSIONE_RECORD=1: {string.Join('\n', stale)}");
    }

    [Fact]
    public void Every_request_and_every_answer_has_an_example_that_fits_its_schema()
    {
        var findings = new List<string>();
        foreach (var (place, media) in Contents())
        {
            var examples = media["example"] is { } one ? [one] : Problems(media).ToList();
            if (examples.Count == 0)
            {
                findings.Add($"{place}: no example");
            }

            examples.ForEach(example => ExampleFit.Check(Document, place, media["schema"]!, example, findings));
        }

        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    private static IEnumerable<JsonNode> Problems(JsonNode media) =>
        (media["examples"]?.AsObject() ?? []).Select(example => ExampleFit.Resolve(Document, example.Value!)["value"]!);

    private static IEnumerable<(string Place, JsonNode Media)> Contents() =>
        from path in Document["paths"]!.AsObject()
        from verb in path.Value!.AsObject()
        let name = (string)verb.Value!["operationId"]!
        let bodies = verb.Value["responses"]!
            .AsObject()
            .Select(response => (Name: $"{name} {response.Key}", Body: response.Value!))
            .Prepend((Name: $"{name} request", Body: verb.Value["requestBody"] ?? new JsonObject()))
        from body in bodies
        from media in body.Body["content"]?.AsObject() ?? []
        where !CallRecorder.Binary.Contains(media.Key)
        select ($"{body.Name} {media.Key}", media.Value!);
}
