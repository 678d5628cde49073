using Lecce.Riscossione.Samples.Simulator.Archive;
using NodaTime;

namespace Lecce.Riscossione.Samples.Simulator.Node;

/// <summary>One notice between the Node, its PSPs and the creditor: what a scenario can do, and the transcript of what it did.</summary>
internal sealed class Play(
    Creditor creditor,
    NodeMemory memory,
    SimulatorClock clock,
    SimulatorOptions options,
    NoticeArchive archive,
    Notice notice,
    CancellationToken cancellation
)
{
    private readonly List<Step> steps = [];
    private bool isStandIn;

    public Notice Notice => notice;

    public IReadOnlyList<Step> Steps => steps;

    /// <summary>1 or 2, of get and receipt.</summary>
    public int Version { get; init; } = 2;

    /// <summary>Waited for between activation and receipt, in real time.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>What the receipt states instead of the amount asked; null for that.</summary>
    public long? AmountCents { get; init; }

    /// <summary>The cart's identifier; null without one.</summary>
    public string? Note { get; init; }

    /// <summary>True: questions do not reach the creditor, whose station is down; receipts do, because by then it is up again.</summary>
    public bool IsStationDown { get; set; }

    public Psp DrawPsp(Psp? other = null) => memory.DrawPsp(other);

    /// <summary>Asks whether the notice can be paid.</summary>
    public async Task<CreditorAnswer?> Verify() => (await Ask(VerifyMessage())).Answer;

    /// <summary>Asks for all the ways to pay the document of the notice.</summary>
    public async Task AskOptions() => steps.Add(await creditor.AskOptions(notice, cancellation));

    /// <summary>Activates the payment at a PSP; null when Node or creditor refuse, which frees the notice.</summary>
    public async Task<Activation?> Activate(Psp psp)
    {
        if (!memory.TryTake(notice))
        {
            steps.Add(NodeFault.InProgress());
            return null;
        }

        var (_, answer) = await Ask(GetPayment());
        if (answer is not { IsOk: true })
        {
            memory.Release(notice);
            return null;
        }

        memory.Remember(notice, answer);
        return new Activation(psp, memory.DrawToken(), answer.Cents("paymentAmount")!.Value, answer);
    }

    /// <summary>The activation's answer arrives after the Node's time-out: the PSP hears of a time-out and tries again.</summary>
    public async Task<Activation?> ActivateLate(Psp psp)
    {
        var (step, _) = await Ask(GetPayment(), "La risposta giunge al Nodo fuori tempo massimo.");
        steps[^1] = NodeFault.Timeout(step with { Response = null, Note = steps[^1].Note });
        await Wait();
        return await Activate(psp);
    }

    /// <summary>Ends the token as if 30 minutes had passed; the PSP does not know yet.</summary>
    public void Expire() => memory.Release(notice);

    /// <summary>The PSP reports a payment whose token has expired.</summary>
    public void ReportLate() => steps.Add(NodeFault.TokenExpired());

    /// <summary>The receipt of an activated payment.</summary>
    /// <param name="activation">Whose words it repeats.</param>
    /// <param name="version">1 or 2; by default that of the run.</param>
    /// <param name="failed">True: the payment failed.</param>
    /// <param name="amountCents">By default what was asked.</param>
    /// <param name="paidAgo">How long ago the payer paid.</param>
    public Receipt Receipt(
        Activation activation,
        int? version = null,
        bool failed = false,
        long? amountCents = null,
        Duration? paidAgo = null
    ) =>
        new(
            version ?? Version,
            new PaidNotice(
                activation.Token,
                notice,
                amountCents ?? AmountCents ?? activation.AmountCents,
                activation.Psp,
                clock.Now - (paidAgo ?? Duration.Zero)
            )
            {
                Failed = failed,
                Note = Note,
                StandIn = isStandIn,
            },
            activation.Answer.Data
        );

    /// <summary>A receipt of a payment that the creditor never activated.</summary>
    /// <exception cref="NotPlayableException">The amount is known neither from this run nor from an earlier activation.</exception>
    public Receipt ReceiptWithoutActivation(bool standIn = false)
    {
        var known = memory.Recall(notice);
        var amountCents =
            AmountCents
            ?? known?.Cents("paymentAmount")
            ?? throw new NotPlayableException("Senza attivazione il Nodo non conosce l'importo: indicare amountCents.");
        var paid = new PaidNotice(memory.DrawToken(), notice, amountCents, memory.DrawPsp(), clock.Now) { StandIn = standIn };
        return new Receipt(Version, paid, known?.Data ?? Receipts.Invented(notice, amountCents));
    }

    /// <summary>Sends a receipt; by default to the creditor of the notice.</summary>
    public async Task<Step> Send(Receipt receipt, string? addressee = null, string? note = null)
    {
        var step = await SendOnce(receipt, addressee ?? notice.Organization, note);
        memory.Release(notice);
        if (!receipt.Paid.Failed)
        {
            archive.NotePayment(notice);
        }

        return step;
    }

    /// <summary>The answer to the receipt arrives after the Node's time-out: the Node sends the receipt again.</summary>
    public async Task SendLate(Receipt receipt)
    {
        var step = await SendOnce(receipt, notice.Organization, "La risposta giunge al Nodo fuori tempo massimo.");
        steps[^1] = NodeFault.Timeout(step with { Response = null });
        await Wait();
        await Send(receipt, note: "Il Nodo invia di nuovo la stessa ricevuta.");
    }

    /// <summary>Writes down a receipt that never leaves the Node: the creditor gets it only by asking for it.</summary>
    public void Lose(Receipt receipt)
    {
        memory.KeepLost(receipt);
        var message = MessageOf(receipt, notice.Organization);
        steps.Add(
            new Step(message.Operation, message.Text, Response: null, "KO", ElapsedMs: 0)
            {
                Note = "La ricevuta si perde: l'ente non la riceve.",
            }
        );
        memory.Release(notice);
    }

    /// <summary>Sends any text under the name of an operation.</summary>
    public Task SendBroken(Func<string, string> breaking, Message message, string note) =>
        Ask(message with { Text = breaking(message.Text) }, note);

    public Message VerifyMessage() => Messages.Verify(notice.Organization, options.StationOf(notice.Organization), notice.Number);

    public Message GetPayment() =>
        Messages.GetPayment(Version, notice.Organization, options.StationOf(notice.Organization), notice.Number, Note);

    public Message MessageOf(Receipt receipt, string addressee) =>
        Messages.SendReceipt(
            receipt.Version,
            addressee,
            options.StationOf(addressee),
            Receipts.Compose(receipt.Version, receipt.Paid, receipt.Data)
        );

    /// <summary>Waits as long as the caller asked.</summary>
    public Task Wait() => Delay > TimeSpan.Zero ? Task.Delay(Delay, cancellation) : Task.CompletedTask;

    private async Task<Step> SendOnce(Receipt receipt, string addressee, string? note)
    {
        var (step, _) = await creditor.Send(MessageOf(receipt, addressee), Creditor.ReceiptTimeout, cancellation);
        steps.Add(step = step with { Note = note });
        return step;
    }

    private async Task<(Step Step, CreditorAnswer? Answer)> Ask(Message message, string? note = null)
    {
        var (step, answer) = IsStationDown
            ? (NodeFault.Unreachable(new Step(message.Operation, message.Text, Response: null, "KO", ElapsedMs: 0)), null)
            : await creditor.Send(message, Creditor.QuestionTimeout, cancellation);
        steps.Add(step = step with { Note = note });
        if (answer is null && archive.StandIn(notice) is var (position, option))
        {
            isStandIn = true;
            answer = StandInAnswer.Of(notice, position, option);
            step = new Step(message.Operation, Request: null, Response: null, "OK", ElapsedMs: 0)
            {
                Note = "La stazione non risponde: il Nodo risponde dall'archivio (ACA).",
            };
            steps.Add(step);
        }

        return (step, answer);
    }
}

/// <summary>A payment that the creditor has allowed.</summary>
/// <param name="Psp">Where the payer pays.</param>
/// <param name="Token">Becomes the receipt's identifier.</param>
/// <param name="AmountCents">What the creditor asks, in cents.</param>
/// <param name="Answer">The creditor's answer.</param>
internal sealed record Activation(Psp Psp, string Token, long AmountCents, CreditorAnswer Answer);

/// <summary>A receipt, before it is addressed to someone.</summary>
internal sealed record Receipt(int Version, PaidNotice Paid, System.Xml.Linq.XElement Data);

/// <summary>The scenario does not fit the notice.</summary>
/// <param name="message">Why, in Italian.</param>
internal sealed class NotPlayableException(string message) : Exception(message);
