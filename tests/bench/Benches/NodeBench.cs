using Lecce.Riscossione.Bench.Ceilings;
using Lecce.Riscossione.Bench.Load;
using Lecce.Riscossione.Bench.Scenes;

namespace Lecce.Riscossione.Bench.Benches;

/// <summary>What the pagoPA Node asks, against one SELECT a request, and what it brings, against its rows written raw.</summary>
internal static class NodeBench
{
    // Each receipt pays an installment of its own; those that a slice takes and does not send are lost.
    private const int MaxReceiptsPerSecond = 9_000;

    public static async Task<IReadOnlyList<Result>> Verify(Stage stage)
    {
        var (scene, product, ceiling) = await stage.Town();
        return await SideBySide(stage, "verify", product, NodeMessages.Verify(scene.Notices), ceiling, Selects(scene), 0.6);
    }

    public static async Task<IReadOnlyList<Result>> Get(Stage stage)
    {
        var (scene, product, ceiling) = await stage.Town();
        return await SideBySide(stage, "get", product, NodeMessages.GetV2(scene.Notices), ceiling, Selects(scene), 0.45);
    }

    /// <summary>
    /// Each slice of receipts is followed by the same rows written raw, and by one durable INSERT a request for information. On SQL Server only
    /// the second is measured.
    /// </summary>
    public static async Task<IReadOnlyList<Result>> Receipts(Stage stage)
    {
        var (scene, product, ceiling) = await stage.Open(stage.Sizes.PayingDocuments);
        await using var owned = scene;
        using var paid = product;
        using var bare = ceiling;
        using var rows = scene.Dialect.IsSqlServer ? null : ReceiptRows.Open(scene);
        await Send(stage.Sizes.WarmUp);
        await Insert(stage.Sizes.WarmUp);
        var (raw, inserts) = (new List<Pair>(), new List<Pair>());
        for (var round = 0; round < stage.Sizes.Rounds; round++)
        {
            // What was written since the slice before is no part of this one.
            rows?.Write(receipts: 1, receiptsPerTransaction: 1);
            var sent = await Send(stage.Sizes.Round);
            if (rows is not null)
            {
                // While one half of the callers is recorded the other half arrives.
                raw.Add(new Pair(sent.PerSecond, rows.Write(sent.Answers, Math.Max(1, stage.Sizes.Connections / 2))));
            }

            inserts.Add(new Pair(sent.PerSecond, (await Insert(stage.Sizes.Round)).PerSecond));
        }

        var information = Result.Information("receipts", new Pairs(inserts), "ricevute/s");
        return raw.Count == 0 ? [information] : [Result.AtLeast("receipts-rows", new Pairs(raw), "ricevute/s", 0.4), information];

        Task<Turn> Send(TimeSpan time)
        {
            var receipts = NodeMessages.Receipts(scene.TakeUnpaid((int)(time.TotalSeconds * MaxReceiptsPerSecond)));
            return Generator.Run(product.Address, receipts, stage.Sizes.Connections, time);
        }

        Task<Turn> Insert(TimeSpan time)
        {
            var bodies = new Requests([Requests.Post("/rows", "application/octet-stream", new string('x', 1_500))], "stored");
            return Generator.Run(ceiling.Address, bodies, stage.Sizes.Connections, time);
        }
    }

    private static Requests Selects(Scene scene) =>
        new([.. scene.Notices.Select(notice => Requests.Get($"/notices/{notice.NoticeNumber}"))], "documentId");

    /// <summary>
    /// Requests a second, and for information the processor time that a request takes. The second hardly depends on what else the machine does.
    /// </summary>
    private static async Task<IReadOnlyList<Result>> SideBySide(
        Stage stage,
        string name,
        Child product,
        Requests questions,
        Child ceiling,
        Requests selects,
        double goal
    )
    {
        await Generator.Run(product.Address, questions, stage.Sizes.Connections, stage.Sizes.ReadingWarmUp);
        await Generator.Run(ceiling.Address, selects, stage.Sizes.Connections, stage.Sizes.ReadingWarmUp);
        var (productMicros, ceilingMicros) = (new List<double>(), new List<double>());
        var pairs = await Pairs.Take(
            stage.Sizes.Rounds,
            () => Ask(product, questions, productMicros),
            () => Ask(ceiling, selects, ceilingMicros)
        );
        var processor = new Pairs(productMicros.Zip(ceilingMicros, (own, bare) => new Pair(own, bare)));
        return [Result.AtLeast(name, pairs, "richieste/s", goal), Result.Information($"{name}-processor", processor, "µs a richiesta")];

        async Task<double> Ask(Child server, Requests requests, List<double> micros)
        {
            var before = server.ProcessorTime;
            var turn = await Generator.Run(server.Address, requests, stage.Sizes.Connections, stage.Sizes.Round);
            micros.Add((server.ProcessorTime - before).TotalMicroseconds / turn.Answers);
            return turn.PerSecond;
        }
    }
}
