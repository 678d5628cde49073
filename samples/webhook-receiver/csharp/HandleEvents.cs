using System.Globalization;
using Lecce.Riscossione.Sdk;

namespace Lecce.Riscossione.Samples.WebhookReceiver;

/// <summary>Handles the events that are kept, oldest first, each once. An event that fails is tried again later; the others go ahead.</summary>
internal sealed class HandleEvents(Store store, RiscossioneClient client) : BackgroundService
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMinutes(1);

    // Written out, because the machine may have no Italian settings.
    private static readonly NumberFormatInfo Numbers = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    /// <summary>
    /// What this office does with an event: change it for your own. After a crash it runs again for the same event, so an effect in another
    /// system must be repeatable there, by <c>happened.Id</c>. The returned taking is written exactly once.
    /// </summary>
    private async Task<Taking?> Handle(WebhookEvent happened, CancellationToken cancellation)
    {
        switch (happened.Data)
        {
            case PaymentRecordedData { DocumentId: { } documentId } recorded:
                // Events may arrive in another order, so the state is read and not computed.
                var document = await client.PaymentDocuments.ReadAsync(documentId, cancellationToken: cancellation);
                Say(happened, $"incassati {Euro(recorded.AmountCents)} per «{document.Subject}», restano {Euro(document.ResidualCents)}");
                return new Taking(recorded.PaymentId, documentId, recorded.AmountCents);
            case PaymentRecordedData recorded:
                Say(happened, $"incassati {Euro(recorded.AmountCents)} senza un documento");
                return new Taking(recorded.PaymentId, null, recorded.AmountCents);
            case WebhookTestSentData:
                Say(happened, "la prova è riuscita");
                return null;
            default:
                // Also types that did not exist when this program was written.
                Say(happened, "ignorato");
                return null;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (store.NextDue() is { } happened)
            {
                await HandleOne(happened, stoppingToken);
            }
            else
            {
                await store.WaitForEvent(RetryInterval, stoppingToken);
            }
        }
    }

    private async Task HandleOne(WebhookEvent happened, CancellationToken cancellation)
    {
        try
        {
            store.MarkHandled(happened.Id, await Handle(happened, cancellation));
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            store.Postpone(happened.Id, RetryInterval);
            Say(happened, $"da riprovare: {failure.Message}");
        }
    }

    private static void Say(WebhookEvent happened, string text) => Console.WriteLine($"{happened.Id} {happened.Type}: {text}");

    private static string Euro(long cents) => (cents / 100m).ToString("#,##0.00 €", Numbers);
}

/// <summary>Money that the office has booked.</summary>
internal sealed record Taking(string PaymentId, string? DocumentId, long AmountCents);
