using Lecce.Riscossione.Bench.Load;
using Lecce.Riscossione.Bench.Scenes;

namespace Lecce.Riscossione.Bench.Benches;

/// <summary>What the pagoPA Node asks and brings, against one SELECT or one durable INSERT a request.</summary>
internal static class NodeBench
{
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
        var (scene, product, ceiling) = await stage.Town();
        await Send(product);
        await Insert(ceiling);
        var pair = await Pair.Median(stage.Sizes.Rounds, () => Send(product), () => Insert(ceiling));
        return [Result.AtLeast("receipts", pair, "ricevute/s", 2)];

        async Task<double> Send(Child to)
        {
            var receipts = NodeMessages.Receipts(scene.TakeUnpaid(stage.Sizes.ReceiptsPerRound));
            return (await Generator.Run(to.Address, receipts, stage.Sizes.Connections, stage.Sizes.Round)).PerSecond;
        }

        async Task<double> Insert(Child to)
        {
            var rows = new Requests([Requests.Post("/rows", "application/octet-stream", new string('x', 1_500))], "stored");
            return (await Generator.Run(to.Address, rows, stage.Sizes.Connections, stage.Sizes.Round)).PerSecond;
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
