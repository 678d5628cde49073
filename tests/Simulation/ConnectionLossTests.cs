using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Webhooks;
using Microsoft.Data.SqlClient;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Lecce.Riscossione.Tests.Simulation;

/// <summary>
/// The database server that goes away under many writers and comes back, several times: connections are reset with statements and commits
/// on their way. A client that is asked to retry does so until it succeeds.
/// </summary>
public sealed class ConnectionLossTests(ITestOutputHelper output)
{
    private const int Documents = 60;
    private const int Cuts = 4;
    private const int Writers = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    [OnSqlServer]
    public async Task No_acknowledged_payment_is_lost_or_doubled_and_work_resumes_when_the_database_is_back()
    {
        await using var receiver = await Receiver.Start();
        var database = new TestDatabase(Engine.SqlServer);
        await using var proxy = To(database);
        await using var api = await ApiProcess.Start(Through(proxy, database), database);
        using var admin = api.Client(api.AdminKey);
        await Subscribe(admin, receiver);
        var payments = new ConcurrentQueue<Work>(await Issue(api));
        var acknowledged = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var refused = 0;

        var writers = Enumerable.Range(0, Writers).Select(_ => Task.Run(Write)).ToList();
        for (var cut = 1; cut <= Cuts; cut++)
        {
            await Until(() => Task.FromResult(acknowledged.Count >= cut * Documents / (Cuts + 1)));
            proxy.Cut();
            await Until(async () => await Readiness(admin) == HttpStatusCode.ServiceUnavailable);
            Assert.Equal("PAA_SYSTEM_ERROR", (await new Psp(admin).Verify("301000000000000000")).Fault);
            proxy.Restore();
            await Until(async () => await Readiness(admin) == HttpStatusCode.OK);
        }

        await Finished(writers, api);
        await using var remains = await Remains.Open(database.Dialect());
        // A receipt that could be kept but not recorded is acknowledged too; its payment is recorded in the background.
        var kept = await remains.Count("SELECT COUNT(*) FROM Receipts WHERE State = 'pending'");
        await Until(async () => await remains.Count("SELECT COUNT(*) FROM Receipts WHERE State = 'pending'") == 0);
        await Until(async () => await remains.Count("SELECT COUNT(*) FROM WebhookDeliveries WHERE State <> 'delivered'") == 0);
        output.WriteLine(
            $"{acknowledged.Count} payments acknowledged; {refused} times told to come back; {kept} recorded later; {Cuts} cuts"
        );

        Assert.Equal(Documents, acknowledged.Count);
        await remains.MustBeSound();
        Assert.Equal(Documents, await remains.Count("SELECT COUNT(*) FROM Payments"));
        Assert.Equal(Documents, await remains.Count("SELECT COUNT(DISTINCT ChannelPaymentId) FROM Payments WHERE Outcome = 'exact'"));
        Assert.Equal(Documents, await remains.Count("SELECT COUNT(*) FROM PaymentDocuments WHERE State = 'paid'"));
        Assert.Equal(Documents, receiver.Received.Select(one => one.WebhookId).Distinct(StringComparer.Ordinal).Count());
        api.Kill();
        Assert.Empty(Unforeseen(await api.Log()));

        async Task Write()
        {
            using var client = api.Client(api.AdminKey);
            while (payments.TryDequeue(out var work))
            {
                while (!await work.Send(client))
                {
                    Interlocked.Increment(ref refused);
                    await Task.Delay(Pause);
                }

                acknowledged.AddOrUpdate(work.Name, 1, (_, times) => times + 1);
            }
        }
    }

