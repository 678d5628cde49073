using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using NodaTime;
using Xunit.Abstractions;

namespace Lecce.Riscossione.Tests.Simulation;

/// <summary>
/// The real program, killed at any moment while many write, and started again on the same data: what was acknowledged is there, once, and
/// what was not can be sent again. A run is repeated with the seed that it prints, in the environment variable <c>RISCOSSIONE_SEED</c>.
/// </summary>
public sealed class CrashTests
{
    private const int Documents = 40;
    private const int Kills = 3;
    private const int Writers = 8;
    private const string Duplicate = "PAA_RECEIPT_DUPLICATA";

    private readonly ITestOutputHelper output;
    private readonly Random random;

    public CrashTests(ITestOutputHelper output)
    {
        this.output = output;
        var seed = int.TryParse(Environment.GetEnvironmentVariable("RISCOSSIONE_SEED"), CultureInfo.InvariantCulture, out var told)
            ? told
            : Random.Shared.Next();
        output.WriteLine($"RISCOSSIONE_SEED={seed}");
        random = new Random(seed);
    }

    [OnEachDatabase]
    public async Task No_acknowledged_receipt_is_lost_or_doubled_by_kills(Engine engine)
    {
        await using var api = await ApiProcess.Start(database: new TestDatabase(engine));
        var receipts = ReceiptsFor(await Issue(api, Requests().ToList()));
        var unsure = receipts.ToDictionary(receipt => receipt.ReceiptId, StringComparer.Ordinal);
        ConcurrentBag<string> acknowledged = [];

        for (var kill = 0; kill < Kills; kill++)
        {
            // A third of the receipts is sent twice, as the Node does when an answer is late.
            var left = unsure.Values.Concat(unsure.Values.Where(_ => random.Next(3) == 0)).ToArray();
            random.Shuffle(left);
            await WriteUntilKilled(
                api,
                left,
                async receipt =>
                {
                    using var http = api.Client();
                    var answer = await new Psp(http).SendReceiptV2(receipt);
                    Assert.True(answer.Fault is null or Duplicate, answer.Fault);
                    if (answer.Fault is null)
                    {
                        acknowledged.Add(receipt.ReceiptId);
                    }
                }
            );
            await api.Restart();
            foreach (var receiptId in acknowledged)
            {
                unsure.Remove(receiptId);
            }
        }

        // No receipt was acknowledged twice, each that was is known, and each of the others can be sent again.
        Assert.Equal(acknowledged.Count, acknowledged.Distinct(StringComparer.Ordinal).Count());
        using var client = api.Client();
        var psp = new Psp(client);
        var unheard = 0;
        foreach (var receipt in receipts)
        {
            var fault = (await psp.SendReceiptV2(receipt)).Fault;
            Assert.True(fault == Duplicate || (fault is null && unsure.ContainsKey(receipt.ReceiptId)), $"{receipt.ReceiptId}: {fault}");
            unheard += fault == Duplicate && unsure.ContainsKey(receipt.ReceiptId) ? 1 : 0;
        }

        output.WriteLine(
            $"{receipts.Length} receipts, {acknowledged.Count} acknowledged, {unheard} stored though a kill cut the answer off"
        );

        await AllChainsHold(api);
        api.Kill();
        await using var remains = await Remains.Open(api.Dialect());
        await remains.MustBeSound();
        var stored = await remains.Receipts();
        Assert.Equal(receipts.Length, stored.Count);
        foreach (var receipt in receipts)
        {
            var sent = Encoding.UTF8.GetBytes(psp.Envelope("paSendRTV2Request", receipt.Xml(Psp.Lecce)));
            var (content, paymentCents) = stored[receipt.ReceiptId];
            Assert.Equal(sent, content);
            Assert.Equal(receipt.AmountCents, paymentCents);
        }

        Assert.Equal(0, await remains.Count("SELECT COUNT(*) FROM PaymentDocuments WHERE State <> 'paid' OR ResidualCents <> 0"));
    }

