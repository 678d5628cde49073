using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Bench.Load;
using Lecce.Riscossione.Bench.Scenes;

namespace Lecce.Riscossione.Bench.Benches;

/// <summary>
/// Whole loads through HTTP, from the first byte sent to the last document issued: their speed, their memory, and how quick other work
/// stays meanwhile. The ceiling stores the same rows, worked out beforehand, in large transactions.
/// </summary>
internal static class BulkBench
{
    private const int Rounds = 5;
    private const int DocumentsPerTransaction = 5_000;
    private const int Askers = 4;
    private const double MaxMegabytes = 400;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public static async Task<IReadOnlyList<Result>> Measure(Stage stage) =>
        [await Speed(stage), await Memory(stage), await VerifyMeanwhile(stage)];

    private static async Task<Result> Speed(Stage stage)
    {
        var count = stage.Sizes.LoadDocuments;
        await using var loaded = await Scene.Make(stage.Options, documents: 0);
        await using var stored = await Scene.Make(stage.Options, documents: 0);
        using var product = await Product.Start(stage.ProgramFolder, loaded);
        var composer = await stored.Composer();
        var (nextLoaded, nextStored) = (0, 0);
        await Load(product, loaded, nextLoaded++ * count, count);
        await Store(stored, composer, nextStored++ * count, count);
        var pairs = await Pairs.Take(
            Math.Min(Rounds, stage.Sizes.Rounds),
            () => Load(product, loaded, nextLoaded++ * count, count),
            () => Store(stored, composer, nextStored++ * count, count)
        );
        return Result.AtLeast("bulk-load", pairs, "documenti/s", 0.5);
    }

    private static async Task<Result> Memory(Stage stage)
    {
        var pair = new Pair(
            await PeakMegabytes(stage, stage.Sizes.LongLoadDocuments),
            await PeakMegabytes(stage, stage.Sizes.LoadDocuments)
        );
        var result = Result.AtMost("bulk-load-memory", new Pairs([pair]), "MB", 1.2);
        return result with { Met = result.Met is true && pair.Product < MaxMegabytes };
    }

    private static async Task<double> PeakMegabytes(Stage stage, int documents)
    {
        await using var scene = await Scene.Make(stage.Options, documents: 0);
        using var product = await Product.Start(stage.ProgramFolder, scene);
        await stage.Print($"Carico {documents:N0} documenti…");
        await Load(product, scene, first: 0, documents);
        return product.PeakBytes / 1e6;
    }

    private static async Task<Result> VerifyMeanwhile(Stage stage)
    {
        var (scene, product, ceiling) = await stage.Open(stage.Sizes.Documents);
        ceiling.Dispose();
        await using var owned = scene;
        using var server = product;
        var questions = NodeMessages.Verify(scene.Notices);
        await Generator.Run(product.Address, questions, Askers, stage.Sizes.WarmUp);
        var next = stage.Sizes.Documents;
        var pairs = await Pairs.Take(Math.Min(Rounds, stage.Sizes.Rounds), UnderLoad, Ask);
        return Result.AtMost("verify-under-load", pairs, "ms", 10);

        async Task<double> Ask() => (await Generator.Run(product.Address, questions, Askers, stage.Sizes.Round)).P99Ms;

        async Task<double> UnderLoad()
        {
            var load = Load(product, scene, next, stage.Sizes.BusyLoadDocuments);
            next += stage.Sizes.BusyLoadDocuments;
            var slices = new List<double>();
            do
            {
                slices.Add(await Ask());
            } while (!load.IsCompleted);
            await load;
            slices.Sort();
            return slices[slices.Count / 2];
        }
    }

    /// <summary>Sends a part of the roll and waits until it is issued; gives the documents a second.</summary>
    private static async Task<double> Load(Child product, Scene scene, int first, int count)
    {
        var file = Path.Combine(scene.Folder, "load.ndjson");
        await using (var lines = File.Create(file))
        {
            scene.Roll.WriteLines(lines, first, count);
        }

        using var http = new HttpClient { BaseAddress = product.Address, Timeout = Patience };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", scene.AdminKey);
        var began = Stopwatch.GetTimestamp();
        var id = await Send(http, file);
        await AwaitEnd(http, id, count);
        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<string> Send(HttpClient http, string file)
    {
        using var content = new StreamContent(File.OpenRead(file));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var answer = await http.PostAsync($"/v1/bulk-loads?organization={Scene.Municipality}&department=tributi", content);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? (string)JsonNode.Parse(text)!["id"]! : throw new BenchFailure($"Carico rifiutato:\n{text}");
    }

    private static async Task AwaitEnd(HttpClient http, string id, int count)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < Patience)
        {
            var load = JsonNode.Parse(await http.GetStringAsync($"/v1/bulk-loads/{id}"))!;
            if ((string)load["state"]! is "completed" or "failed" or "cancelled")
            {
                _ = (long)load["issued"]! == count ? true : throw new BenchFailure($"Carico non riuscito:\n{load}");
                return;
            }

            await Task.Delay(BetweenLooks);
        }

        throw new BenchFailure("Il carico non finisce.");
    }

    private static async Task<double> Store(Scene scene, Composer composer, int first, int count)
    {
        var batches = Enumerable
            .Range(first, count)
            .Select(number => composer.Compose(scene.Roll.Document(number)))
            .Chunk(DocumentsPerTransaction)
            .ToList();
        var began = Stopwatch.GetTimestamp();
        foreach (var batch in batches)
        {
            await scene.Db.Transact(sql => DocumentStore.Insert(sql, batch, []), CancellationToken.None);
        }

        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
