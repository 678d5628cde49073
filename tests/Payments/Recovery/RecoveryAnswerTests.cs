using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Channels.PagoPa;
using Microsoft.AspNetCore.Http;

namespace Lecce.Riscossione.Tests.Payments.Recovery;

/// <summary>Answers that prove nothing record no money: the receipt is asked for again, and a right answer is still taken.</summary>
public sealed class RecoveryAnswerTests(RecoveryHost host) : IClassFixture<RecoveryHost>
{
    public static TheoryData<string, string> Hostile =>
        new()
        {
            { "other organization", "answer-differs" },
            { "other receipt", "answer-differs" },
            { "sums that differ", "answer-differs" },
            { "failed payment", "not-paid" },
            { "negative amount", "answer-not-readable" },
            { "negative transfer", "answer-not-readable" },
            { "nothing", "answer-not-readable" },
            { "part of a cent", "answer-not-readable" },
            { "too much", "answer-not-readable" },
            { "amount twice", "answer-not-readable" },
            { "no transfers", "answer-not-readable" },
            { "part of a number", "answer-not-readable" },
            { "no JSON", "answer-not-readable" },
            { "cut short", "answer-not-readable" },
            { "a list", "answer-not-readable" },
            { "empty", "answer-not-readable" },
        };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_hostile_answer_records_nothing_and_the_right_one_is_taken_later(string kind, string error)
    {
        var (iur, document) = (host.NewIur(), await host.Issue());
        var story = new BizStory(iur, document.Single().NoticeNumber!, 10_000);
        var recovery = await host.Request(iur);
        host.Biz.Serve(iur, Spoilt(kind, story));

        await host.AttemptDue();

        var kept = await host.Read(recovery);
        Assert.Equal(("pending", error, 200, 1), (kept.State, kept.LastError, kept.LastStatus, kept.Attempts));
        Assert.Empty(await host.PaymentsOf(iur));
        Assert.Empty(await host.ReceiptsOf(iur));
        Assert.Equal("issued", (await host.Read(document)).State);

        host.Biz.Serve(iur, story.Json);
        Assert.Equal("recovered", (await host.AttemptNext(recovery)).State);
        Assert.Equal("paid", (await host.Read(document)).State);
    }

    [Fact]
    public async Task A_receipt_with_another_IUV_than_asked_is_another_receipt()
    {
        var (iur, document) = (host.NewIur(), await host.Issue());
        var story = new BizStory(iur, document.Single().NoticeNumber!, 10_000);
        host.Biz.Serve(iur, story.Json);

        var recovery = await host.Request(iur, "99999999999999999");
        await host.AttemptDue();

        Assert.Equal("answer-differs", (await host.Read(recovery)).LastError);
        Assert.Empty(await host.PaymentsOf(iur));
    }

    [Fact]
    public async Task An_answer_of_five_megabytes_is_not_read_to_its_end()
    {
        var recovery = await host.Request(host.NewIur());
        host.Biz.Next(async context =>
        {
            var part = new byte[64 * 1024];
            Array.Fill(part, (byte)' ');
            for (var count = 0; count < 80 && !context.RequestAborted.IsCancellationRequested; count++)
            {
                await context.Response.Body.WriteAsync(part);
            }
        });

        await host.AttemptDue();

        Assert.Equal(("pending", "answer-too-large"), StateOf(await host.Read(recovery)));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        var recovery = await host.Request(host.NewIur());
        var asked = host.Biz.Asked.Count;
        host.Biz.Next(StatusCodes.Status302Found, location: "/bizevents/service/v1/elsewhere");

        await host.AttemptDue();

        Assert.Equal(("pending", "unavailable"), StateOf(await host.Read(recovery)));
        Assert.Equal(asked + 1, host.Biz.Asked.Count);
    }

    [Theory]
    [InlineData(422)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_service_in_trouble_is_asked_again(int status)
    {
        var recovery = await host.Request(host.NewIur());
        host.Biz.Next(status);

        await host.AttemptDue();

        var kept = await host.Read(recovery);
        Assert.Equal(("pending", "unavailable", status, 1), (kept.State, kept.LastError, kept.LastStatus, kept.Attempts));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_asked_again()
    {
        var recovery = await host.Request(host.NewIur());
        host.Biz.Next(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        await host.AttemptDue();

        Assert.Equal(("pending", "unavailable"), StateOf(await host.Read(recovery)));
    }

    [Fact]
    public async Task A_receipt_that_cannot_be_recorded_is_fetched_again_and_keeps_no_other_waiting()
    {
        var (poison, other) = (host.NewIur(), host.NewIur());
        var (first, second) = (await host.Issue(), await host.Issue());
        host.Biz.Serve(poison, new BizStory(poison, first.Single().NoticeNumber!, 10_000).Json);
        host.Biz.Serve(other, new BizStory(other, second.Single().NoticeNumber!, 10_000).Json);
        var recovery = await host.Request(poison);
        await host.Request(other);
        await host.Execute(
            host.Db.Dialect.IsSqlServer
                ? $"""
                CREATE TRIGGER RefusePoison ON Payments AFTER INSERT AS
                IF EXISTS (SELECT 1 FROM inserted WHERE ChannelPaymentId = '{poison}') THROW 50000, 'refused', 1
                """
                : $"""
                CREATE TRIGGER RefusePoison BEFORE INSERT ON Payments WHEN NEW.ChannelPaymentId = '{poison}'
                BEGIN SELECT RAISE(ABORT, 'refused'); END
                """
        );

        await host.AttemptDue();

        Assert.Equal(("pending", "internal-error"), StateOf(await host.Read(recovery)));
        Assert.Equal("paid", (await host.Read(second)).State);
        Assert.Empty(await host.ReceiptsOf(poison));
        await host.Execute("DROP TRIGGER RefusePoison");
        Assert.Equal("recovered", (await host.AttemptNext(recovery)).State);
    }

    private static (string, string?) StateOf(ReceiptRecovery recovery) => (recovery.State, recovery.LastError);

    private static string Spoilt(string kind, BizStory story) =>
        kind switch
        {
            "other organization" => (story with { Organization = NodeHost.Province }).Json,
            "other receipt" => (story with { Iur = "altra" }).Json,
            "sums that differ" => (story with { TransferAmount = "99.99" }).Json,
            "failed payment" => (story with { Outcome = "KO" }).Json,
            "negative amount" => (story with { Amount = "-100.00" }).Json,
            "negative transfer" => (story with { TransferAmount = "-100.00" }).Json,
            "nothing" => (story with { Amount = "0" }).Json,
            "part of a cent" => (story with { Amount = "100.001" }).Json,
            "too much" => (story with { Amount = "1e12" }).Json,
            "amount twice" => story.Json.Replace("\"description\"", "\"paymentAmount\":1,\"description\"", StringComparison.Ordinal),
            "no transfers" => story.Json.Replace("\"transferList\":[{", "\"transferList\":[],\"other\":[{", StringComparison.Ordinal),
            "part of a number" => story.Json.Replace("\"idTransfer\":1", "\"idTransfer\":1.5", StringComparison.Ordinal),
            "no JSON" => "<html>no</html>",
            "cut short" => story.Json[..(story.Json.Length / 2)],
            "a list" => "[]",
            _ => "",
        };
}
