namespace Lecce.Riscossione.Samples.Simulator.Node;

/// <summary>A PSP asks a creditor for a notice that does not exist yet (paDemandPaymentNotice).</summary>
internal sealed class SendDemand(Creditor creditor, SimulatorOptions options, Transcripts transcripts)
{
    public async Task<Transcript> Run(NewDemand demand, CancellationToken cancellation)
    {
        var message = Messages.Demand(
            demand.Organization,
            options.StationOf(demand.Organization),
            demand.Service,
            demand.Subject,
            demand.Data
        );
        var (step, answer) = await creditor.Send(message, Creditor.QuestionTimeout, cancellation);
        return transcripts.Keep("Avviso su richiesta", "demand", answer?["noticeNumber"], [step]);
    }
}

/// <summary>What a payer enters at a PSP.</summary>
/// <param name="Organization">The creditor's fiscal code, 11 digits.</param>
/// <param name="Service">The service in the Node's catalogue (<c>idServizio</c>), 5 characters.</param>
/// <param name="Subject">The service at the creditor (<c>idSoggettoServizio</c>), 5 characters.</param>
/// <param name="Data">Values by the name of the field, in the order in which they are sent.</param>
internal sealed record NewDemand(string Organization, string Service, string Subject, IReadOnlyDictionary<string, string> Data);
