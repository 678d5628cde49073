using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using NodaTime;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

/// <summary>Receipts that come at once are written together; what becomes of each is the same as if it had come alone.</summary>
public sealed class ReceiptsTogetherTests(NodeHost node) : IClassFixture<NodeHost>
{
    [Fact]
    public async Task Receipts_at_once_for_one_document_for_others_and_for_none_are_each_recorded_as_if_alone()
    {
        var (spring, autumn) = (new LocalDate(2027, 4, 30), new LocalDate(2027, 10, 31));
        var plan = await node.Issue(story: request =>
        {
            request.DueOn = null;
            request.Options =
            [
                new()
                {
                    Kind = "installments",
                    Installments = [new() { AmountCents = 4_000, DueOn = spring }, new() { AmountCents = 6_000, DueOn = autumn }],
                },
            ];
        });
        var (whole, twice) = (await node.Issue(), await node.Issue());
        var stories = new Dictionary<string, (Installment Paid, string Outcome)>(StringComparer.Ordinal)
        {
            [node.NewName("rt")] = (plan.Options[0].Installments[0], "exact"),
            [node.NewName("rt")] = (plan.Options[0].Installments[1], "exact"),
            [node.NewName("rt")] = (whole.Single(), "exact"),
        };
        var (one, other) = (node.NewName("rt"), node.NewName("rt"));
        var unknown = node.NewName("rt");

        var answers = await AtOnce([
            .. stories.Select(story => story.Value.Paid.Receipt(story.Key)),
            .. stories.Select(story => story.Value.Paid.Receipt(story.Key)),
            twice.Single().Receipt(one),
            twice.Single().Receipt(other),
            whole.Single().Receipt(unknown) with
            {
                NoticeNumber = "301999999999999999",
            },
        ]);

        Assert.Equal(6, answers.Count(answer => answer.Outcome == "OK"));
        Assert.Equal(3, answers.Count(answer => answer.Fault == "PAA_RECEIPT_DUPLICATA"));
        foreach (var (receiptId, (_, outcome)) in stories)
        {
            Assert.Equal(outcome, Assert.Single(await node.PaymentsOf(receiptId)).Outcome);
            Assert.Equal("recorded", Assert.Single(await node.ReceiptsOf(receiptId)).State);
        }

        Assert.Equal(["duplicate", "exact"], (await OutcomesOf(one, other)).Order(StringComparer.Ordinal));
        Assert.Equal(["unmatched"], await OutcomesOf(unknown));
        foreach (var document in new[] { plan, whole, twice })
        {
            var now = await node.Read(document);
            Assert.Equal(("paid", 0L), (now.State, now.ResidualCents));
        }
    }

    [Fact]
    public async Task One_receipt_that_cannot_be_recorded_does_not_spoil_it_for_those_that_came_with_it()
    {
        var spoiled = node.NewName("rt");
        var sound = Enumerable.Range(0, 8).Select(_ => node.NewName("rt")).ToList();
        var documents = new List<PaymentDocument>();
        foreach (var _ in sound)
        {
            documents.Add(await node.Issue());
        }

        var poor = await node.Issue();
        await Refuse(spoiled);

        var answers = await AtOnce([
            .. documents.Zip(sound, (document, receiptId) => document.Single().Receipt(receiptId)),
            poor.Single().Receipt(spoiled),
        ]);
        await node.Execute("DROP TRIGGER RefuseOne");

        Assert.All(answers, answer => Assert.Equal("OK", answer.Outcome));
        Assert.All(await OutcomesOf([.. sound]), outcome => Assert.Equal("exact", outcome));
        Assert.Equal("pending", Assert.Single(await node.ReceiptsOf(spoiled)).State);
        Assert.Equal("issued", (await node.Read(poor)).State);
    }

    /// <summary>Sends them while the database is kept busy, so that they wait and are taken together.</summary>
    private async Task<IReadOnlyList<NodeAnswer>> AtOnce(IReadOnlyList<ReceiptStory> receipts)
    {
        var free = new TaskCompletionSource();
        var busy = node.Db.Transact(_ => free.Task, CancellationToken.None);
        var answers = receipts.Select(receipt => node.Psp.SendReceiptV2(receipt)).ToList();
        free.SetResult();
        await busy;
        return await Task.WhenAll(answers);
    }

    private async Task<IReadOnlyList<string>> OutcomesOf(params string[] receiptIds)
    {
        var outcomes = new List<string>();
        foreach (var receiptId in receiptIds)
        {
            outcomes.Add(Assert.Single(await node.PaymentsOf(receiptId)).Outcome);
        }

        return outcomes;
    }

    private Task Refuse(string receiptId) =>
        node.Execute(
            node.Db.Dialect.Name == "SQLite"
                ? $"""
                CREATE TRIGGER RefuseOne BEFORE INSERT ON Payments WHEN NEW.ChannelPaymentId = '{receiptId}'
                BEGIN SELECT RAISE(ABORT, 'out of order'); END
                """
                : $"""
                CREATE TRIGGER RefuseOne ON Payments AFTER INSERT AS
                IF EXISTS (SELECT 1 FROM inserted WHERE ChannelPaymentId = '{receiptId}') THROW 50000, 'out of order', 1
                """
        );
}
