using Lecce.Riscossione.Samples.Simulator.Node;

namespace Lecce.Riscossione.Samples.Simulator.BizEvents;

/// <summary>The service that gives a creditor the receipts that did not reach it ("Biz Events"): here, those that were lost.</summary>
internal static class BizEventsApi
{
    public static void MapBizEvents(this IEndpointRouteBuilder app)
    {
        var receipts = app.MapGroup("/bizevents/service/v1/organizations/{organization}/receipts/{iur}");
        receipts.MapGet(
            "",
            (string organization, string iur, HttpRequest request, SimulatorOptions options, NodeMemory memory) =>
                Give(memory.FindLost(organization, iur), request, options)
        );
        receipts.MapGet(
            "/paymentoptions/{iuv}",
            (string organization, string iur, string iuv, HttpRequest request, SimulatorOptions options, NodeMemory memory) =>
                Give(memory.FindLost(organization, iur) is { } lost && BizReceipt.IuvOf(lost) == iuv ? lost : null, request, options)
        );
    }

    private static IResult Give(Receipt? lost, HttpRequest request, SimulatorOptions options) =>
        !SubscriptionKey.IsGiven(request, options) ? TypedResults.Unauthorized()
        : lost is null ? TypedResults.Problem("No biz event found", statusCode: StatusCodes.Status404NotFound, title: "Biz event not found")
        : Results.Text(BizReceipt.Compose(lost).ToJsonString(SimulatorJson.Options), "application/json");
}