    [OnSqlServer]
    public async Task When_no_connection_comes_free_the_caller_is_asked_to_retry()
    {
        var database = new TestDatabase(Engine.SqlServer);
        await using var proxy = To(database);
        await using var api = await ApiProcess.Start(Through(proxy, database, "Max Pool Size=1;Connect Timeout=2"), database);
        using var client = api.Client(api.AdminKey);

        proxy.Clog();
        var waiting = Enumerable.Range(0, 4).Select(_ => client.GetAsync("/v1/organizations")).ToList();
        using var first = await await Task.WhenAny(waiting);
        proxy.Clear();
        var answers = await Task.WhenAll(waiting);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, first.StatusCode);
        Assert.NotNull(first.Headers.RetryAfter);
        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable));
        await Until(async () => await Readiness(client) == HttpStatusCode.OK);
    }

    /// <summary>Waits for the writers; a refusal that should not have been is told together with what the program logged of it.</summary>
    private async Task Finished(IEnumerable<Task> writers, ApiProcess api)
    {
        try
        {
            await Task.WhenAll(writers);
        }
        catch (XunitException)
        {
            api.Kill();
            output.WriteLine(string.Join('\n', Unforeseen(await api.Log())));
            throw;
        }
    }

    /// <summary>The lines that the program logged as unforeseen; a database that is away is foreseen.</summary>
    private static IReadOnlyList<string> Unforeseen(string log)
    {
        var lines = log.Split('\n');
        return
        [
            .. lines
                .Index()
                .Where(line => line.Item.Contains("Unforeseen failure", StringComparison.Ordinal))
                .Select(line => string.Join('\n', lines.Skip(line.Index).Take(12))),
        ];
    }

    private static TcpProxy To(TestDatabase database)
    {
        var server = new SqlConnectionStringBuilder(database.ConnectionString).DataSource.Split(':')[^1].Split(',');
        return new TcpProxy(server[0], server.Length > 1 ? int.Parse(server[1], CultureInfo.InvariantCulture) : 1433);
    }

    private static Dictionary<string, string> Through(TcpProxy proxy, TestDatabase database, string more = "")
    {
        var connection = new SqlConnectionStringBuilder($"{database.ConnectionString};{more}")
        {
            DataSource = string.Create(CultureInfo.InvariantCulture, $"tcp:127.0.0.1,{proxy.Port}"),
        };
        return new(StringComparer.Ordinal) { ["ConnectionStrings__Riscossione"] = connection.ToString() };
    }

    private static Task Subscribe(HttpClient admin, Receiver receiver) =>
        admin
            .PostAsJsonAsync(
                "/v1/webhook-endpoints",
                new
                {
                    url = receiver.Url,
                    eventTypes = new[] { "payment.recorded" },
                    organization = Psp.Lecce,
                }
            )
            .Expect(HttpStatusCode.Created);

    /// <summary>One payment for each document: every other comes as a receipt of the Node, the others from the counter.</summary>
    private static async Task<IReadOnlyList<Work>> Issue(ApiProcess api)
    {
        using var office = new RiscossioneClient(api.Client(), new RiscossioneOptions { ApiKey = api.AdminKey });
        var works = new List<Work>();
        for (var number = 0; number < Documents; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"LOSS-{number:000}");
            var request = Sample.Document(1_000 + number, "tari");
            (request.Organization, request.Department, request.ExternalId) = (Psp.Lecce, "tributi", name);
            var document = await office.PaymentDocuments.IssueAsync(request);
            works.Add(new Work(name, document.Options[0].Installments[0].NoticeNumber!, document.AmountCents, number % 2 == 0));
        }

        return works;
    }

    private static async Task<HttpStatusCode> Readiness(HttpClient client)
    {
        using var answer = await client.GetAsync("/health/ready");
        return answer.StatusCode;
    }

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            await Task.Delay(Pause, patience.Token);
        }
    }

    private sealed record Work(string Name, string NoticeNumber, long AmountCents, bool IsReceipt)
    {
        /// <summary>True once the payment is acknowledged, for the first time or again; false when the caller must come back.</summary>
        public async Task<bool> Send(HttpClient client)
        {
            if (IsReceipt)
            {
                var fault = (await new Psp(client).SendReceiptV2(new ReceiptStory(Name, NoticeNumber, AmountCents))).Fault;
                Assert.True(fault is null or "PAA_RECEIPT_DUPLICATA" or "PAA_SYSTEM_ERROR", fault);
                return fault != "PAA_SYSTEM_ERROR";
            }

            using var answer = await client.PostAsJsonAsync(
                "/v1/payments",
                new
                {
                    organization = Psp.Lecce,
                    channel = "counter",
                    channelPaymentId = Name,
                    noticeNumber = NoticeNumber,
                    amountCents = AmountCents,
                    paidAt = "2026-11-22T10:00:00Z",
                }
            );
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                Assert.NotNull(answer.Headers.RetryAfter);
                return false;
            }

            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            return true;
        }
    }
}
