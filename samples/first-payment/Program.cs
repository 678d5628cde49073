using System.Text;
using Lecce.Riscossione.Samples.FirstPayment;
using Lecce.Riscossione.Sdk;
using NodaTime;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var telling = new Telling();
try
{
    switch (args)
    {
        case []:
            Console.WriteLine("Avvio l'API su una porta libera, con dati temporanei (la prima volta va compilata)…");
            using (var api = await ApiChild.Start())
            {
                await Tell(api.Address, api.AdminKey);
            }

            break;
        case ["--url", var url, "--key", var key] when Uri.TryCreate(url, UriKind.Absolute, out var address):
            await Tell(address, key);
            break;
        default:
            throw new NotAsToldException("si usa senza argomenti, oppure con --url http://localhost:5080 --key rk_…");
    }

    return 0;
}
catch (Exception failure)
{
    await Console.Error.WriteLineAsync(telling.Interrupted(failure));
    return 1;
}

async Task Tell(Uri address, string adminKey)
{
    using var administrator = new RiscossioneClient(address, adminKey);
    var municipality = await administrator.Organizations.ReadAsync(Tari.Municipality);
    Console.WriteLine($"{municipality.Name} riscuote con l'API su {address}");

    telling.Step("L'amministratore rilascia una chiave all'Ufficio Tributi");
    var key = await administrator.ApiKeys.IssueAsync(
        new NewApiKey
        {
            Name = "Gestionale tributi",
            Organization = Tari.Municipality,
            Department = Tari.Department,
            Scopes = [Scopes.DocumentsRead, Scopes.DocumentsWrite, Scopes.PaymentsRead, Scopes.WebhooksManage],
        }
    );
    using var department = new RiscossioneClient(address, key.Key);
    telling.Say($"chiave «{key.Name}» (rk_{key.Prefix}…), permessi: {string.Join(", ", key.Scopes)}");

    telling.Step("Il gestionale dell'ufficio chiede di essere avvisato dei pagamenti");
    await using var receiver = Receiver.Start();
    var endpoint = await department.Webhooks.RegisterEndpointAsync(
        new NewWebhookEndpoint { Url = receiver.Url, EventTypes = [EventTypes.PaymentRecorded] }
    );
    receiver.Trust(endpoint.Secret);
    telling.Say($"webhook per {string.Join(", ", endpoint.EventTypes)} verso {endpoint.Url}");

    telling.Step("Emette la TARI di un contribuente, con il TEFA per la Provincia: in unica soluzione o in tre rate");
    var document = await department.PaymentDocuments.IssueAsync(Tari.Request(SystemClock.Instance.GetCurrentInstant()));
    telling.Say($"{document.Subject}, debitore {document.Debtor.FullName} (inventato), totale {Italian.Euro(document.AmountCents)}");
    foreach (var item in document.Items)
    {
        telling.Say($"voce {item.Ordinal}: {item.Description}, {Italian.Euro(item.AmountCents)}, per {item.Beneficiary.Name}");
    }

    var single = document.Options.Single(option => option.Kind == "single").Installments.Single();
    var installments = document.Options.Single(option => option.Kind == "installments").Installments;
    telling.Say($"unica soluzione: {Italian.Notice(single)}");
    foreach (var (number, installment) in installments.Index())
    {
        telling.Say($"rata {number + 1} di {installments.Count}: {Italian.Notice(installment)}");
    }

    telling.Expect(document.State == DocumentStates.Issued, $"il documento doveva essere emesso, invece è {document.State}");
    telling.Expect(installments.Append(single).All(one => one.Payable), "un avviso appena emesso non è pagabile");

    telling.Step("Il contribuente inquadra l'avviso della prima rata: il suo PSP lo verifica tramite il Nodo pagoPA");
    using var http = new HttpClient { BaseAddress = address };
    var node = new Node(http, municipality);
    var first = installments[0];
    var verified = await node.Verify(first.NoticeNumber!);
    telling.Expect(verified.Outcome == "OK", $"la verifica doveva riuscire, invece risponde {verified.Fault}");
    telling.Say(
        $"{verified.Outcome}: {verified["companyName"]} chiede {Italian.Euro(verified.Cents("amount"))}, {verified["paymentDescription"]}"
    );
    telling.Expect(verified.Cents("amount") == first.AmountCents, "l'importo verificato non è quello della rata");

    telling.Step("Conferma: il PSP attiva il pagamento (paGetPaymentV2) e sa a chi accreditare");
    var activated = await node.Activate(first.NoticeNumber!);
    telling.Expect(activated.Outcome == "OK", $"l'attivazione doveva riuscire, invece risponde {activated.Fault}");
    foreach (var transfer in activated.Transfers)
    {
        telling.Say($"{Italian.Euro(transfer.Cents)} a {transfer.Beneficiary}, {transfer.Iban}, causale {transfer.Remittance}");
    }

    telling.Expect(activated.Transfers.Sum(one => one.Cents) == first.AmountCents, "gli accrediti non fanno l'importo della rata");

    telling.Step("Il contribuente paga: il Nodo manda la ricevuta (paSendRTV2)");
    var receiptId = Guid.NewGuid().ToString("N");
    var received = await node.SendReceipt(receiptId, first.NoticeNumber!, activated, SystemClock.Instance.GetCurrentInstant());
    telling.Expect(received.Outcome == "OK", $"la ricevuta doveva essere accettata, invece l'API risponde {received.Fault}");
    telling.Say($"{received.Outcome}: ricevuta {receiptId} di {Italian.Euro(activated.Cents("paymentAmount"))}, accettata");

    telling.Step("Al gestionale dell'ufficio arriva il webhook");
    var told = await receiver.Next();
    telling.Say($"firma valida; evento {told.Type}: {Italian.Euro(told.Data["amountCents"].GetInt64())}");
    telling.Expect(told.Data["documentId"].GetString() == document.Id, "l'avviso riguarda un altro documento");
    telling.Expect(told.Data["amountCents"].GetInt64() == first.AmountCents, "l'avviso dice un altro importo");

    telling.Step("L'ufficio guarda come sta il documento");
    document = await department.PaymentDocuments.ReadAsync(document.Id);
    telling.Say($"{Italian.State(document.State)}: restano {Italian.Euro(document.ResidualCents)} su {Italian.Euro(document.AmountCents)}");
    foreach (var option in document.Options)
    {
        telling.Say($"{Italian.Option(option.Kind)}: {(option.Closed ? "chiusa, si è scelta l'altra" : "aperta")}");
    }

    foreach (var movement in (await department.PaymentDocuments.ReadMovementsAsync(document.Id)).Items)
    {
        telling.Say(
            $"movimento {movement.Ordinal}, voce {movement.ItemOrdinal}: {Italian.Movement(movement.Kind)} {Italian.Euro(movement.AmountCents)}"
        );
    }

    telling.Expect(
        document.State == DocumentStates.PartiallyPaid,
        $"il documento doveva essere pagato in parte, invece è {document.State}"
    );
    telling.Expect(document.ResidualCents == document.AmountCents - first.AmountCents, "il residuo non è il totale meno la rata pagata");
    telling.Expect(document.Options.Single(option => option.Closed).Kind == "single", "doveva chiudersi l'unica soluzione");

    telling.Step("E ne rilegge la storia");
    var timeline = await department.PaymentDocuments.ReadTimelineAsync(document.Id);
    foreach (var happened in timeline.Items)
    {
        telling.Say($"{Italian.Moment(happened.OccurredAt)}  {Italian.Happened(happened.Type)}  (impronta {happened.Hash[..12]}…)");
    }

    telling.Expect(timeline.ChainVerified, "la catena delle impronte è interrotta");
    telling.Say("catena delle impronte verificata: nulla è stato tolto o cambiato");

    telling.Step("Qualcuno riprova a pagare: la stessa rata, poi l'intero");
    foreach (var (what, installment) in new[] { ("prima rata", first), ("unica soluzione", single) })
    {
        var refused = await node.Verify(installment.NoticeNumber!);
        telling.Say($"{what}: {refused.Outcome} {refused.Fault}");
        telling.Expect(refused.Fault == "PAA_PAGAMENTO_DUPLICATO", "un avviso già pagato si può pagare di nuovo");
    }

    // An API that goes on running should not keep calling a program that has ended.
    await department.Webhooks.DisableEndpointAsync(endpoint.Id);
    await administrator.ApiKeys.RevokeAsync(key.Id);
    Console.WriteLine();
    Console.WriteLine("Ogni passo è andato come raccontato.");
}
