using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Webhooks;
using Xunit.Abstractions;

namespace Lecce.Riscossione.Tests.Simulation;

/// <summary>Two processes of the program on one database, which know nothing of each other but what they read in it.</summary>
public sealed partial class TwoProcessesTests(ITestOutputHelper output)
{
    private const int Documents = 6;
    private const int Installments = 8;
    private const int Processes = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly Dictionary<string, string> TellingOfDeliveries = new(StringComparer.Ordinal)
    {
        ["Logging__LogLevel__Lecce.Riscossione.Api.Webhooks.DeliverWebhooks"] = "Debug",
    };

    [OnSqlServer]
    public async Task Issuing_receiving_and_telling_at_once_they_keep_the_books_and_deliver_every_event_once()
    {
        await using var receiver = await Receiver.Start();
        var (owner, other) = await ApiProcess.StartTwoAtOnce(Engine.SqlServer, TellingOfDeliveries);
        await using var first = owner;
        await using var second = other;
        var key = first.AdminKey.Length > 0 ? first.AdminKey : second.AdminKey;
        using var one = first.Client(key);
        using var two = second.Client(key);
        HttpClient[] clients = [one, two];
        await one.PostAsJsonAsync(
                "/v1/webhook-endpoints",
                new
                {
                    url = receiver.Url,
                    eventTypes = new[] { "*" },
                    organization = Psp.Lecce,
                }
            )
            .Expect(HttpStatusCode.Created);

        var documents = new List<JsonNode>();
        foreach (var number in Enumerable.Range(0, Documents))
        {
            documents.Add(await IssueEverywhere(clients, $"TWO-{number}"));
        }

        await Task.WhenAll(documents.SelectMany(Notices).Select((notice, number) => PayEverywhere(clients, notice, number)));

        DapperTypes.Register();
        await using var dialect = first.Dialect();
        var db = new Db(dialect);
        await Until(async () => await Count(db, "SELECT COUNT(*) FROM WebhookDeliveries WHERE State <> 'delivered'") == 0);
        await Invariants.Check(db);
        Assert.Equal(Documents, await Count(db, "SELECT COUNT(*) FROM PaymentDocuments WHERE State = 'paid'"));
        Assert.Equal(Documents * Installments, await Count(db, "SELECT COUNT(*) FROM Payments"));
        Assert.Equal(Documents * Installments, await Count(db, "SELECT COUNT(*) FROM Receipts"));
        var events = await db.Read(sql => sql.Rows<string>("SELECT Id FROM Events"), CancellationToken.None);
        Assert.Equal(
            events.Order(StringComparer.Ordinal),
            receiver.Received.Select(delivery => delivery.WebhookId).Order(StringComparer.Ordinal)
        );

        first.Kill();
        second.Kill();
        var told = (First: Delivered(await first.Log()), Second: Delivered(await second.Log()));
        output.WriteLine($"Of {events.Count} events one process delivered {told.First.Count}, the other {told.Second.Count}.");
        Assert.Equal(events.Order(StringComparer.Ordinal), told.First.Concat(told.Second).Order(StringComparer.Ordinal));
    }

    /// <summary>The events that a process says it delivered.</summary>
    private static List<string> Delivered(string log) => [.. Delivery().Matches(log).Select(match => match.Groups["event"].Value)];

    /// <summary>The same request at both processes, twice each: one of the four makes the document, the others find it.</summary>
    private static async Task<JsonNode> IssueEverywhere(HttpClient[] clients, string externalId)
    {
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 2 * Processes)
                .Select(index => Task.Run(() => clients[index % Processes].PostAsJsonAsync("/v1/payment-documents", Document(externalId))))
        );
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.Equal(answers.Length - 1, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        var documents = await Task.WhenAll(answers.Select(async answer => JsonNode.Parse(await answer.Content.ReadAsStringAsync())!));
        Assert.Single(documents.Select(document => (string)document["id"]!).Distinct(StringComparer.Ordinal));
        return documents[0];
    }

    /// <summary>The same receipt at both processes at once: one records it, the other knows it already.</summary>
    private static async Task PayEverywhere(HttpClient[] clients, (string Number, long AmountCents) notice, int number)
    {
        var receipt = new ReceiptStory($"TWO-{number}", notice.Number, notice.AmountCents);
        var answers = await Task.WhenAll(clients.Select(client => Task.Run(() => new Psp(client).SendReceiptV2(receipt))));
        Assert.Single(answers, answer => answer.Outcome == "OK");
        Assert.Single(answers, answer => answer.Fault == "PAA_RECEIPT_DUPLICATA");
    }

    private static IEnumerable<(string Number, long AmountCents)> Notices(JsonNode document) =>
        document["options"]![0]!["installments"]!
            .AsArray()
            .Select(installment => ((string)installment!["noticeNumber"]!, (long)installment["amountCents"]!));

    private static Task<long> Count(Db db, string query) => db.Read(sql => sql.Value<long>(query), CancellationToken.None);

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            await Task.Delay(Pause, patience.Token);
        }
    }

    private static object Document(string externalId) =>
        new
        {
            organization = Psp.Lecce,
            department = "tributi",
            externalId,
            subject = "TARI 2026",
            debtor = new
            {
                kind = "F",
                fiscalCode = "RSSMRA45C12F205C",
                fullName = "Mario Rossi",
            },
            items = new[]
            {
                new
                {
                    revenueType = "tari",
                    year = 2026,
                    amountCents = 100_003,
                },
            },
            options = new[]
            {
                new
                {
                    kind = "installments",
                    plan = new
                    {
                        count = Installments,
                        firstDueOn = "2099-12-16",
                        everyMonths = 1,
                    },
                },
            },
        };

    [GeneratedRegex(@"Event (?<event>\w{26}) to endpoint \w{26}: attempt 1, delivered", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Delivery();
}
