using Lecce.Riscossione.Bench.Load;
using Lecce.Riscossione.Bench.Scenes;

namespace Lecce.Riscossione.Bench.Benches;

/// <summary>What the pagoPA Node asks and brings, against one SELECT or one durable INSERT a request.</summary>
internal static class NodeBench
{
    // Each pays an installment of its own: what a turn takes and does not send is not sent by another.
    private const int MostReceiptsPerSecond = 9_000;

    public static async Task<IReadOnlyList<Result>> Verify(Stage stage)
    {
        var (scene, product, ceiling) = await stage.Town();
        var pair = await SideBySide(stage, product, NodeMessages.Verify(scene.Notices), ceiling, Selects(scene));
        return [Result.AtLeast("verify", pair, "richieste/s", 0.6)];
    }

    public static async Task<IReadOnlyList<Result>> Get(Stage stage)
    {
        var (scene, product, ceiling) = await stage.Town();
        var pair = await SideBySide(stage, product, NodeMessages.GetV2(scene.Notices), ceiling, Selects(scene));
        return [Result.AtLeast("get", pair, "richieste/s", 0.45)];
    }

    public static async Task<IReadOnlyList<Result>> Receipts(Stage stage)
    {
        var (scene, product, ceiling) = await stage.Open(stage.Sizes.PayingDocuments);
        await using var owned = scene;
        using var paid = product;
        using var bare = ceiling;
        await Send(stage.Sizes.WarmUp);
        await Insert(stage.Sizes.WarmUp);
        var pair = await Pair.Median(stage.Sizes.Rounds, () => Send(stage.Sizes.Round), () => Insert(stage.Sizes.Round));
        return [Result.AtLeast("receipts", pair, "ricevute/s", 2)];

        async Task<double> Send(TimeSpan time)
        {
            var receipts = NodeMessages.Receipts(scene.TakeUnpaid((int)(time.TotalSeconds * MostReceiptsPerSecond)));
            return (await Generator.Run(product.Address, receipts, stage.Sizes.Connections, time)).PerSecond;
        }

        async Task<double> Insert(TimeSpan time)
        {
            var rows = new Requests([Requests.Post("/rows", "application/octet-stream", new string('x', 1_500))], "stored");
            return (await Generator.Run(ceiling.Address, rows, stage.Sizes.Connections, time)).PerSecond;
        }
    }

    private static Requests Selects(Scene scene) =>
        new([.. scene.Notices.Select(notice => Requests.Get($"/notices/{notice.NoticeNumber}"))], "documentId");

    private static async Task<Pair> SideBySide(Stage stage, Child product, Requests questions, Child ceiling, Requests selects)
    {
        await Generator.Run(product.Address, questions, stage.Sizes.Connections, stage.Sizes.WarmUp);
        await Generator.Run(ceiling.Address, selects, stage.Sizes.Connections, stage.Sizes.WarmUp);
        return await Pair.Median(
            stage.Sizes.Rounds,
            async () => (await Generator.Run(product.Address, questions, stage.Sizes.Connections, stage.Sizes.Round)).PerSecond,
            async () => (await Generator.Run(ceiling.Address, selects, stage.Sizes.Connections, stage.Sizes.Round)).PerSecond
        );
    }
}
