using Lecce.Riscossione.Samples.Simulator.Checkout;
using Lecce.Riscossione.Samples.Simulator.Node;

namespace Lecce.Riscossione.Samples.Simulator.Rest;

/// <summary>Runs the lines of a script in order. All are checked before the first runs; a line that does not fit its notice ends the script.</summary>
internal sealed class RunScript(PlayScenario scenarios, SendDemand send, Carts carts, EndCart end, SimulatorClock clock)
{
    private const int MaxLines = 100;

    public static Task<IResult> Handle(IReadOnlyList<ScriptLine> script, RunScript run, CancellationToken cancellation) =>
        run.Run(script, cancellation);

    private async Task<IResult> Run(IReadOnlyList<ScriptLine> script, CancellationToken cancellation)
    {
        if (FaultOf(script) is { } fault)
        {
            return Faults.BadRequest(fault);
        }

        List<Transcript> played = [];
        string? demanded = null;
        foreach (var (line, row) in script.Select((line, index) => (line, index + 1)))
        {
            try
            {
                if (await Play(line, demanded, cancellation) is { } transcript)
                {
                    demanded = line.Demand is null ? demanded : transcript.NoticeNumber;
                    played.Add(transcript);
                }
            }
            catch (NotPlayableException why)
            {
                return Faults.NotPlayable(new NotPlayableException($"Riga {row}: {why.Message}"));
            }
        }

        return TypedResults.Ok(played);
    }

    private async Task<Transcript?> Play(ScriptLine line, string? demanded, CancellationToken cancellation)
    {
        switch (line)
        {
            case { Payment: { } payment }:
                var noticeNumber =
                    payment.NoticeNumber
                    ?? demanded
                    ?? throw new NotPlayableException("la richiesta di avviso precedente non ha dato un numero.");
                return await scenarios.Run(payment with { NoticeNumber = noticeNumber }, cancellation);
            case { Demand: { } demand }:
                return await send.Run(demand, cancellation);
            case { Outcome: { } outcome }:
                _ = Faults.Of(outcome, out var parsed);
                var cart = carts.Find(outcome.Cart!) ?? throw new NotPlayableException("il carrello non esiste.");
                return await end.Run(cart, parsed, cancellation);
            default:
                _ = Faults.Of(line.Clock!, out var by);
                clock.Advance(by);
                return null;
        }
    }

    private static string? FaultOf(IReadOnlyList<ScriptLine> script)
    {
        if (script.Count is 0 or > MaxLines)
        {
            return "Uno script ha da 1 a 100 righe.";
        }

        var isDemanded = false;
        for (var row = 0; row < script.Count; row++)
        {
            if (FaultOf(script[row], isDemanded) is { } fault)
            {
                return $"Riga {row + 1}: {fault}";
            }

            isDemanded |= script[row].Demand is not null;
        }

        return null;
    }

    private static string? FaultOf(ScriptLine line, bool isDemanded) =>
        line switch
        {
            { Payment: { } payment, Demand: null, Outcome: null, Clock: null } => Faults.Of(payment, isDemanded),
            { Payment: null, Demand: { } demand, Outcome: null, Clock: null } => Faults.Of(demand),
            { Payment: null, Demand: null, Outcome: { } outcome, Clock: null } => outcome.Cart is null
                ? "cart: il carrello."
                : Faults.Of(outcome, out _),
            { Payment: null, Demand: null, Outcome: null, Clock: { } time } => Faults.Of(time, out _),
            _ => "uno solo tra payment, demand, outcome, clock.",
        };
}

/// <summary>One line of a script: exactly one member.</summary>
/// <param name="Payment">Without a notice number it pays the notice of the last demand.</param>
/// <param name="Demand">A PSP asks for a notice.</param>
/// <param name="Outcome">A cart ends.</param>
/// <param name="Clock">Time passes.</param>
internal sealed record ScriptLine(NewPayment? Payment = null, NewDemand? Demand = null, NewOutcome? Outcome = null, NewTime? Clock = null);
