using NodaTime;

namespace Lecce.Riscossione.Samples.Simulator;

/// <summary>One exchange of a transcript. Elements without a message were decided by the Node alone.</summary>
/// <param name="Operation">The primitive, for example <c>paGetPaymentV2</c>.</param>
/// <param name="Request">The exact message; null where the creditor was not asked.</param>
/// <param name="Response">The creditor's answer; null without one.</param>
/// <param name="Outcome">OK or KO.</param>
/// <param name="ElapsedMs">How long the creditor took, in milliseconds.</param>
internal sealed record Step(string Operation, string? Request, string? Response, string Outcome, long ElapsedMs)
{
    /// <summary>The fault as the Node returns it to a PSP: a fault of the creditor is always <c>PPT_ERRORE_EMESSO_DA_PAA</c>.</summary>
    public string? FaultCode { get; init; }

    public string? FaultString { get; init; }

    /// <summary>The creditor's own fault, for example <c>PAA_PAGAMENTO_DUPLICATO</c>.</summary>
    public string? OriginalFaultCode { get; init; }

    public string? OriginalFaultString { get; init; }

    public string? OriginalDescription { get; init; }

    /// <summary>Why this step is in the transcript, in Italian, where the operation does not tell.</summary>
    public string? Note { get; init; }
}

/// <summary>What happened in one run, in the order in which it happened.</summary>
/// <param name="Number">From 1; starts again after a reset.</param>
/// <param name="At">The simulator's time.</param>
/// <param name="Title">In Italian.</param>
/// <param name="Case">The scenario, or the kind of run.</param>
/// <param name="NoticeNumber">The notice; null when there is more than one, or none.</param>
/// <param name="Steps">The exchanges.</param>
internal sealed record Transcript(int Number, Instant At, string Title, string Case, string? NoticeNumber, IReadOnlyList<Step> Steps);

/// <summary>The latest transcripts, in memory.</summary>
internal sealed class Transcripts(SimulatorClock clock)
{
    private const int MaxKept = 1_000;
    private readonly Lock adding = new();
    private readonly Queue<Transcript> kept = new();
    private int lastNumber;

    public IReadOnlyList<Transcript> All
    {
        get
        {
            lock (adding)
            {
                return [.. kept];
            }
        }
    }

    public Transcript? Find(int number) => All.FirstOrDefault(transcript => transcript.Number == number);

    public Transcript Keep(string title, string @case, string? noticeNumber, IReadOnlyList<Step> steps)
    {
        lock (adding)
        {
            var transcript = new Transcript(++lastNumber, clock.Now, title, @case, noticeNumber, steps);
            kept.Enqueue(transcript);
            if (kept.Count > MaxKept)
            {
                kept.Dequeue();
            }

            return transcript;
        }
    }

    public void Reset()
    {
        lock (adding)
        {
            kept.Clear();
            lastNumber = 0;
        }
    }
}
