using System.Globalization;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Xunit.Abstractions;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

/// <summary>
/// Documents, payments and failures at random. A run is repeated with the seed that it prints, in the environment variable
/// <c>RISCOSSIONE_SEED</c>.
/// </summary>
public sealed class FeedArchiveRandomTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly ArchiveHost town = new();

    public Task InitializeAsync() => town.InitializeAsync();

    public Task DisposeAsync() => town.DisposeAsync();

    [Fact]
    public async Task Whatever_happens_the_archive_ends_up_payable_where_the_notice_is()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("RISCOSSIONE_SEED"), CultureInfo.InvariantCulture, out var told)
            ? told
            : Random.Shared.Next();
        output.WriteLine($"RISCOSSIONE_SEED={seed}");
        var random = new Random(seed);
        var documents = new List<PaymentDocument>();
        for (var step = 0; step < 120; step++)
        {
            await Happen(random, documents);
        }

        // The failures end, and so do the waits and the claims of senders that were killed.
        town.Archive.Always = null;
        for (var round = 0; round < 12; round++)
        {
            town.Clock.AdvanceMinutes(60);
            await town.Feed();
        }

        foreach (
            var (document, notice) in documents.SelectMany(document =>
                document.Options.SelectMany(option => option.Installments).Select(notice => (document, notice))
            )
        )
        {
            var isPayable = (await town.Psp.Verify(notice.NoticeNumber)).Outcome == "OK";
            var isThere = town.Archive.Archive.StandIn(new(Psp.Lecce, notice.NoticeNumber!)) is { } there;
            Assert.True(
                isPayable == isThere,
                $"{notice.NoticeNumber}: payable {isPayable}, in the archive {isThere}: {await town.FeedOf(document)}"
            );
        }

        Assert.DoesNotContain(
            town.Archive.Told,
            call => call.Contains("invalidate", StringComparison.Ordinal) || call.StartsWith("MISFITS", StringComparison.Ordinal)
        );
    }

    private async Task Happen(Random random, List<PaymentDocument> documents)
    {
        switch (random.Next(10))
        {
            case 0 or 1:
                documents.Add(await town.IssuePlan());
                break;
            case 2:
                documents.Add(await town.Issue());
                break;
            case 3 when documents.Count > 0:
                var cancelled = await town.Read(documents[random.Next(documents.Count)]);
                if (cancelled.State == "issued")
                {
                    await town.Cancel(cancelled);
                }

                break;
            case 4 or 5 when documents.Count > 0:
                await PaySomething(random, await town.Read(documents[random.Next(documents.Count)]));
                break;
            case 6:
                town.Archive.Next(random.GetItems([500, 503, 429], 1)[0]);
                break;
            case 7:
                town.Archive.LoseNextAnswer();
                break;
            case 8:
                town.Clock.AdvanceSeconds(random.Next(100));
                break;
            default:
                await town.Feed();
                break;
        }
    }

    /// <summary>Pays an open installment at the counter, or through pagoPA, which tells the archive itself.</summary>
    private async Task PaySomething(Random random, PaymentDocument document)
    {
        var open = document
            .Options.Where(option => !option.Closed)
            .SelectMany(option => option.Installments)
            .Where(installment => installment.PaidAt is null)
            .ToList();
        if (document.State is not ("issued" or "partially-paid") || open.Count == 0)
        {
            return;
        }

        var notice = open[random.Next(open.Count)];
        if (random.Next(2) == 0)
        {
            await town.PayAtCounter(notice.NoticeNumber, notice.AmountCents);
        }
        else
        {
            await town.Psp.SendReceiptV2(notice.Receipt(town.NewName("rt")));
            town.Archive.Archive.NotePayment(new(Psp.Lecce, notice.NoticeNumber!));
        }
    }
}
