using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Payments;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Bench.Load;
using Lecce.Riscossione.Bench.Scenes;
using NodaTime;

namespace Lecce.Riscossione.Bench.Benches;

/// <summary>Deliveries to a receiver on this machine, against plain POSTs of the same body as many at a time.</summary>
internal static class WebhooksBench
{
    private const int Endpoints = 16;
    private const int MaxAtOnce = 64;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<IReadOnlyList<Result>> Measure(Stage stage)
    {
        await using var scene = await Scene.Make(stage.Options, documents: 1);
        using var receiver = await Stage.StartCeiling();
        using var product = await Product.Start(stage.ProgramFolder, scene);
        using var http = new HttpClient();
        var hook = new Uri(receiver.Address, "/hook");
        await Register(product, scene, hook);
        var began = Stopwatch.GetTimestamp();
        do
        {
            await Deliver(scene, hook, http, stage.Sizes.Deliveries);
            await Post(hook, http, stage.Sizes.Deliveries);
        } while (Stopwatch.GetElapsedTime(began) < stage.Sizes.WarmUp);

        using var bench = Process.GetCurrentProcess();
        var (productMicros, ceilingMicros) = (new List<double>(), new List<double>());
        var pairs = await Pairs.Take(
            stage.Sizes.Rounds,
            () => Timed(() => product.ProcessorTime, productMicros, () => Deliver(scene, hook, http, stage.Sizes.Deliveries)),
            () => Timed(() => bench.TotalProcessorTime, ceilingMicros, () => Post(hook, http, stage.Sizes.Deliveries))
        );
        var processor = new Pairs(productMicros.Zip(ceilingMicros, (own, bare) => new Pair(own, bare)));
        return [Result.AtLeast("webhooks", pairs, "consegne/s", 0.5), Result.Information("webhooks-processor", processor, "µs a consegna")];

        async Task<double> Timed(Func<TimeSpan> processorTime, List<double> micros, Func<Task<double>> deliver)
        {
            var before = processorTime();
            var perSecond = await deliver();
            micros.Add((processorTime() - before).TotalMicroseconds / stage.Sizes.Deliveries);
            return perSecond;
        }
    }

    private static async Task Register(Child product, Scene scene, Uri hook)
    {
        using var http = new HttpClient { BaseAddress = product.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", scene.AdminKey);
        for (var endpoint = 0; endpoint < Endpoints; endpoint++)
        {
            using var answer = await http.PostAsJsonAsync(
                "/v1/webhook-endpoints",
                new
                {
                    url = hook.ToString(),
                    eventTypes = (string[])[PaymentRecorded.Type],
                    organization = Scene.Municipality,
                }
            );
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>Puts events into the outbox and counts what arrives, from the first to the last.</summary>
    private static async Task<double> Deliver(Scene scene, Uri hook, HttpClient http, int deliveries)
    {
        var before = await Received(hook, http);
        await Announce(scene, Math.Max(1, deliveries / Endpoints));
        var expected = before + Math.Max(1, deliveries / Endpoints) * Endpoints;
        var (first, began) = await Await(hook, http, count => count > before);
        var (last, ended) = await Await(hook, http, count => count >= expected);
        return last == first ? deliveries : (last - first) / Stopwatch.GetElapsedTime(began, ended).TotalSeconds;
    }

    private static async Task Announce(Scene scene, int events) =>
        await scene.Db.Transact(
            async sql =>
            {
                foreach (var _ in Enumerable.Range(0, events))
                {
                    await Outbox.Append(sql, Recorded(scene.Now));
                }
            },
            CancellationToken.None
        );

    private static OutboxEvent Recorded(Instant now) =>
        OutboxEvent.Of(Organization(), departmentId: null, (PaymentRecorded)PaymentRecorded.Example, now);

    private static FiscalCode Organization() =>
        FiscalCode.TryParse(Scene.Municipality, out var code) ? code : throw new InvalidOperationException("Not a fiscal code.");

    private static async Task<(int Count, long At)> Await(Uri hook, HttpClient http, Func<int, bool> until)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < Patience)
        {
            var count = await Received(hook, http);
            if (until(count))
            {
                return (count, Stopwatch.GetTimestamp());
            }

            await Task.Delay(BetweenLooks);
        }

        throw new BenchFailure("Le consegne non arrivano.");
    }

    private static async Task<int> Received(Uri hook, HttpClient http) =>
        int.Parse(await http.GetStringAsync(hook), CultureInfo.InvariantCulture);

    private static async Task<double> Post(Uri hook, HttpClient http, int count)
    {
        var body = Encoding.UTF8.GetBytes(
            $$"""{"type":"{{PaymentRecorded.Type}}","timestamp":"2026-11-23T11:00:00Z","data":{{Recorded(default).Data}}}"""
        );
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = MaxAtOnce },
            async (_, cancellation) =>
            {
                using var content = new ByteArrayContent(body);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                using var answer = await http.PostAsync(hook, content, cancellation);
                answer.EnsureSuccessStatusCode();
            }
        );
        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
