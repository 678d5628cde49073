using System.Runtime.InteropServices;
using System.Text;
using Lecce.Riscossione.Sdk;
using NodaTime;

// consumer ADDRESS KEY: uses the client as an integrator does, against an API with the development seed. It fails where the API or the
// client do not do what they should. Without arguments it only says on what it runs.
if (args.Length < 2)
{
    Console.WriteLine(RuntimeInformation.FrameworkDescription);
    return;
}

const string Organization = "80008510754";
const string Department = "tributi";
using var client = new RiscossioneClient(new Uri(args[0]), args[1]);
var run = Guid.NewGuid().ToString("N");

// Write, read, repeat.
var document = await client.PaymentDocuments.IssueAsync(Document("1"));
Expect(document.State == DocumentStates.Issued, "the document is not issued");
Expect(document.Debtor.FullName == "Maria Càpece «Àéì»", "a text came back differently");
Expect((await client.PaymentDocuments.IssueAsync(Document("1"))).Id == document.Id, "a repetition issued another document");
Expect((await client.PaymentDocuments.ReadAsync(document.Id)).Options[0].Installments[0].DueOn == DueOn(), "a date came back differently");

// A load, streamed and awaited; then all pages of a list.
var load = await client.BulkLoads.LoadAsync(Rows(), new BulkLoadSettings { Organization = Organization, Department = Department });
Expect(load is { State: BulkLoadStates.Completed, Issued: 2 }, $"the load ended as {load.State}, with {load.Issued} documents");
var results = 0;
await foreach (var result in client.BulkLoads.FindAllResultsAsync(load.Id, limit: 1))
{
    Expect(result.Outcome == BulkLoadOutcomes.Issued, $"a row ended as {result.Outcome}");
    results++;
}

Expect(results == 2, $"the list has {results} rows");

// A file.
var path = Path.Combine(AppContext.BaseDirectory, run + ".pdf");
using (var notice = await client.PaymentDocuments.DownloadNoticeAsync(document.Id))
{
    await notice.SaveAsync(path);
}

Expect(Encoding.ASCII.GetString(File.ReadAllBytes(path), 0, 5) == "%PDF-", "the notice is no PDF");
File.Delete(path);

// Typed events. The API lists an event when it is five seconds old.
var issued = 0;
for (var read = 0; read < 60 && issued == 0; read++)
{
    await Task.Delay(TimeSpan.FromSeconds(0.5));
    await foreach (var happened in client.Webhooks.FindAllEventsAsync(limit: 10))
    {
        issued += happened.Data is DocumentIssuedData data && data.DocumentId == document.Id ? 1 : 0;
    }
}

Expect(issued == 1, $"the document was issued {issued} times");

// Refusals and failures.
try
{
    await client.PaymentDocuments.ReadAsync("01J00000000000000000000000");
    Expect(false, "an unknown document was found");
}
catch (RiscossioneException refusal)
{
    Expect(refusal.Code == ProblemCodes.DocumentNotFound, $"an unknown document gave {refusal.Code}");
    Expect(refusal.RequestId?.Length > 0, "the problem has no request id");
}

try
{
    using var nowhere = new RiscossioneClient(new RiscossioneOptions { BaseAddress = new Uri("http://127.0.0.1:9"), MaxAttempts = 1 });
    await nowhere.Status.ReadAsync();
    Expect(false, "a closed port answered");
}
catch (RiscossioneNetworkException failure)
{
    Expect(failure.Failure is NetworkFailure.Connection, $"a closed port gave {failure.Failure}");
}

// The vector of the Standard Webhooks specification is too old for the clock, but its signature is right.
var verifier = new WebhookVerifier("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", new Then());
verifier.VerifySignature(
    "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "1614265330",
    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    Encoding.UTF8.GetBytes("{\"test\": 2432232314}")
);
Console.WriteLine($"{RuntimeInformation.FrameworkDescription}: as expected");

async IAsyncEnumerable<BulkRow> Rows()
{
    yield return BulkRow.Issue(Document("2"));
    await Task.Yield();
    yield return BulkRow.Issue(Document("3"));
}

LocalDate DueOn() => new(2030, 1, 31);

IssuePaymentDocumentRequest Document(string number) =>
    new()
    {
        ExternalId = $"{run}-{number}",
        Organization = Organization,
        Department = Department,
        Subject = "Prova del pacchetto",
        Debtor = new Debtor
        {
            Kind = DebtorKinds.F,
            FiscalCode = "RSSMRA80A01H501U",
            FullName = "Maria Càpece «Àéì»",
        },
        Items =
        [
            new DebtItemRequest
            {
                RevenueType = "mensa-scolastica",
                Year = 2026,
                AmountCents = 4_200,
            },
        ],
        Options = [new PaymentOptionRequest { Kind = OptionKinds.Single, DueOn = DueOn() }],
        Draft = false,
    };

static void Expect(bool isSo, string otherwise)
{
    if (!isSo)
    {
        throw new InvalidOperationException($"Not as expected: {otherwise}.");
    }
}

/// <summary>The moment of the specification's vector.</summary>
internal sealed class Then : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(1614265330);
}
