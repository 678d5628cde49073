using System.Text.RegularExpressions;
using NodaTime;

namespace Lecce.Riscossione.Samples.Simulator.Node;

/// <summary>What can happen to a notice.</summary>
/// <param name="Name">As in requests.</param>
/// <param name="Label">The button, in Italian.</param>
/// <param name="Effect">What the creditor should make of it, in Italian.</param>
/// <param name="Run">The messages, in order.</param>
internal sealed record Scenario(string Name, string Label, string Effect, Func<Play, Task> Run);

/// <summary>Every scenario.</summary>
internal static partial class Scenarios
{
    /// <summary>The number with which the Node probes a station that was down.</summary>
    public const string ProbeNumber = "000000000000000000";

    private static readonly Duration OneDay = Duration.FromDays(1);

    public static readonly IReadOnlyList<Scenario> All =
    [
        new("pay", "Paga", "L'avviso è pagato.", Pay),
        new("receipt-twice", "Ricevuta inviata due volte", "Un solo pagamento: la seconda è PAA_RECEIPT_DUPLICATA.", ReceiptTwice),
        new("pay-twice", "Pagato da due PSP", "Due pagamenti, il secondo duplicato.", PayTwice),
        new("late-receipt", "Ricevuta del giorno dopo", "L'avviso è pagato, con la data di ieri.", LateReceipt),
        new("late-after-expiry", "Esito dopo la scadenza del token", "L'avviso è pagato.", LateAfterExpiry),
        new("abandon", "Abbandona dopo l'attivazione", "Nulla; per 30 minuti nessun altro può pagare l'avviso.", Abandon),
        new("failed-receipt", "Ricevuta di pagamento non riuscito", "Nulla: l'avviso resta da pagare.", FailedReceipt),
        new(
            "wrong-amount",
            "Importo diverso",
            "Pagamento parziale, in eccesso o, se il tipo di entrata non ammette acconti, da attribuire.",
            WrongAmount
        ),
        new("without-activation", "Ricevuta senza attivazione", "L'avviso è pagato.", WithoutActivation),
        new("stand-in", "Pagato mentre l'ente non risponde", "L'avviso è pagato, dai dati dell'archivio.", StandIn),
        new("outage", "Paga mentre la stazione è spenta", "L'avviso è pagato, se l'archivio lo conosce; altrimenti nulla.", Outage),
        new("broadcast-copy", "Copia per l'altro beneficiario", "L'avviso è pagato; l'altro ente riceve la sua copia.", BroadcastCopy),
        new("stamp", "Paga con una marca da bollo", "L'avviso è pagato e la marca, firmata, è valida.", Stamp),
        new(
            "lost-receipt",
            "Ricevuta perduta",
            "Nulla, benché il cittadino abbia pagato, finché l'ente non chiede la ricevuta.",
            LostReceipt
        ),
        new("get-v2-receipt-v1", "Attivazione V2, ricevuta V1", "L'avviso è pagato.", OtherVersion),
        new("slow", "Risposte fuori tempo massimo", "Un solo pagamento: il Nodo ripete le richieste.", Slow),
        new(
            "payment-options",
            "Chiede le soluzioni di pagamento",
            "Nulla: il Nodo legge tutti i modi di pagare il documento.",
            PaymentOptions
        ),
        new("unknown", "Avviso sconosciuto", "Nulla: PAA_PAGAMENTO_SCONOSCIUTO.", Unknown),
        new("malformed", "Messaggi malformati", "Nulla: PAA_SINTASSI_EXTRAXSD.", Malformed),
    ];

    public static Scenario? Find(string name) => All.FirstOrDefault(scenario => scenario.Name == name);

    private static async Task Pay(Play play)
    {
        if (await VerifyAndActivate(play) is { } activation)
        {
            await play.Wait();
            await play.Send(play.Receipt(activation));
        }
    }

    private static async Task ReceiptTwice(Play play)
    {
        if (await VerifyAndActivate(play) is { } activation)
        {
            var receipt = play.Receipt(activation);
            await play.Wait();
            await play.Send(receipt);
            await play.Send(receipt, note: "La stessa ricevuta, di nuovo.");
        }
    }

    private static async Task PayTwice(Play play)
    {
        if (await VerifyAndActivate(play) is not { } first)
        {
            return;
        }

        var lateReceipt = play.Receipt(first);
        play.Expire();
        if (await play.Activate(play.DrawPsp(other: first.Psp)) is { } second)
        {
            await play.Wait();
            await play.Send(play.Receipt(second));
            play.ReportLate();
            await play.Send(lateReceipt, note: "Anche il primo PSP aveva incassato.");
        }
    }

    private static async Task LateReceipt(Play play)
    {
        if (await VerifyAndActivate(play) is { } activation)
        {
            await play.Wait();
            await play.Send(play.Receipt(activation, paidAgo: OneDay), note: "Il cittadino ha pagato ieri.");
        }
    }

