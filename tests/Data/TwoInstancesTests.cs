using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>Two instances of the program on one database at the same time.</summary>
public sealed class TwoInstancesTests : IAsyncLifetime
{
    private const int Installments = 12;
    private ApiHost first = null!;
    private ApiHost second = null!;
    private HttpClient[] clients = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        Array.ForEach(clients, client => client.Dispose());
        await second.DisposeAsync();
        await first.DisposeAsync();
    }

    [OnEachDatabase]
    public async Task A_document_issued_many_times_at_once_exists_once(Engine engine)
    {
        await Open(engine);
        var answers = await AtOnce(8, (client, _) => client.PostAsJsonAsync("/v1/payment-documents", Document("T-1")));

        var documents = new List<string>();
        foreach (var answer in answers)
        {
            documents.Add((string)(await Json(answer))["id"]!);
        }

        Assert.Single(documents.Distinct(StringComparer.Ordinal));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.Equal(7, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
    }

    [OnEachDatabase]
    public async Task Receipts_of_one_document_that_arrive_at_once_are_all_counted(Engine engine)
    {
        await Open(engine);
        var document = await Issue("T-2");
        var notices = Notices(document);

        var answers = await AtOnce(
            Installments,
            (client, index) => new Psp(client).SendReceiptV2(new ReceiptStory($"R-{index}", notices[index], 10_00))
        );

        Assert.All(answers, answer => Assert.Equal("OK", answer.Outcome));
        var paid = await Get($"/v1/payment-documents/{document["id"]}");
        Assert.Equal(("paid", 0L), ((string)paid["state"]!, (long)paid["residualCents"]!));
        Assert.Equal(Installments, (await Get($"/v1/payments?documentId={document["id"]}"))["items"]!.AsArray().Count);
        var movements = (await Get($"/v1/payment-documents/{document["id"]}/movements"))["items"]!.AsArray();
        Assert.Equal(0, movements.Sum(movement => (long)movement!["amountCents"]!));
        var timeline = await Get($"/v1/payment-documents/{document["id"]}/timeline");
        Assert.True((bool)timeline["chainVerified"]!);
        Assert.Equal(Installments, timeline["items"]!.AsArray().Count(one => (string)one!["type"]! == "payment-recorded"));
    }

    [OnEachDatabase]
    public async Task A_receipt_sent_many_times_at_once_is_recorded_once(Engine engine)
    {
        await Open(engine);
        var document = await Issue("T-3");
        var receipt = new ReceiptStory("R-SAME", Notices(document)[0], 10_00);

        var answers = await AtOnce(8, (client, _) => new Psp(client).SendReceiptV2(receipt));

        Assert.Single(answers, answer => answer.Outcome == "OK");
        Assert.Equal(7, answers.Count(answer => answer.Fault == "PAA_RECEIPT_DUPLICATA"));
        Assert.Single((await Get($"/v1/payments?documentId={document["id"]}"))["items"]!.AsArray());
    }

    [OnEachDatabase]
    public async Task A_counter_payment_sent_many_times_at_once_is_recorded_once(Engine engine)
    {
        await Open(engine);
        var document = await Issue("T-4");
        var payment = new
        {
            channel = "counter",
            channelPaymentId = "C-SAME",
            noticeNumber = Notices(document)[0],
            amountCents = 10_00,
            paidAt = "2026-11-23T10:00:00.123456789Z",
            organization = Psp.Lecce,
        };

        var answers = await AtOnce(8, (client, _) => client.PostAsJsonAsync("/v1/payments", payment));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.Equal(7, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
    }

    private async Task Open(Engine engine)
    {
        first = new ApiHost(new TestDatabase(engine));
        await first.InitializeAsync();
        second = first.Beside();
        await second.InitializeAsync();
        clients = [first.Client(first.AdminKey), second.Client(first.AdminKey)];
    }

    private Task<T[]> AtOnce<T>(int times, Func<HttpClient, int, Task<T>> call) =>
        Task.WhenAll(Enumerable.Range(0, times).Select(index => Task.Run(() => call(clients[index % clients.Length], index))));

    private Task<JsonNode> Issue(string externalId) =>
        clients[0].PostAsJsonAsync("/v1/payment-documents", Document(externalId)).Expect(HttpStatusCode.Created);

    private Task<JsonNode> Get(string path) => clients[1].GetAsync(path).Expect(HttpStatusCode.OK);

    private static async Task<JsonNode> Json(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private static List<string> Notices(JsonNode document) =>
        [
            .. document["options"]!
                .AsArray()
                .SelectMany(option => option!["installments"]!.AsArray())
                .Select(installment => (string)installment!["noticeNumber"]!),
        ];

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
                fullName = "Niccolò Rossi",
            },
            items = new[]
            {
                new
                {
                    revenueType = "tari",
                    year = 2026,
                    amountCents = Installments * 10_00,
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
                        firstDueOn = "2026-12-16",
                        everyMonths = 1,
                    },
                },
            },
        };
}