    [OnEachDatabase]
    public async Task No_acknowledged_document_is_lost_and_no_notice_number_given_twice_by_kills(Engine engine)
    {
        await using var api = await ApiProcess.Start(database: new TestDatabase(engine));
        var requests = Requests().ToArray();
        ConcurrentDictionary<string, PaymentDocument> acknowledged = new(StringComparer.Ordinal);

        for (var kill = 0; kill < Kills; kill++)
        {
            var left = requests.Where(request => !acknowledged.ContainsKey(request.ExternalId)).ToArray();
            random.Shuffle(left);
            await WriteUntilKilled(
                api,
                left,
                async request =>
                {
                    using var office = Office(api);
                    acknowledged[request.ExternalId] = await office.PaymentDocuments.IssueAsync(request);
                }
            );
            await api.Restart();
        }

        // Sending everything once more gives the documents that were acknowledged, as they were, and makes those that were not.
        foreach (var document in await Issue(api, requests))
        {
            if (acknowledged.TryGetValue(document.ExternalId, out var known))
            {
                Assert.Equal((known.Id, Numbers(known)), (document.Id, Numbers(document)));
            }
        }

        await AllChainsHold(api);
        api.Kill();
        await using var remains = await Remains.Open(api.Dialect());
        await remains.MustBeSound();
        Assert.Equal(Documents, await remains.Count("SELECT COUNT(*) FROM PaymentDocuments WHERE State = 'issued'"));
        Assert.Equal(3 * Documents, await remains.Count("SELECT COUNT(DISTINCT NoticeNumber) FROM Installments"));
    }

    /// <summary>Lets several writers work until the program is killed, which happens after some number of acknowledged answers.</summary>
    private async Task WriteUntilKilled<T>(ApiProcess api, IEnumerable<T> work, Func<T, Task> write)
    {
        var queue = new ConcurrentQueue<T>(work);
        var answersLeft = random.Next(1, Math.Max(2, queue.Count / 2));
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(Write)));

        async Task Write()
        {
            try
            {
                while (Volatile.Read(ref answersLeft) > 0 && queue.TryDequeue(out var one))
                {
                    await write(one);
                    if (Interlocked.Decrement(ref answersLeft) == 0)
                    {
                        api.Kill();
                    }
                }
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException)
            {
                // The program died before it answered: whether it had written is unknown.
            }
        }
    }

    /// <summary>A receipt for the single payment of every document, and for some of them another that pays a second time.</summary>
    private ReceiptStory[] ReceiptsFor(IEnumerable<PaymentDocument> documents) =>
        [
            .. documents.SelectMany(document =>
            {
                var installment = document.Options[0].Installments[0];
                var first = new ReceiptStory($"rt-{document.ExternalId}", installment.NoticeNumber!, installment.AmountCents);
                return random.Next(4) == 0 ? new[] { first, first with { ReceiptId = $"{first.ReceiptId}-bis" } } : [first];
            }),
        ];

    private IEnumerable<IssuePaymentDocumentRequest> Requests() =>
        Enumerable
            .Range(1, Documents)
            .Select(number => new IssuePaymentDocumentRequest
            {
                Organization = Psp.Lecce,
                Department = "tributi",
                ExternalId = string.Create(CultureInfo.InvariantCulture, $"CRASH-{number:000}"),
                Subject = "TARI 2026",
                Debtor = new Debtor
                {
                    Kind = "F",
                    FiscalCode = "RSSMRA45C12F205C",
                    FullName = "Mario Rossi",
                },
                Items = [Item("tari", random.Next(1_000, 100_000)), Item("tefa", random.Next(10, 1_000))],
                Options =
                [
                    new PaymentOptionRequest { Kind = "single", DueOn = new LocalDate(2099, 12, 16) },
                    new PaymentOptionRequest
                    {
                        Kind = "installments",
                        Plan = new InstallmentPlan
                        {
                            Count = 2,
                            FirstDueOn = new LocalDate(2099, 12, 16),
                            EveryMonths = 1,
                        },
                    },
                ],
            });

    private static DebtItemRequest Item(string revenueType, long amountCents) =>
        new()
        {
            RevenueType = revenueType,
            Year = 2026,
            AmountCents = amountCents,
        };

    private static async Task<IReadOnlyList<PaymentDocument>> Issue(ApiProcess api, IReadOnlyList<IssuePaymentDocumentRequest> requests)
    {
        using var office = Office(api);
        return await Task.WhenAll(requests.Select(request => office.PaymentDocuments.IssueAsync(request)));
    }

    private static async Task AllChainsHold(ApiProcess api)
    {
        using var office = Office(api);
        foreach (var document in (await office.PaymentDocuments.FindAsync(limit: 200)).Items)
        {
            Assert.True((await office.PaymentDocuments.ReadTimelineAsync(document.Id)).ChainVerified);
        }
    }

    private static string Numbers(PaymentDocument document) =>
        string.Join(' ', document.Options.SelectMany(option => option.Installments).Select(one => one.NoticeNumber));

    private static RiscossioneClient Office(ApiProcess api) => new(api.Client(), new RiscossioneOptions { ApiKey = api.AdminKey });
}
