using System.Text.Json;
using Lecce.Riscossione.Samples.Simulator.Archive;
using Lecce.Riscossione.Samples.Simulator.Checkout;
using Lecce.Riscossione.Samples.Simulator.Node;
using NodaTime;

namespace Lecce.Riscossione.Samples.Simulator.Rest;

/// <summary>What tests and scripts ask of the simulator.</summary>
internal static class SimulationApi
{
    public static void MapSimulation(this IEndpointRouteBuilder app)
    {
        var sim = app.MapGroup("/sim");
        sim.MapPost("/payments", Pay);
        sim.MapPost("/demands", Demand);
        sim.MapPost("/carts/next", Can);
        sim.MapGet("/carts/{id}", ReadCart);
        sim.MapPost("/carts/{id}/outcome", EndCart);
        sim.MapPost("/scripts", RunScript.Handle);
        sim.MapPost("/clock", Advance);
        sim.MapPost("/reset", Reset);
        sim.MapGet("/log", Log);
        sim.MapGet(
            "/evidence.zip",
            (Transcripts transcripts) => Results.File(Evidence.Zip(transcripts.All), "application/zip", "evidence.zip")
        );
    }

    private static async Task<IResult> Pay(NewPayment payment, PlayScenario scenarios, CancellationToken cancellation)
    {
        if (Faults.Of(payment) is { } fault)
        {
            return Faults.BadRequest(fault);
        }

        try
        {
            return TypedResults.Ok(await scenarios.Run(payment, cancellation));
        }
        catch (NotPlayableException why)
        {
            return Faults.NotPlayable(why);
        }
    }

    private static async Task<IResult> Demand(NewDemand demand, SendDemand send, CancellationToken cancellation) =>
        Faults.Of(demand) is { } fault ? Faults.BadRequest(fault) : TypedResults.Ok(await send.Run(demand, cancellation));

    private static IResult Can(CannedAnswer answer, Carts carts)
    {
        if (Faults.Of(answer) is { } fault)
        {
            return Faults.BadRequest(fault);
        }

        carts.Can(answer);
        return TypedResults.NoContent();
    }

    private static IResult ReadCart(string id, Carts carts) =>
        carts.Find(id) is { } cart ? TypedResults.Ok(CartAnswer.Of(cart, transcript: null)) : TypedResults.NotFound();

    private static async Task<IResult> EndCart(string id, NewOutcome outcome, Carts carts, EndCart end, CancellationToken cancellation)
    {
        if (Faults.Of(outcome, out var parsed) is { } fault)
        {
            return Faults.BadRequest(fault);
        }

        return carts.Find(id) is { } cart
            ? TypedResults.Ok(CartAnswer.Of(cart, await end.Run(cart, parsed, cancellation)))
            : TypedResults.NotFound();
    }

    private static IResult Advance(NewTime time, SimulatorClock clock)
    {
        if (Faults.Of(time, out var by) is { } fault)
        {
            return Faults.BadRequest(fault);
        }

        clock.Advance(by);
        return TypedResults.Ok(new { now = clock.Now });
    }

    private static IResult Reset(NodeMemory memory, NoticeArchive archive, Transcripts transcripts, Carts carts, SimulatorClock clock)
    {
        memory.Reset();
        archive.Reset();
        transcripts.Reset();
        carts.Reset();
        clock.Reset();
        return TypedResults.NoContent();
    }

    /// <summary>One line for each step, oldest first.</summary>
    private static IResult Log(Transcripts transcripts) =>
        Results.Text(
            string.Concat(
                from transcript in transcripts.All
                from step in transcript.Steps
                select JsonSerializer.Serialize(new LogLine(transcript, step), SimulatorJson.Options) + "\n"
            ),
            "application/x-ndjson"
        );

    private sealed record LogLine(int Transcript, Instant At, string Case, Step Step)
    {
        public LogLine(Transcript transcript, Step step)
            : this(transcript.Number, transcript.At, transcript.Case, step) { }
    }
}

/// <param name="Outcome">pay, cancel, refuse, wait or close.</param>
/// <param name="Cart">The cart's identifier, in a script.</param>
internal sealed record NewOutcome(string Outcome, string? Cart = null);

/// <param name="Advance">How far the clock moves on, as in <c>PT31M</c> or <c>P1D</c>; at most 400 days.</param>
internal sealed record NewTime(string Advance);

/// <summary>A cart, and what ending it caused.</summary>
/// <param name="Id">As in the address of its page.</param>
/// <param name="State">One of <see cref="CartState"/>.</param>
/// <param name="ReturnUrl">Where the payer's browser goes; null while it stays.</param>
/// <param name="Transcript">The messages to the creditor; null when there were none.</param>
internal sealed record CartAnswer(string Id, string State, string? ReturnUrl, Transcript? Transcript)
{
    public static CartAnswer Of(Cart cart, Transcript? transcript) => new(cart.Id, cart.State, cart.ReturnUrl, transcript);
}
