using System.Text.Json;
using Lecce.Riscossione.Bench.Load;
using Lecce.Riscossione.Bench.Scenes;

namespace Lecce.Riscossione.Bench.Benches;

/// <summary>Whether answers stay as quick when the database holds a hundred times as much.</summary>
internal static class GrowthBench
{
    /// <summary>Few enough that answers are not queuing for the cores.</summary>
    private const int Connections = 4;

    public static async Task<IReadOnlyList<Result>> Measure(Stage stage)
    {
        var (small, smallProduct, smallCeiling) = await stage.Open(stage.Sizes.Documents);
        smallCeiling.Dispose();
        await using var smallScene = small;
        using var smallServer = smallProduct;
        var (large, largeProduct, largeCeiling) = await stage.Open(stage.Sizes.LargeDocuments);
        largeCeiling.Dispose();
        await using var largeScene = large;
        using var largeServer = largeProduct;
        return
        [
            await Compare("growth-verify", scene => NodeMessages.Verify(scene.Notices)),
            await Compare("growth-position", Positions),
            await Compare("growth-list", Lists),
        ];

        async Task<Result> Compare(string name, Func<Scene, Requests> requests)
        {
            var (ofLarge, ofSmall) = (requests(large), requests(small));
            await Generator.Run(largeProduct.Address, ofLarge, Connections, stage.Sizes.WarmUp);
            await Generator.Run(smallProduct.Address, ofSmall, Connections, stage.Sizes.WarmUp);
            var pairs = await Pairs.Take(
                stage.Sizes.Rounds,
                async () => (await Generator.Run(largeProduct.Address, ofLarge, Connections, stage.Sizes.Round)).P99Ms,
                async () => (await Generator.Run(smallProduct.Address, ofSmall, Connections, stage.Sizes.Round)).P99Ms
            );
            return Result.AtMost(name, pairs, "ms", 1.5);
        }
    }

    private static Requests Positions(Scene scene) =>
        new(
            [
                .. scene.Debtors.Select(debtor =>
                    Requests.Post(
                        "/v1/payment-documents/searches",
                        "application/json",
                        JsonSerializer.Serialize(new { debtorFiscalCode = debtor }),
                        Requests.Bearer(scene.AdminKey)
                    )
                ),
            ],
            "residualCents"
        );

    private static Requests Lists(Scene scene) =>
        new(
            [Requests.Get($"/v1/payment-documents?organization={Scene.Municipality}&department=tributi&limit=50", scene.AdminKey)],
            "nextCursor"
        );
}
