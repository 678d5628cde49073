using Lecce.Riscossione.Samples.Simulator.Archive;

namespace Lecce.Riscossione.Samples.Simulator.Node;

/// <summary>Plays a scenario with a notice.</summary>
internal sealed class PlayScenario(
    Creditor creditor,
    NodeMemory memory,
    SimulatorClock clock,
    SimulatorOptions options,
    NoticeArchive archive,
    Transcripts transcripts
)
{
    /// <exception cref="NotPlayableException">The scenario does not fit the notice.</exception>
    public async Task<Transcript> Run(NewPayment request, CancellationToken cancellation)
    {
        var scenario = Scenarios.Find(request.Scenario)!;
        var number = scenario.Name == "unknown" ? Scenarios.ProbeNumber : request.NoticeNumber!;
        var play = new Play(creditor, memory, clock, options, archive, new Notice(request.Organization, number), cancellation)
        {
            Version = request.Version ?? 2,
            Delay = TimeSpan.FromMilliseconds(request.DelayMs ?? DefaultDelayMs(scenario)),
            AmountCents = request.AmountCents,
        };
        try
        {
            await scenario.Run(play);
        }
        catch (NotPlayableException) when (play.Steps.Count > 0)
        {
            transcripts.Keep(scenario.Label, scenario.Name, number, play.Steps);
            throw;
        }

        return transcripts.Keep(scenario.Label, scenario.Name, number, play.Steps);
    }

    /// <summary>Asks whether a notice can be paid, as a PSP does before it shows the payer anything.</summary>
    public async Task<(CreditorAnswer? Answer, Transcript Transcript)> Verify(Notice notice, CancellationToken cancellation)
    {
        var play = new Play(creditor, memory, clock, options, archive, notice, cancellation);
        var answer = await play.Verify();
        return (answer, transcripts.Keep("Verifica", "verify", notice.Number, play.Steps));
    }

    private static int DefaultDelayMs(Scenario scenario) => scenario.Name == "slow" ? (int)Creditor.QuestionTimeout.TotalMilliseconds : 0;
}

/// <summary>A scenario to play.</summary>
/// <param name="Organization">The creditor's fiscal code, 11 digits.</param>
/// <param name="Scenario">One of <see cref="Scenarios.All"/>.</param>
/// <param name="NoticeNumber">18 digits; not needed for <c>unknown</c>.</param>
/// <param name="Version">1 or 2, of get and receipt; by default 2.</param>
/// <param name="DelayMs">Waited for between activation and receipt, up to 60,000; by default none, and 7,000 for <c>slow</c>.</param>
/// <param name="AmountCents">What the receipt states; by default what the creditor asks.</param>
internal sealed record NewPayment(
    string Organization,
    string Scenario,
    string? NoticeNumber = null,
    int? Version = null,
    int? DelayMs = null,
    long? AmountCents = null
);