    private static async Task LateAfterExpiry(Play play)
    {
        if (await VerifyAndActivate(play) is { } activation)
        {
            var receipt = play.Receipt(activation);
            play.Expire();
            play.ReportLate();
            await play.Wait();
            await play.Send(receipt);
        }
    }

    private static Task Abandon(Play play) => VerifyAndActivate(play);

    private static async Task FailedReceipt(Play play)
    {
        if (await VerifyAndActivate(play) is { } activation)
        {
            await play.Wait();
            await play.Send(play.Receipt(activation, failed: true));
        }
    }

    /// <summary>One cent less than asked, unless the caller states an amount. One cent more where one cent is asked.</summary>
    private static async Task WrongAmount(Play play)
    {
        if (await VerifyAndActivate(play) is { } activation)
        {
            var other = activation.AmountCents > 1 ? activation.AmountCents - 1 : 2;
            await play.Wait();
            await play.Send(play.Receipt(activation, amountCents: play.AmountCents ?? other));
        }
    }

    private static Task WithoutActivation(Play play) => play.Send(play.ReceiptWithoutActivation());

    private static Task StandIn(Play play) => play.Send(play.ReceiptWithoutActivation(standIn: true));

    /// <summary>The Node asks its archive, because the station is down. The receipt arrives once the station is up again.</summary>
    private static async Task Outage(Play play)
    {
        play.IsStationDown = true;
        if (await VerifyAndActivate(play) is { } activation)
        {
            await play.Wait();
            await play.Send(play.Receipt(activation), note: "La stazione risponde di nuovo: il Nodo invia la ricevuta.");
        }
    }

    private static async Task BroadcastCopy(Play play)
    {
        if (await VerifyAndActivate(play) is not { } activation)
        {
            return;
        }

        var others = activation.Answer.Beneficiaries.Where(code => code != play.Notice.Organization).ToList();
        if (others.Count == 0)
        {
            play.Expire();
            throw new NotPlayableException("L'avviso ha un solo beneficiario: non c'è nessuno a cui mandare una copia.");
        }

        var receipt = play.Receipt(activation);
        await play.Wait();
        await play.Send(receipt);
        foreach (var other in others)
        {
            await play.Send(receipt, other, $"Copia per {other}.");
        }
    }

    /// <summary>Any scenario whose receipt is of version 2 sells the stamps that a notice asks for; this one insists on them.</summary>
    private static async Task Stamp(Play play)
    {
        if (await VerifyAndActivate(play) is not { } activation)
        {
            return;
        }

        if (activation.Answer["richiestaMarcaDaBollo"] is null)
        {
            play.Expire();
            throw new NotPlayableException("L'avviso non comprende marche da bollo.");
        }

        await play.Wait();
        await play.Send(play.Receipt(activation));
    }

    private static async Task LostReceipt(Play play)
    {
        if (await VerifyAndActivate(play) is { } activation)
        {
            play.Lose(play.Receipt(activation));
        }
    }

    private static async Task OtherVersion(Play play)
    {
        if (await VerifyAndActivate(play) is { } activation)
        {
            await play.Wait();
            await play.Send(play.Receipt(activation, version: 1));
        }
    }

    private static async Task Slow(Play play)
    {
        await play.Verify();
        if (await play.ActivateLate(play.DrawPsp()) is { } activation)
        {
            await play.SendLate(play.Receipt(activation));
        }
    }

    private static Task PaymentOptions(Play play) => play.AskOptions();

    private static async Task Unknown(Play play)
    {
        await play.Verify();
        await play.Activate(play.DrawPsp());
    }

    /// <summary>Three messages that no schema accepts: cut short, an element missing, an amount with a comma.</summary>
    private static async Task Malformed(Play play)
    {
        var receipt = play.MessageOf(
            new Receipt(
                play.Version,
                new PaidNotice(new string('0', 32), play.Notice, 100, play.DrawPsp(), Instant.FromUnixTimeSeconds(0)),
                Receipts.Invented(play.Notice, 100)
            ),
            play.Notice.Organization
        );
        await play.SendBroken(text => text[..(text.Length / 2)], play.VerifyMessage(), "Il messaggio è troncato.");
        await play.SendBroken(text => NoticeNumber().Replace(text, ""), play.GetPayment(), "Manca noticeNumber.");
        await play.SendBroken(text => text.Replace("1.00", "1,00", StringComparison.Ordinal), receipt, "L'importo ha la virgola.");
    }

    private static async Task<Activation?> VerifyAndActivate(Play play) =>
        await play.Verify() is { IsOk: true } ? await play.Activate(play.DrawPsp()) : null;

    [GeneratedRegex("<noticeNumber>.*?</noticeNumber>", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex NoticeNumber();
}
