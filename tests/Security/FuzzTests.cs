using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Tests.Access;
using Lecce.Riscossione.Tests.Simulation;
using Xunit.Abstractions;

namespace Lecce.Riscossione.Tests.Security;

/// <summary>
/// Whatever is sent to any published operation, the answer is one that the document promises, nothing leaks and the books stay right.
/// <c>RISCOSSIONE_FUZZ_SECONDS</c> makes it longer; <c>RISCOSSIONE_FUZZ_SEED</c> makes the requests of an earlier run again.
/// </summary>
public class FuzzTests(Crossing crossing, ITestOutputHelper output) : IClassFixture<Crossing>
{
    private const int UsualSeconds = 20;

    // Fixed, so that a failure points to the change under test; long runs choose another with RISCOSSIONE_FUZZ_SEED.
    private const int UsualSeed = 1_268_392_112;
    private const int MaxFindings = 30;

    [Fact]
    public async Task Every_request_gets_a_documented_answer_without_internals()
    {
        var seed = Setting("RISCOSSIONE_FUZZ_SEED") ?? UsualSeed;
        var time = TimeSpan.FromSeconds(Setting("RISCOSSIONE_FUZZ_SECONDS") ?? UsualSeconds);
        var http = crossing.Town.Http();
        var document = JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json"))!;
        var fuzzer = new Fuzzer(crossing, document, seed);
        var findings = new Dictionary<string, string>(StringComparer.Ordinal);
        var statuses = new SortedDictionary<int, int>();
        var watch = Stopwatch.StartNew();
        var number = 0;
        for (; watch.Elapsed < time && findings.Count < MaxFindings; number++)
        {
            if (number % fuzzer.Operations.Count == 0)
            {
                // The calls of each minute are limited.
                crossing.Town.Api.Clock.AdvanceMinutes(1);
            }

            var request = fuzzer.Make(number);
            using var message = request.Message();
            using var response = await http.SendAsync(message);
            var text = await response.Content.ReadAsStringAsync();
            statuses[(int)response.StatusCode] = statuses.GetValueOrDefault((int)response.StatusCode) + 1;
            fuzzer.Learn(request.Operation, text);
            var fault =
                PromisedAnswer.Fault(document, request, response, text)
                ?? (request.IsStranger && crossing.Shows(text) ? "shows what is another's" : null);
            if (fault is not null)
            {
                findings.TryAdd(
                    $"{request.Operation.Name} {fault}",
                    $"#{number}: {(int)response.StatusCode} {text[..Math.Min(text.Length, 500)]}\n  after {request}"
                );
            }
        }

        output.WriteLine(
            $"Seed {seed}: {number} requests to {fuzzer.Operations.Count} operations, answered {string.Join(", ", statuses)}."
        );
        Assert.True(findings.Count == 0, $"Seed {seed}:\n{string.Join("\n", findings.Select(one => $"{one.Key}\n  {one.Value}"))}");
        Assert.True(number >= fuzzer.Operations.Count, "Not every operation was reached.");
        await Invariants.Check(crossing.Town.Db);
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
